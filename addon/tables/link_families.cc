// What address families keep of a link (IFLA_AF_SPEC): settings that sysctl has as well. The kernel
// announces no change of the settings.
#include "tables/link_families.h"

#include <linux/in6.h>
#include <netlink/route/link.h>
#include <netlink/route/link/inet.h>
#include <netlink/route/link/inet6.h>

#include "fields/nested.h"
#include "fields/network_codecs.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

// libnl knows as many settings as the kernel had when it was made, and shows no negative ones.
template <unsigned kId>
constexpr Field inet_setting(const char* name, const char* kernel, const char* doc) {
  Field row =
      attribute<Member<int32_t, (kId - 1) * sizeof(int32_t)>>(IFLA_INET_CONF, name, kernel, doc);
  row.put = nullptr;
  row.apply = detail::apply_accessor<[](rtnl_link* link, int32_t value) {
    return rtnl_link_inet_set_conf(link, kId, static_cast<uint32_t>(value));
  },
                                     Number<int32_t>>;
  return row;
}

constexpr Field kInetSettings[] = {
    inet_setting<1>("forwarding", "IPV4_DEVCONF_FORWARDING", "Forwards packets."),
    inet_setting<2>("multicastForwarding", "IPV4_DEVCONF_MC_FORWARDING",
                    "Forwards multicast packets."),
    inet_setting<3>("proxyArp", "IPV4_DEVCONF_PROXY_ARP", "Answers ARP for other hosts."),
    inet_setting<4>("acceptRedirects", "IPV4_DEVCONF_ACCEPT_REDIRECTS", "Takes ICMP redirects."),
    inet_setting<5>("secureRedirects", "IPV4_DEVCONF_SECURE_REDIRECTS",
                    "Takes ICMP redirects only from gateways."),
    inet_setting<6>("sendRedirects", "IPV4_DEVCONF_SEND_REDIRECTS", "Sends ICMP redirects."),
    inet_setting<7>("sharedMedia", "IPV4_DEVCONF_SHARED_MEDIA",
                    "Takes other networks on the medium to be reachable directly."),
    inet_setting<8>("reversePathFilter", "IPV4_DEVCONF_RP_FILTER",
                    "Checks the way back to the source: 0 not, 1 strictly, 2 loosely."),
    inet_setting<9>("acceptSourceRoute", "IPV4_DEVCONF_ACCEPT_SOURCE_ROUTE",
                    "Takes packets with a source route."),
    inet_setting<10>("bootpRelay", "IPV4_DEVCONF_BOOTP_RELAY",
                     "Takes packets from 0.0.0.0/8 to relay."),
    inet_setting<11>("logMartians", "IPV4_DEVCONF_LOG_MARTIANS",
                     "Logs packets with impossible addresses."),
    inet_setting<12>("tag", "IPV4_DEVCONF_TAG", "Free for the administrator."),
    inet_setting<13>("arpFilter", "IPV4_DEVCONF_ARPFILTER",
                     "Answers ARP only where the route back goes through the link."),
    inet_setting<14>("mediumId", "IPV4_DEVCONF_MEDIUM_ID",
                     "Identity of the medium; 0: a medium of its own, -1: not known."),
    inet_setting<15>("noXfrm", "IPV4_DEVCONF_NOXFRM", "No IPsec."),
    inet_setting<16>("noPolicy", "IPV4_DEVCONF_NOPOLICY", "No IPsec policies."),
    inet_setting<17>("forceIgmpVersion", "IPV4_DEVCONF_FORCE_IGMP_VERSION",
                     "IGMP version; 0: by what is heard."),
    inet_setting<18>("arpAnnounce", "IPV4_DEVCONF_ARP_ANNOUNCE",
                     "Which local address ARP requests have, 0-2."),
    inet_setting<19>("arpIgnore", "IPV4_DEVCONF_ARP_IGNORE",
                     "Which ARP requests are not answered, 0-8."),
    inet_setting<20>("promoteSecondaries", "IPV4_DEVCONF_PROMOTE_SECONDARIES",
                     "Makes the next address primary when the primary one goes."),
    inet_setting<21>("arpAccept", "IPV4_DEVCONF_ARP_ACCEPT",
                     "Learns from ARP packets that were not asked for."),
    inet_setting<22>("arpNotify", "IPV4_DEVCONF_ARP_NOTIFY", "Announces address changes by ARP."),
    inet_setting<23>("acceptLocal", "IPV4_DEVCONF_ACCEPT_LOCAL",
                     "Takes packets with a local source address."),
    inet_setting<24>("sourceVmark", "IPV4_DEVCONF_SRC_VMARK",
                     "The mark counts when the way back is looked up."),
    inet_setting<25>("proxyArpPvlan", "IPV4_DEVCONF_PROXY_ARP_PVLAN",
                     "Answers ARP on the link it came from."),
    inet_setting<26>("routeLocalnet", "IPV4_DEVCONF_ROUTE_LOCALNET", "Routes 127.0.0.0/8."),
    inet_setting<27>("igmpv2UnsolicitedReportInterval",
                     "IPV4_DEVCONF_IGMPV2_UNSOLICITED_REPORT_INTERVAL",
                     "Milliseconds between unasked IGMPv2 reports."),
    inet_setting<28>("igmpv3UnsolicitedReportInterval",
                     "IPV4_DEVCONF_IGMPV3_UNSOLICITED_REPORT_INTERVAL",
                     "Milliseconds between unasked IGMPv3 reports."),
    inet_setting<29>("ignoreRoutesWithLinkdown", "IPV4_DEVCONF_IGNORE_ROUTES_WITH_LINKDOWN",
                     "Passes over routes whose link has no carrier."),
    inet_setting<30>("dropUnicastInL2Multicast", "IPV4_DEVCONF_DROP_UNICAST_IN_L2_MULTICAST",
                     "Drops unicast IP in multicast frames."),
    inet_setting<31>("dropGratuitousArp", "IPV4_DEVCONF_DROP_GRATUITOUS_ARP",
                     "Drops gratuitous ARP."),
    inet_setting<32>("broadcastForwarding", "IPV4_DEVCONF_BC_FORWARDING",
                     "Forwards directed broadcasts."),
    inet_setting<33>("arpEvictNocarrier", "IPV4_DEVCONF_ARP_EVICT_NOCARRIER",
                     "Forgets the neighbours when the carrier goes.")
        .read_only(),
};
constexpr RecordType kInetSettingsRecord{"LinkInetSettings", kInetSettings};

