// ipip, sit and ip6tnl: IP in IP (RFC 2003, 4213, 5969, 2473).
#include <netlink/route/link/ip6tnl.h>
#include <netlink/route/link/ipip.h>
#include <netlink/route/link/sit.h>

#include "tables/link_kinds/tunnel_rows.h"

namespace netlink {
namespace {

constexpr Name kProtocols[] = {
    {0, "any"}, {IPPROTO_IPIP, "ipip"}, {IPPROTO_IPV6, "ip6ip"}, {IPPROTO_MPLS, "mplsip"}};
constexpr Names kProtocolNames{"TunnelProtocol", kProtocols};
constexpr Name kProtocols6[] = {
    {0, "any"}, {IPPROTO_IPIP, "ipip6"}, {IPPROTO_IPV6, "ip6ip6"}, {IPPROTO_MPLS, "mplsip6"}};
constexpr Names kProtocol6Names{"Ip6TunnelProtocol", kProtocols6};
constexpr Name kSitFlags[] = {{SIT_ISATAP, "isatap"}};
constexpr Names kSitFlagNames{"SitFlag", kSitFlags};

constexpr Field kLink = tunnel::link(IFLA_IPTUN_LINK, "IFLA_IPTUN_LINK");
constexpr Field kLocal = tunnel::local<Ipv4Bytes>(IFLA_IPTUN_LOCAL, "IFLA_IPTUN_LOCAL");
constexpr Field kRemote = tunnel::remote<Ipv4Bytes>(IFLA_IPTUN_REMOTE, "IFLA_IPTUN_REMOTE");
constexpr Field kLocal6 = tunnel::local<Ipv6Bytes>(IFLA_IPTUN_LOCAL, "IFLA_IPTUN_LOCAL");
constexpr Field kRemote6 = tunnel::remote<Ipv6Bytes>(IFLA_IPTUN_REMOTE, "IFLA_IPTUN_REMOTE");
constexpr Field kTtl = tunnel::ttl(IFLA_IPTUN_TTL, "IFLA_IPTUN_TTL");
constexpr Field kTos = tunnel::tos(IFLA_IPTUN_TOS, "IFLA_IPTUN_TOS");
constexpr Field kPathMtuDiscovery =
    tunnel::path_mtu_discovery(IFLA_IPTUN_PMTUDISC, "IFLA_IPTUN_PMTUDISC");
constexpr Field kProtocol = attribute<Number<uint8_t>>(IFLA_IPTUN_PROTO, "protocol",
                                                       "IFLA_IPTUN_PROTO", "What is tunnelled.")
                                .named(kProtocolNames);
constexpr Field kProtocol6 = kProtocol.named(kProtocol6Names);
constexpr Field kFirewallMark = tunnel::firewall_mark(IFLA_IPTUN_FWMARK, "IFLA_IPTUN_FWMARK");
constexpr Field kEncapType = tunnel::encap_type(IFLA_IPTUN_ENCAP_TYPE, "IFLA_IPTUN_ENCAP_TYPE");
constexpr Field kEncapFlags = tunnel::encap_flags(IFLA_IPTUN_ENCAP_FLAGS, "IFLA_IPTUN_ENCAP_FLAGS");
constexpr Field kEncapSourcePort =
    tunnel::encap_source_port(IFLA_IPTUN_ENCAP_SPORT, "IFLA_IPTUN_ENCAP_SPORT");
constexpr Field kEncapDestinationPort =
    tunnel::encap_destination_port(IFLA_IPTUN_ENCAP_DPORT, "IFLA_IPTUN_ENCAP_DPORT");
constexpr Field kCollectMetadata =
    tunnel::collect_metadata(IFLA_IPTUN_COLLECT_METADATA, "IFLA_IPTUN_COLLECT_METADATA");

constexpr Field kIpip[] = {
    through<rtnl_link_ipip_get_link, rtnl_link_ipip_set_link, LinkIndex<uint32_t>>(kLink),
    through<rtnl_link_ipip_get_local, rtnl_link_ipip_set_local, Ipv4Bytes>(kLocal),
    through<rtnl_link_ipip_get_remote, rtnl_link_ipip_set_remote, Ipv4Bytes>(kRemote),
    through<rtnl_link_ipip_get_ttl, rtnl_link_ipip_set_ttl>(kTtl),
    through<rtnl_link_ipip_get_tos, rtnl_link_ipip_set_tos>(kTos),
    through<rtnl_link_ipip_get_pmtudisc, rtnl_link_ipip_set_pmtudisc, Boolean<>>(kPathMtuDiscovery),
    kProtocol,
    kFirewallMark,
    kEncapType,
    kEncapFlags,
    kEncapSourcePort,
    kEncapDestinationPort,
    kCollectMetadata,
};

constexpr Field kSit[] = {
    through<rtnl_link_sit_get_link, rtnl_link_sit_set_link, LinkIndex<uint32_t>>(kLink),
    through<rtnl_link_sit_get_local, rtnl_link_sit_set_local, Ipv4Bytes>(kLocal),
    through<rtnl_link_sit_get_remote, rtnl_link_sit_set_remote, Ipv4Bytes>(kRemote),
    through<rtnl_link_sit_get_ttl, rtnl_link_sit_set_ttl>(kTtl),
    through<rtnl_link_sit_get_tos, rtnl_link_sit_set_tos>(kTos),
    through<rtnl_link_sit_get_pmtudisc, rtnl_link_sit_set_pmtudisc, Boolean<>>(kPathMtuDiscovery),
    through<rtnl_link_sit_get_flags, rtnl_link_sit_set_flags>(
        attribute<Number<uint16_t>>(IFLA_IPTUN_FLAGS, "flags", "IFLA_IPTUN_FLAGS",
                                    "Flags that are set.")
            .bits(kSitFlagNames)),
    through<rtnl_link_sit_get_proto, rtnl_link_sit_set_proto>(kProtocol),
    through<rtnl_link_sit_get_ip6rd_prefix, rtnl_link_sit_set_ip6rd_prefix, Ipv6Bytes>(
        attribute<Ipv6Bytes>(IFLA_IPTUN_6RD_PREFIX, "ip6rdPrefix", "IFLA_IPTUN_6RD_PREFIX",
                             "IPv6 prefix of rapid deployment (RFC 5969).")),
    through<rtnl_link_sit_get_ip6rd_prefixlen, rtnl_link_sit_set_ip6rd_prefixlen>(
        attribute<Number<uint16_t>>(IFLA_IPTUN_6RD_PREFIXLEN, "ip6rdPrefixLength",
                                    "IFLA_IPTUN_6RD_PREFIXLEN", "Its length, 0-128.")
            .range(0, 128)),
    through<rtnl_link_sit_get_ip6rd_relay_prefix, rtnl_link_sit_set_ip6rd_relay_prefix, Ipv4Bytes>(
        attribute<Ipv4Bytes>(IFLA_IPTUN_6RD_RELAY_PREFIX, "ip6rdRelayPrefix",
                             "IFLA_IPTUN_6RD_RELAY_PREFIX", "IPv4 prefix that all relays share.")),
    through<rtnl_link_sit_get_ip6rd_relay_prefixlen, rtnl_link_sit_set_ip6rd_relay_prefixlen>(
        attribute<Number<uint16_t>>(IFLA_IPTUN_6RD_RELAY_PREFIXLEN, "ip6rdRelayPrefixLength",
                                    "IFLA_IPTUN_6RD_RELAY_PREFIXLEN", "Its length, 0-32.")
            .range(0, 32)),
    kFirewallMark,
    kEncapType,
    kEncapFlags,
    kEncapSourcePort,
    kEncapDestinationPort,
    kCollectMetadata,
};

constexpr Field kIp6Tunnel[] = {
    through<rtnl_link_ip6_tnl_get_link, rtnl_link_ip6_tnl_set_link, LinkIndex<uint32_t>>(kLink),
    through<rtnl_link_ip6_tnl_get_local, rtnl_link_ip6_tnl_set_local, Ipv6Bytes>(kLocal6),
    through<rtnl_link_ip6_tnl_get_remote, rtnl_link_ip6_tnl_set_remote, Ipv6Bytes>(kRemote6),
    through<rtnl_link_ip6_tnl_get_ttl, rtnl_link_ip6_tnl_set_ttl>(kTtl),
    through<rtnl_link_ip6_tnl_get_tos, rtnl_link_ip6_tnl_set_tos>(kTos),
    through<rtnl_link_ip6_tnl_get_encaplimit, rtnl_link_ip6_tnl_set_encaplimit>(
        tunnel::encap_limit(IFLA_IPTUN_ENCAP_LIMIT, "IFLA_IPTUN_ENCAP_LIMIT")),
    through<rtnl_link_ip6_tnl_get_flowinfo, rtnl_link_ip6_tnl_set_flowinfo,
            NetworkOrderValue<uint32_t>>(
        tunnel::flow_info(IFLA_IPTUN_FLOWINFO, "IFLA_IPTUN_FLOWINFO")),
    through<rtnl_link_ip6_tnl_get_flags, rtnl_link_ip6_tnl_set_flags>(
        tunnel::flags6(IFLA_IPTUN_FLAGS, "IFLA_IPTUN_FLAGS")),
    through<rtnl_link_ip6_tnl_get_proto, rtnl_link_ip6_tnl_set_proto>(kProtocol6),
    kFirewallMark,
    kEncapType,
    kEncapFlags,
    kEncapSourcePort,
    kEncapDestinationPort,
    kCollectMetadata,
};

}  // namespace

const RecordType kIpipData{"IpipData", kIpip};
const RecordType kSitData{"SitData", kSit};
const RecordType kIp6TunnelData{"Ip6TunnelData", kIp6Tunnel};

}  // namespace netlink
