// Addresses of links: struct rtnl_addr, RTM_NEWADDR.
#include "tables/address.h"

#include <linux/if.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <netlink/route/addr.h>

#include "fields/rows.h"
#include "tables/families.h"
#include "tables/object_builder.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kFlags[] = {
    {IFA_F_SECONDARY, "secondary"},       {IFA_F_NODAD, "nodad"},
    {IFA_F_OPTIMISTIC, "optimistic"},     {IFA_F_DADFAILED, "dadfailed"},
    {IFA_F_HOMEADDRESS, "home"},          {IFA_F_DEPRECATED, "deprecated"},
    {IFA_F_TENTATIVE, "tentative"},       {IFA_F_PERMANENT, "permanent"},
    {IFA_F_MANAGETEMPADDR, "mngtmpaddr"}, {IFA_F_NOPREFIXROUTE, "noprefixroute"},
    {IFA_F_MCAUTOJOIN, "autojoin"},       {IFA_F_STABLE_PRIVACY, "stable-privacy"},
};
constexpr Names kFlagNames{"AddressFlag", kFlags};

constexpr Name kProtocols[] = {{0, "unspec"}, {1, "kernel_lo"}, {2, "kernel_ra"}, {3, "kernel_ll"}};
constexpr Names kProtocolNames{"AddressProtocol", kProtocols};

// The length of the prefix belongs to the peer where there is one; libnl leaves it with the local
// address.
bool encode_with_length(Writer& writer, nl_addr* address, unsigned length) {
  const Address copy(nl_addr_clone(address));
  nl_addr_set_prefixlen(copy.get(), static_cast<int>(length));
  return Prefix::encode(writer, copy.get());
}

constexpr Field address_row() {
  Field row = field<rtnl_addr_get_local, rtnl_addr_set_local, Prefix>(
      "address", "IFA_LOCAL, IFA_ADDRESS",
      "The address with the length of its prefix, \"10.0.0.1/24\".");
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    auto* object = static_cast<rtnl_addr*>(source.object);
    nl_addr* local = object ? rtnl_addr_get_local(object) : nullptr;
    if (!local) return false;
    const unsigned whole = nl_addr_get_len(local) * 8;
    return encode_with_length(writer, local,
                              rtnl_addr_get_peer(object)
                                  ? whole
                                  : static_cast<unsigned>(rtnl_addr_get_prefixlen(object)));
  };
  return row.never_absent();
}

// libnl sets the peer of IPv4 addresses only; of others it is put over what libnl took for the
// local address.
constexpr Field peer_row() {
  Field row = field<rtnl_addr_get_peer, rtnl_addr_set_peer, Prefix>(
      "peer", "IFA_ADDRESS",
      "Address of the other end of a point-to-point link; then the length of the prefix is here.");
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    auto* object = static_cast<rtnl_addr*>(source.object);
    nl_addr* peer = object ? rtnl_addr_get_peer(object) : nullptr;
    return peer &&
           encode_with_length(writer, peer, static_cast<unsigned>(rtnl_addr_get_prefixlen(object)));
  };
  row.apply = [](const Field& self, Reader reader, Target& target) {
    const Address peer = Prefix::decode(reader, target);
    auto* address = static_cast<rtnl_addr*>(target.object);
    if (nl_addr_get_family(peer.get()) == AF_INET) {
      check(rtnl_addr_set_peer(address, peer.get()), self.kernel);
    } else {
      rtnl_addr_set_prefixlen(address, static_cast<int>(nl_addr_get_prefixlen(peer.get())));
    }
  };
  row.put = [](const Field&, Reader reader, Target& target) {
    const Address peer = Prefix::decode(reader, target);
    if (nl_addr_get_family(peer.get()) == AF_INET) return;
    remove_attributes(target.message, target.header, {IFA_ADDRESS});
    Prefix::put(target.message, IFA_ADDRESS, peer);
  };
  return row;
}