constexpr Field kInet[] = {
    group("conf", "IFLA_INET_CONF", "Settings, as in /proc/sys/net/ipv4/conf.", kInetSettingsRecord)
        .not_a_change(),
};

// libnl reads these and has no accessor; the kernel takes them through sysctl only.
template <size_t kIndex>
constexpr Field inet6_setting(const char* name, const char* kernel, const char* doc) {
  return attribute<Member<int32_t, kIndex * sizeof(int32_t)>>(IFLA_INET6_CONF, name, kernel, doc)
      .read_only();
}

constexpr Field kInet6Settings[] = {
    inet6_setting<0>("forwarding", "DEVCONF_FORWARDING", "Forwards packets."),
    inet6_setting<1>("hopLimit", "DEVCONF_HOPLIMIT", "Hop limit of what is sent."),
    inet6_setting<2>("mtu", "DEVCONF_MTU6", "IPv6 MTU in bytes."),
    inet6_setting<3>("acceptRa", "DEVCONF_ACCEPT_RA",
                     "Takes router advertisements: 0 not, 1 unless it forwards, 2 always."),
    inet6_setting<4>("acceptRedirects", "DEVCONF_ACCEPT_REDIRECTS", "Takes redirects."),
    inet6_setting<5>("autoconf", "DEVCONF_AUTOCONF", "Makes addresses from advertised prefixes."),
    inet6_setting<6>("dadTransmits", "DEVCONF_DAD_TRANSMITS", "Probes before an address is used."),
    inet6_setting<7>("routerSolicits", "DEVCONF_RTR_SOLICITS",
                     "Router solicitations; -1: no limit."),
    inet6_setting<8>("routerSolicitInterval", "DEVCONF_RTR_SOLICIT_INTERVAL",
                     "Milliseconds between them."),
    inet6_setting<9>("routerSolicitDelay", "DEVCONF_RTR_SOLICIT_DELAY",
                     "Milliseconds before the first."),
    inet6_setting<10>("useTemporaryAddress", "DEVCONF_USE_TEMPADDR",
                      "Temporary addresses: 0 none, 1 made, 2 preferred."),
    inet6_setting<11>("temporaryValidLifetime", "DEVCONF_TEMP_VALID_LFT",
                      "Their valid lifetime in seconds."),
    inet6_setting<12>("temporaryPreferredLifetime", "DEVCONF_TEMP_PREFERED_LFT",
                      "Their preferred lifetime in seconds."),
    inet6_setting<13>("regenerationMaxRetry", "DEVCONF_REGEN_MAX_RETRY", "Attempts to make one."),
    inet6_setting<14>("maxDesyncFactor", "DEVCONF_MAX_DESYNC_FACTOR",
                      "Largest random deviation in seconds."),
    inet6_setting<15>("maxAddresses", "DEVCONF_MAX_ADDRESSES",
                      "Most addresses made from prefixes; 0: no limit."),
    inet6_setting<16>("forceMldVersion", "DEVCONF_FORCE_MLD_VERSION",
                      "MLD version; 0: by what is heard."),
    inet6_setting<17>("acceptRaDefaultRouter", "DEVCONF_ACCEPT_RA_DEFRTR",
                      "Takes the default router."),
    inet6_setting<18>("acceptRaPrefixInfo", "DEVCONF_ACCEPT_RA_PINFO", "Takes prefixes."),
    inet6_setting<19>("acceptRaRouterPreference", "DEVCONF_ACCEPT_RA_RTR_PREF",
                      "Takes routers' preferences."),
    inet6_setting<20>("routerProbeInterval", "DEVCONF_RTR_PROBE_INTERVAL",
                      "Milliseconds between probes of a router."),
    inet6_setting<21>("acceptRaRouteInfoMaxPrefixLength", "DEVCONF_ACCEPT_RA_RT_INFO_MAX_PLEN",
                      "Longest prefix of a route that is taken."),
    inet6_setting<22>("proxyNdp", "DEVCONF_PROXY_NDP", "Answers for other hosts."),
    inet6_setting<23>("optimisticDad", "DEVCONF_OPTIMISTIC_DAD",
                      "Uses addresses before they are probed."),
    inet6_setting<24>("acceptSourceRoute", "DEVCONF_ACCEPT_SOURCE_ROUTE",
                      "Takes packets with a routing header."),
    inet6_setting<25>("multicastForwarding", "DEVCONF_MC_FORWARDING",
                      "Forwards multicast packets."),
    inet6_setting<26>("disableIpv6", "DEVCONF_DISABLE_IPV6", "No IPv6 on the link."),
    inet6_setting<27>(
        "acceptDad", "DEVCONF_ACCEPT_DAD",
        "Probes addresses: 0 not, 1 yes, 2 and gives up IPv6 on a clash; -1: not on this link."),
    inet6_setting<28>("forceTllao", "DEVCONF_FORCE_TLLAO", "Always sends its link-layer address."),
    inet6_setting<29>("ndiscNotify", "DEVCONF_NDISC_NOTIFY", "Announces address changes."),
    inet6_setting<30>("mldv1UnsolicitedReportInterval", "DEVCONF_MLDV1_UNSOLICITED_REPORT_INTERVAL",
                      "Milliseconds between unasked MLDv1 reports."),
    inet6_setting<31>("mldv2UnsolicitedReportInterval", "DEVCONF_MLDV2_UNSOLICITED_REPORT_INTERVAL",
                      "Milliseconds between unasked MLDv2 reports."),
    inet6_setting<32>("suppressFragmentNdisc", "DEVCONF_SUPPRESS_FRAG_NDISC",
                      "Drops fragmented neighbour discovery."),
    inet6_setting<33>("acceptRaFromLocal", "DEVCONF_ACCEPT_RA_FROM_LOCAL",
                      "Takes advertisements from own addresses."),
    inet6_setting<34>("useOptimistic", "DEVCONF_USE_OPTIMISTIC",
                      "Prefers optimistic addresses like others."),
    inet6_setting<35>("acceptRaMtu", "DEVCONF_ACCEPT_RA_MTU", "Takes the advertised MTU."),
    inet6_setting<36>("stableSecret", "DEVCONF_STABLE_SECRET",
                      "Whether there is a secret for stable addresses; never told."),
    inet6_setting<37>("useOutputInterfaceAddressesOnly", "DEVCONF_USE_OIF_ADDRS_ONLY",
                      "Takes source addresses only from the output link."),
    inet6_setting<38>("acceptRaMinHopLimit", "DEVCONF_ACCEPT_RA_MIN_HOP_LIMIT",
                      "Smallest hop limit that is taken."),
    inet6_setting<39>("ignoreRoutesWithLinkdown", "DEVCONF_IGNORE_ROUTES_WITH_LINKDOWN",
                      "Passes over routes whose link has no carrier."),
    inet6_setting<40>("dropUnicastInL2Multicast", "DEVCONF_DROP_UNICAST_IN_L2_MULTICAST",
                      "Drops unicast IP in multicast frames."),
    inet6_setting<41>("dropUnsolicitedNa", "DEVCONF_DROP_UNSOLICITED_NA",
                      "Drops neighbour advertisements that were not asked for."),
    inet6_setting<42>("keepAddressOnDown", "DEVCONF_KEEP_ADDR_ON_DOWN",
                      "Keeps addresses when the link goes down."),
    inet6_setting<43>("routerSolicitMaxInterval", "DEVCONF_RTR_SOLICIT_MAX_INTERVAL",
                      "Longest pause between solicitations, in milliseconds."),
    inet6_setting<44>("seg6Enabled", "DEVCONF_SEG6_ENABLED", "Takes segment routing headers."),
    inet6_setting<45>("seg6RequireHmac", "DEVCONF_SEG6_REQUIRE_HMAC",
                      "Which segment routing headers need a signature."),
    inet6_setting<46>("enhancedDad", "DEVCONF_ENHANCED_DAD", "Probes with a nonce (RFC 7527)."),
    inet6_setting<47>(
        "addressGenerationMode", "DEVCONF_ADDR_GEN_MODE",
        "How link-local addresses are made; `addressGenerationMode` tells it by name."),
    inet6_setting<48>("disablePolicy", "DEVCONF_DISABLE_POLICY", "No IPsec policies."),
    inet6_setting<49>("acceptRaRouteInfoMinPrefixLength", "DEVCONF_ACCEPT_RA_RT_INFO_MIN_PLEN",
                      "Shortest prefix of a route that is taken."),
    inet6_setting<50>("ndiscTrafficClass", "DEVCONF_NDISC_TCLASS",
                      "Traffic class of neighbour discovery."),
    inet6_setting<51>("rplSegmentEnabled", "DEVCONF_RPL_SEG_ENABLED",
                      "Takes RPL source routing headers."),
    inet6_setting<52>("raDefaultRouterMetric", "DEVCONF_RA_DEFRTR_METRIC",
                      "Metric of default routes from advertisements."),
    inet6_setting<53>("ioam6Enabled", "DEVCONF_IOAM6_ENABLED", "Takes IOAM."),
    inet6_setting<54>("ioam6Id", "DEVCONF_IOAM6_ID", "IOAM identity of the link."),
    inet6_setting<55>("ioam6IdWide", "DEVCONF_IOAM6_ID_WIDE", "The same, wide."),
    inet6_setting<56>("ndiscEvictNocarrier", "DEVCONF_NDISC_EVICT_NOCARRIER",
                      "Forgets the neighbours when the carrier goes."),
    inet6_setting<57>("acceptUntrackedNa", "DEVCONF_ACCEPT_UNTRACKED_NA",
                      "Learns from advertisements that were not asked for."),
    inet6_setting<58>("acceptRaMinLifetime", "DEVCONF_ACCEPT_RA_MIN_LFT",
                      "Shortest lifetime in seconds that is taken."),
    inet6_setting<59>("forceForwarding", "DEVCONF_FORCE_FORWARDING",
                      "Forwards although forwarding is off for all links."),
};
constexpr RecordType kInet6SettingsRecord{"LinkInet6Settings", kInet6Settings};

