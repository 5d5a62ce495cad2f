// The kinds of links: a kind with rows of its own is listed here; one without (dummy, ifb, nlmon,
// team, wireguard …) needs no entry.
#include "tables/link_kinds.h"

namespace netlink {
namespace {

// The kernel resets what a change of the data does not name.
constexpr bool kWhole = true;

const VariantType::Alternative kDataOf[] = {
    {"amt", &kAmtData},
    {"bareudp", &kBareudpData},
    {"bond", &kBondData},
    {"bridge", &kBridgeData},
    {"can", &kCanData},
    {"erspan", &kErspanData, kWhole},
    {"geneve", &kGeneveData},
    {"gre", &kGreData, kWhole},
    {"gretap", &kGreData, kWhole},
    {"gtp", &kGtpData},
    {"hsr", &kHsrData},
    {"ip6erspan", &kGre6Data, kWhole},
    {"ip6gre", &kGre6Data, kWhole},
    {"ip6gretap", &kGre6Data, kWhole},
    {"ip6tnl", &kIp6TunnelData, kWhole},
    {"ipip", &kIpipData, kWhole},
    {"ipoib", &kIpoibData},
    {"ipvlan", &kIpvlanData},
    {"ipvtap", &kIpvtapData},
    {"macsec", &kMacsecData},
    {"macvlan", &kMacvlanData},
    {"macvtap", &kMacvtapData},
    {"netkit", &kNetkitData},
    {"ovpn", &kOvpnData},
    {"ppp", &kPppData},
    {"rmnet", &kRmnetData},
    {"sit", &kSitData, kWhole},
    {"tun", &kTunData},
    {"veth", &kVethData},
    {"vlan", &kVlanData},
    {"vrf", &kVrfData},
    {"vti", &kVtiData, kWhole},
    {"vti6", &kVti6Data, kWhole},
    {"vxcan", &kVxcanData},
    {"vxlan", &kVxlanData},
    {"xfrm", &kXfrmData, kWhole},
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
