// Neighbours (ARP and NDP) and the forwarding entries of bridges and tunnels: struct rtnl_neigh,
// RTM_NEWNEIGH.
#include "tables/neighbour.h"

#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <netlink/route/neighbour.h>

#include "fields/rows.h"
#include "tables/families.h"
#include "tables/object_builder.h"
#include "tables/protocols.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kStates[] = {
    {NUD_INCOMPLETE, "incomplete"}, {NUD_REACHABLE, "reachable"}, {NUD_STALE, "stale"},
    {NUD_DELAY, "delay"},           {NUD_PROBE, "probe"},         {NUD_FAILED, "failed"},
    {NUD_NOARP, "noarp"},           {NUD_PERMANENT, "permanent"},
};
constexpr Names kStateNames{"NeighbourState", kStates};

constexpr Name kFlags[] = {
    {NTF_USE, "use"},
    {NTF_SELF, "self"},
    {NTF_MASTER, "master"},
    {NTF_PROXY, "proxy"},
    {NTF_EXT_LEARNED, "extern_learn"},
    {NTF_OFFLOADED, "offload"},
    {NTF_STICKY, "sticky"},
    {NTF_ROUTER, "router"},
};
constexpr Names kFlagNames{"NeighbourFlag", kFlags};

constexpr Name kExtendedFlags[] = {{1, "managed"}, {2, "locked"}, {4, "extern_valid"}};
constexpr Names kExtendedFlagNames{"NeighbourExtendedFlag", kExtendedFlags};

constexpr Name kTypes[] = {
    {0, "unspec"},   {1, "unicast"},   {2, "local"},     {3, "broadcast"},
    {4, "anycast"},  {5, "multicast"}, {6, "blackhole"}, {7, "unreachable"},
    {8, "prohibit"}, {9, "throw"},     {10, "nat"},      {11, "xresolve"},
};
constexpr Names kTypeNames{"NeighbourType", kTypes};

constexpr Name kActivities[] = {{FDB_NOTIFY_BIT, "notify"}, {FDB_NOTIFY_INACTIVE_BIT, "inactive"}};
constexpr Names kActivityNames{"ForwardingActivity", kActivities};

template <size_t kOffset>
constexpr Field age(const char* name, const char* kernel, const char* doc) {
  return attribute<Member<uint32_t, kOffset>>(NDA_CACHEINFO, name, kernel, doc)
      .read_only()
      .not_a_change();
}

constexpr Field kCacheInfo[] = {
    age<0>("confirmed", "ndm_confirmed",
           "Hundredths of a second since the neighbour was last found to be reachable."),
    age<4>("used", "ndm_used", "Hundredths of a second since it was last used."),
    age<8>("updated", "ndm_updated", "Hundredths of a second since it was last changed."),
    age<12>("references", "ndm_refcnt", "How many users within the kernel hold it."),
};
constexpr RecordType kCacheInfoRecord{"NeighbourCacheInfo", kCacheInfo};

constexpr Field kExtended[] = {
    attribute<Number<uint8_t>>(
        NFEA_ACTIVITY_NOTIFY, "activityNotify", "NFEA_ACTIVITY_NOTIFY",
        "Whether coming and going of traffic is announced, and whether there is none now.")
        .bits(kActivityNames),
    attribute<Flag>(NFEA_DONT_REFRESH, "dontRefresh", "NFEA_DONT_REFRESH",
                    "On input: leaves the time of the last change as it is.")
        .write_only(),
};
constexpr RecordType kExtendedRecord{"ForwardingExtended", kExtended};
constexpr uint16_t kExtendedNest[] = {NDA_FDB_EXT_ATTRS};

// libnl takes no destination of another family than the neighbour's, which a tunnel's forwarding
// entry has.
constexpr Field destination_row() {
  Field row = field<rtnl_neigh_get_dst, rtnl_neigh_set_dst, IpAddress>(
      "destination", "NDA_DST",
      "IP address of the neighbour; of a forwarding entry: the tunnel's other end.");
  row.apply = [](const Field& self, Reader reader, Target& target) {
    auto* neighbour = static_cast<rtnl_neigh*>(target.object);
    if (rtnl_neigh_get_family(neighbour) == AF_BRIDGE) return;
    const Address address = IpAddress::decode(reader, target);
    check(rtnl_neigh_set_dst(neighbour, address.get()), self.kernel);
  };
  row.put = [](const Field&, Reader reader, Target& target) {
    const auto* header = static_cast<const ndmsg*>(nlmsg_data(nlmsg_hdr(target.message)));
    if (header->ndm_family != AF_BRIDGE) return;
    IpAddress::put(target.message, NDA_DST, IpAddress::decode(reader, target));
  };
  return row;
}