constexpr Field kCacheInfo[] = {
    attribute<Member<uint32_t, 0>>(IFLA_INET6_CACHEINFO, "maxReassemblyLength",
                                   "ifla_cacheinfo.max_reasm_len",
                                   "Longest packet that is put together, in bytes.")
        .read_only(),
    attribute<Member<uint32_t, 4>>(IFLA_INET6_CACHEINFO, "timestamp", "ifla_cacheinfo.tstamp",
                                   "Last change, in hundredths of a second since the host started.")
        .read_only(),
    attribute<Member<uint32_t, 8>>(IFLA_INET6_CACHEINFO, "reachableTime",
                                   "ifla_cacheinfo.reachable_time",
                                   "How long a neighbour counts as reachable, in milliseconds.")
        .read_only(),
    attribute<Member<uint32_t, 12>>(IFLA_INET6_CACHEINFO, "retransmitTime",
                                    "ifla_cacheinfo.retrans_time",
                                    "Time between two solicitations, in milliseconds.")
        .read_only(),
};
constexpr RecordType kCacheInfoRecord{"LinkInet6CacheInfo", kCacheInfo};

constexpr Name kInet6Flags[] = {
    {0x80, "ra_otherconf"}, {0x40, "ra_managed"},  {0x20, "ra_rcvd"},
    {0x10, "rs_sent"},      {0x80000000, "ready"},
};
constexpr Names kInet6FlagNames{"LinkInet6Flag", kInet6Flags};
constexpr Name kGenerationModes[] = {
    {0, "eui64"}, {1, "none"}, {2, "stable_secret"}, {3, "random"}};
