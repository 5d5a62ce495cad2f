// Rules that choose a routing table: struct rtnl_rule, RTM_NEWRULE.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kRuleTable;

}  // namespace netlink
