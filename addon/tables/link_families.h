// What address families keep of a link (IFLA_AF_SPEC).
#pragma once

#include <linux/if_link.h>

#include "fields/rows.h"

namespace netlink {

extern const RecordType kLinkInet, kLinkInet6, kLinkMctp;
extern const RecordType kLinkInet6Statistics, kLinkIcmp6Statistics;

inline constexpr uint16_t kInetNest[] = {IFLA_AF_SPEC, AF_INET};
inline constexpr uint16_t kInet6Nest[] = {IFLA_AF_SPEC, AF_INET6};
inline constexpr uint16_t kMctpNest[] = {IFLA_AF_SPEC, AF_MCTP};

}  // namespace netlink
