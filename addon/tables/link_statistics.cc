// Counters of links in messages of their own (RTM_NEWSTATS), which tell more than those of links
// do. libnl does not know them.
#include "tables/link_statistics.h"

#include <linux/if_bonding.h>
#include <linux/if_bridge.h>
#include <linux/rtnetlink.h>

#include "fields/nested.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr RecordType kLink64{"LinkStatistics64", kCounterMembers<IFLA_STATS_LINK_64>};
constexpr RecordType kCpuHit{"LinkCpuHitStatistics", kCounterMembers<IFLA_OFFLOAD_XSTATS_CPU_HIT>};
// struct rtnl_hw_stats64 is the beginning of struct rtnl_link_stats64.
constexpr size_t kHardwareCounters = 9;
constexpr RecordType kL3{"LinkHardwareStatistics",
                         kCounterMembers<uapi::kOffloadXstatsL3Stats, kHardwareCounters>};

template <uint16_t kAttribute, size_t kOffset, typename T = uint64_t>
constexpr Field member(const char* name, const char* kernel, const char* doc) {
  return attribute<Member<T, kOffset>>(kAttribute, name, kernel, doc).read_only().not_a_change();
}

constexpr Field kInfo[] = {
    attribute<Boolean<>>(1, "request", "IFLA_OFFLOAD_XSTATS_HW_S_INFO_REQUEST",
                         "Whether the counters were asked for.")
        .read_only(),
    attribute<Boolean<>>(2, "used", "IFLA_OFFLOAD_XSTATS_HW_S_INFO_USED",
                         "Whether a device counts.")
        .read_only(),
};
constexpr RecordType kInfoRecord{"LinkHardwareStatisticsInfo", kInfo};
// Inside a nest an attribute, the one for the L3 counters.
constexpr uint16_t kInfoNest[] = {uapi::kOffloadXstatsHwSInfo, uapi::kOffloadXstatsL3Stats};

constexpr Field kOffload[] = {
    group("cpuHit", "IFLA_OFFLOAD_XSTATS_CPU_HIT", "Packets that the device left to the host.",
          kCpuHit),
    group("l3", "IFLA_OFFLOAD_XSTATS_L3_STATS", "Packets that the device routed.", kL3),
    group("l3Info", "IFLA_OFFLOAD_XSTATS_HW_S_INFO", "Who counts them.", kInfoRecord, kInfoNest),
};
constexpr RecordType kOffloadRecord{"LinkOffloadStatistics", kOffload};
constexpr uint16_t kOffloadNest[] = {IFLA_STATS_LINK_OFFLOAD_XSTATS};

// struct mpls_link_stats: the first eight counters, and one of its own.
constexpr uint16_t kMplsLink = 1;  // MPLS_STATS_LINK
constexpr auto kMplsShared = kCounterMembers<kMplsLink, 8>;
constexpr Field kMpls[] = {
    kMplsShared[0],
    kMplsShared[1],
    kMplsShared[2],
    kMplsShared[3],
    kMplsShared[4],
    kMplsShared[5],
    kMplsShared[6],
    kMplsShared[7],
    member<kMplsLink, 8 * sizeof(uint64_t)>("rxNoRoute", "mpls_link_stats.rx_noroute",
                                            "Packets without a route."),
};
constexpr RecordType kMplsRecord{"LinkMplsStatistics", kMpls};
constexpr uint16_t kMplsNest[] = {IFLA_STATS_AF_SPEC, AF_MPLS};

constexpr Field kBridgeVlan[] = {
    member<BRIDGE_XSTATS_VLAN, 32, uint16_t>("id", "bridge_vlan_xstats.vid", "VLAN identifier."),
    member<BRIDGE_XSTATS_VLAN, 0>("rxBytes", "bridge_vlan_xstats.rx_bytes", "Bytes received."),
    member<BRIDGE_XSTATS_VLAN, 8>("rxPackets", "bridge_vlan_xstats.rx_packets",
                                  "Packets received."),
    member<BRIDGE_XSTATS_VLAN, 16>("txBytes", "bridge_vlan_xstats.tx_bytes", "Bytes sent."),
    member<BRIDGE_XSTATS_VLAN, 24>("txPackets", "bridge_vlan_xstats.tx_packets", "Packets sent."),
};
constexpr RecordType kBridgeVlanRecord{"BridgeVlanStatistics", kBridgeVlan};
constexpr Type kBridgeVlanType{.wire = Wire::kRecord, .record = &kBridgeVlanRecord};

