// Tables of neighbours and their parameters: struct rtnl_neightbl, RTM_NEWNEIGHTBL.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kNeighbourTableTable;

}  // namespace netlink