const Field kAddress[] = {
    field<rtnl_addr_get_ifindex, rtnl_addr_set_ifindex, LinkIndex<int>>(
        "link", "ifa_index", "Link that has the address.")
        .never_absent(),
    field<rtnl_addr_get_family, rtnl_addr_set_family, Widened<uint8_t>>(
        "family", "ifa_family", "Address family; follows from the address.")
        .named(kFamilyNames)
        .never_absent(),
    address_row(),
    peer_row(),
    field<rtnl_addr_get_broadcast, rtnl_addr_set_broadcast, IpAddress>(
        "broadcast", "IFA_BROADCAST", "Broadcast address of an IPv4 address."),
    field<rtnl_addr_get_anycast, rtnl_addr_set_anycast, IpAddress>("anycast", "IFA_ANYCAST",
                                                                   "Anycast address.")
        .read_only(),
    field<rtnl_addr_get_multicast, rtnl_addr_set_multicast, IpAddress>("multicast", "IFA_MULTICAST",
                                                                       "Multicast address.")
        .read_only(),
    field<rtnl_addr_get_label, rtnl_addr_set_label>(
        "label", "IFA_LABEL",
        "Label of an IPv4 address, the link's name with a suffix, up to 15 bytes.")
        .range(1, IFNAMSIZ - 1),
    field<rtnl_addr_get_scope, rtnl_addr_set_scope, Widened<uint8_t>>("scope", "ifa_scope",
                                                                      "Where the address is valid.")
        .named(kScopeNames)
        .never_absent(),
    field<rtnl_addr_get_flags, rtnl_addr_set_flags>("flags", "IFA_FLAGS (IFA_F_*)",
                                                    "Flags that are set.")
        .bits(kFlagNames)
        .never_absent(),
    field<rtnl_addr_get_valid_lifetime, rtnl_addr_set_valid_lifetime>(
        "validLifetime", "IFA_CACHEINFO (ifa_valid)",
        "Seconds until the address goes; 4294967295: never.")
        .when(IFA_CACHEINFO)
        .not_a_change(),
    field<rtnl_addr_get_preferred_lifetime, rtnl_addr_set_preferred_lifetime>(
        "preferredLifetime", "IFA_CACHEINFO (ifa_prefered)",
        "Seconds until the address is deprecated; 4294967295: never.")
        .when(IFA_CACHEINFO)
        .not_a_change(),
    field<rtnl_addr_get_create_time>(
        "createTime", "IFA_CACHEINFO (cstamp)",
        "When the address was made, in hundredths of a second since the host started.")
        .when(IFA_CACHEINFO)
        .not_a_change(),
    field<rtnl_addr_get_last_update_time>(
        "lastUpdateTime", "IFA_CACHEINFO (tstamp)",
        "When the address was last changed, in hundredths of a second since the host started.")
        .when(IFA_CACHEINFO)
        .not_a_change(),
    attribute<Number<uint32_t>>(IFA_RT_PRIORITY, "routePriority", "IFA_RT_PRIORITY",
                                "Priority (metric) of the route of the address's prefix."),
    attribute<Number<uint8_t>>(uapi::kIfaProtocol, "protocol", "IFA_PROTO", "Who made the address.")
        .named(kProtocolNames),
    unknown_row(uapi::kIfaProtocol),
};
const RecordType kRecord{"Address", kAddress};

constexpr const char* kKey[] = {"link", "family", "address", "peer"};
constexpr uint32_t kGroups[] = {RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR};

Message dump(const Record* filter, const DumpOptions&, Scope& scope) {
  Message message(nlmsg_alloc_simple(RTM_GETADDR, NLM_F_DUMP));
  if (!message) throw Error::system(ENOMEM);
  ifaddrmsg header{};
  if (filter && filter->has("family")) header.ifa_family = filter->value("family").get<uint8_t>();
  if (filter && filter->has("link"))
    header.ifa_index = static_cast<uint32_t>(link_of(filter->value("link"), scope));
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

}  // namespace

const Table kAddressTable{
    .name = "address",
    .record = kRecord,
    .key = kKey,
    .header = sizeof(ifaddrmsg),
    .groups = kGroups,
    .dump = dump,
    .get = nullptr,
    .build = build_object<rtnl_addr_alloc, rtnl_addr_put, rtnl_addr_build_add_request,
                          rtnl_addr_build_delete_request, sizeof(ifaddrmsg)>,
    .holds = holds_type<RTM_NEWADDR, sizeof(ifaddrmsg)>,
    .notice = notice_of<RTM_NEWADDR, RTM_DELADDR, sizeof(ifaddrmsg)>,
    .strip = nullptr,
    .restore = nullptr,
};

}  // namespace netlink
