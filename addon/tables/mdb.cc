// Multicast groups of bridges and tunnels: struct rtnl_mdb, RTM_NEWMDB.
//
// A message of the kernel has all entries of a bridge. It is taken apart, so that each is an
// object.
#include "tables/mdb.h"

#include <linux/if_bridge.h>
#include <linux/if_ether.h>
#include <linux/rtnetlink.h>
#include <netlink/route/mdb.h>

#include <algorithm>
#include <cstddef>

#include "fields/rows.h"
#include "tables/object_builder.h"
#include "tables/protocols.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kStates[] = {{MDB_TEMPORARY, "temp"}, {MDB_PERMANENT, "permanent"}};
constexpr Names kStateNames{"MdbState", kStates};

constexpr Name kFlags[] = {
    {MDB_FLAGS_OFFLOAD, "offload"},
    {MDB_FLAGS_FAST_LEAVE, "fast_leave"},
    {MDB_FLAGS_STAR_EXCL, "added_by_star_ex"},
    {MDB_FLAGS_BLOCKED, "blocked"},
    {1 << 4, "offload_failed"},
};
constexpr Names kFlagNames{"MdbFlag", kFlags};

constexpr Name kModes[] = {{0, "exclude"}, {1, "include"}};
constexpr Names kModeNames{"MdbFilterMode", kModes};

constexpr size_t kEntrySize = sizeof(br_mdb_entry);
constexpr uint16_t kSetNest[] = {MDBA_SET_ENTRY_ATTRS};

// An address that is read without a family: of 4, 16 or (a source of no protocol) 6 bytes.
struct AnyAddress : IpAddress {
  static bool encode(Writer& writer, const nl_addr* value) {
    return nl_addr_get_len(value) == ETH_ALEN ? HardwareAddress::encode(writer, value)
                                              : IpAddress::encode(writer, value);
  }
};

// What libnl tells of the one entry there is.
template <auto Get>
auto entry(rtnl_mdb* mdb) {
  decltype(Get(nullptr)) value{};
  rtnl_mdb_foreach_entry(
      mdb, [](rtnl_mdb_entry* one, void* out) { *static_cast<decltype(value)*>(out) = Get(one); },
      static_cast<void*>(&value));
  return value;
}

// A member of br_mdb_entry.
template <auto Get, typename T, size_t kOffset, typename Codec>
constexpr Field member(const char* name, const char* kernel, const char* doc) {
  Field row = field<entry<Get>, nullptr, Codec>(name, kernel, doc);
  row.access = kReadWrite;
  row.put = [](const Field&, Reader reader, Target& target) {
    const auto value = static_cast<T>(Codec::decode(reader, target));
    std::memcpy(structure_in(target, MDBA_SET_ENTRY, kEntrySize) + kOffset, &value, sizeof value);
  };
  return row;
}

// In the header of the request, for which build() takes it.
constexpr Field link_row() {
  Field row = field<rtnl_mdb_get_ifindex, nullptr, LinkIndex<uint32_t>>(
      "link", "br_port_msg.ifindex", "The bridge, or the VXLAN.");
  row.access = kReadWrite;
  return row;
}

constexpr Field group_row() {
  Field row{.name = "group",
            .kernel = "br_mdb_entry.addr",
            .doc = "Multicast address: of IPv4, of IPv6, or a hardware address.",
            .type = {.wire = Wire::kText, .format = Format::kAddress, .maximum = kMaximumText}};
  row.access = kReadWrite;
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    if (!source.object) return false;
    const nl_addr* address = entry<rtnl_mdb_entry_get_addr>(static_cast<rtnl_mdb*>(source.object));
    return address && AnyAddress::encode(writer, address);
  };
  row.put = [](const Field&, Reader reader, Target& target) {
    const std::string text(reader.text());
    nl_addr* parsed = nullptr;
    check(nl_addr_parse(text.c_str(), AF_UNSPEC, &parsed), "group");
    const Address address(parsed);
    uint16_t protocol = 0;
    if (nl_addr_get_family(parsed) == AF_INET) protocol = htobe16(ETH_P_IP);
    if (nl_addr_get_family(parsed) == AF_INET6) protocol = htobe16(ETH_P_IPV6);
    uint8_t* whole = structure_in(target, MDBA_SET_ENTRY, kEntrySize);
    std::memcpy(whole + offsetof(br_mdb_entry, addr), nl_addr_get_binary_addr(parsed),
                std::min<size_t>(nl_addr_get_len(parsed), sizeof(in6_addr)));
    std::memcpy(whole + offsetof(br_mdb_entry, addr.proto), &protocol, sizeof protocol);
  };
  return row;
}

const uint8_t* entry_of(nlmsghdr* message) {
  const Attributes top(message, sizeof(br_port_msg));
  const Attributes database(top[MDBA_MDB]);
  const Attributes one(database[MDBA_MDB_ENTRY]);
  nlattr* info = one[MDBA_MDB_ENTRY_INFO];
  return info ? static_cast<const uint8_t*>(nla_data(info)) : nullptr;
}

