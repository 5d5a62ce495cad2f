// Neighbours (ARP and NDP) and the forwarding entries of bridges and tunnels: struct rtnl_neigh,
// RTM_NEWNEIGH.
#pragma once

#include "tables/table.h"

namespace netlink {

// Both have the same rows. The kernel keeps them apart: it dumps the families of IP together, and
// the family of bridges alone.
extern const Table kNeighbourTable;
extern const Table kForwardingTable;

}  // namespace netlink
