// VLANs of a bridge's ports: RTM_NEWVLAN, a message a port. libnl does not know it: it reads what
// older messages of the bridge's family tell, and writes none.
#include "tables/bridge_vlan.h"

#include <linux/if_bridge.h>
#include <linux/rtnetlink.h>

#include "fields/nested.h"
#include "fields/network_codecs.h"
#include "nl/error.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kFlags[] = {
    {BRIDGE_VLAN_INFO_MASTER, "master"},       {BRIDGE_VLAN_INFO_PVID, "pvid"},
    {BRIDGE_VLAN_INFO_UNTAGGED, "untagged"},   {BRIDGE_VLAN_INFO_BRENTRY, "brentry"},
    {BRIDGE_VLAN_INFO_ONLY_OPTS, "only_opts"},
};
constexpr Names kFlagNames{"BridgeVlanFlag", kFlags};
constexpr Name kStates[] = {
    {0, "disabled"}, {1, "listening"}, {2, "learning"}, {3, "forwarding"}, {4, "blocking"},
};
constexpr Names kStateNames{"BridgeVlanState", kStates};
constexpr Name kRouters[] = {{0, "disabled"}, {1, "learn"}, {2, "permanent"}, {3, "temporary"}};
constexpr Names kRouterNames{"BridgeVlanMulticastRouter", kRouters};

template <size_t kOffset>
using InfoMember = StructMember<Number<uint16_t>, kOffset, sizeof(bridge_vlan_info)>;

constexpr Field kTunnel[] = {
    attribute<Number<uint32_t>>(BRIDGE_VLANDB_TINFO_ID, "id", "BRIDGE_VLANDB_TINFO_ID",
                                "Tunnel that the VLAN is mapped to."),
    attribute<Number<uint32_t>>(BRIDGE_VLANDB_TINFO_CMD, "command", "BRIDGE_VLANDB_TINFO_CMD",
                                "19 (RTM_SETLINK) maps, 17 (RTM_DELLINK) ends it.")
        .write_only(),
};
constexpr RecordType kTunnelRecord{"BridgeVlanTunnel", kTunnel};

constexpr uint16_t kTunnelNest[] = {BRIDGE_VLANDB_ENTRY_TUNNEL_INFO};

constexpr Field kVlan[] = {
    attribute<InfoMember<offsetof(bridge_vlan_info, vid)>>(
        BRIDGE_VLANDB_ENTRY_INFO, "id", "bridge_vlan_info.vid", "VLAN identifier, 1-4094.")
        .range(1, 4094)
        .never_absent(),
    attribute<InfoMember<offsetof(bridge_vlan_info, flags)>>(
        BRIDGE_VLANDB_ENTRY_INFO, "flags", "bridge_vlan_info.flags (BRIDGE_VLAN_INFO_*)",
        "Flags that are set.")
        .bits(kFlagNames),
    attribute<Number<uint16_t>>(BRIDGE_VLANDB_ENTRY_RANGE, "end", "BRIDGE_VLANDB_ENTRY_RANGE",
                                "Last VLAN, where several alike follow each other, 1-4094.")
        .range(1, 4094),
    attribute<Number<uint8_t>>(BRIDGE_VLANDB_ENTRY_STATE, "state", "BRIDGE_VLANDB_ENTRY_STATE",
                               "State in the spanning tree.")
        .named(kStateNames),
    group("tunnel", "BRIDGE_VLANDB_ENTRY_TUNNEL_INFO", "Tunnel of the VLAN.", kTunnelRecord,
          kTunnelNest),
    attribute<Number<uint8_t>>(BRIDGE_VLANDB_ENTRY_MCAST_ROUTER, "multicastRouter",
                               "BRIDGE_VLANDB_ENTRY_MCAST_ROUTER",
                               "Whether multicast routers are taken to be behind the port.")
        .named(kRouterNames),
    attribute<Number<uint32_t>>(uapi::kBridgeVlanMcastNGroups, "multicastGroups",
                                "BRIDGE_VLANDB_ENTRY_MCAST_N_GROUPS", "Multicast groups joined.")
        .read_only(),
    attribute<Number<uint32_t>>(uapi::kBridgeVlanMcastMaxGroups, "multicastMaxGroups",
                                "BRIDGE_VLANDB_ENTRY_MCAST_MAX_GROUPS",
                                "Most multicast groups; 0: no limit."),
    attribute<Boolean<>>(uapi::kBridgeVlanNeighSuppress, "neighbourSuppress",
                         "BRIDGE_VLANDB_ENTRY_NEIGH_SUPPRESS",
                         "Does not flood requests for known neighbours."),
};
constexpr RecordType kVlanRecord{"BridgeVlan", kVlan};
constexpr Type kVlanType{.wire = Wire::kRecord, .record = &kVlanRecord};

constexpr Field kRows[] = {
    header<&br_vlan_msg::ifindex, LinkIndex<uint32_t>>(
        "link", "ifindex",
        "Port of a bridge, or the bridge; written, the latter needs \"brentry\".")
        .never_absent(),
    records<BRIDGE_VLANDB_ENTRY, kVlanType>(0, "vlans", "BRIDGE_VLANDB_ENTRY",
                                            "VLANs of the port."),
};
constexpr RecordType kRecord{"BridgeVlans", kRows};
constexpr const char* kKey[] = {"link"};

Message request(int type, int flags, int index) {
  Message message(nlmsg_alloc_simple(type, flags));
  if (!message || nlmsg_expand(message.get(), kRequestRoom) < 0) throw Error::system(ENOMEM);
  br_vlan_msg header{};
  header.family = AF_BRIDGE;
  header.ifindex = static_cast<uint32_t>(index);
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

Message dump(const Record* filter, const DumpOptions&, Scope& scope) {
  const bool one = filter && filter->has("link");
  return request(RTM_GETVLAN, NLM_F_DUMP, one ? link_of(filter->value("link"), scope) : 0);
}

Plan build(Verb verb, const Record&, Record& properties, Scope& scope) {
  std::vector<Message> messages;
  messages.push_back(request(verb == Verb::kDelete ? RTM_DELVLAN : RTM_NEWVLAN, 0, 0));
  Target target{nullptr, messages.back().get(), sizeof(br_vlan_msg), Field::kAdd, scope};
  write_record(properties, target);
  return messages;
}

}  // namespace

const Table kBridgeVlanTable{
    .name = "bridge VLAN",
    .record = kRecord,
    .key = kKey,
    .header = sizeof(br_vlan_msg),
    .groups = {},
    .dump = dump,
    .get = nullptr,
    .build = build,
    .holds = holds_type<RTM_NEWVLAN, sizeof(br_vlan_msg)>,
    .notice = nullptr,
    .strip = nullptr,
    .restore = nullptr,
};

}  // namespace netlink
