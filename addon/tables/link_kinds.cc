// The kinds of links: a kind with rows of its own is listed here; one without (dummy, ifb …) needs
// no entry.
#include "tables/link_kinds.h"

namespace netlink {
namespace {

const VariantType::Alternative kDataOf[] = {
    {"bond", &kBondData},       {"bridge", &kBridgeData}, {"macvlan", &kMacvlanData},
    {"macvtap", &kMacvtapData}, {"veth", &kVethData},     {"vlan", &kVlanData},
    {"vrf", &kVrfData},         {"vxlan", &kVxlanData},
};
const VariantType::Alternative kPortOf[] = {
    {"bond", &kBondPort},
    {"bridge", &kBridgePort},
    {"vrf", &kVrfPort},
};

}  // namespace

const VariantType kLinkData{"LinkData", "kind", kDataOf};
const VariantType kLinkPort{"LinkPort", "portKind", kPortOf};

}  // namespace netlink
