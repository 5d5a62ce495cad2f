// Routes: struct rtnl_route, RTM_NEWROUTE.
#include "tables/route.h"

#include <string>

#include "tables/encap.h"
#include "tables/families.h"
#include "tables/link.h"
#include "tables/object_builder.h"
#include "tables/protocols.h"
#include "tables/route_names.h"
#include "tables/route_rows.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr int kHeader = sizeof(rtmsg);
constexpr std::string_view kDefault = "default";
constexpr uint8_t kLabelBits = 20;

// Addresses with the length of their prefix, "default" for all of a family, or an MPLS label.
struct Network : AddressText<Format::kNetwork> {
  static bool encode(Writer& writer, const nl_addr* value) {
    if (!value) return false;
    if (nl_addr_get_prefixlen(value) == 0) return writer.text(kDefault), true;
    if (nl_addr_get_family(value) == AF_MPLS) return MplsLabels::encode(writer, value);
    return Prefix::encode(writer, value);
  }
  static Address decode(Reader& reader, Target& target) {
    const std::string text(reader.text());
    const int family = rtnl_route_get_family(static_cast<rtnl_route*>(target.object));
    nl_addr* parsed = nullptr;
    const int result = nl_addr_parse(text.c_str(), family == AF_UNSPEC ? AF_INET : family, &parsed);
    if (result < 0)
      throw Error::library(result, "\"" + text + "\" is no network of the route's family");
    return Address(parsed);
  }
};

constexpr Name kFlags[] = {
    {RTM_F_NOTIFY, "notify"},
    {RTM_F_CLONED, "cloned"},
    {RTM_F_EQUALIZE, "equalize"},
    {RTM_F_PREFIX, "prefix"},
    {RTM_F_LOOKUP_TABLE, "lookup_table"},
    {RTM_F_FIB_MATCH, "fib_match"},
    {RTM_F_OFFLOAD, "rt_offload"},
    {RTM_F_TRAP, "rt_trap"},
    {RTM_F_OFFLOAD_FAILED, "rt_offload_failed"},
};
constexpr Names kFlagNames{"RouteFlag", kFlags};
// The low byte of the header's flags is the nexthop's.
constexpr uint32_t kNexthopByte = 0xff;

constexpr Name kPreferences[] = {{3, "low"}, {0, "medium"}, {1, "high"}};
constexpr Names kPreferenceNames{"RoutePreference", kPreferences};

template <typename T, size_t kOffset>
constexpr Field cache_row(const char* name, const char* kernel, const char* doc) {
  return attribute<ZeroIsNone<Member<T, kOffset>>>(RTA_CACHEINFO, name, kernel, doc)
      .read_only()
      .not_a_change();
}

constexpr Field kCacheInfo[] = {
    cache_row<uint32_t, offsetof(rta_cacheinfo, rta_clntref)>("users", "rta_clntref",
                                                              "References to the route."),
    cache_row<uint32_t, offsetof(rta_cacheinfo, rta_lastuse)>(
        "age", "rta_lastuse", "Time since it was used, in hundredths of a second."),
    cache_row<uint32_t, offsetof(rta_cacheinfo, rta_used)>("used", "rta_used",
                                                           "Times it was used."),
    cache_row<uint32_t, offsetof(rta_cacheinfo, rta_id)>("id", "rta_id", "Identifier."),
    cache_row<uint32_t, offsetof(rta_cacheinfo, rta_ts)>("timestamp", "rta_ts", "Time stamp."),
    cache_row<uint32_t, offsetof(rta_cacheinfo, rta_tsage)>("timestampAge", "rta_tsage",
                                                            "Age of the time stamp."),
};
constexpr RecordType kCacheInfoRecord{"RouteCacheInfo", kCacheInfo};

