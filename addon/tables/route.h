// Routes: struct rtnl_route, RTM_NEWROUTE.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kRouteTable;

}  // namespace netlink
