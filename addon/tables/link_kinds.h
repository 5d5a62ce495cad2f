// The kinds of links: what IFLA_INFO_DATA holds for each, and IFLA_INFO_SLAVE_DATA for ports of a
// master of the kind.
#pragma once

#include "fields/field.h"

namespace netlink {

// One file of link_kinds/ each.
extern const RecordType kBondData, kBondPort;
extern const RecordType kBridgeData, kBridgePort;
extern const RecordType kMacvlanData, kMacvtapData;
extern const RecordType kVethData;
extern const RecordType kVlanData;
extern const RecordType kVrfData, kVrfPort;
extern const RecordType kVxlanData;

extern const VariantType kLinkData;
extern const VariantType kLinkPort;

}  // namespace netlink
