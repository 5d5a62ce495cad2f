// Links (network interfaces): struct rtnl_link, RTM_NEWLINK and its companions.
#include "tables/link.h"

#include <linux/if.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <netlink/route/link.h>

#include <algorithm>
#include <string>
#include <vector>

#include "fields/rows.h"
#include "nl/error.h"
#include "tables/link_families.h"
#include "tables/link_kinds.h"
#include "tables/link_names.h"
#include "tables/link_parts.h"
#include "tables/link_rows.h"
#include "tables/link_statistics.h"
#include "tables/object_builder.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Field kMap[] = {
    attribute<Member<uint64_t, 0>>(IFLA_MAP, "memoryStart", "mem_start",
                                   "Start of the device's memory.")
        .read_only(),
    attribute<Member<uint64_t, 8>>(IFLA_MAP, "memoryEnd", "mem_end", "End of the device's memory.")
        .read_only(),
    attribute<Member<uint64_t, 16>>(IFLA_MAP, "baseAddress", "base_addr",
                                    "Base address of input and output.")
        .read_only(),
    attribute<Member<uint16_t, 24>>(IFLA_MAP, "irq", "irq", "Interrupt number.").read_only(),
    attribute<Member<uint8_t, 26>>(IFLA_MAP, "dma", "dma", "DMA channel.").read_only(),
    attribute<Member<uint8_t, 27>>(IFLA_MAP, "port", "port", "Port of the device.").read_only(),
};
constexpr RecordType kMapRecord{"LinkMap", kMap};

const char* kind_of(const Source& source) {
  if (source.object) return rtnl_link_get_type(static_cast<rtnl_link*>(source.object));
  return nullptr;
}

const char* port_kind_of(const Source& source) {
  if (source.object) return rtnl_link_get_slave_type(static_cast<rtnl_link*>(source.object));
  return nullptr;
}

constexpr uint16_t kDataNest[] = {IFLA_LINKINFO, IFLA_INFO_DATA};
constexpr uint16_t kPortNest[] = {IFLA_LINKINFO, IFLA_INFO_SLAVE_DATA};

// What IFLA_INFO_XSTATS is depends on the kind, and only CAN has it.
Field can_statistics_row() {
  static constexpr uint16_t kNest[] = {IFLA_LINKINFO};
  Field row = group("canStats", "IFLA_INFO_XSTATS", "Counters of a CAN bus.", kCanStatistics, kNest)
                  .read_only()
                  .not_a_change();
  row.encode = [](const Field& self, const Source& source, Writer& writer) {
    const char* kind = kind_of(source);
    return kind && std::string_view(kind) == "can" && detail::encode_group(self, source, writer);
  };
  return row;
}

