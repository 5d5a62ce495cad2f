// Links (network interfaces): struct rtnl_link, RTM_NEWLINK and its companions.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kLinkTable;

// The request for one link by index, or by name or alternative name where `index` is 0.
Message link_request(int index, std::string_view name);

}  // namespace netlink
