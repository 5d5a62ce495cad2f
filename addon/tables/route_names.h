// Words for the enumerations of routes, as iproute2 has them; nexthops and rules use some of them
// too.
#pragma once

#include <linux/rtnetlink.h>

#include "fields/field.h"

namespace netlink {

inline constexpr Name kRouteTypes[] = {
    {RTN_UNSPEC, "unspec"},
    {RTN_UNICAST, "unicast"},
    {RTN_LOCAL, "local"},
    {RTN_BROADCAST, "broadcast"},
    {RTN_ANYCAST, "anycast"},
    {RTN_MULTICAST, "multicast"},
    {RTN_BLACKHOLE, "blackhole"},
    {RTN_UNREACHABLE, "unreachable"},
    {RTN_PROHIBIT, "prohibit"},
    {RTN_THROW, "throw"},
    {RTN_NAT, "nat"},
    {RTN_XRESOLVE, "xresolve"},
};
inline constexpr Names kRouteTypeNames{"RouteType", kRouteTypes};

// RTPROT_*, with those that iproute2 knows by /etc/iproute2/rt_protos.
inline constexpr Name kRouteProtocols[] = {
    {0, "unspec"},      {1, "redirect"}, {2, "kernel"}, {3, "boot"},    {4, "static"},
    {8, "gated"},       {9, "ra"},       {10, "mrt"},   {11, "zebra"},  {12, "bird"},
    {13, "dnrouted"},   {14, "xorp"},    {15, "ntk"},   {16, "dhcp"},   {17, "mrouted"},
    {18, "keepalived"}, {42, "babel"},   {84, "ovn"},   {99, "openr"},  {186, "bgp"},
    {187, "isis"},      {188, "ospf"},   {189, "rip"},  {192, "eigrp"},
};
inline constexpr Names kRouteProtocolNames{"RouteProtocol", kRouteProtocols};

inline constexpr Name kNexthopFlags[] = {
    {RTNH_F_DEAD, "dead"},       {RTNH_F_PERVASIVE, "pervasive"}, {RTNH_F_ONLINK, "onlink"},
    {RTNH_F_OFFLOAD, "offload"}, {RTNH_F_LINKDOWN, "linkdown"},   {RTNH_F_UNRESOLVED, "unresolved"},
    {RTNH_F_TRAP, "trap"},
};
inline constexpr Names kNexthopFlagNames{"NexthopFlag", kNexthopFlags};
// Those that are settings; the others are the nexthop's state, which the kernel refuses to be told.
inline constexpr unsigned kNexthopSettings = RTNH_F_PERVASIVE | RTNH_F_ONLINK;

}  // namespace netlink
