// Nexthop objects and groups of them, and the buckets of resilient groups: RTM_NEWNEXTHOP and
// RTM_NEWNEXTHOPBUCKET, which libnl 3.7 does not know.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kNexthopTable;
extern const Table kNexthopBucketTable;

}  // namespace netlink