constexpr Field kMulticastStatistics[] = {
    attribute<Member<uint64_t, 0>>(RTA_MFC_STATS, "packets", "mfcs_packets", "Packets forwarded.")
        .read_only(),
    attribute<Member<uint64_t, 8>>(RTA_MFC_STATS, "bytes", "mfcs_bytes", "Bytes forwarded.")
        .read_only(),
    attribute<Member<uint64_t, 16>>(RTA_MFC_STATS, "wrongInterface", "mfcs_wrong_if",
                                    "Packets that came by a wrong link.")
        .read_only(),
};
constexpr RecordType kMulticastRecord{"RouteMulticastStatistics", kMulticastStatistics};

// Seconds when written; what is left is told in hundredths.
constexpr Field expires_row() {
  Field row = attribute<Number<uint32_t>>(RTA_EXPIRES, "expires", "RTA_EXPIRES, rta_expires",
                                          "Seconds until the route goes, of IPv6.")
                  .when(RTA_CACHEINFO)
                  .not_a_change();
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    uint32_t hundredths = 0;
    nlattr* info = (*source.attributes)[RTA_CACHEINFO];
    if (!Member<uint32_t, offsetof(rta_cacheinfo, rta_expires)>::read(info, hundredths) ||
        hundredths == 0 || hundredths > INT32_MAX)
      return false;
    return writer.put(hundredths / 100), true;
  };
  return row;
}

constexpr Field error_row() {
  return attribute<ZeroIsNone<Member<int32_t, offsetof(rta_cacheinfo, rta_error)>>>(
             RTA_CACHEINFO, "error", "rta_error",
             "Error number that a sender gets, negative, of routes that lead nowhere.")
      .read_only();
}

constexpr uint16_t kMetricsNest[] = {RTA_METRICS};

constexpr Field nexthops_row() {
  Field row =
      list<kRouteNexthop>("nexthops", "RTA_MULTIPATH, RTA_OIF, RTA_GATEWAY",
                          "Where the packets go, one or several.", encode_nexthops, apply_nexthops);
  row.put = put_nexthops;
  return row;
}