constexpr Field flags_row() {
  Field row{.name = "flags",
            .kernel = "br_mdb_entry.flags (MDB_FLAGS_*)",
            .doc = "Flags that are set.",
            .type = Number<uint8_t>::type()};
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    const uint8_t* whole = entry_of(source.message);
    return whole && Number<uint8_t>::encode(writer, whole[offsetof(br_mdb_entry, flags)]);
  };
  return row.bits(kFlagNames);
}

// The kernel numbers the attributes of an entry otherwise when it is told of them.
template <typename Codec, uint16_t kSet>
constexpr Field numbered(uint16_t number, const char* name, const char* kernel, const char* doc) {
  Field row = attribute<Codec>(number, name, kernel, doc);
  row.put = [](const Field&, Reader reader, Target& target) {
    const OpenNest nest(target.message, target.header, kSetNest);
    if constexpr (requires { Codec::put(reader, target, 0); }) {
      Codec::put(reader, target, kSet);
    } else {
      Codec::put(target.message, kSet, Codec::decode(reader, target));
    }
  };
  return row;
}

constexpr Field kSource[] = {
    attribute<IpAddress>(MDBA_MDB_SRCATTR_ADDRESS, "address", "MDBA_MDB_SRCATTR_ADDRESS",
                         "Address of the source."),
    attribute<Number<uint32_t>>(MDBA_MDB_SRCATTR_TIMER, "timer", "MDBA_MDB_SRCATTR_TIMER",
                                "Hundredths of a second until the source is dropped.")
        .read_only()
        .not_a_change(),
};
constexpr RecordType kSourceRecord{"MdbSource", kSource};

const Field kMdb[] = {
    link_row().never_absent(),
    member<rtnl_mdb_entry_get_ifindex, uint32_t, offsetof(br_mdb_entry, ifindex), LinkIndex<int>>(
        "port", "br_mdb_entry.ifindex",
        "Port of the bridge that the group is sent to; the bridge itself: this host.")
        .never_absent(),
    group_row().never_absent(),
    numbered<AnyAddress, MDBE_ATTR_SOURCE>(MDBA_MDB_EATTR_SOURCE, "source", "MDBA_MDB_EATTR_SOURCE",
                                           "Only packets of this source; absent: of all."),
    member<rtnl_mdb_entry_get_vid, uint16_t, offsetof(br_mdb_entry, vid),
           NumberUnless<uint16_t, 0, int>>("vlan", "br_mdb_entry.vid", "VLAN of the group, 1-4094.")
        .range(1, 4094),
    member<rtnl_mdb_entry_get_state, uint8_t, offsetof(br_mdb_entry, state), Widened<uint8_t>>(
        "state", "br_mdb_entry.state", "Whether the entry ages; \"temp\" where it is left out.")
        .named(kStateNames)
        .never_absent(),
    flags_row(),
    numbered<Number<uint8_t>, uapi::kMdbSetGroupMode>(
        MDBA_MDB_EATTR_GROUP_MODE, "filterMode", "MDBA_MDB_EATTR_GROUP_MODE",
        "Whether the listed sources are the only ones, or those that are left out.")
        .named(kModeNames),
    numbered<RecordList<kSourceRecord, MDBA_MDB_SRCLIST_ENTRY>, uapi::kMdbSetSourceList>(
        MDBA_MDB_EATTR_SRC_LIST, "sources", "MDBA_MDB_EATTR_SRC_LIST", "The listed sources."),
    numbered<Number<uint8_t>, uapi::kMdbSetProtocol>(uapi::kMdbEntryProtocol, "protocol",
                                                     "MDBA_MDB_EATTR_RTPROT", "Who made the entry.")
        .named(kRoutingProtocolNames),
    attribute<Number<uint32_t>>(MDBA_MDB_EATTR_TIMER, "timer", "MDBA_MDB_EATTR_TIMER",
                                "Hundredths of a second until the entry is dropped; 0: never.")
        .read_only()
        .not_a_change(),
    numbered<IpAddress, uapi::kMdbSetDestination>(
        uapi::kMdbEntryDestination, "destination", "MDBA_MDB_EATTR_DST",
        "The other end of the VXLAN that the group is sent to."),
    numbered<Number<uint16_t>, uapi::kMdbSetDestinationPort>(
        uapi::kMdbEntryDestinationPort, "destinationPort", "MDBA_MDB_EATTR_DST_PORT",
        "UDP port of that end, where it is not the VXLAN's."),
    numbered<Number<uint32_t>, uapi::kMdbSetVni>(uapi::kMdbEntryVni, "vni", "MDBA_MDB_EATTR_VNI",
                                                 "Network identifier used towards that end."),
    numbered<LinkIndex<uint32_t>, uapi::kMdbSetIfindex>(uapi::kMdbEntryIfindex, "viaLink",
                                                        "MDBA_MDB_EATTR_IFINDEX",
                                                        "Link through which that end is reached."),
    numbered<Number<uint32_t>, uapi::kMdbSetSourceVni>(
        uapi::kMdbEntrySourceVni, "sourceVni", "MDBA_MDB_EATTR_SRC_VNI",
        "Network identifier the entry is for, of a VXLAN that takes it from each packet."),
};
const RecordType kRecord{"MdbEntry", kMdb};