// One attribute a VLAN, without a nest of its own.
bool encode_vlans(const Field&, const Source& source, Writer& writer) {
  nlattr* nest = (*source.attributes)[LINK_XSTATS_TYPE_BRIDGE];
  if (!nest) return false;
  const size_t head = writer.reserve(sizeof(uint16_t));
  uint16_t count = 0;
  detail::for_each_child(source, nest, BRIDGE_XSTATS_VLAN, [&](nlattr* vlan) {
    const Attributes level = Attributes::of(vlan);
    if (encode_record(kBridgeVlanRecord, {nullptr, &level, source.message, source.header}, writer))
      ++count;
  });
  writer.patch(head, count);
  if (count == 0) writer.truncate(head);
  return count > 0;
}

constexpr Field kMulticast[] = {
    member<BRIDGE_XSTATS_MCAST, 0>("igmpV1QueriesReceived", "br_mcast_stats.igmp_v1queries[RX]",
                                   "IGMPv1 queries received."),
    member<BRIDGE_XSTATS_MCAST, 8>("igmpV1QueriesSent", "br_mcast_stats.igmp_v1queries[TX]",
                                   "IGMPv1 queries sent."),
    member<BRIDGE_XSTATS_MCAST, 16>("igmpV2QueriesReceived", "br_mcast_stats.igmp_v2queries[RX]",
                                    "IGMPv2 queries received."),
    member<BRIDGE_XSTATS_MCAST, 24>("igmpV2QueriesSent", "br_mcast_stats.igmp_v2queries[TX]",
                                    "IGMPv2 queries sent."),
    member<BRIDGE_XSTATS_MCAST, 32>("igmpV3QueriesReceived", "br_mcast_stats.igmp_v3queries[RX]",
                                    "IGMPv3 queries received."),
    member<BRIDGE_XSTATS_MCAST, 40>("igmpV3QueriesSent", "br_mcast_stats.igmp_v3queries[TX]",
                                    "IGMPv3 queries sent."),
    member<BRIDGE_XSTATS_MCAST, 48>("igmpLeavesReceived", "br_mcast_stats.igmp_leaves[RX]",
                                    "IGMP leaves received."),
    member<BRIDGE_XSTATS_MCAST, 56>("igmpLeavesSent", "br_mcast_stats.igmp_leaves[TX]",
                                    "IGMP leaves sent."),
    member<BRIDGE_XSTATS_MCAST, 64>("igmpV1ReportsReceived", "br_mcast_stats.igmp_v1reports[RX]",
                                    "IGMPv1 reports received."),
    member<BRIDGE_XSTATS_MCAST, 72>("igmpV1ReportsSent", "br_mcast_stats.igmp_v1reports[TX]",
                                    "IGMPv1 reports sent."),
    member<BRIDGE_XSTATS_MCAST, 80>("igmpV2ReportsReceived", "br_mcast_stats.igmp_v2reports[RX]",
                                    "IGMPv2 reports received."),
    member<BRIDGE_XSTATS_MCAST, 88>("igmpV2ReportsSent", "br_mcast_stats.igmp_v2reports[TX]",
                                    "IGMPv2 reports sent."),
    member<BRIDGE_XSTATS_MCAST, 96>("igmpV3ReportsReceived", "br_mcast_stats.igmp_v3reports[RX]",
                                    "IGMPv3 reports received."),
    member<BRIDGE_XSTATS_MCAST, 104>("igmpV3ReportsSent", "br_mcast_stats.igmp_v3reports[TX]",
                                     "IGMPv3 reports sent."),
    member<BRIDGE_XSTATS_MCAST, 112>("igmpParseErrors", "br_mcast_stats.igmp_parse_errors",
                                     "Malformed IGMP packets."),
    member<BRIDGE_XSTATS_MCAST, 120>("mldV1QueriesReceived", "br_mcast_stats.mld_v1queries[RX]",
                                     "MLDv1 queries received."),
    member<BRIDGE_XSTATS_MCAST, 128>("mldV1QueriesSent", "br_mcast_stats.mld_v1queries[TX]",
                                     "MLDv1 queries sent."),
    member<BRIDGE_XSTATS_MCAST, 136>("mldV2QueriesReceived", "br_mcast_stats.mld_v2queries[RX]",
                                     "MLDv2 queries received."),
    member<BRIDGE_XSTATS_MCAST, 144>("mldV2QueriesSent", "br_mcast_stats.mld_v2queries[TX]",
                                     "MLDv2 queries sent."),
    member<BRIDGE_XSTATS_MCAST, 152>("mldLeavesReceived", "br_mcast_stats.mld_leaves[RX]",
                                     "MLD leaves received."),
    member<BRIDGE_XSTATS_MCAST, 160>("mldLeavesSent", "br_mcast_stats.mld_leaves[TX]",
                                     "MLD leaves sent."),
    member<BRIDGE_XSTATS_MCAST, 168>("mldV1ReportsReceived", "br_mcast_stats.mld_v1reports[RX]",
                                     "MLDv1 reports received."),
    member<BRIDGE_XSTATS_MCAST, 176>("mldV1ReportsSent", "br_mcast_stats.mld_v1reports[TX]",
                                     "MLDv1 reports sent."),
    member<BRIDGE_XSTATS_MCAST, 184>("mldV2ReportsReceived", "br_mcast_stats.mld_v2reports[RX]",
                                     "MLDv2 reports received."),
    member<BRIDGE_XSTATS_MCAST, 192>("mldV2ReportsSent", "br_mcast_stats.mld_v2reports[TX]",
                                     "MLDv2 reports sent."),
    member<BRIDGE_XSTATS_MCAST, 200>("mldParseErrors", "br_mcast_stats.mld_parse_errors",
                                     "Malformed MLD packets."),
    member<BRIDGE_XSTATS_MCAST, 208>("multicastBytesReceived", "br_mcast_stats.mcast_bytes[RX]",
                                     "Multicast bytes received."),
    member<BRIDGE_XSTATS_MCAST, 216>("multicastBytesSent", "br_mcast_stats.mcast_bytes[TX]",
                                     "Multicast bytes sent."),
    member<BRIDGE_XSTATS_MCAST, 224>("multicastPacketsReceived", "br_mcast_stats.mcast_packets[RX]",
                                     "Multicast packets received."),
    member<BRIDGE_XSTATS_MCAST, 232>("multicastPacketsSent", "br_mcast_stats.mcast_packets[TX]",
                                     "Multicast packets sent."),
};
constexpr RecordType kMulticastRecord{"BridgeMulticastStatistics", kMulticast};