const Field kLink[] = {
    field<rtnl_link_get_ifindex, rtnl_link_set_ifindex>(
        "index", "ifi_index", "Interface index; chosen by the kernel where it is left out.")
        .range(1, INT32_MAX)
        .only_when_added()
        .never_absent(),
    kLinkNameRow.never_absent(),
    field<rtnl_link_get_type, rtnl_link_set_type>(
        "kind", "IFLA_INFO_KIND",
        "Kind of a virtual link (\"veth\", \"bridge\" …); hardware has none.")
        .range(1, 63),
    field<rtnl_link_get_arptype>("type", "ifi_type", "Hardware type (ARPHRD_*).")
        .named(kLinkTypeNames)
        .never_absent(),
    kLinkAddressRow,
    field<rtnl_link_get_broadcast, rtnl_link_set_broadcast, HardwareAddress>(
        "broadcast", "IFLA_BROADCAST", "Hardware broadcast address."),
    attribute<HardwareAddress>(IFLA_PERM_ADDRESS, "permanentAddress", "IFLA_PERM_ADDRESS",
                               "Hardware address burnt into the device.")
        .read_only(),
    kLinkMtuRow.never_absent(),
    attribute<Number<uint32_t>>(IFLA_MIN_MTU, "minimumMtu", "IFLA_MIN_MTU",
                                "Smallest MTU the device takes, in bytes.")
        .read_only(),
    attribute<Number<uint32_t>>(IFLA_MAX_MTU, "maximumMtu", "IFLA_MAX_MTU",
                                "Largest MTU the device takes, in bytes; absent or 0: no limit.")
        .read_only(),
    kLinkTxQueueLengthRow,
    field<rtnl_link_get_flags, rtnl_link_set_flags>(
        "flags", "ifi_flags (IFF_*)",
        "Flags that are set; written, the named ones are set and the others left alone.")
        .bits(kLinkFlagNames)
        .never_absent(),
    kLinkUpRow,
    link_toggle<IFF_NOARP, true>("arp", "IFF_NOARP", "Switches ARP on the link on or off."),
    link_toggle<IFF_MULTICAST>("multicast", "IFF_MULTICAST",
                               "Switches multicast on the link on or off."),
    link_toggle<IFF_ALLMULTI>("allMulticast", "IFF_ALLMULTI",
                              "Makes the link receive all multicast packets, or not."),
    link_toggle<IFF_PROMISC>("promiscuous", "IFF_PROMISC",
                             "Makes the link receive all packets, or not."),
    link_toggle<IFF_DYNAMIC>("dynamic", "IFF_DYNAMIC",
                             "Marks the link's addresses as lost when it goes down, or not."),
    field<rtnl_link_get_operstate, rtnl_link_set_operstate>("operationalState", "IFLA_OPERSTATE",
                                                            "Operational state (RFC 2863).")
        .named(kLinkOperationalStateNames),
    field<rtnl_link_get_linkmode, rtnl_link_set_linkmode>(
        "linkMode", "IFLA_LINKMODE", "How the operational state is derived (RFC 2863).")
        .named(kLinkModeNames),
    field<rtnl_link_get_carrier, rtnl_link_set_carrier, Boolean<uint8_t>>(
        "carrier", "IFLA_CARRIER", "Whether the device sees a carrier."),
    field<rtnl_link_get_carrier_changes>("carrierChanges", "IFLA_CARRIER_CHANGES",
                                         "Times the carrier came or went.")
        .not_a_change(),
    attribute<Number<uint32_t>>(IFLA_CARRIER_UP_COUNT, "carrierUpCount", "IFLA_CARRIER_UP_COUNT",
                                "Times the carrier came.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint32_t>>(IFLA_CARRIER_DOWN_COUNT, "carrierDownCount",
                                "IFLA_CARRIER_DOWN_COUNT", "Times the carrier went.")
        .read_only()
        .not_a_change(),
    field<rtnl_link_get_master, rtnl_link_set_master, LinkIndex<int>>(
        "master", "IFLA_MASTER", "Link this one is a port of; 0 on input takes it out."),
    field<rtnl_link_get_link, rtnl_link_set_link, LinkIndex<int>>(
        "link", "IFLA_LINK", "Lower link, or the peer of a veth."),
    field<rtnl_link_get_link_netnsid, rtnl_link_set_link_netnsid>(
        "linkNetnsId", "IFLA_LINK_NETNSID",
        "Id of the network namespace that `link` is in, where it is another.")
        .range(0, INT32_MAX)
        .only_when_added(),
    field<rtnl_link_get_group, rtnl_link_set_group>("group", "IFLA_GROUP",
                                                    "Group number of the link."),
    field<rtnl_link_get_ifalias, rtnl_link_set_ifalias>(
        "alias", "IFLA_IFALIAS", "Description, up to 255 bytes; \"\" on input removes it.")
        .longest(255),
    attribute<NestedList<AttributeText, IFLA_ALT_IFNAME, 0>>(
        IFLA_PROP_LIST, "altNames", "IFLA_PROP_LIST, IFLA_ALT_IFNAME",
        "Alternative names; written, the list replaces the one there is."),
    field<rtnl_link_get_qdisc, rtnl_link_set_qdisc>("qdisc", "IFLA_QDISC",
                                                    "Root queueing discipline.")
        .read_only(),
    field<rtnl_link_get_promiscuity, rtnl_link_set_promiscuity>(
        "promiscuity", "IFLA_PROMISCUITY", "How many users want the link promiscuous.")
        .read_only(),
    attribute<Number<uint32_t>>(uapi::kIflaAllMulticast, "allMulticastCount", "IFLA_ALLMULTI",
                                "How many users want all multicast.")
        .read_only(),
    kLinkNumTxQueuesRow,
    kLinkNumRxQueuesRow,
    put_as<Number<uint32_t>>(
        field<rtnl_link_get_gso_max_segs>("gsoMaxSegments", "IFLA_GSO_MAX_SEGS",
                                          "Most segments of a GSO packet."),
        IFLA_GSO_MAX_SEGS),
    put_as<Number<uint32_t>>(field<rtnl_link_get_gso_max_size>("gsoMaxSize", "IFLA_GSO_MAX_SIZE",
                                                               "Largest GSO packet in bytes."),
                             IFLA_GSO_MAX_SIZE),
    attribute<Number<uint32_t>>(uapi::kIflaGroMaxSize, "groMaxSize", "IFLA_GRO_MAX_SIZE",
                                "Largest GRO packet in bytes."),
    attribute<Number<uint32_t>>(uapi::kIflaGsoIpv4MaxSize, "gsoIpv4MaxSize",
                                "IFLA_GSO_IPV4_MAX_SIZE", "Largest IPv4 GSO packet in bytes."),
    attribute<Number<uint32_t>>(uapi::kIflaGroIpv4MaxSize, "groIpv4MaxSize",
                                "IFLA_GRO_IPV4_MAX_SIZE", "Largest IPv4 GRO packet in bytes."),
    attribute<Number<uint32_t>>(uapi::kIflaTsoMaxSize, "tsoMaxSize", "IFLA_TSO_MAX_SIZE",
                                "Largest TSO packet in bytes.")
        .read_only(),
    attribute<Number<uint32_t>>(uapi::kIflaTsoMaxSegments, "tsoMaxSegments", "IFLA_TSO_MAX_SEGS",
                                "Most segments of a TSO packet.")
        .read_only(),
    attribute<Boolean<>>(IFLA_PROTO_DOWN, "protocolDown", "IFLA_PROTO_DOWN",
                         "Whether a protocol keeps the link down."),
    attribute<ProtocolDownReason>(IFLA_PROTO_DOWN_REASON, "protocolDownReason",
                                  "IFLA_PROTO_DOWN_REASON",
                                  "Why a protocol keeps the link down, one bit a reason."),
    field<rtnl_link_get_phys_port_id>("physicalPortId", "IFLA_PHYS_PORT_ID",
                                      "Identity of the physical port, in hexadecimal."),
    field<rtnl_link_get_phys_port_name>("physicalPortName", "IFLA_PHYS_PORT_NAME",
                                        "Name of the physical port."),
    field<rtnl_link_get_phys_switch_id>("physicalSwitchId", "IFLA_PHYS_SWITCH_ID",
                                        "Identity of the switch, in hexadecimal."),
    attribute<AttributeText>(IFLA_PARENT_DEV_NAME, "parentDeviceName", "IFLA_PARENT_DEV_NAME",
                             "Device behind the link, as its bus names it.")
        .read_only(),
    attribute<AttributeText>(IFLA_PARENT_DEV_BUS_NAME, "parentDeviceBusName",
                             "IFLA_PARENT_DEV_BUS_NAME", "Bus of the device behind the link.")
        .read_only(),
    field<rtnl_link_get_num_vf>("numVf", "IFLA_NUM_VF", "Number of SR-IOV virtual functions."),
    attribute<Number<uint64_t>>(uapi::kIflaMaxPacingOffloadHorizon, "maxPacingOffloadHorizon",
                                "IFLA_MAX_PACING_OFFLOAD_HORIZON",
                                "How far ahead the device paces packets, in nanoseconds.")
        .read_only(),
    attribute<Boolean<>>(uapi::kIflaNetnsImmutable, "netnsImmutable", "IFLA_NETNS_IMMUTABLE",
                         "Whether the link cannot leave its network namespace.")
        .read_only(),
    attribute<Number<uint16_t>>(uapi::kIflaHeadroom, "headroom", "IFLA_HEADROOM",
                                "Bytes kept free before a packet.")
        .read_only(),
    attribute<Number<uint16_t>>(uapi::kIflaTailroom, "tailroom", "IFLA_TAILROOM",
                                "Bytes kept free after a packet.")
        .read_only(),
    link_namespace_row("Network namespace to create the link in or to move it to."),
    group("inet", "IFLA_AF_SPEC, AF_INET", "What IPv4 keeps of the link.", kLinkInet, kInetNest),
    group("inet6", "IFLA_AF_SPEC, AF_INET6", "What IPv6 keeps of the link.", kLinkInet6,
          kInet6Nest),
    group("mctp", "IFLA_AF_SPEC, AF_MCTP", "What MCTP keeps of the link.", kLinkMctp, kMctpNest),
    group("xdp", "IFLA_XDP", "BPF program that sees the packets first.", kLinkXdp, kXdpNest),
    link_virtual_functions_row(),
    group("devlinkPort", "IFLA_DEVLINK_PORT", "What the link is to devlink.", kLinkDevlinkPort,
          kDevlinkPortNest)
        .read_only(),
    group("dpllPin", "IFLA_DPLL_PIN", "Pin that the link's clock comes from.", kLinkDpllPin,
          kDpllPinNest)
        .read_only(),
    group("map", "IFLA_MAP", "Resources of the device.", kMapRecord).read_only(),
    group("stats", "IFLA_STATS64", "Counters since the link was made.", kLinkStatistics)
        .when(IFLA_STATS64)
        .read_only()
        .statistics(),
    variant<kind_of>("data", "IFLA_LINKINFO, IFLA_INFO_DATA", "What only links of this kind have.",
                     kLinkData, kDataNest),
    can_statistics_row(),
    field<rtnl_link_get_slave_type, rtnl_link_set_slave_type>(
        "portKind", "IFLA_INFO_SLAVE_KIND", "Kind of the master this link is a port of.")
        .read_only(),
    variant<port_kind_of>("port", "IFLA_INFO_SLAVE_DATA",
                          "What the link has as a port of its master.", kLinkPort, kPortNest),
    unknown_row(uapi::kIflaTailroom),
};

