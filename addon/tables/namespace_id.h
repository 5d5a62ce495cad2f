// Ids by which a network namespace knows others: RTM_NEWNSID.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kNamespaceIdTable;

}  // namespace netlink