const Field kNeighbour[] = {
    field<rtnl_neigh_get_ifindex, rtnl_neigh_set_ifindex, LinkIndex<int>>(
        "link", "ndm_ifindex", "Link the neighbour is on."),
    field<rtnl_neigh_get_family, rtnl_neigh_set_family, Widened<uint8_t>>(
        "family", "ndm_family",
        "\"inet\" or \"inet6\", which follows from the destination; \"bridge\": a forwarding entry "
        "(fdb) of a bridge or a tunnel.")
        .named(kFamilyNames)
        .never_absent(),
    destination_row(),
    field<rtnl_neigh_get_lladdr, rtnl_neigh_set_lladdr, HardwareAddress>(
        "address", "NDA_LLADDR", "Hardware address, as colon-separated hexadecimal bytes."),
    field<rtnl_neigh_get_state, rtnl_neigh_set_state, Widened<uint16_t>>(
        "state", "ndm_state (NUD_*)",
        "State; \"permanent\" where it is left out on input. An entry without any is []. Of a "
        "forwarding entry: \"permanent\" is the host's own, \"noarp\" one that does not age.")
        .bits(kStateNames)
        .never_absent(),
    field<rtnl_neigh_get_flags, rtnl_neigh_set_flags, Widened<uint8_t>>(
        "flags", "ndm_flags (NTF_*)",
        "Flags that are set. On input, \"self\" is an entry of the link itself and \"master\" one "
        "of the bridge it is a port of.")
        .bits(kFlagNames)
        .never_absent(),
    attribute<Number<uint32_t>>(uapi::kNdaFlagsExt, "extendedFlags", "NDA_FLAGS_EXT (NTF_EXT_*)",
                                "More flags that are set.")
        .bits(kExtendedFlagNames),
    field<rtnl_neigh_get_type, nullptr, Widened<uint8_t>>("type", "ndm_type (RTN_*)",
                                                          "What the destination is to the host.")
        .named(kTypeNames),
    field<rtnl_neigh_get_master, rtnl_neigh_set_master, LinkIndex<int>>(
        "master", "NDA_MASTER",
        "Bridge that has the forwarding entry; on input it says only whether the entry is of its "
        "link itself."),
    field<rtnl_neigh_get_vlan, rtnl_neigh_set_vlan, Widened<uint16_t>>(
        "vlan", "NDA_VLAN", "VLAN of the forwarding entry, 1-4094.")
        .range(1, 4094),
    attribute<Number<uint32_t>>(NDA_PROBES, "probes", "NDA_PROBES",
                                "Probes that were sent without an answer.")
        .read_only()
        .not_a_change(),
    group("cacheInfo", "NDA_CACHEINFO", "Ages of the entry.", kCacheInfoRecord)
        .read_only()
        .not_a_change(),
    attribute<NetworkOrder16>(NDA_PORT, "port", "NDA_PORT",
                              "UDP port of the tunnel's other end, where it is not the tunnel's."),
    attribute<Number<uint32_t>>(NDA_VNI, "vni", "NDA_VNI",
                                "Network identifier (VNI) used towards the tunnel's other end."),
    attribute<Number<uint32_t>>(NDA_SRC_VNI, "sourceVni", "NDA_SRC_VNI",
                                "Network identifier (VNI) the entry is for, of a tunnel that takes "
                                "it from each packet."),
    attribute<LinkIndex<uint32_t>>(NDA_IFINDEX, "viaLink", "NDA_IFINDEX",
                                   "Link through which the tunnel's other end is reached."),
    attribute<Number<int32_t>>(NDA_LINK_NETNSID, "linkNetnsId", "NDA_LINK_NETNSID",
                               "Id of the network namespace that `viaLink` is in.")
        .read_only(),
    attribute<Number<uint32_t>>(NDA_NH_ID, "nexthopId", "NDA_NH_ID",
                                "Nexthop object the tunnel sends through."),
    attribute<Number<uint8_t>>(NDA_PROTOCOL, "protocol", "NDA_PROTOCOL", "Who made the entry.")
        .named(kRoutingProtocolNames),
    group("extended", "NDA_FDB_EXT_ATTRS", "What only entries of bridges have.", kExtendedRecord,
          kExtendedNest),
    unknown_row(uapi::kNdaNdmFlagsMask),
};
const RecordType kRecord{"Neighbour", kNeighbour};

constexpr int kHeader = sizeof(ndmsg);
constexpr uint32_t kGroups[] = {RTNLGRP_NEIGH};

Message request(int type, int flags, const ndmsg& header) {
  Message message(nlmsg_alloc_simple(type, flags));
  if (!message) throw Error::system(ENOMEM);
  check_put(nlmsg_append(message.get(), const_cast<ndmsg*>(&header), sizeof header, NLMSG_ALIGNTO));
  return message;
}

template <typename T>
T value_or(const Record& record, const char* name, T otherwise) {
  return record.has(name) ? record.value(name).get<T>() : otherwise;
}

// Appends the index of a link that the record names, where it does.
void put_link(nl_msg* message, int attribute, const Record& record, const char* name,
              Scope& scope) {
  if (!record.has(name)) return;
  LinkIndex<int32_t>::put(message, attribute, link_of(record.value(name), scope));
}

Message dump_request(const Record* filter, uint8_t family, uint8_t flags, Scope& scope) {
  ndmsg header{};
  header.ndm_family = family;
  header.ndm_flags = flags;
  Message message = request(RTM_GETNEIGH, NLM_F_DUMP, header);
  if (!filter) return message;
  put_link(message.get(), NDA_IFINDEX, *filter, "link", scope);
  put_link(message.get(), NDA_MASTER, *filter, "master", scope);
  return message;
}

