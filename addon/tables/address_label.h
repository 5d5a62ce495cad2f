// Labels of IPv6 prefixes, by which a source address is chosen (RFC 6724): RTM_NEWADDRLABEL.
#pragma once

#include "tables/table.h"

namespace netlink {

extern const Table kAddressLabelTable;

}  // namespace netlink
