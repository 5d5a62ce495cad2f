// geneve: generic network virtualization encapsulation (RFC 8926).
#include <linux/if_link.h>
#include <netlink/route/link/geneve.h>

#include "tables/link_kinds/tunnel_rows.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kDfs[] = {{0, "unset"}, {1, "set"}, {2, "inherit"}};
constexpr Names kDfNames{"GeneveDf", kDfs};

constexpr Field kPortRange[] = {
    attribute<StructMember<NetworkOrderValue<uint16_t>, 0, 4>>(
        uapi::kIflaGenevePortRange, "low", "ifla_geneve_port_range.low", "Lowest source port."),
    attribute<StructMember<NetworkOrderValue<uint16_t>, 2, 4>>(
        uapi::kIflaGenevePortRange, "high", "ifla_geneve_port_range.high", "Highest source port."),
};
constexpr RecordType kPortRangeRecord{"GenevePortRange", kPortRange};

constexpr Field kData[] = {
    field<rtnl_link_geneve_get_id, rtnl_link_geneve_set_id>(
        "id", "IFLA_GENEVE_ID", "Virtual network identifier (VNI), 0-16777215.")
        .range(0, RTNL_GENEVE_ID_MAX),
    field<rtnl_link_geneve_get_remote, rtnl_link_geneve_set_remote, OwnedIpAddress>(
        "remote", "IFLA_GENEVE_REMOTE, IFLA_GENEVE_REMOTE6", "Destination of the outer packets."),
    attribute<Ipv4Bytes>(uapi::kIflaGeneveLocal, "local", "IFLA_GENEVE_LOCAL",
                         "IPv4 source address of the outer packets."),
    attribute<Ipv6Bytes>(uapi::kIflaGeneveLocal6, "local6", "IFLA_GENEVE_LOCAL6",
                         "IPv6 source address of the outer packets."),
    field<rtnl_link_geneve_get_ttl, rtnl_link_geneve_set_ttl, Widened<uint8_t>>(
        "ttl", "IFLA_GENEVE_TTL", "Time to live of the outer packets; 0: chosen by the kernel."),
    attribute<Boolean<>>(IFLA_GENEVE_TTL_INHERIT, "ttlInherit", "IFLA_GENEVE_TTL_INHERIT",
                         "Takes the time to live from the inner packet."),
    field<rtnl_link_geneve_get_tos, rtnl_link_geneve_set_tos, Widened<uint8_t>>(
        "tos", "IFLA_GENEVE_TOS", "Type of service of the outer packets; 1: inherited."),
    attribute<Number<uint8_t>>(IFLA_GENEVE_DF, "df", "IFLA_GENEVE_DF",
                               "Don't-fragment bit of the outer packets.")
        .named(kDfNames),
    field<rtnl_link_geneve_get_label, rtnl_link_geneve_set_label>(
        "label", "IFLA_GENEVE_LABEL", "Flow label of outer IPv6 packets, 0-1048575.")
        .range(0, 0xfffff),
    // libnl puts it as 32 bits, which the kernel takes with a complaint only.
    attribute<NetworkOrder16>(IFLA_GENEVE_PORT, "port", "IFLA_GENEVE_PORT",
                              "Destination UDP port, 1-65535.")
        .range(1, UINT16_MAX),
    group("portRange", "IFLA_GENEVE_PORT_RANGE", "Source ports of the outer packets.",
          kPortRangeRecord),
    field<rtnl_link_geneve_get_udp_csum, rtnl_link_geneve_set_udp_csum, Boolean<int>>(
        "udpChecksum", "IFLA_GENEVE_UDP_CSUM", "UDP checksum of outer IPv4 packets."),
    field<rtnl_link_geneve_get_udp_zero_csum6_tx, rtnl_link_geneve_set_udp_zero_csum6_tx,
          Boolean<int>>("udpZeroChecksum6Tx", "IFLA_GENEVE_UDP_ZERO_CSUM6_TX",
                        "Sends outer IPv6 packets without UDP checksum."),
    field<rtnl_link_geneve_get_udp_zero_csum6_rx, rtnl_link_geneve_set_udp_zero_csum6_rx,
          Boolean<int>>("udpZeroChecksum6Rx", "IFLA_GENEVE_UDP_ZERO_CSUM6_RX",
                        "Takes outer IPv6 packets without UDP checksum."),
    field<[](rtnl_link* link) {
      uint8_t flags = 0;
      rtnl_link_geneve_get_flags(link, &flags);
      return static_cast<uint8_t>(flags & RTNL_LINK_GENEVE_F_COLLECT_METADATA);
    },
          [](rtnl_link* link, uint8_t on) {
            return rtnl_link_geneve_set_flags(link, RTNL_LINK_GENEVE_F_COLLECT_METADATA, on);
          },
          Boolean<>>("collectMetadata", "IFLA_GENEVE_COLLECT_METADATA",
                     "Takes the tunnel's parameters from each packet (\"external\").")
        .when(IFLA_GENEVE_COLLECT_METADATA),
    attribute<Flag>(uapi::kIflaGeneveInnerProtoInherit, "innerProtocolInherit",
                    "IFLA_GENEVE_INNER_PROTO_INHERIT",
                    "Carries IP without Ethernet, by the protocol of the inner packet."),
    attribute<Flag>(uapi::kIflaGeneveGroHint, "groHint", "IFLA_GENEVE_GRO_HINT",
                    "Sends and uses hints for GRO."),
};

}  // namespace

const RecordType kGeneveData{"GeneveData", kData};

}  // namespace netlink
