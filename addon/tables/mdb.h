// Multicast groups of bridges and tunnels: struct rtnl_mdb, RTM_NEWMDB.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kMdbTable;

}  // namespace netlink
