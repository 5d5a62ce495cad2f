// Address families, as rows of several tables name them.
#pragma once

#include <sys/socket.h>

#include "fields/field.h"

namespace netlink {

inline constexpr Name kFamilies[] = {
    {AF_UNSPEC, "unspec"}, {AF_INET, "inet"}, {AF_BRIDGE, "bridge"}, {AF_INET6, "inet6"},
    {AF_MPLS, "mpls"},     {128, "ipmr"},     {129, "ip6mr"},
};
inline constexpr Names kFamilyNames{"Family", kFamilies};

// Scopes (RT_SCOPE_*) of addresses and routes.
inline constexpr Name kScopes[] = {
    {0, "global"}, {200, "site"}, {253, "link"}, {254, "host"}, {255, "nowhere"}};
inline constexpr Names kScopeNames{"Scope", kScopes};

}  // namespace netlink