constexpr Field kStp[] = {
    member<BRIDGE_XSTATS_STP, 0>("blockings", "bridge_stp_xstats.transition_blk",
                                 "Changes to the state blocking."),
    member<BRIDGE_XSTATS_STP, 8>("forwardings", "bridge_stp_xstats.transition_fwd",
                                 "Changes to the state forwarding."),
    member<BRIDGE_XSTATS_STP, 16>("bpdusReceived", "bridge_stp_xstats.rx_bpdu",
                                  "Spanning tree packets received."),
    member<BRIDGE_XSTATS_STP, 24>("bpdusSent", "bridge_stp_xstats.tx_bpdu",
                                  "Spanning tree packets sent."),
    member<BRIDGE_XSTATS_STP, 32>("topologyChangesReceived", "bridge_stp_xstats.rx_tcn",
                                  "Notices of a changed topology received."),
    member<BRIDGE_XSTATS_STP, 40>("topologyChangesSent", "bridge_stp_xstats.tx_tcn",
                                  "Notices of a changed topology sent."),
};
constexpr RecordType kStpRecord{"BridgeStpStatistics", kStp};
constexpr uint16_t kInBridge[] = {LINK_XSTATS_TYPE_BRIDGE};

constexpr Field kBond[] = {
    attribute<Number<uint64_t>>(BOND_3AD_STAT_LACPDU_RX, "lacpduReceived",
                                "BOND_3AD_STAT_LACPDU_RX", "LACP packets received.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(BOND_3AD_STAT_LACPDU_TX, "lacpduSent", "BOND_3AD_STAT_LACPDU_TX",
                                "LACP packets sent.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(BOND_3AD_STAT_LACPDU_UNKNOWN_RX, "lacpduUnknownReceived",
                                "BOND_3AD_STAT_LACPDU_UNKNOWN_RX", "Unknown LACP packets received.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(BOND_3AD_STAT_LACPDU_ILLEGAL_RX, "lacpduIllegalReceived",
                                "BOND_3AD_STAT_LACPDU_ILLEGAL_RX", "Illegal LACP packets received.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(BOND_3AD_STAT_MARKER_RX, "markerReceived",
                                "BOND_3AD_STAT_MARKER_RX", "Markers received.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(BOND_3AD_STAT_MARKER_TX, "markerSent", "BOND_3AD_STAT_MARKER_TX",
                                "Markers sent.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(BOND_3AD_STAT_MARKER_RESP_RX, "markerResponseReceived",
                                "BOND_3AD_STAT_MARKER_RESP_RX", "Responses to markers received.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(BOND_3AD_STAT_MARKER_RESP_TX, "markerResponseSent",
                                "BOND_3AD_STAT_MARKER_RESP_TX", "Responses to markers sent.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(BOND_3AD_STAT_MARKER_UNKNOWN_RX, "markerUnknownReceived",
                                "BOND_3AD_STAT_MARKER_UNKNOWN_RX", "Unknown markers received.")
        .read_only()
        .not_a_change(),
};
constexpr RecordType kBondRecord{"BondStatistics", kBond};
constexpr uint16_t kInBond[] = {LINK_XSTATS_TYPE_BOND, BOND_XSTATS_3AD};

