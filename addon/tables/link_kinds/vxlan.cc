// vxlan: Ethernet over UDP (RFC 7348).
#include <linux/if_link.h>
#include <netlink/route/link/vxlan.h>

#include "fields/rows.h"
#include "tables/link_kinds.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kFlags[] = {
    {RTNL_LINK_VXLAN_F_GBP, "gbp"},
    {RTNL_LINK_VXLAN_F_GPE, "gpe"},
    {RTNL_LINK_VXLAN_F_REMCSUM_NOPARTIAL, "remcsum_nopartial"},
};
constexpr Names kFlagNames{"VxlanFlag", kFlags};

constexpr Name kDfs[] = {{0, "unset"}, {1, "set"}, {2, "inherit"}};
constexpr Names kDfNames{"VxlanDf", kDfs};

constexpr Name kLabelPolicies[] = {{0, "fixed"}, {1, "inherit"}};
constexpr Names kLabelPolicyNames{"VxlanLabelPolicy", kLabelPolicies};

// struct ifla_vxlan_port_range is in network byte order.
template <__be16 ifla_vxlan_port_range::* kMember>
constexpr Field port_bound(const char* name, const char* kernel, const char* doc) {
  return field<[](rtnl_link* link, uint16_t* value) {
    ifla_vxlan_port_range range{};
    const int result = rtnl_link_vxlan_get_port_range(link, &range);
    *value = be16toh(range.*kMember);
    return result;
  },
               [](rtnl_link* link, uint16_t value) {
                 ifla_vxlan_port_range range{};
                 rtnl_link_vxlan_get_port_range(link, &range);
                 range.*kMember = htobe16(value);
                 return rtnl_link_vxlan_set_port_range(link, &range);
               }>(name, kernel, doc);
}

constexpr Field kPortRange[] = {
    port_bound<&ifla_vxlan_port_range::low>("low", "ifla_vxlan_port_range.low",
                                            "Lowest source port."),
    port_bound<&ifla_vxlan_port_range::high>("high", "ifla_vxlan_port_range.high",
                                             "Highest source port."),
};
constexpr RecordType kPortRangeRecord{"VxlanPortRange", kPortRange};

template <auto Get, auto Set>
constexpr Field boolean(const char* name, const char* kernel, const char* doc) {
  return field<Get, Set, Boolean<int>>(name, kernel, doc);
}