const Field kRoute[] = {
    field<rtnl_route_get_family, rtnl_route_set_family>(
        "family", "rtm_family", "Address family; follows from the addresses, else \"inet\".")
        .named(kFamilyNames)
        .never_absent(),
    field<rtnl_route_get_type, rtnl_route_set_type>("type", "rtm_type",
                                                    "What happens to packets; \"unicast\" unless "
                                                    "given.")
        .named(kRouteTypeNames)
        .never_absent(),
    field<rtnl_route_get_table, rtnl_route_set_table>(
        "table", "RTA_TABLE",
        "Number of the routing table; unless given 254, and 255 for local types.")
        .never_absent(),
    field<rtnl_route_get_protocol, rtnl_route_set_protocol>(
        "protocol", "rtm_protocol", "Who made the route; \"static\" unless given.")
        .named(kRoutingProtocolNames)
        .never_absent(),
    field<rtnl_route_get_scope, rtnl_route_set_scope>(
        "scope", "rtm_scope", "How far the destination is; follows from type and nexthops.")
        .named(kScopeNames)
        .never_absent(),
    field<rtnl_route_get_dst, rtnl_route_set_dst, Network>(
        "destination", "RTA_DST",
        "Destinations: \"default\", a prefix \"10.0.0.0/8\", or an MPLS label.")
        .never_absent(),
    field<rtnl_route_get_src, rtnl_route_set_src, Network>(
        "source", "RTA_SRC", "Prefix the packets must come from, of IPv6.")
        .when(RTA_SRC),
    field<rtnl_route_get_tos, rtnl_route_set_tos, ZeroIsNone<Number<uint8_t>>>(
        "tos", "rtm_tos", "TOS that packets must have, of IPv4."),
    field<rtnl_route_get_priority, rtnl_route_set_priority>(
        "priority", "RTA_PRIORITY", "Priority (metric): the least is taken.")
        .when(RTA_PRIORITY),
    field<rtnl_route_get_pref_src, rtnl_route_set_pref_src, IpAddress>(
        "preferredSource", "RTA_PREFSRC", "Source address for packets of this host.")
        .when(RTA_PREFSRC),
    short_link_row(),
    short_gateway_row(),
    short_via_row(),
    nexthops_row(),
    attribute<Number<uint32_t>>(RTA_NH_ID, "nexthopId", "RTA_NH_ID",
                                "Nexthop object that the packets go to."),
    group("metrics", "RTA_METRICS", "What TCP starts from, path MTU and the like.", kRouteMetrics,
          kMetricsNest)
        .when(RTA_METRICS),
    field<[](rtnl_route* route) { return rtnl_route_get_flags(route) & ~kNexthopByte; }, nullptr,
          ZeroIsNone<Number<uint32_t>>>("flags", "rtm_flags (RTM_F_*)", "Flags that are set.")
        .bits(kFlagNames),
    field<rtnl_route_get_iif, rtnl_route_set_iif, LinkIndex<int>>("inputInterface", "RTA_IIF",
                                                                  "Link the packets come in by.")
        .when(RTA_IIF),
    attribute<Number<uint8_t>>(RTA_PREF, "preference", "RTA_PREF",
                               "Preference among IPv6 routers (RFC 4191).")
        .named(kPreferenceNames),
    expires_row(),
    field<rtnl_route_get_ttl_propagate, rtnl_route_set_ttl_propagate, Boolean<int>>(
        "ttlPropagate", "RTA_TTL_PROPAGATE",
        "Whether the TTL goes from the MPLS label to the packet, of MPLS."),
    attribute<Number<uint32_t>>(RTA_MARK, "mark", "RTA_MARK", "Mark that was looked up with."),
    attribute<Number<uint32_t>>(RTA_UID, "uid", "RTA_UID", "User that was looked up for.")
        .read_only(),
    error_row(),
    group("cacheInfo", "RTA_CACHEINFO", "What the kernel keeps of the route's use.",
          kCacheInfoRecord)
        .when(RTA_CACHEINFO)
        .not_a_change()
        .read_only(),
    group("multicastStatistics", "RTA_MFC_STATS", "Counters of a multicast route.",
          kMulticastRecord)
        .when(RTA_MFC_STATS)
        .not_a_change()
        .read_only(),
    unknown_row(uapi::kRtaFlowLabel),
};
const RecordType kRecord{"Route", kRoute};

// Several routes may have the same key: lib/route-twins.ts tells them apart.
constexpr const char* kKey[] = {"family", "table", "destination", "source", "tos", "priority"};
constexpr uint32_t kGroups[] = {RTNLGRP_IPV4_ROUTE,  RTNLGRP_IPV6_ROUTE, RTNLGRP_MPLS_ROUTE,
                                RTNLGRP_IPV4_IFADDR, RTNLGRP_NEXTHOP,    RTNLGRP_LINK};

Message dump(const Record* filter, const DumpOptions&, Scope& scope) {
  Message message(nlmsg_alloc_simple(RTM_GETROUTE, NLM_F_DUMP));
  if (!message) throw Error::system(ENOMEM);
  rtmsg header{};
  const auto has = [filter](const char* name) { return filter && filter->has(name); };
  if (has("family")) header.rtm_family = filter->value("family").get<uint8_t>();
  if (has("protocol")) header.rtm_protocol = filter->value("protocol").get<uint8_t>();
  if (has("type")) header.rtm_type = filter->value("type").get<uint8_t>();
  // Only with this flag the kernel tells of exceptions (what it learned of paths), and only of
  // them.
  if (has("flags")) header.rtm_flags = filter->value("flags").get<uint32_t>() & RTM_F_CLONED;
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  if (has("table"))
    check_put(nla_put_u32(message.get(), RTA_TABLE, filter->value("table").get<uint32_t>()));
  if (has("link"))
    check_put(nla_put_s32(message.get(), RTA_OIF, link_of(filter->value("link"), scope)));
  return message;
}

