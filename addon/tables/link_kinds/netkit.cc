// netkit: a pair of links that run BPF programs. Newer than the kernel headers we build with.
#include "fields/rows.h"
#include "tables/link_kinds.h"
#include "tables/link_kinds/peer.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kPolicies[] = {{0, "forward"}, {2, "blackhole"}};
constexpr Names kPolicyNames{"NetkitPolicy", kPolicies};
constexpr Name kModes[] = {{0, "l2"}, {1, "l3"}};
constexpr Names kModeNames{"NetkitMode", kModes};
constexpr Name kScrubs[] = {{0, "none"}, {1, "default"}};
constexpr Names kScrubNames{"NetkitScrub", kScrubs};
constexpr Name kPairings[] = {{0, "pair"}, {1, "single"}};
constexpr Names kPairingNames{"NetkitPairing", kPairings};

constexpr Field kData[] = {
    link_peer_attribute(uapi::kIflaNetkitPeerInfo, "IFLA_NETKIT_PEER_INFO", kLinkPeer),
    attribute<Boolean<>>(uapi::kIflaNetkitPrimary, "primary", "IFLA_NETKIT_PRIMARY",
                         "Whether programs are attached through this end.")
        .read_only(),
    attribute<Number<uint32_t>>(uapi::kIflaNetkitPolicy, "policy", "IFLA_NETKIT_POLICY",
                                "What happens to packets without a program.")
        .named(kPolicyNames),
    attribute<Number<uint32_t>>(uapi::kIflaNetkitPeerPolicy, "peerPolicy",
                                "IFLA_NETKIT_PEER_POLICY", "The same for the other end.")
        .named(kPolicyNames),
    attribute<Number<uint32_t>>(uapi::kIflaNetkitMode, "mode", "IFLA_NETKIT_MODE",
                                "With or without Ethernet.")
        .named(kModeNames)
        .only_when_added(),
    attribute<Number<uint32_t>>(uapi::kIflaNetkitScrub, "scrub", "IFLA_NETKIT_SCRUB",
                                "Whether packets lose their marks on the way.")
        .named(kScrubNames)
        .only_when_added(),
    attribute<Number<uint32_t>>(uapi::kIflaNetkitPeerScrub, "peerScrub", "IFLA_NETKIT_PEER_SCRUB",
                                "The same for the other end.")
        .named(kScrubNames)
        .only_when_added(),
    attribute<Number<uint16_t>>(uapi::kIflaNetkitHeadroom, "headroom", "IFLA_NETKIT_HEADROOM",
                                "Bytes kept free before a packet.")
        .only_when_added(),
    attribute<Number<uint16_t>>(uapi::kIflaNetkitTailroom, "tailroom", "IFLA_NETKIT_TAILROOM",
                                "Bytes kept free after a packet.")
        .only_when_added(),
    attribute<Number<uint32_t>>(uapi::kIflaNetkitPairing, "pairing", "IFLA_NETKIT_PAIRING",
                                "A pair of links or one alone.")
        .named(kPairingNames)
        .only_when_added(),
};

}  // namespace

const RecordType kNetkitData{"NetkitData", kData};

}  // namespace netlink
