// vlan: one VLAN (802.1Q or 802.1ad) of a lower link.
#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/if_vlan.h>
#include <netlink/route/link/vlan.h>

#include "fields/rows.h"
#include "tables/link_kinds.h"

namespace netlink {
namespace {

constexpr Name kProtocols[] = {{ETH_P_8021Q, "802.1Q"}, {ETH_P_8021AD, "802.1ad"}};
constexpr Names kProtocolNames{"VlanProtocol", kProtocols};

constexpr uint32_t kBridgeBinding = 0x10;  // VLAN_FLAG_BRIDGE_BINDING, of Linux 5.2
constexpr Name kFlags[] = {
    {VLAN_FLAG_REORDER_HDR, "reorder_hdr"},     {VLAN_FLAG_GVRP, "gvrp"},
    {VLAN_FLAG_LOOSE_BINDING, "loose_binding"}, {VLAN_FLAG_MVRP, "mvrp"},
    {kBridgeBinding, "bridge_binding"},
};
constexpr Names kFlagNames{"VlanFlag", kFlags};

constexpr Field kMapping[] = {
    Field{.name = "from",
          .kernel = "ifla_vlan_qos_mapping.from",
          .doc = "Priority to map.",
          .type = Number<uint32_t>::type(),
          .access = kReadWrite},
    Field{.name = "to",
          .kernel = "ifla_vlan_qos_mapping.to",
          .doc = "Priority it becomes.",
          .type = Number<uint32_t>::type(),
          .access = kReadWrite},
};
constexpr RecordType kMappingRecord{"VlanPriorityMapping", kMapping};
constexpr Type kMappingType{.wire = Wire::kRecord, .record = &kMappingRecord};

void encode_mapping(Writer& writer, uint32_t from, uint32_t to) {
  writer.put(uint8_t{0b11});  // both rows are present
  writer.put(from);
  writer.put(to);
}

rtnl_link* link_of(const Source& source) { return static_cast<rtnl_link*>(source.object); }

bool encode_ingress(const Field&, const Source& source, Writer& writer) {
  const uint32_t* map = source.object ? rtnl_link_vlan_get_ingress_map(link_of(source)) : nullptr;
  if (!map) return false;
  const size_t head = writer.reserve(sizeof(uint16_t));
  uint16_t count = 0;
  for (uint32_t from = 0; from <= VLAN_PRIO_MAX; ++from) {
    if (map[from] == 0) continue;  // what the kernel maps to 0 it does not report
    encode_mapping(writer, from, map[from]);
    ++count;
  }
  writer.patch(head, count);
  if (count == 0) writer.truncate(head);
  return count > 0;
}

bool encode_egress(const Field&, const Source& source, Writer& writer) {
  int count = 0;
  const vlan_map* map =
      source.object ? rtnl_link_vlan_get_egress_map(link_of(source), &count) : nullptr;
  if (!map || count == 0) return false;
  writer.put(static_cast<uint16_t>(count));
  for (int i = 0; i < count; ++i) encode_mapping(writer, map[i].vm_from, map[i].vm_to);
  return true;
}

// libnl numbers the mappings; from Linux 6.8 on the kernel takes only those of type
// IFLA_VLAN_QOS_MAPPING.
void put_map(const Field& field, Reader reader, Target& target) {
  nlattr* nest = nla_nest_start(target.message, field.attribute);
  if (!nest) check_put(-1);
  for (auto left = reader.get<uint16_t>(); left > 0; --left) {
    const Record mapping(kMappingRecord, reader);
    ifla_vlan_qos_mapping pair{};
    if (mapping.has("from")) pair.from = mapping.value("from").get<uint32_t>();
    if (mapping.has("to")) pair.to = mapping.value("to").get<uint32_t>();
    check_put(nla_put(target.message, IFLA_VLAN_QOS_MAPPING, sizeof pair, &pair));
  }
  nla_nest_end(target.message, nest);
}

constexpr Field map_row(uint16_t number, const char* name, const char* kernel, const char* doc,
                        decltype(Field::encode) encode) {
  Field row = list<kMappingType>(name, kernel, doc, encode, nullptr);
  row.attribute = number;
  row.put = put_map;
  return row;
}

template <uint32_t kBit>
constexpr Field toggle(const char* name, const char* kernel, const char* doc) {
  return field<[](rtnl_link* link) {
           const int flags = rtnl_link_vlan_get_flags(link);
           return flags < 0 ? flags : static_cast<int>((static_cast<uint32_t>(flags) & kBit) != 0);
         },
               [](rtnl_link* link, uint8_t on) {
                 return on ? rtnl_link_vlan_set_flags(link, kBit)
                           : rtnl_link_vlan_unset_flags(link, kBit);
               },
               Boolean<int>>(name, kernel, doc)
      .write_only();
}

constexpr Field kData[] = {
    field<rtnl_link_vlan_get_id, rtnl_link_vlan_set_id, Widened<uint16_t>>(
        "id", "IFLA_VLAN_ID", "VLAN identifier, 0-4095.")
        .range(0, 4095),
    field<[](rtnl_link* link) {
      return static_cast<int>(be16toh(static_cast<uint16_t>(rtnl_link_vlan_get_protocol(link))));
    },
          [](rtnl_link* link, uint16_t protocol) {
            return rtnl_link_vlan_set_protocol(link, htobe16(protocol));
          },
          Widened<uint16_t>>("protocol", "IFLA_VLAN_PROTOCOL", "Tag protocol.")
        .named(kProtocolNames),
    field<rtnl_link_vlan_get_flags, rtnl_link_vlan_set_flags, Widened<uint32_t>>(
        "flags", "IFLA_VLAN_FLAGS",
        "Flags that are set; written, the named ones are set and the others left alone.")
        .bits(kFlagNames),
    toggle<VLAN_FLAG_REORDER_HDR>("reorderHeader", "VLAN_FLAG_REORDER_HDR",
                                  "Hides the tag from whoever reads the link, or not."),
    toggle<VLAN_FLAG_GVRP>("gvrp", "VLAN_FLAG_GVRP", "Announces the VLAN by GVRP, or not."),
    toggle<VLAN_FLAG_LOOSE_BINDING>("looseBinding", "VLAN_FLAG_LOOSE_BINDING",
                                    "Stays up when the lower link goes down, or not."),
    toggle<VLAN_FLAG_MVRP>("mvrp", "VLAN_FLAG_MVRP", "Announces the VLAN by MVRP, or not."),
    toggle<kBridgeBinding>("bridgeBinding", "VLAN_FLAG_BRIDGE_BINDING",
                           "Is up while a bridge port of the VLAN is, or not."),
    map_row(IFLA_VLAN_INGRESS_QOS, "ingressMap", "IFLA_VLAN_INGRESS_QOS, IFLA_VLAN_QOS_MAPPING",
            "VLAN priority to packet priority, `from` 0-7.", encode_ingress),
    map_row(IFLA_VLAN_EGRESS_QOS, "egressMap", "IFLA_VLAN_EGRESS_QOS, IFLA_VLAN_QOS_MAPPING",
            "Packet priority to VLAN priority, `to` 0-7.", encode_egress),
};

}  // namespace

const RecordType kVlanData{"VlanData", kData};

}  // namespace netlink