// The kernel removes IPv4 routes silently when a link goes down or loses an address that they
// prefer, and routes when their nexthop object goes.
Notice notice(nlmsghdr* message) {
  if (message->nlmsg_type == RTM_DELADDR || message->nlmsg_type == RTM_DELNEXTHOP ||
      tells_of_lost_link(message))
    return {Notice::Kind::kDoubt, nullptr};
  return notice_of<RTM_NEWROUTE, RTM_DELROUTE, kHeader>(message);
}

uint8_t scope_of(uint8_t type, int family, bool has_gateway) {
  if (family != AF_INET) return RT_SCOPE_UNIVERSE;
  switch (type) {
    case RTN_LOCAL:
    case RTN_NAT:
      return RT_SCOPE_HOST;
    case RTN_BROADCAST:
    case RTN_MULTICAST:
    case RTN_ANYCAST:
      return RT_SCOPE_LINK;
    case RTN_UNICAST:
      return has_gateway ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK;
    default:
      return RT_SCOPE_UNIVERSE;
  }
}

// What iproute2 takes for granted too. libnl's own defaults would make a deletion miss routes of
// another type, protocol or scope.
void set_defaults(rtnl_route* route, Verb verb, const Record& properties) {
  const int family = properties.has("family") ? properties.value("family").get<uint8_t>() : AF_INET;
  check(rtnl_route_set_family(route, static_cast<uint8_t>(family)), "family");
  const bool any = verb == Verb::kDelete && family != AF_MPLS;
  if (verb == Verb::kDelete) rtnl_route_set_protocol(route, RTPROT_UNSPEC);
  if (any) rtnl_route_set_type(route, RTN_UNSPEC);
  const uint8_t type = properties.has("type") ? properties.value("type").get<uint8_t>()
                                              : static_cast<uint8_t>(RTN_UNICAST);
  if (type == RTN_LOCAL || type == RTN_BROADCAST || type == RTN_ANYCAST || type == RTN_NAT)
    rtnl_route_set_table(route, RT_TABLE_LOCAL);
  const bool gateway = properties.has("gateway") || properties.has("via") ||
                       properties.has("nexthops") || properties.has("nexthopId");
  rtnl_route_set_scope(route, any && family == AF_INET ? static_cast<uint8_t>(RT_SCOPE_NOWHERE)
                                                       : scope_of(type, family, gateway));
}

Plan build(Verb verb, const Record&, Record& properties, Scope& scope) {
  using Route = std::unique_ptr<rtnl_route, Deleter<rtnl_route_put>>;
  const Route route(rtnl_route_alloc());
  if (!route) throw Error::system(ENOMEM);
  set_defaults(route.get(), verb, properties);
  std::vector<Message> messages;
  messages.push_back(
      build_request(route.get(), kHeader, properties, Field::kAdd, scope, [&](nl_msg** built) {
        return verb == Verb::kDelete
                   ? rtnl_route_build_del_request(route.get(), 0, built)
                   : rtnl_route_build_add_request(route.get(), flags_of(verb), built);
      }));
  // libnl's builder would let a change create the route.
  if (verb == Verb::kChange)
    nlmsg_hdr(messages.back().get())->nlmsg_flags &= static_cast<uint16_t>(~NLM_F_CREATE);
  return messages;
}

Object parse(nlmsghdr* message) {
  rtnl_route* route = nullptr;
  if (rtnl_route_parse(message, &route) < 0) return nullptr;
  return Object(reinterpret_cast<nl_object*>(route));
}

}  // namespace

const Table kRouteTable{
    .name = "route",
    .record = kRecord,
    .key = kKey,
    .header = kHeader,
    .groups = kGroups,
    .dump = dump,
    .get = route_lookup,
    .build = build,
    .holds = holds_type<RTM_NEWROUTE, kHeader>,
    .notice = notice,
    .strip = hide_encapsulations,
    .restore = nullptr,
    .parse = parse,
    .query = &kRouteLookup,
};

}  // namespace netlink