constexpr int kHeader = sizeof(ifinfomsg);
constexpr const char* kKey[] = {"index"};
constexpr uint32_t kGroups[] = {RTNLGRP_LINK};
constexpr size_t kShortName = IFNAMSIZ - 1;

Message request(int type, int flags, int index) {
  Message message(nlmsg_alloc_simple(type, flags));
  if (!message) throw Error::system(ENOMEM);
  ifinfomsg header{};
  header.ifi_index = index;
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

// The kernel finds alternative names by IFLA_IFNAME too, but only those that fit into it.
void put_name(nl_msg* message, std::string_view name) {
  check_put(nla_put_string(message, name.size() <= kShortName ? IFLA_IFNAME : IFLA_ALT_IFNAME,
                           std::string(name).c_str()));
}

Message request(int type, int flags, int index, std::string_view name) {
  Message message = request(type, flags, index);
  if (index == 0) put_name(message.get(), name);
  return message;
}

// The key of a link: its index, or its name.
struct Key {
  int index = 0;
  std::string name;

  Key() = default;
  explicit Key(const Record& record) {
    if (record.has("index")) {
      index = record.value("index").get<int>();
    } else {
      name = std::string(record.value("name").text());
    }
  }
};

Message get(const Record& key, Scope&) {
  const Key link(key);
  return link_request(link.index, link.name);
}

Message dump(const Record* filter, const DumpOptions& options, Scope& scope) {
  Message message = request(RTM_GETLINK, NLM_F_DUMP, 0);
  const uint32_t extent = (options.skip_statistics ? RTEXT_FILTER_SKIP_STATS : 0U) |
                          (options.virtual_functions ? RTEXT_FILTER_VF : 0U);
  if (extent != 0) check_put(nla_put_u32(message.get(), IFLA_EXT_MASK, extent));
  if (filter && filter->has("master")) {
    check_put(nla_put_u32(message.get(), IFLA_MASTER,
                          static_cast<uint32_t>(link_of(filter->value("master"), scope))));
  }
  if (filter && filter->has("kind")) {
    const uint16_t path[] = {IFLA_LINKINFO};
    const OpenNest info(message.get(), kHeader, path);
    check_put(nla_put_string(message.get(), IFLA_INFO_KIND,
                             std::string(filter->value("kind").text()).c_str()));
  }
  return message;
}

// The setters of a kind's data need the object to be of the kind.
void set_kind_of_data(rtnl_link* link, const Record& properties) {
  if (!properties.has("data")) return;
  const auto which = properties.value("data").get<uint8_t>();
  check(rtnl_link_set_type(link, kLinkData.alternatives[which].name), "IFLA_INFO_KIND");
}

Message change_request(int index, const Record& properties, Scope& scope) {
  const LinkObject original(rtnl_link_alloc()), changes(rtnl_link_alloc());
  if (!original || !changes) throw Error::system(ENOMEM);
  rtnl_link_set_ifindex(original.get(), index);
  set_kind_of_data(changes.get(), properties);
  return build_request(
      changes.get(), kHeader, properties, Field::kChange, scope, [&](nl_msg** built) {
        return rtnl_link_build_change_request(original.get(), changes.get(), 0, built);
      });
}

// Alternative names are no attributes of a link's own messages: they have messages of their own.
using Names = std::vector<std::string>;

Names read_names(Reader reader) {
  Names names(reader.get<uint16_t>());
  for (std::string& name : names) name = std::string(reader.text());
  return names;
}

void change_names(std::vector<Message>& messages, int type, int index, const Names& wanted,
                  const Names& others) {
  Names differing;
  std::ranges::copy_if(wanted, std::back_inserter(differing), [&](const std::string& one) {
    return std::ranges::find(others, one) == others.end();
  });
  if (differing.empty()) return;
  const int flags = type == RTM_NEWLINKPROP ? NLM_F_CREATE | NLM_F_EXCL | NLM_F_APPEND : 0;
  Message message = request(type, flags, index);
  const uint16_t path[] = {IFLA_PROP_LIST};
  const OpenNest list(message.get(), kHeader, path);
  for (const std::string& one : differing)
    check_put(nla_put_string(message.get(), IFLA_ALT_IFNAME, one.c_str()));
  messages.push_back(std::move(message));
}

// Splits off the rows of these names.
Record take_rows(Record& record, std::initializer_list<std::string_view> names) {
  Record taken = record;
  for (size_t row = 0; row < record.size(); ++row) {
    const bool named = std::ranges::find(names, record.field(row).name) != names.end();
    (named ? record : taken).remove(row);
  }
  return taken;
}

// Where the kernel resets what a change of the data does not name: adds what there is.
void complete_data(Record& properties, const Source& current) {
  if (!properties.has("data")) return;
  Reader wanted = properties.value("data");
  const auto which = wanted.get<uint8_t>();
  const VariantType::Alternative& kind = kLinkData.alternatives[which];
  Writer packed;
  if (!kind.whole || !properties.field(properties.row("data")).read(current, packed)) return;
  Reader present(packed.view());
  if (present.get<uint8_t>() != which) return;
  Writer writer;
  writer.put(which);
  complete_record(Record(*kind.record, wanted), Record(*kind.record, present), writer);
  properties.replace(properties.row("data"), writer.take());
}

Plan build_change(const Key& key, Record& properties, Scope& scope) {
  nlmsghdr* reply = scope.ask(link_request(key.index, key.name));
  Parser parser;
  const Object object = parser.parse(kLinkTable, reply);
  const Attributes attributes(reply, kHeader);
  const Source current{object.get(), &attributes, reply, kHeader};
  const int index = static_cast<ifinfomsg*>(nlmsg_data(reply))->ifi_index;

  Names names_before;
  Writer packed_names;
  if (properties.field(properties.row("altNames")).read(current, packed_names)) {
    names_before = read_names(Reader(packed_names.view()));
  }
  const Names names =
      properties.has("altNames") ? read_names(properties.value("altNames")) : names_before;
  properties.remove("altNames");
  remove_equal(properties, current, scope);
  if (!properties.has("data")) properties.remove("kind");
  complete_data(properties, current);

  // The kernel takes port attributes for the master the link has when the request arrives.
  const Record port =
      properties.has("master") ? take_rows(properties, {"port"}) : take_rows(properties, {});

  std::vector<Message> messages;
  if (!properties.empty()) messages.push_back(change_request(index, properties, scope));
  if (!port.empty()) messages.push_back(change_request(index, port, scope));
  change_names(messages, RTM_DELLINKPROP, index, names_before, names);
  change_names(messages, RTM_NEWLINKPROP, index, names, names_before);
  return messages;
}

Plan build_add(Record& properties, Scope& scope) {
  const LinkObject link(rtnl_link_alloc());
  if (!link) throw Error::system(ENOMEM);
  // What the kernel passes over in the message that makes a link; lib/ sees to it that the link has
  // a name then.
  Record later = take_rows(properties, {"port", "altNames", "alias", "inet", "inet6", "mctp", "xdp",
                                        "virtualFunctions"});
  Key key;
  if (properties.has("name")) key.name = std::string(properties.value("name").text());

  Plan plan;
  plan.messages.push_back(
      build_request(link.get(), kHeader, properties, Field::kAdd, scope, [&](nl_msg** built) {
        return rtnl_link_build_add_request(link.get(), flags_of(Verb::kAdd), built);
      }));
  if (!later.empty()) {
    plan.then = [key, later, &scope]() mutable { return build_change(key, later, scope); };
  }
  return plan;
}

Plan build(Verb verb, const Record& key, Record& properties, Scope& scope) {
  if (verb == Verb::kAdd) return build_add(properties, scope);
  if (verb == Verb::kChange) return build_change(Key(key), properties, scope);
  if (verb == Verb::kDelete) {
    const Key link(key);
    std::vector<Message> messages;
    messages.push_back(request(RTM_DELLINK, 0, link.index, link.name));
    return messages;
  }
  throw Error::own("ERR_INTERNAL", "links cannot be replaced");
}

bool holds(const nlmsghdr* message) {
  return message->nlmsg_type == RTM_NEWLINK &&
         message->nlmsg_len >= static_cast<uint32_t>(nlmsg_size(kHeader));
}

// A bridge announces its ports in messages of its own family that tell only the port's part of the
// link, and uses the type of a deletion for a link that merely left it.
Notice notice(nlmsghdr* message) {
  const bool gone = message->nlmsg_type == RTM_DELLINK;
  if ((!gone && message->nlmsg_type != RTM_NEWLINK) ||
      message->nlmsg_len < static_cast<uint32_t>(nlmsg_size(kHeader))) {
    return {};
  }
  const auto* header = static_cast<const ifinfomsg*>(nlmsg_data(message));
  if (header->ifi_family == AF_UNSPEC)
    return {gone ? Notice::Kind::kGone : Notice::Kind::kPresent, nullptr};
  if (header->ifi_family == AF_BRIDGE)
    return {Notice::Kind::kStale, link_request(header->ifi_index, {})};
  return {};
}

void strip(nl_msg* message) {
  remove_attributes(message, kHeader,
                    {IFLA_LINKINFO, IFLA_AF_SPEC, IFLA_VFINFO_LIST, IFLA_PROTINFO});
}

void restore(nl_object* object, nlmsghdr* message) {
  const Attributes attributes(message, kHeader);
  const Attributes info(attributes[IFLA_LINKINFO]);
  auto* link = reinterpret_cast<rtnl_link*>(object);
  std::string kind;
  if (info[IFLA_INFO_KIND] && AttributeText::read(info[IFLA_INFO_KIND], kind))
    rtnl_link_set_type(link, kind.c_str());
  if (info[IFLA_INFO_SLAVE_KIND] && AttributeText::read(info[IFLA_INFO_SLAVE_KIND], kind)) {
    rtnl_link_set_slave_type(link, kind.c_str());
  }
}

const RecordType kLinkRecord{"Link", kLink};

}  // namespace

Message link_request(int index, std::string_view name) {
  return request(RTM_GETLINK, 0, index, name);
}

bool tells_of_lost_link(const nlmsghdr* message) {
  if (message->nlmsg_len < static_cast<uint32_t>(nlmsg_size(kHeader))) return false;
  const auto* header = static_cast<const ifinfomsg*>(nlmsg_data(message));
  if (header->ifi_family != AF_UNSPEC) return false;
  constexpr unsigned kAlive = IFF_UP | IFF_LOWER_UP;
  return message->nlmsg_type == RTM_DELLINK ||
         (message->nlmsg_type == RTM_NEWLINK && (header->ifi_flags & kAlive) != kAlive);
}

const Table kLinkTable{
    .name = "link",
    .record = kLinkRecord,
    .key = kKey,
    .header = kHeader,
    .groups = kGroups,
    .dump = dump,
    .get = get,
    .build = build,
    .holds = holds,
    .notice = notice,
    .strip = strip,
    .restore = restore,
};

}  // namespace netlink
