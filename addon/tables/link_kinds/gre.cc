// gre, gretap, erspan and their twins over IPv6: generic routing encapsulation (RFC 2784, 2890).
// libnl 3.7 knows neither erspan nor ip6gretap, and libnl 3.5 no tunnel over IPv6: these have rows
// of their own.
#include <netlink/route/link/ipgre.h>

#include "tables/link_kinds/tunnel_rows.h"

namespace netlink {
namespace {

constexpr Name kGreFlags[] = {
    {0x8000, "csum"}, {0x4000, "routing"}, {0x2000, "key"}, {0x1000, "seq"}};
constexpr Names kGreFlagNames{"GreFlag", kGreFlags};
constexpr Name kDirections[] = {{0, "ingress"}, {1, "egress"}};
constexpr Names kDirectionNames{"ErspanDirection", kDirections};

constexpr Field kLink = tunnel::link(IFLA_GRE_LINK, "IFLA_GRE_LINK");
constexpr Field kInputFlags =
    attribute<NetworkOrderValue<uint16_t>>(IFLA_GRE_IFLAGS, "inputFlags", "IFLA_GRE_IFLAGS",
                                           "What packets that arrive must have.")
        .bits(kGreFlagNames);
constexpr Field kOutputFlags =
    attribute<NetworkOrderValue<uint16_t>>(IFLA_GRE_OFLAGS, "outputFlags", "IFLA_GRE_OFLAGS",
                                           "What packets that are sent get.")
        .bits(kGreFlagNames);
constexpr Field kInputKey =
    tunnel::input_key(IFLA_GRE_IKEY, "IFLA_GRE_IKEY",
                      "Key of packets that arrive; counts with \"key\" in `inputFlags`.");
constexpr Field kOutputKey =
    tunnel::output_key(IFLA_GRE_OKEY, "IFLA_GRE_OKEY",
                       "Key of packets that are sent; counts with \"key\" in `outputFlags`.");
constexpr Field kLocal = tunnel::local<Ipv4Bytes>(IFLA_GRE_LOCAL, "IFLA_GRE_LOCAL");
constexpr Field kRemote = tunnel::remote<Ipv4Bytes>(IFLA_GRE_REMOTE, "IFLA_GRE_REMOTE");
constexpr Field kLocal6 = tunnel::local<Ipv6Bytes>(IFLA_GRE_LOCAL, "IFLA_GRE_LOCAL");
constexpr Field kRemote6 = tunnel::remote<Ipv6Bytes>(IFLA_GRE_REMOTE, "IFLA_GRE_REMOTE");
constexpr Field kTtl = tunnel::ttl(IFLA_GRE_TTL, "IFLA_GRE_TTL");
constexpr Field kTos = tunnel::tos(IFLA_GRE_TOS, "IFLA_GRE_TOS");
constexpr Field kPathMtuDiscovery =
    tunnel::path_mtu_discovery(IFLA_GRE_PMTUDISC, "IFLA_GRE_PMTUDISC");
constexpr Field kIgnoreDf = attribute<Boolean<>>(
    IFLA_GRE_IGNORE_DF, "ignoreDf", "IFLA_GRE_IGNORE_DF",
    "Fragments inner packets whose don't-fragment bit is set; needs `pathMtuDiscovery` off.");
constexpr Field kFirewallMark = tunnel::firewall_mark(IFLA_GRE_FWMARK, "IFLA_GRE_FWMARK");
constexpr Field kEncapLimit = tunnel::encap_limit(IFLA_GRE_ENCAP_LIMIT, "IFLA_GRE_ENCAP_LIMIT");
constexpr Field kFlowInfo = tunnel::flow_info(IFLA_GRE_FLOWINFO, "IFLA_GRE_FLOWINFO");
constexpr Field kFlags6 = tunnel::flags6(IFLA_GRE_FLAGS, "IFLA_GRE_FLAGS");
constexpr Field kEncapType = tunnel::encap_type(IFLA_GRE_ENCAP_TYPE, "IFLA_GRE_ENCAP_TYPE");
constexpr Field kEncapFlags = tunnel::encap_flags(IFLA_GRE_ENCAP_FLAGS, "IFLA_GRE_ENCAP_FLAGS");
constexpr Field kEncapSourcePort =
    tunnel::encap_source_port(IFLA_GRE_ENCAP_SPORT, "IFLA_GRE_ENCAP_SPORT");
constexpr Field kEncapDestinationPort =
    tunnel::encap_destination_port(IFLA_GRE_ENCAP_DPORT, "IFLA_GRE_ENCAP_DPORT");
constexpr Field kCollectMetadata =
    tunnel::collect_metadata(IFLA_GRE_COLLECT_METADATA, "IFLA_GRE_COLLECT_METADATA");
constexpr Field kErspanIndex =
    attribute<Number<uint32_t>>(IFLA_GRE_ERSPAN_INDEX, "erspanIndex", "IFLA_GRE_ERSPAN_INDEX",
                                "Index of the mirrored port, in version 1; 0-1048575.")
        .range(0, 0xfffff);
constexpr Field kErspanVersion =
    attribute<Number<uint8_t>>(IFLA_GRE_ERSPAN_VER, "erspanVersion", "IFLA_GRE_ERSPAN_VER",
                               "Version of ERSPAN, 0-2.")
        .range(0, 2);
constexpr Field kErspanDirection =
    attribute<Number<uint8_t>>(IFLA_GRE_ERSPAN_DIR, "erspanDirection", "IFLA_GRE_ERSPAN_DIR",
                               "Direction of the mirrored traffic, in version 2.")
        .named(kDirectionNames);
constexpr Field kErspanHardwareId =
    attribute<Number<uint16_t>>(IFLA_GRE_ERSPAN_HWID, "erspanHardwareId", "IFLA_GRE_ERSPAN_HWID",
                                "Identity of the ERSPAN engine, in version 2; 0-63.")
        .range(0, 63);

// libnl knows gre and gretap as one. It forgets to put the output flags.
constexpr Field kGre[] = {
    through<rtnl_link_ipgre_get_link, rtnl_link_ipgre_set_link, LinkIndex<uint32_t>>(kLink),
    through<rtnl_link_ipgre_get_iflags, rtnl_link_ipgre_set_iflags, NetworkOrderValue<uint16_t>>(
        kInputFlags),
    through<rtnl_link_ipgre_get_oflags, nullptr, NetworkOrderValue<uint16_t>>(kOutputFlags),
    through<rtnl_link_ipgre_get_ikey, rtnl_link_ipgre_set_ikey, NetworkOrderValue<uint32_t>>(
        kInputKey),
    through<rtnl_link_ipgre_get_okey, rtnl_link_ipgre_set_okey, NetworkOrderValue<uint32_t>>(
        kOutputKey),
    through<rtnl_link_ipgre_get_local, rtnl_link_ipgre_set_local, Ipv4Bytes>(kLocal),
    through<rtnl_link_ipgre_get_remote, rtnl_link_ipgre_set_remote, Ipv4Bytes>(kRemote),
    through<rtnl_link_ipgre_get_ttl, rtnl_link_ipgre_set_ttl>(kTtl),
    through<rtnl_link_ipgre_get_tos, rtnl_link_ipgre_set_tos>(kTos),
    through<rtnl_link_ipgre_get_pmtudisc, rtnl_link_ipgre_set_pmtudisc, Boolean<>>(
        kPathMtuDiscovery),
    kIgnoreDf,
    kFirewallMark,
    kEncapType,
    kEncapFlags,
    kEncapSourcePort,
    kEncapDestinationPort,
    kCollectMetadata,
};

constexpr Field kErspan[] = {
    kLink,
    kInputFlags,
    kOutputFlags,
    kInputKey,
    kOutputKey,
    kLocal,
    kRemote,
    kTtl,
    kTos,
    kPathMtuDiscovery,
    kIgnoreDf,
    kFirewallMark,
    kEncapType,
    kEncapFlags,
    kEncapSourcePort,
    kErspanIndex,
    kErspanVersion,
    kErspanDirection,
    kErspanHardwareId,
    kEncapDestinationPort,
    kCollectMetadata,
};

// Of ip6erspan too: the kernel passes over what the others have no use for.
constexpr Field kGre6[] = {
    kLink,
    kInputFlags,
    kOutputFlags,
    kInputKey,
    kOutputKey,
    kLocal6,
    kRemote6,
    kTtl,
    kEncapLimit,
    kFlowInfo,
    kFlags6,
    kFirewallMark,
    kEncapType,
    kEncapFlags,
    kEncapSourcePort,
    kEncapDestinationPort,
    kErspanIndex,
    kErspanVersion,
    kErspanDirection,
    kErspanHardwareId,
    kCollectMetadata,
};

}  // namespace

const RecordType kGreData{"GreData", kGre};
const RecordType kErspanData{"ErspanData", kErspan};
const RecordType kGre6Data{"Ip6GreData", kGre6};

}  // namespace netlink