constexpr Field vlans_row() {
  Field row{.name = "vlans",
            .kernel = "BRIDGE_XSTATS_VLAN",
            .doc = "Counters by VLAN.",
            .type = {.wire = Wire::kList, .element = &kBridgeVlanType}};
  row.encode = encode_vlans;
  return row;
}

constexpr Field kExtended[] = {
    vlans_row(),
    group("multicast", "BRIDGE_XSTATS_MCAST", "Counters of IGMP and MLD.", kMulticastRecord,
          kInBridge)
        .read_only(),
    group("stp", "BRIDGE_XSTATS_STP", "Counters of the spanning tree.", kStpRecord, kInBridge)
        .read_only(),
    group("ad", "BOND_XSTATS_3AD", "Counters of 802.3ad.", kBondRecord, kInBond).read_only(),
};
constexpr RecordType kExtendedRecord{"LinkKindStatistics", kExtended};
constexpr uint16_t kOwnNest[] = {IFLA_STATS_LINK_XSTATS};
constexpr uint16_t kPortNest[] = {IFLA_STATS_LINK_XSTATS_SLAVE};

constexpr Field kRows[] = {
    header<&if_stats_msg::ifindex, LinkIndex<uint32_t>>("link", "ifindex", "Link that is counted.")
        .read_only()
        .never_absent(),
    group("stats", "IFLA_STATS_LINK_64", "Counters since the link was made.", kLink64)
        .read_only()
        .not_a_change(),
    group("extended", "IFLA_STATS_LINK_XSTATS", "Counters of a bridge or bond.", kExtendedRecord,
          kOwnNest)
        .read_only()
        .not_a_change(),
    group("port", "IFLA_STATS_LINK_XSTATS_SLAVE", "Counters of a port of a bridge or bond.",
          kExtendedRecord, kPortNest)
        .read_only()
        .not_a_change(),
    group("offload", "IFLA_STATS_LINK_OFFLOAD_XSTATS", "Counters of the device.", kOffloadRecord,
          kOffloadNest)
        .read_only()
        .not_a_change(),
    group("mpls", "IFLA_STATS_AF_SPEC, AF_MPLS", "Counters of MPLS.", kMplsRecord, kMplsNest)
        .read_only()
        .not_a_change(),
};
constexpr RecordType kRecord{"ExtendedLinkStatistics", kRows};

constexpr const char* kKey[] = {"link"};
constexpr uint32_t kEverything = IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_64) |
                                 IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_XSTATS) |
                                 IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_XSTATS_SLAVE) |
                                 IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_OFFLOAD_XSTATS) |
                                 IFLA_STATS_FILTER_BIT(IFLA_STATS_AF_SPEC);

Message request(int flags, int index) {
  Message message(nlmsg_alloc_simple(RTM_GETSTATS, flags));
  if (!message) throw Error::system(ENOMEM);
  if_stats_msg header{};
  header.ifindex = static_cast<uint32_t>(index);
  header.filter_mask = kEverything;
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

Message dump(const Record*, const DumpOptions&, Scope&) { return request(NLM_F_DUMP, 0); }

Message get(const Record& key, Scope& scope) {
  return request(0, link_of(key.value("link"), scope));
}

}  // namespace

const Table kLinkStatisticsTable{
    .name = "link statistic",
    .record = kRecord,
    .key = kKey,
    .header = sizeof(if_stats_msg),
    .groups = {},
    .dump = dump,
    .get = get,
    .build = nullptr,
    .holds = holds_type<RTM_NEWSTATS, sizeof(if_stats_msg)>,
    .notice = nullptr,
    .strip = nullptr,
    .restore = nullptr,
};

}  // namespace netlink
