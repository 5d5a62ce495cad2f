// VLANs of a bridge's ports: RTM_NEWVLAN.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kBridgeVlanTable;

}  // namespace netlink
