// What the Internet protocols do on each link: struct rtnl_netconf, RTM_NEWNETCONF.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kNetconfTable;

}  // namespace netlink
