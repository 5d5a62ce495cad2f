// Links (network interfaces): struct rtnl_link, RTM_NEWLINK and its companions.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kLinkTable;

// The request for one link by index, or by name or alternative name where `index` is 0.
Message link_request(int index, std::string_view name);

// Whether the message tells of a link that is gone, down or without a carrier: the kernel removes
// what depends on it with hardly a word.
bool tells_of_lost_link(const nlmsghdr* message);

}  // namespace netlink