// Proxied addresses are a list of their own, which the kernel dumps only when asked for by flag.
Message dump_neighbours(const Record* filter, const DumpOptions&, Scope& scope) {
  const auto family = filter ? value_or<uint8_t>(*filter, "family", AF_UNSPEC) : uint8_t{AF_UNSPEC};
  const auto flags = filter ? value_or<uint8_t>(*filter, "flags", 0) : uint8_t{0};
  return dump_request(filter, family, flags & NTF_PROXY, scope);
}

Message dump_forwarding(const Record* filter, const DumpOptions&, Scope& scope) {
  return dump_request(filter, AF_BRIDGE, 0, scope);
}

Message get_neighbour(const Record& key, Scope& scope) {
  ndmsg header{};
  Target target{nullptr, nullptr, kHeader, Field::kAdd, scope};
  if (key.has("link")) header.ndm_ifindex = link_of(key.value("link"), scope);
  header.ndm_flags = value_or<uint8_t>(key, "flags", 0) & NTF_PROXY;
  Reader reader = key.value("destination");
  const Address destination = IpAddress::decode(reader, target);
  header.ndm_family = static_cast<uint8_t>(nl_addr_get_family(destination.get()));
  Message message = request(RTM_GETNEIGH, 0, header);
  IpAddress::put(message.get(), NDA_DST, destination);
  return message;
}

Message get_forwarding(const Record& key, Scope& scope) {
  ndmsg header{};
  Target target{nullptr, nullptr, kHeader, Field::kAdd, scope};
  header.ndm_family = AF_BRIDGE;
  header.ndm_flags = value_or<uint8_t>(key, "flags", 0) & (NTF_SELF | NTF_MASTER);
  if (key.has("link")) header.ndm_ifindex = link_of(key.value("link"), scope);
  Message message = request(RTM_GETNEIGH, 0, header);
  Reader reader = key.value("address");
  HardwareAddress::put(message.get(), NDA_LLADDR, HardwareAddress::decode(reader, target));
  if (key.has("vlan"))
    Number<uint16_t>::put(message.get(), NDA_VLAN, key.value("vlan").get<uint16_t>());
  put_link(message.get(), NDA_MASTER, key, "master", scope);
  return message;
}

Plan build(Verb verb, const Record& key, Record& properties, Scope& scope) {
  Plan plan =
      build_object<rtnl_neigh_alloc, rtnl_neigh_put, rtnl_neigh_build_add_request,
                   rtnl_neigh_build_delete_request, sizeof(ndmsg)>(verb, key, properties, scope);
  auto* header = static_cast<ndmsg*>(nlmsg_data(nlmsg_hdr(plan.messages.front().get())));
  if (header->ndm_family != AF_BRIDGE || (header->ndm_flags & (NTF_SELF | NTF_MASTER)) != 0)
    return plan;
  // What a bridge has for itself is reported with itself as the link. Written, the kernel wants to
  // be told that no bridge above it is meant; and that one is, where there are other flags.
  const bool own =
      properties.has("master") && link_of(properties.value("master"), scope) == header->ndm_ifindex;
  if (own) header->ndm_flags |= NTF_SELF;
  if (!own && header->ndm_flags != 0) header->ndm_flags |= NTF_MASTER;
  return plan;
}

template <bool kBridge>
bool holds(const nlmsghdr* message) {
  return holds_type<RTM_NEWNEIGH, sizeof(ndmsg)>(message) &&
         (static_cast<const ndmsg*>(nlmsg_data(message))->ndm_family == AF_BRIDGE) == kBridge;
}

template <bool kBridge>
Notice notice(nlmsghdr* message) {
  Notice told = notice_of<RTM_NEWNEIGH, RTM_DELNEIGH, sizeof(ndmsg)>(message);
  if (told.kind == Notice::Kind::kOther) return told;
  const auto* header = static_cast<const ndmsg*>(nlmsg_data(message));
  if ((header->ndm_family == AF_BRIDGE) != kBridge) return {};
  return told;
}

constexpr const char* kNeighbourKey[] = {"link", "family", "destination"};
constexpr const char* kForwardingKey[] = {"link", "address", "vlan", "destination"};

}  // namespace

const Table kNeighbourTable{
    .name = "neighbour",
    .record = kRecord,
    .key = kNeighbourKey,
    .header = kHeader,
    .groups = kGroups,
    .dump = dump_neighbours,
    .get = get_neighbour,
    .build = build,
    .holds = holds<false>,
    .notice = notice<false>,
    .strip = nullptr,
    .restore = nullptr,
};

const Table kForwardingTable{
    .name = "forwarding entry",
    .record = kRecord,
    .key = kForwardingKey,
    .header = kHeader,
    .groups = kGroups,
    .dump = dump_forwarding,
    .get = get_forwarding,
    .build = build,
    .holds = holds<true>,
    .notice = notice<true>,
    .strip = nullptr,
    .restore = nullptr,
};

}  // namespace netlink