constexpr int kHeader = sizeof(br_port_msg);
constexpr const char* kKey[] = {"group",       "link", "port",      "source",         "vlan",
                                "destination", "vni",  "sourceVni", "destinationPort"};
constexpr uint32_t kGroups[] = {RTNLGRP_MDB};

Message request(int type, int flags, uint32_t link) {
  Message message(nlmsg_alloc_simple(type, flags));
  if (!message) throw Error::system(ENOMEM);
  br_port_msg header{};
  header.family = AF_BRIDGE;
  header.ifindex = link;
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

Message dump(const Record*, const DumpOptions&, Scope&) {
  return request(RTM_GETMDB, NLM_F_DUMP, 0);
}

Plan build(Verb verb, const Record&, Record& properties, Scope& scope) {
  const auto link = static_cast<uint32_t>(link_of(properties.value("link"), scope));
  Message message = verb == Verb::kDelete ? request(RTM_DELMDB, 0, link)
                                          : request(RTM_NEWMDB, flags_of(verb), link);
  if (nlmsg_expand(message.get(), kRequestRoom) < 0) throw Error::system(ENOMEM);
  Target target{nullptr, message.get(), kHeader, Field::kAdd, scope};
  write_record(properties, target);
  std::vector<Message> messages;
  messages.push_back(std::move(message));
  return messages;
}

// libnl's parser takes for granted that an entry is whole.
std::vector<Message> split(nlmsghdr* message) {
  std::vector<Message> parts;
  const Attributes top(message, kHeader);
  nlattr *group, *one;
  int groups, entries;
  if (!top[MDBA_MDB]) return parts;
  nla_for_each_nested(group, top[MDBA_MDB], groups) {
    nla_for_each_nested(one, group, entries) {
      if (nla_type(one) != MDBA_MDB_ENTRY_INFO || nla_len(one) < static_cast<int>(kEntrySize))
        continue;
      Message part =
          request(RTM_NEWMDB, 0, static_cast<const br_port_msg*>(nlmsg_data(message))->ifindex);
      // Beside the entry, the headers take far less than this.
      const size_t room = static_cast<size_t>(nla_len(one)) + 256;
      if (room > nlmsg_get_max_size(part.get()) && nlmsg_expand(part.get(), room) < 0)
        throw Error::system(ENOMEM);
      nlattr* database = nla_nest_start(part.get(), MDBA_MDB);
      nlattr* entry = nla_nest_start(part.get(), MDBA_MDB_ENTRY);
      check_put(nla_put(part.get(), MDBA_MDB_ENTRY_INFO, nla_len(one), nla_data(one)));
      nla_nest_end(part.get(), entry);
      nla_nest_end(part.get(), database);
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

// They stand within the entry, after the structure.
Attributes attributes(nlmsghdr* message) {
  const Attributes top(message, kHeader);
  const Attributes database(top[MDBA_MDB]);
  const Attributes one(database[MDBA_MDB_ENTRY]);
  nlattr* info = one[MDBA_MDB_ENTRY_INFO];
  const size_t structure = NLA_ALIGN(kEntrySize);
  if (!info || nla_len(info) < static_cast<int>(structure)) return {};
  auto* first = reinterpret_cast<nlattr*>(static_cast<uint8_t*>(nla_data(info)) + structure);
  return {first, nla_len(info) - static_cast<int>(structure)};
}

// The kernel dumps them in messages of the type of the request.
bool holds(const nlmsghdr* message) {
  return holds_type<RTM_NEWMDB, sizeof(br_port_msg)>(message) ||
         holds_type<RTM_GETMDB, sizeof(br_port_msg)>(message);
}

// The message that a port became one towards a router has no entry.
Notice notice(nlmsghdr* message) {
  const Notice told = notice_of<RTM_NEWMDB, RTM_DELMDB, sizeof(br_port_msg)>(message);
  if (told.kind == Notice::Kind::kOther || !Attributes(message, kHeader)[MDBA_MDB]) return {};
  return {told.kind, nullptr};
}

}  // namespace

const Table kMdbTable{
    .name = "mdb entry",
    .record = kRecord,
    .key = kKey,
    .header = kHeader,
    .groups = kGroups,
    .dump = dump,
    .get = nullptr,
    .build = build,
    .holds = holds,
    .notice = notice,
    .strip = nullptr,
    .restore = nullptr,
    .split = split,
    .attributes = attributes,
};

}  // namespace netlink
