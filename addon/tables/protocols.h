// Who made a route, a rule or a neighbour (RTPROT_*), in iproute2's words.
#pragma once

#include "fields/field.h"

namespace netlink {

inline constexpr Name kRoutingProtocols[] = {
    {0, "unspec"},      {1, "redirect"}, {2, "kernel"}, {3, "boot"},    {4, "static"},
    {8, "gated"},       {9, "ra"},       {10, "mrt"},   {11, "zebra"},  {12, "bird"},
    {13, "dnrouted"},   {14, "xorp"},    {15, "ntk"},   {16, "dhcp"},   {17, "mrouted"},
    {18, "keepalived"}, {42, "babel"},   {84, "ovn"},   {99, "openr"},  {186, "bgp"},
    {187, "isis"},      {188, "ospf"},   {189, "rip"},  {192, "eigrp"},
};
inline constexpr Names kRoutingProtocolNames{"RoutingProtocol", kRoutingProtocols};

}  // namespace netlink
