// What the Internet protocols do on each link: struct rtnl_netconf, RTM_NEWNETCONF.
#include "tables/netconf.h"

#include <linux/netconf.h>
#include <linux/rtnetlink.h>
#include <netlink/route/netconf.h>

#include "fields/rows.h"
#include "tables/families.h"
#include "tables/object_builder.h"

namespace netlink {
namespace {

constexpr Name kLinks[] = {{NETCONFA_IFINDEX_ALL, "all"}, {NETCONFA_IFINDEX_DEFAULT, "default"}};
constexpr Names kLinkNames{"NetconfLink", kLinks};

constexpr Name kFilters[] = {{0, "off"}, {1, "strict"}, {2, "loose"}};
constexpr Names kFilterNames{"ReversePathFilter", kFilters};

template <auto Get>
constexpr Field toggle(const char* name, const char* kernel, const char* doc) {
  return field<Get, nullptr, Boolean<int>>(name, kernel, doc);
}

const Field kNetconf[] = {
    field<rtnl_netconf_get_family, nullptr, Widened<uint8_t>>("family", "ncm_family",
                                                              "Address family.")
        .named(kFamilyNames)
        .never_absent(),
    field<rtnl_netconf_get_ifindex, nullptr, LinkIndex<int>>(
        "link", "NETCONFA_IFINDEX",
        "Link; \"all\": what holds for all of them, \"default\": what new ones start with.")
        .named(kLinkNames)
        .never_absent(),
    toggle<rtnl_netconf_get_forwarding>("forwarding", "NETCONFA_FORWARDING",
                                        "Whether packets that came in here are forwarded."),
    field<rtnl_netconf_get_rp_filter, nullptr, Widened<uint32_t>>(
        "reversePathFilter", "NETCONFA_RP_FILTER",
        "Whether packets are dropped whose source is not reached through the link (strict) or not "
        "at all (loose).")
        .named(kFilterNames),
    toggle<rtnl_netconf_get_mc_forwarding>("multicastForwarding", "NETCONFA_MC_FORWARDING",
                                           "Whether multicast packets are routed."),
    toggle<rtnl_netconf_get_proxy_neigh>("proxyNeighbour", "NETCONFA_PROXY_NEIGH",
                                         "Whether the host answers for addresses it routes to "
                                         "(proxy ARP, proxy NDP)."),
    toggle<rtnl_netconf_get_ignore_routes_linkdown>(
        "ignoreRoutesLinkDown", "NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN",
        "Whether routes through the link are passed over while it has no carrier."),
    toggle<rtnl_netconf_get_input>("input", "NETCONFA_INPUT",
                                   "Whether MPLS packets are taken from the link."),
    attribute<Boolean<int32_t>>(NETCONFA_BC_FORWARDING, "broadcastForwarding",
                                "NETCONFA_BC_FORWARDING",
                                "Whether directed broadcasts are forwarded.")
        .read_only(),
    unknown_row(NETCONFA_BC_FORWARDING),
};
const RecordType kRecord{"Netconf", kNetconf};

constexpr const char* kKey[] = {"family", "link"};
constexpr uint32_t kGroups[] = {RTNLGRP_IPV4_NETCONF, RTNLGRP_IPV6_NETCONF, RTNLGRP_MPLS_NETCONF};

Message request(int flags, uint8_t family) {
  Message message(nlmsg_alloc_simple(RTM_GETNETCONF, flags));
  if (!message) throw Error::system(ENOMEM);
  netconfmsg header{.ncm_family = family};
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

Message request_one(uint8_t family, int32_t link) {
  Message message = request(0, family);
  Number<int32_t>::put(message.get(), NETCONFA_IFINDEX, link);
  return message;
}

Message dump(const Record* filter, const DumpOptions&, Scope&) {
  const bool one = filter && filter->has("family");
  return request(NLM_F_DUMP, one ? filter->value("family").get<uint8_t>() : uint8_t{AF_UNSPEC});
}

Message get(const Record& key, Scope& scope) {
  return request_one(key.value("family").get<uint8_t>(), link_of(key.value("link"), scope));
}

// libnl's parser prints a line to stdout for a family it does not know.
bool is_known(const nlmsghdr* message) {
  if (message->nlmsg_len < NLMSG_HDRLEN + sizeof(netconfmsg)) return false;
  const int family = static_cast<const netconfmsg*>(nlmsg_data(message))->ncm_family;
  return family == AF_INET || family == AF_INET6 || family == AF_MPLS;
}

bool holds(const nlmsghdr* message) {
  return message->nlmsg_type == RTM_NEWNETCONF && is_known(message);
}

// An event tells only what changed.
Notice notice(nlmsghdr* message) {
  if (!is_known(message)) return {};
  if (message->nlmsg_type == RTM_DELNETCONF) return {Notice::Kind::kGone, nullptr};
  if (message->nlmsg_type != RTM_NEWNETCONF) return {};
  const Attributes attributes(message, sizeof(netconfmsg));
  int32_t link = 0;
  if (!attributes[NETCONFA_IFINDEX] || !Number<int32_t>::read(attributes[NETCONFA_IFINDEX], link))
    return {};
  const uint8_t family = static_cast<const netconfmsg*>(nlmsg_data(message))->ncm_family;
  return {Notice::Kind::kStale, request_one(family, link)};
}

}  // namespace

const Table kNetconfTable{
    .name = "netconf",
    .record = kRecord,
    .key = kKey,
    .header = sizeof(netconfmsg),
    .groups = kGroups,
    .dump = dump,
    .get = get,
    .build = nullptr,
    .holds = holds,
    .notice = notice,
    .strip = nullptr,
    .restore = nullptr,
};

}  // namespace netlink
