// Addresses of links: struct rtnl_addr, RTM_NEWADDR.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kAddressTable;

}  // namespace netlink
