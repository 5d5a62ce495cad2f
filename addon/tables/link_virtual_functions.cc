// The SR-IOV virtual functions of a link: struct rtnl_link_vf, IFLA_VFINFO_LIST.
#include <linux/if_ether.h>
#include <netlink/route/link.h>
#include <netlink/route/link/sriov.h>

#include "fields/nested.h"
#include "tables/link_parts.h"

namespace netlink {
namespace {

using VirtualFunction = std::unique_ptr<rtnl_link_vf, Deleter<rtnl_link_vf_put>>;
using Vlans = std::unique_ptr<nl_vf_vlans_t, Deleter<rtnl_link_vf_vlan_put>>;

constexpr Name kLinkStates[] = {{IFLA_VF_LINK_STATE_AUTO, "auto"},
                                {IFLA_VF_LINK_STATE_ENABLE, "enable"},
                                {IFLA_VF_LINK_STATE_DISABLE, "disable"}};
constexpr Names kLinkStateNames{"VirtualFunctionLinkState", kLinkStates};
constexpr Name kProtocols[] = {{ETH_P_8021Q, "802.1Q"}, {ETH_P_8021AD, "802.1ad"}};
constexpr Names kProtocolNames{"VirtualFunctionVlanProtocol", kProtocols};

// Both rates are one property of libnl's.
template <uint32_t nl_vf_rate::* kMember>
constexpr Field rate(const char* name, const char* kernel, const char* doc) {
  return field<[](rtnl_link_vf* vf, uint32_t* value) {
    nl_vf_rate rate{};
    if (rtnl_link_vf_get_rate(vf, &rate) != 0) return -NLE_NOATTR;
    if (rate.api == RTNL_LINK_VF_RATE_API_OLD) rate.max_tx_rate = rate.rate;
    *value = rate.*kMember;
    return 0;
  },
               [](rtnl_link_vf* vf, uint32_t value) {
                 nl_vf_rate rate{};
                 rtnl_link_vf_get_rate(vf, &rate);
                 rate.api = RTNL_LINK_VF_RATE_API_NEW;
                 rate.*kMember = value;
                 rtnl_link_vf_set_rate(vf, &rate);
               }>(name, kernel, doc);
}

constexpr Field kRate[] = {
    rate<&nl_vf_rate::max_tx_rate>("maximum", "ifla_vf_rate.max_tx_rate",
                                   "Most, in megabits per second; 0: no limit."),
    rate<&nl_vf_rate::min_tx_rate>("minimum", "ifla_vf_rate.min_tx_rate",
                                   "Least, in megabits per second; 0: none."),
};
constexpr RecordType kRateRecord{"VirtualFunctionRate", kRate};

template <rtnl_link_vf_stats_t kId>
constexpr Field counter(const char* name, const char* kernel, const char* doc) {
  return field<[](rtnl_link_vf* vf, uint64_t* value) {
    return rtnl_link_vf_get_stat(vf, kId, value);
  }>(name, kernel, doc);
}

constexpr Field kStatistics[] = {
    counter<RTNL_LINK_VF_STATS_RX_PACKETS>("rxPackets", "IFLA_VF_STATS_RX_PACKETS",
                                           "Packets received."),
    counter<RTNL_LINK_VF_STATS_TX_PACKETS>("txPackets", "IFLA_VF_STATS_TX_PACKETS",
                                           "Packets sent."),
    counter<RTNL_LINK_VF_STATS_RX_BYTES>("rxBytes", "IFLA_VF_STATS_RX_BYTES", "Bytes received."),
    counter<RTNL_LINK_VF_STATS_TX_BYTES>("txBytes", "IFLA_VF_STATS_TX_BYTES", "Bytes sent."),
    counter<RTNL_LINK_VF_STATS_BROADCAST>("broadcast", "IFLA_VF_STATS_BROADCAST",
                                          "Broadcast packets received."),
    counter<RTNL_LINK_VF_STATS_MULTICAST>("multicast", "IFLA_VF_STATS_MULTICAST",
                                          "Multicast packets received."),
    attribute<Number<uint64_t>>(IFLA_VF_STATS_RX_DROPPED, "rxDropped", "IFLA_VF_STATS_RX_DROPPED",
                                "Packets received but dropped.")
        .read_only(),
    attribute<Number<uint64_t>>(IFLA_VF_STATS_TX_DROPPED, "txDropped", "IFLA_VF_STATS_TX_DROPPED",
                                "Packets dropped on their way out.")
        .read_only(),
};
constexpr RecordType kStatisticsRecord{"VirtualFunctionStatistics", kStatistics};
constexpr uint16_t kStatisticsNest[] = {IFLA_VF_STATS};

template <auto kMember, typename Codec>
constexpr Field vlan(const char* name, const char* kernel, const char* doc) {
  return field<[](nl_vf_vlan_info_t* info) { return info->*kMember; },
               [](nl_vf_vlan_info_t* info,
                  std::remove_cvref_t<decltype(std::declval<nl_vf_vlan_info_t>().*kMember)> value) {
                 info->*kMember = value;
               },
               Codec>(name, kernel, doc);
}

constexpr Field kVlan[] = {
    vlan<&nl_vf_vlan_info_t::vf_vlan, Number<uint32_t>>("id", "ifla_vf_vlan.vlan",
                                                        "VLAN identifier, 0-4095; 0: none.")
        .range(0, 4095),
    vlan<&nl_vf_vlan_info_t::vf_vlan_qos, Number<uint32_t>>("qos", "ifla_vf_vlan.qos",
                                                            "Priority, 0-7.")
        .range(0, 7),
    vlan<&nl_vf_vlan_info_t::vf_vlan_proto, Number<uint16_t>>(
        "protocol", "ifla_vf_vlan_info.vlan_proto", "Tag protocol.")
        .named(kProtocolNames),
};
constexpr RecordType kVlanRecord{"VirtualFunctionVlan", kVlan};
constexpr Type kVlanType{.wire = Wire::kRecord, .record = &kVlanRecord};

bool encode_vlans(const Field&, const Source& source, Writer& writer) {
  nl_vf_vlans_t* found = nullptr;
  auto* vf = static_cast<rtnl_link_vf*>(source.object);
  if (!vf || rtnl_link_vf_get_vlans(vf, &found) != 0) return false;
  const Vlans vlans(found);
  writer.put(static_cast<uint16_t>(found->size));
  for (int i = 0; i < found->size; ++i)
    encode_record(kVlanRecord, {&found->vlans[i], source.attributes, source.message}, writer);
  return true;
}

void apply_vlans(const Field& field, Reader reader, Target& target) {
  const auto count = reader.get<uint16_t>();
  nl_vf_vlans_t* made = nullptr;
  check(rtnl_link_vf_vlan_alloc(&made, count), field.kernel);
  const Vlans vlans(made);
  for (int i = 0; i < count; ++i) {
    Target vlan{&made->vlans[i], nullptr, target.header, target.access, target.scope};
    write_record(Record(kVlanRecord, reader), vlan);
  }
  // The object takes a reference of its own.
  if (count > 0) rtnl_link_vf_set_vlans(static_cast<rtnl_link_vf*>(target.object), made);
}

// struct ifla_vf_guid has the number in host byte order.
struct Guid {
  using Value = uint64_t;
  static constexpr size_t kOffset = offsetof(ifla_vf_guid, guid);
  static constexpr uint64_t kTextLength = 23;
  static constexpr Type type() {
    return {.wire = Wire::kText,
            .format = Format::kHardwareAddress,
            .minimum = kTextLength,
            .maximum = kTextLength};
  }
  static bool read(const nlattr* attribute, uint64_t& value) {
    return Member<uint64_t, kOffset>::read(attribute, value);
  }
  static bool encode(Writer& writer, uint64_t value) {
    std::array<char, kTextLength + 1> text{};
    for (int byte = 7, at = 0; byte >= 0; --byte, at += 3)
      std::snprintf(text.data() + at, text.size() - static_cast<size_t>(at),
                    byte > 0 ? "%02x:" : "%02x",
                    static_cast<unsigned>((value >> (8 * byte)) & 0xff));
    return writer.text(text.data()), true;
  }
  static uint64_t decode(Reader& reader, Target&) {
    uint64_t value = 0;
    check(rtnl_link_vf_str2guid(&value, std::string(reader.text()).c_str()), "ifla_vf_guid");
    return value;
  }
};

// libnl reads no GUID.
template <auto Set>
constexpr Field guid(uint16_t number, const char* name, const char* kernel, const char* doc) {
  Field row = attribute<Guid>(number, name, kernel, doc);
  row.access = kReadWrite;
  row.apply = detail::apply_accessor<Set, Guid>;
  return row;
}

constexpr Field kFunction[] = {
    field<rtnl_link_vf_get_index, rtnl_link_vf_set_index>(
        "index", "ifla_vf_mac.vf", "Number of the function, from 0; needed on input."),
    field<rtnl_link_vf_get_addr, rtnl_link_vf_set_addr, HardwareAddress>("address", "IFLA_VF_MAC",
                                                                         "Hardware address."),
    field<rtnl_link_vf_get_linkstate, rtnl_link_vf_set_linkstate>(
        "linkState", "IFLA_VF_LINK_STATE", "Carrier: that of the link, always or never.")
        .named(kLinkStateNames),
    group("rate", "IFLA_VF_RATE, IFLA_VF_TX_RATE", "Rates of sending; set together.", kRateRecord),
    field<rtnl_link_vf_get_spoofchk, rtnl_link_vf_set_spoofchk, Boolean<uint32_t>>(
        "spoofCheck", "IFLA_VF_SPOOFCHK", "Drops packets with another source address."),
    field<rtnl_link_vf_get_trust, rtnl_link_vf_set_trust, Boolean<uint32_t>>(
        "trust", "IFLA_VF_TRUST", "Lets the function change what only the host should."),
    field<rtnl_link_vf_get_rss_query_en, rtnl_link_vf_set_rss_query_en, Boolean<uint32_t>>(
        "rssQuery", "IFLA_VF_RSS_QUERY_EN", "Lets the function read its hash key and table."),
    list<kVlanType>("vlans", "IFLA_VF_VLAN, IFLA_VF_VLAN_LIST, IFLA_VF_VLAN_INFO",
                    "VLAN of the function, one at most.", encode_vlans, apply_vlans),
    guid<rtnl_link_vf_set_ib_node_guid>(IFLA_VF_IB_NODE_GUID, "nodeGuid", "IFLA_VF_IB_NODE_GUID",
                                        "Node GUID of InfiniBand, as eight bytes with colons."),
    guid<rtnl_link_vf_set_ib_port_guid>(IFLA_VF_IB_PORT_GUID, "portGuid", "IFLA_VF_IB_PORT_GUID",
                                        "Port GUID of InfiniBand, as eight bytes with colons."),
    group("stats", "IFLA_VF_STATS", "Counters.", kStatisticsRecord, kStatisticsNest)
        .read_only()
        .not_a_change(),
};
constexpr RecordType kFunctionRecord{"LinkVirtualFunction", kFunction};
constexpr Type kFunctionType{.wire = Wire::kRecord, .record = &kFunctionRecord};

bool encode(const Field& self, const Source& source, Writer& writer) {
  nlattr* nest = (*source.attributes)[IFLA_VFINFO_LIST];
  auto* link = static_cast<rtnl_link*>(source.object);
  // libnl searches the list without looking whether there is one.
  if (!nest || !link || !rtnl_link_has_vf_list(link)) return false;
  const size_t head = writer.reserve(sizeof(uint16_t));
  uint16_t count = 0;
  detail::for_each_child(source, nest, IFLA_VF_INFO, [&](nlattr* info) {
    const Attributes level(info);
    uint32_t index = 0;
    if (!level[IFLA_VF_MAC] || !Member<uint32_t, 0>::read(level[IFLA_VF_MAC], index)) return;
    const VirtualFunction vf(rtnl_link_vf_get(link, index));
    if (encode_record(*self.type.element->record, {vf.get(), &level, source.message, source.header},
                      writer))
      ++count;
  });
  writer.patch(head, count);
  return true;
}

void apply(const Field& field, Reader reader, Target& target) {
  for (auto left = reader.get<uint16_t>(); left > 0; --left) {
    const VirtualFunction vf(rtnl_link_vf_alloc());
    if (!vf) throw Error::system(ENOMEM);
    Target function{vf.get(), nullptr, target.header, target.access, target.scope};
    write_record(Record(*field.type.element->record, reader), function);
    check(rtnl_link_vf_add(static_cast<rtnl_link*>(target.object), vf.get()), field.kernel);
  }
}

}  // namespace

Field link_virtual_functions_row() {
  return list<kFunctionType>(
             "virtualFunctions", "IFLA_VFINFO_LIST, IFLA_VF_INFO",
             "SR-IOV virtual functions, where they were asked for; written, those that are named.",
             encode, apply)
      .not_a_change();
}

}  // namespace netlink