constexpr Field kData[] = {
    field<rtnl_link_vxlan_get_id, rtnl_link_vxlan_set_id>(
        "id", "IFLA_VXLAN_ID", "VXLAN network identifier (VNI), 0-16777215.")
        .range(0, VXLAN_ID_MAX),
    field<rtnl_link_vxlan_get_group, rtnl_link_vxlan_set_group, OwnedIpAddress>(
        "group", "IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6",
        "Multicast group to join, or the remote endpoint."),
    field<rtnl_link_vxlan_get_local, rtnl_link_vxlan_set_local, OwnedIpAddress>(
        "local", "IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6", "Source address of the outer packets."),
    field<rtnl_link_vxlan_get_link, rtnl_link_vxlan_set_link, LinkIndex<uint32_t>>(
        "link", "IFLA_VXLAN_LINK", "Link the outer packets go through."),
    field<rtnl_link_vxlan_get_ttl, rtnl_link_vxlan_set_ttl, Widened<uint8_t>>(
        "ttl", "IFLA_VXLAN_TTL", "Time to live of the outer packets; 0: chosen by the kernel."),
    field<rtnl_link_vxlan_get_tos, rtnl_link_vxlan_set_tos, Widened<uint8_t>>(
        "tos", "IFLA_VXLAN_TOS", "Type of service of the outer packets; 1: inherited."),
    field<rtnl_link_vxlan_get_label, rtnl_link_vxlan_set_label>(
        "label", "IFLA_VXLAN_LABEL", "Flow label of outer IPv6 packets, 0-1048575.")
        .range(0, 0xfffff),
    boolean<rtnl_link_vxlan_get_learning, rtnl_link_vxlan_set_learning>(
        "learning", "IFLA_VXLAN_LEARNING", "Learns where addresses are from what arrives."),
    field<rtnl_link_vxlan_get_ageing, rtnl_link_vxlan_set_ageing>(
        "ageing", "IFLA_VXLAN_AGEING", "Life of a learnt entry in seconds."),
    field<rtnl_link_vxlan_get_limit, rtnl_link_vxlan_set_limit>(
        "limit", "IFLA_VXLAN_LIMIT", "Most entries of the forwarding table; 0: no limit."),
    group("portRange", "IFLA_VXLAN_PORT_RANGE", "Source ports of the outer packets.",
          kPortRangeRecord),
    boolean<rtnl_link_vxlan_get_proxy, rtnl_link_vxlan_set_proxy>(
        "proxy", "IFLA_VXLAN_PROXY", "Answers neighbour requests itself."),
    boolean<rtnl_link_vxlan_get_rsc, rtnl_link_vxlan_set_rsc>("rsc", "IFLA_VXLAN_RSC",
                                                              "Route short circuit."),
    boolean<rtnl_link_vxlan_get_l2miss, rtnl_link_vxlan_set_l2miss>(
        "l2miss", "IFLA_VXLAN_L2MISS", "Announces addresses it does not know."),
    boolean<rtnl_link_vxlan_get_l3miss, rtnl_link_vxlan_set_l3miss>(
        "l3miss", "IFLA_VXLAN_L3MISS", "Announces neighbours it does not know."),
    // libnl puts the port into 32 bits, of which the kernel complains in its log.
    put_as<NetworkOrder16>(field<rtnl_link_vxlan_get_port>("port", "IFLA_VXLAN_PORT",
                                                           "Destination UDP port, 1-65535."),
                           IFLA_VXLAN_PORT)
        .range(1, UINT16_MAX),
    boolean<rtnl_link_vxlan_get_udp_csum, rtnl_link_vxlan_set_udp_csum>(
        "udpChecksum", "IFLA_VXLAN_UDP_CSUM", "UDP checksum of outer IPv4 packets."),
    boolean<rtnl_link_vxlan_get_udp_zero_csum6_tx, rtnl_link_vxlan_set_udp_zero_csum6_tx>(
        "udpZeroChecksum6Tx", "IFLA_VXLAN_UDP_ZERO_CSUM6_TX",
        "Sends outer IPv6 packets without UDP checksum."),
    boolean<rtnl_link_vxlan_get_udp_zero_csum6_rx, rtnl_link_vxlan_set_udp_zero_csum6_rx>(
        "udpZeroChecksum6Rx", "IFLA_VXLAN_UDP_ZERO_CSUM6_RX",
        "Takes outer IPv6 packets without UDP checksum."),
    boolean<rtnl_link_vxlan_get_remcsum_tx, rtnl_link_vxlan_set_remcsum_tx>(
        "remoteChecksumTx", "IFLA_VXLAN_REMCSUM_TX", "Remote checksum offload of what is sent."),
    boolean<rtnl_link_vxlan_get_remcsum_rx, rtnl_link_vxlan_set_remcsum_rx>(
        "remoteChecksumRx", "IFLA_VXLAN_REMCSUM_RX", "Remote checksum offload of what arrives."),
    boolean<rtnl_link_vxlan_get_collect_metadata, rtnl_link_vxlan_set_collect_metadata>(
        "collectMetadata", "IFLA_VXLAN_COLLECT_METADATA",
        "Takes the tunnel's parameters from each packet (\"external\")."),
    field<rtnl_link_vxlan_get_flags,
          [](rtnl_link* link, uint32_t flags) {
            return rtnl_link_vxlan_set_flags(link, flags, 1);
          }>("flags", "IFLA_VXLAN_GBP, IFLA_VXLAN_GPE, IFLA_VXLAN_REMCSUM_NOPARTIAL",
             "Extensions; set when the link is added.")
        .bits(kFlagNames),
    attribute<Flag>(IFLA_VXLAN_TTL_INHERIT, "ttlInherit", "IFLA_VXLAN_TTL_INHERIT",
                    "Takes the time to live from the inner packet."),
    attribute<Number<uint8_t>>(uapi::kIflaVxlanDf, "df", "IFLA_VXLAN_DF",
                               "Don't-fragment bit of the outer packets.")
        .named(kDfNames),
    attribute<Boolean<>>(uapi::kIflaVxlanVnifilter, "vniFilter", "IFLA_VXLAN_VNIFILTER",
                         "Filters by a table of VNIs."),
    attribute<Boolean<>>(uapi::kIflaVxlanLocalbypass, "localBypass", "IFLA_VXLAN_LOCALBYPASS",
                         "Hands packets to a VXLAN on this host directly."),
    attribute<Number<uint32_t>>(uapi::kIflaVxlanLabelPolicy, "labelPolicy",
                                "IFLA_VXLAN_LABEL_POLICY", "Where the flow label comes from.")
        .named(kLabelPolicyNames),
};

}  // namespace

const RecordType kVxlanData{"VxlanData", kData};

}  // namespace netlink