constexpr Names kGenerationModeNames{"AddressGenerationMode", kGenerationModes};

constexpr Field kInet6[] = {
    field<rtnl_link_inet6_get_flags>("flags", "IFLA_INET6_FLAGS", "What is known of routers.")
        .bits(kInet6FlagNames)
        .when(IFLA_INET6_FLAGS)
        .not_a_change(),
    // libnl keeps what it is given and puts it into no message.
    through<rtnl_link_inet6_get_token, nullptr, OwnedIpAddress>(
        attribute<IpAddress>(IFLA_INET6_TOKEN, "token", "IFLA_INET6_TOKEN",
                             "Lower half of addresses that are made from prefixes; \"::\" on input "
                             "removes it.")),
    through<rtnl_link_inet6_get_addr_gen_mode, rtnl_link_inet6_set_addr_gen_mode>(
        attribute<Number<uint8_t>>(IFLA_INET6_ADDR_GEN_MODE, "addressGenerationMode",
                                   "IFLA_INET6_ADDR_GEN_MODE", "How link-local addresses are made.")
            .named(kGenerationModeNames)),
    attribute<Number<uint32_t>>(IFLA_INET6_RA_MTU, "routerAdvertisementMtu", "IFLA_INET6_RA_MTU",
                                "MTU of the last router advertisement, in bytes; 0: none.")
        .read_only()
        .not_a_change(),
    group("cacheInfo", "IFLA_INET6_CACHEINFO", "Timers.", kCacheInfoRecord)
        .read_only()
        .not_a_change(),
    group("conf", "IFLA_INET6_CONF", "Settings, as in /proc/sys/net/ipv6/conf.",
          kInet6SettingsRecord)
        .read_only()
        .not_a_change(),
    group("stats", "IFLA_INET6_STATS", "Counters of IPv6.", kLinkInet6Statistics)
        .read_only()
        .not_a_change(),
    group("icmp6Stats", "IFLA_INET6_ICMP6STATS", "Counters of ICMPv6.", kLinkIcmp6Statistics)
        .read_only()
        .not_a_change(),
};

constexpr uint16_t kMctpNet = 1;  // IFLA_MCTP_NET

constexpr Field kMctp[] = {
    attribute<Number<uint32_t>>(kMctpNet, "net", "IFLA_MCTP_NET", "Number of the MCTP network."),
    attribute<Number<uint8_t>>(uapi::kIflaMctpPhysBinding, "physicalBinding",
                               "IFLA_MCTP_PHYS_BINDING", "Kind of the bus (DSP0239).")
        .read_only(),
};

}  // namespace

const RecordType kLinkInet{"LinkInet", kInet};
const RecordType kLinkInet6{"LinkInet6", kInet6};
const RecordType kLinkMctp{"LinkMctp", kMctp};

}  // namespace netlink
