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

inline constexpr Name kNexthopFlags[] = {
    {RTNH_F_DEAD, "dead"},       {RTNH_F_PERVASIVE, "pervasive"}, {RTNH_F_ONLINK, "onlink"},
    {RTNH_F_OFFLOAD, "offload"}, {RTNH_F_LINKDOWN, "linkdown"},   {RTNH_F_UNRESOLVED, "unresolved"},
    {RTNH_F_TRAP, "trap"},
};
inline constexpr Names kNexthopFlagNames{"NexthopFlag", kNexthopFlags};
// Those that are settings; the others are the nexthop's state, which the kernel refuses to be told.
inline constexpr unsigned kNexthopSettings = RTNH_F_PERVASIVE | RTNH_F_ONLINK;

}  // namespace netlink
