// bridge: an Ethernet switch, and its ports. libnl 3.7 has no accessors for the bridge's own
// attributes, and those for ports read AF_BRIDGE messages only, which a list of links does not ask
// for.
#include <linux/if_bridge.h>
#include <linux/if_ether.h>
#include <linux/if_link.h>

#include <cstdio>

#include "fields/rows.h"
#include "tables/link_kinds.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kPortStates[] = {
    {0, "disabled"}, {1, "listening"}, {2, "learning"}, {3, "forwarding"}, {4, "blocking"},
};
constexpr Names kPortStateNames{"BridgePortState", kPortStates};
constexpr Name kStpStates[] = {{0, "off"}, {1, "kernel"}, {2, "user"}};
constexpr Names kStpStateNames{"BridgeStpState", kStpStates};
constexpr Name kProtocols[] = {{ETH_P_8021Q, "802.1Q"}, {ETH_P_8021AD, "802.1ad"}};
constexpr Names kProtocolNames{"BridgeVlanProtocol", kProtocols};
constexpr Name kRouters[] = {{0, "disabled"}, {1, "learn"}, {2, "permanent"}, {3, "temporary"}};
constexpr Names kRouterNames{"BridgeMulticastRouter", kRouters};

// struct ifla_bridge_id, as iproute2 prints it: the priority in hexadecimal, a dot, the address.
struct BridgeId {
  using Value = std::array<uint8_t, 8>;
  static constexpr Type type() { return {.wire = Wire::kText, .maximum = kMaximumText}; }
  static bool read(const nlattr* attribute, Value& value) {
    if (nla_len(attribute) < static_cast<int>(value.size())) return false;
    std::memcpy(value.data(), nla_data(attribute), value.size());
    return true;
  }
  static bool encode(Writer& writer, const Value& id) {
    std::array<char, 32> text{};
    const int size = std::snprintf(text.data(), text.size(), "%02x%02x.%x:%x:%x:%x:%x:%x", id[0],
                                   id[1], id[2], id[3], id[4], id[5], id[6], id[7]);
    return writer.text({text.data(), static_cast<size_t>(size)}), true;
  }
};

// One option of struct br_boolopt_multi: a bit of its value where the same bit of its mask is set.
template <unsigned kBit>
struct BooleanOption {
  using Value = uint8_t;
  static constexpr Type type() { return {.wire = Wire::kBoolean}; }
  static bool encode(Writer& writer, uint8_t value) { return writer.put(value), true; }
  static uint8_t decode(Reader& reader, Target&) { return reader.get<uint8_t>(); }
  static bool read(const nlattr* attribute, uint8_t& value) {
    std::array<uint32_t, 2> options{};  // value, mask
    if (nla_len(attribute) < static_cast<int>(sizeof options)) return false;
    std::memcpy(options.data(), nla_data(attribute), sizeof options);
    value = (options[0] >> kBit) & 1U;
    return ((options[1] >> kBit) & 1U) != 0;
  }
  // Several options share one attribute. Their rows stand side by side, so what the row before put
  // is the last one.
  static void put(nl_msg* message, int number, uint8_t value) {
    std::array<uint32_t, 2> options{static_cast<uint32_t>(value != 0) << kBit, 1U << kBit};
    const int size = nla_attr_size(sizeof options);
    auto* last =
        reinterpret_cast<nlattr*>(static_cast<uint8_t*>(nlmsg_tail(nlmsg_hdr(message))) - size);
    if (nla_type(last) != number || last->nla_len != size) {
      check_put(nla_put(message, number, sizeof options, options.data()));
      return;
    }
    std::array<uint32_t, 2> before{};
    std::memcpy(before.data(), nla_data(last), sizeof before);
    for (size_t i = 0; i < before.size(); ++i) options[i] |= before[i];
    std::memcpy(nla_data(last), options.data(), sizeof options);
  }
};

constexpr Name kStpModes[] = {{0, "auto"}, {1, "user"}, {2, "kernel"}};
constexpr Names kStpModeNames{"BridgeStpMode", kStpModes};

constexpr Field kQuerier[] = {
    attribute<IpAddress>(BRIDGE_QUERIER_IP_ADDRESS, "address", "BRIDGE_QUERIER_IP_ADDRESS",
                         "IPv4 address of the querier.")
        .read_only(),
    attribute<LinkIndex<uint32_t>>(BRIDGE_QUERIER_IP_PORT, "port", "BRIDGE_QUERIER_IP_PORT",
                                   "Port that it is behind.")
        .read_only(),
    attribute<Number<uint64_t>>(BRIDGE_QUERIER_IP_OTHER_TIMER, "otherTimer",
                                "BRIDGE_QUERIER_IP_OTHER_TIMER",
                                "Time until it counts as gone, in hundredths of a second.")
        .read_only(),
    attribute<IpAddress>(BRIDGE_QUERIER_IPV6_ADDRESS, "address6", "BRIDGE_QUERIER_IPV6_ADDRESS",
                         "IPv6 address of the querier.")
        .read_only(),
    attribute<LinkIndex<uint32_t>>(BRIDGE_QUERIER_IPV6_PORT, "port6", "BRIDGE_QUERIER_IPV6_PORT",
                                   "Port that it is behind.")
        .read_only(),
    attribute<Number<uint64_t>>(BRIDGE_QUERIER_IPV6_OTHER_TIMER, "otherTimer6",
                                "BRIDGE_QUERIER_IPV6_OTHER_TIMER",
                                "Time until it counts as gone, in hundredths of a second.")
        .read_only(),
};
constexpr RecordType kQuerierRecord{"BridgeMulticastQuerier", kQuerier};
constexpr uint16_t kQuerierNest[] = {IFLA_BR_MCAST_QUERIER_STATE};

constexpr Field kData[] = {
    attribute<Number<uint32_t>>(
        IFLA_BR_FORWARD_DELAY, "forwardDelay", "IFLA_BR_FORWARD_DELAY",
        "Time in the listening and learning states, in hundredths of a second."),
    attribute<Number<uint32_t>>(IFLA_BR_HELLO_TIME, "helloTime", "IFLA_BR_HELLO_TIME",
                                "Time between hello packets, in hundredths of a second."),
    attribute<Number<uint32_t>>(
        IFLA_BR_MAX_AGE, "maxAge", "IFLA_BR_MAX_AGE",
        "Time until another bridge is taken for dead, in hundredths of a second."),
    attribute<Number<uint32_t>>(IFLA_BR_AGEING_TIME, "ageingTime", "IFLA_BR_AGEING_TIME",
                                "Life of a learnt address, in hundredths of a second."),
    attribute<Number<uint32_t>>(IFLA_BR_STP_STATE, "stpState", "IFLA_BR_STP_STATE",
                                "Spanning tree: off, by the kernel, by a program.")
        .named(kStpStateNames),
    attribute<Number<uint16_t>>(IFLA_BR_PRIORITY, "priority", "IFLA_BR_PRIORITY",
                                "Priority of the bridge in the spanning tree, 0-65535."),
    attribute<Boolean<>>(IFLA_BR_VLAN_FILTERING, "vlanFiltering", "IFLA_BR_VLAN_FILTERING",
                         "Forwards by VLAN."),
    attribute<NetworkOrder16>(IFLA_BR_VLAN_PROTOCOL, "vlanProtocol", "IFLA_BR_VLAN_PROTOCOL",
                              "Tag protocol of VLAN filtering.")
        .named(kProtocolNames),
    attribute<Number<uint16_t>>(IFLA_BR_VLAN_DEFAULT_PVID, "vlanDefaultPvid",
                                "IFLA_BR_VLAN_DEFAULT_PVID",
                                "VLAN of untagged packets on new ports; 0: none.")
        .range(0, 4094),
    attribute<Boolean<>>(IFLA_BR_VLAN_STATS_ENABLED, "vlanStatsEnabled",
                         "IFLA_BR_VLAN_STATS_ENABLED", "Counts by VLAN."),
    attribute<Boolean<>>(IFLA_BR_VLAN_STATS_PER_PORT, "vlanStatsPerPort",
                         "IFLA_BR_VLAN_STATS_PER_PORT",
                         "Counts by VLAN and port; set while the bridge has no port VLANs."),
    attribute<Number<uint16_t>>(IFLA_BR_GROUP_FWD_MASK, "groupForwardMask",
                                "IFLA_BR_GROUP_FWD_MASK",
                                "Link-local groups to forward, one bit an address."),
    attribute<BridgeId>(IFLA_BR_ROOT_ID, "rootId", "IFLA_BR_ROOT_ID", "Root of the spanning tree.")
        .read_only(),
    attribute<BridgeId>(IFLA_BR_BRIDGE_ID, "bridgeId", "IFLA_BR_BRIDGE_ID",
                        "This bridge in the spanning tree.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_BR_ROOT_PORT, "rootPort", "IFLA_BR_ROOT_PORT",
                                "Number of the port towards the root; 0: this is the root.")
        .read_only(),
    attribute<Number<uint32_t>>(IFLA_BR_ROOT_PATH_COST, "rootPathCost", "IFLA_BR_ROOT_PATH_COST",
                                "Cost of the path to the root.")
        .read_only(),
    attribute<Boolean<>>(IFLA_BR_TOPOLOGY_CHANGE, "topologyChange", "IFLA_BR_TOPOLOGY_CHANGE",
                         "A change of the topology is under way.")
        .read_only(),
    attribute<Boolean<>>(IFLA_BR_TOPOLOGY_CHANGE_DETECTED, "topologyChangeDetected",
                         "IFLA_BR_TOPOLOGY_CHANGE_DETECTED",
                         "This bridge saw a change of the topology.")
        .read_only(),
    attribute<Number<uint64_t>>(IFLA_BR_HELLO_TIMER, "helloTimer", "IFLA_BR_HELLO_TIMER",
                                "Time left, in hundredths of a second.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(IFLA_BR_TCN_TIMER, "tcnTimer", "IFLA_BR_TCN_TIMER",
                                "Time left, in hundredths of a second.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(IFLA_BR_TOPOLOGY_CHANGE_TIMER, "topologyChangeTimer",
                                "IFLA_BR_TOPOLOGY_CHANGE_TIMER",
                                "Time left, in hundredths of a second.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(IFLA_BR_GC_TIMER, "gcTimer", "IFLA_BR_GC_TIMER",
                                "Time left, in hundredths of a second.")
        .read_only()
        .not_a_change(),
    attribute<HardwareAddress>(IFLA_BR_GROUP_ADDR, "groupAddress", "IFLA_BR_GROUP_ADDR",
                               "Destination of the spanning tree's packets."),
    attribute<Flag>(IFLA_BR_FDB_FLUSH, "fdbFlush", "IFLA_BR_FDB_FLUSH",
                    "Forgets the learnt addresses now.")
        .write_only(),
    attribute<Number<uint8_t>>(IFLA_BR_MCAST_ROUTER, "multicastRouter", "IFLA_BR_MCAST_ROUTER",
                               "Whether multicast routers are taken to be behind the bridge.")
        .named(kRouterNames),
    attribute<Boolean<>>(IFLA_BR_MCAST_SNOOPING, "multicastSnooping", "IFLA_BR_MCAST_SNOOPING",
                         "Follows IGMP and MLD."),
    attribute<Boolean<>>(IFLA_BR_MCAST_QUERY_USE_IFADDR, "multicastQueryUseIfaddr",
                         "IFLA_BR_MCAST_QUERY_USE_IFADDR",
                         "Queries with the bridge's own address."),
    attribute<Boolean<>>(IFLA_BR_MCAST_QUERIER, "multicastQuerier", "IFLA_BR_MCAST_QUERIER",
                         "Sends queries."),
    attribute<Number<uint32_t>>(IFLA_BR_MCAST_HASH_ELASTICITY, "multicastHashElasticity",
                                "IFLA_BR_MCAST_HASH_ELASTICITY", "Not used by the kernel any more.")
        .read_only(),
    attribute<Number<uint32_t>>(IFLA_BR_MCAST_HASH_MAX, "multicastHashMax",
                                "IFLA_BR_MCAST_HASH_MAX", "Most multicast groups."),
    attribute<Number<uint32_t>>(IFLA_BR_MCAST_LAST_MEMBER_CNT, "multicastLastMemberCount",
                                "IFLA_BR_MCAST_LAST_MEMBER_CNT",
                                "Queries before a group is taken to be left."),
    attribute<Number<uint32_t>>(IFLA_BR_MCAST_STARTUP_QUERY_CNT, "multicastStartupQueryCount",
                                "IFLA_BR_MCAST_STARTUP_QUERY_CNT", "Queries at the start."),
    attribute<Number<uint64_t>>(IFLA_BR_MCAST_LAST_MEMBER_INTVL, "multicastLastMemberInterval",
                                "IFLA_BR_MCAST_LAST_MEMBER_INTVL", "In hundredths of a second."),
    attribute<Number<uint64_t>>(IFLA_BR_MCAST_MEMBERSHIP_INTVL, "multicastMembershipInterval",
                                "IFLA_BR_MCAST_MEMBERSHIP_INTVL", "In hundredths of a second."),
    attribute<Number<uint64_t>>(IFLA_BR_MCAST_QUERIER_INTVL, "multicastQuerierInterval",
                                "IFLA_BR_MCAST_QUERIER_INTVL", "In hundredths of a second."),
    attribute<Number<uint64_t>>(IFLA_BR_MCAST_QUERY_INTVL, "multicastQueryInterval",
                                "IFLA_BR_MCAST_QUERY_INTVL", "In hundredths of a second."),
    attribute<Number<uint64_t>>(IFLA_BR_MCAST_QUERY_RESPONSE_INTVL,
                                "multicastQueryResponseInterval",
                                "IFLA_BR_MCAST_QUERY_RESPONSE_INTVL", "In hundredths of a second."),
    attribute<Number<uint64_t>>(IFLA_BR_MCAST_STARTUP_QUERY_INTVL, "multicastStartupQueryInterval",
                                "IFLA_BR_MCAST_STARTUP_QUERY_INTVL", "In hundredths of a second."),
    attribute<Boolean<>>(IFLA_BR_MCAST_STATS_ENABLED, "multicastStatsEnabled",
                         "IFLA_BR_MCAST_STATS_ENABLED", "Counts IGMP and MLD."),
    attribute<Number<uint8_t>>(IFLA_BR_MCAST_IGMP_VERSION, "multicastIgmpVersion",
                               "IFLA_BR_MCAST_IGMP_VERSION", "IGMP version, 2 or 3.")
        .range(2, 3),
    attribute<Number<uint8_t>>(IFLA_BR_MCAST_MLD_VERSION, "multicastMldVersion",
                               "IFLA_BR_MCAST_MLD_VERSION", "MLD version, 1 or 2.")
        .range(1, 2),
    attribute<Boolean<>>(IFLA_BR_NF_CALL_IPTABLES, "nfCallIptables", "IFLA_BR_NF_CALL_IPTABLES",
                         "Passes IPv4 through iptables."),
    attribute<Boolean<>>(IFLA_BR_NF_CALL_IP6TABLES, "nfCallIp6tables", "IFLA_BR_NF_CALL_IP6TABLES",
                         "Passes IPv6 through ip6tables."),
    attribute<Boolean<>>(IFLA_BR_NF_CALL_ARPTABLES, "nfCallArptables", "IFLA_BR_NF_CALL_ARPTABLES",
                         "Passes ARP through arptables."),
    attribute<BooleanOption<0>>(IFLA_BR_MULTI_BOOLOPT, "noLinkLocalLearn",
                                "IFLA_BR_MULTI_BOOLOPT (BR_BOOLOPT_NO_LL_LEARN)",
                                "Does not learn from link-local packets."),
    attribute<BooleanOption<1>>(IFLA_BR_MULTI_BOOLOPT, "multicastVlanSnooping",
                                "IFLA_BR_MULTI_BOOLOPT (BR_BOOLOPT_MCAST_VLAN_SNOOPING)",
                                "Follows IGMP and MLD by VLAN."),
    attribute<Number<uint32_t>>(uapi::kIflaBridgeFdbNLearned, "fdbLearned", "IFLA_BR_FDB_N_LEARNED",
                                "Addresses learnt.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint32_t>>(uapi::kIflaBridgeFdbMaxLearned, "fdbMaxLearned",
                                "IFLA_BR_FDB_MAX_LEARNED", "Most addresses to learn; 0: no limit."),
    attribute<Number<uint32_t>>(uapi::kIflaBridgeStpMode, "stpMode", "IFLA_BR_STP_MODE",
                                "Who may run the spanning tree.")
        .named(kStpModeNames),
    group("multicastQuerierState", "IFLA_BR_MCAST_QUERIER_STATE", "Who queries now.",
          kQuerierRecord, kQuerierNest)
        .read_only()
        .not_a_change(),
};

constexpr Field kPort[] = {
    attribute<Number<uint8_t>>(IFLA_BRPORT_STATE, "state", "IFLA_BRPORT_STATE",
                               "State in the spanning tree.")
        .named(kPortStateNames),
    attribute<Number<uint16_t>>(IFLA_BRPORT_PRIORITY, "priority", "IFLA_BRPORT_PRIORITY",
                                "Priority in the spanning tree, 0-63.")
        .range(0, 63),
    attribute<Number<uint32_t>>(IFLA_BRPORT_COST, "cost", "IFLA_BRPORT_COST",
                                "Cost of the path through the port, 1-65535.")
        .range(1, 65535),
    attribute<Boolean<>>(IFLA_BRPORT_MODE, "hairpin", "IFLA_BRPORT_MODE",
                         "Sends packets back through the port they came from."),
    attribute<Boolean<>>(IFLA_BRPORT_GUARD, "guard", "IFLA_BRPORT_GUARD",
                         "Shuts the port when a spanning tree packet arrives."),
    attribute<Boolean<>>(IFLA_BRPORT_PROTECT, "rootBlock", "IFLA_BRPORT_PROTECT",
                         "Never becomes the port towards the root."),
    attribute<Boolean<>>(IFLA_BRPORT_FAST_LEAVE, "fastLeave", "IFLA_BRPORT_FAST_LEAVE",
                         "Ends a multicast group at the first leave."),
    attribute<Boolean<>>(IFLA_BRPORT_LEARNING, "learning", "IFLA_BRPORT_LEARNING",
                         "Learns addresses."),
    attribute<Boolean<>>(IFLA_BRPORT_LEARNING_SYNC, "learningSync", "IFLA_BRPORT_LEARNING_SYNC",
                         "Takes addresses that the device learnt."),
    attribute<Boolean<>>(IFLA_BRPORT_UNICAST_FLOOD, "unicastFlood", "IFLA_BRPORT_UNICAST_FLOOD",
                         "Floods unknown unicast packets."),
    attribute<Boolean<>>(IFLA_BRPORT_MCAST_FLOOD, "multicastFlood", "IFLA_BRPORT_MCAST_FLOOD",
                         "Floods unknown multicast packets."),
    attribute<Boolean<>>(IFLA_BRPORT_BCAST_FLOOD, "broadcastFlood", "IFLA_BRPORT_BCAST_FLOOD",
                         "Floods broadcast packets."),
    attribute<Boolean<>>(IFLA_BRPORT_MCAST_TO_UCAST, "multicastToUnicast",
                         "IFLA_BRPORT_MCAST_TO_UCAST",
                         "Sends a unicast copy to each member of a group."),
    attribute<Boolean<>>(IFLA_BRPORT_PROXYARP, "proxyArp", "IFLA_BRPORT_PROXYARP",
                         "Answers ARP for known neighbours."),
    attribute<Boolean<>>(IFLA_BRPORT_PROXYARP_WIFI, "proxyArpWifi", "IFLA_BRPORT_PROXYARP_WIFI",
                         "Answers ARP as IEEE 802.11 wants it."),
    attribute<BridgeId>(IFLA_BRPORT_ROOT_ID, "rootId", "IFLA_BRPORT_ROOT_ID",
                        "Root the designated bridge knows.")
        .read_only(),
    attribute<BridgeId>(IFLA_BRPORT_BRIDGE_ID, "bridgeId", "IFLA_BRPORT_BRIDGE_ID",
                        "Designated bridge.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_BRPORT_DESIGNATED_PORT, "designatedPort",
                                "IFLA_BRPORT_DESIGNATED_PORT", "Designated port.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_BRPORT_DESIGNATED_COST, "designatedCost",
                                "IFLA_BRPORT_DESIGNATED_COST", "Cost the designated bridge tells.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_BRPORT_ID, "id", "IFLA_BRPORT_ID",
                                "Identifier of the port: priority and number.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_BRPORT_NO, "number", "IFLA_BRPORT_NO", "Number of the port.")
        .read_only(),
    attribute<Boolean<>>(IFLA_BRPORT_TOPOLOGY_CHANGE_ACK, "topologyChangeAck",
                         "IFLA_BRPORT_TOPOLOGY_CHANGE_ACK",
                         "Acknowledges a change of the topology.")
        .read_only(),
    attribute<Boolean<>>(IFLA_BRPORT_CONFIG_PENDING, "configPending", "IFLA_BRPORT_CONFIG_PENDING",
                         "A spanning tree packet waits to be sent.")
        .read_only(),
    attribute<Number<uint64_t>>(IFLA_BRPORT_MESSAGE_AGE_TIMER, "messageAgeTimer",
                                "IFLA_BRPORT_MESSAGE_AGE_TIMER",
                                "Time left, in hundredths of a second.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(IFLA_BRPORT_FORWARD_DELAY_TIMER, "forwardDelayTimer",
                                "IFLA_BRPORT_FORWARD_DELAY_TIMER",
                                "Time left, in hundredths of a second.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint64_t>>(IFLA_BRPORT_HOLD_TIMER, "holdTimer", "IFLA_BRPORT_HOLD_TIMER",
                                "Time left, in hundredths of a second.")
        .read_only()
        .not_a_change(),
    attribute<Flag>(IFLA_BRPORT_FLUSH, "flush", "IFLA_BRPORT_FLUSH",
                    "Forgets the port's learnt addresses now.")
        .write_only(),
    attribute<Number<uint8_t>>(IFLA_BRPORT_MULTICAST_ROUTER, "multicastRouter",
                               "IFLA_BRPORT_MULTICAST_ROUTER",
                               "Whether multicast routers are taken to be behind the port.")
        .named(kRouterNames),
    attribute<Boolean<>>(IFLA_BRPORT_VLAN_TUNNEL, "vlanTunnel", "IFLA_BRPORT_VLAN_TUNNEL",
                         "Maps VLANs to tunnels."),
    attribute<Number<uint16_t>>(IFLA_BRPORT_GROUP_FWD_MASK, "groupForwardMask",
                                "IFLA_BRPORT_GROUP_FWD_MASK",
                                "Link-local groups to forward, one bit an address."),
    attribute<Boolean<>>(IFLA_BRPORT_NEIGH_SUPPRESS, "neighbourSuppress",
                         "IFLA_BRPORT_NEIGH_SUPPRESS",
                         "Does not flood requests for known neighbours."),
    attribute<Boolean<>>(IFLA_BRPORT_ISOLATED, "isolated", "IFLA_BRPORT_ISOLATED",
                         "Reaches only ports that are not isolated."),
    attribute<LinkIndex<uint32_t>>(IFLA_BRPORT_BACKUP_PORT, "backupPort", "IFLA_BRPORT_BACKUP_PORT",
                                   "Port that takes over when this one is down."),
    attribute<Boolean<>>(IFLA_BRPORT_MRP_RING_OPEN, "mrpRingOpen", "IFLA_BRPORT_MRP_RING_OPEN",
                         "The MRP ring is open.")
        .read_only(),
    attribute<Boolean<>>(IFLA_BRPORT_MRP_IN_OPEN, "mrpInOpen", "IFLA_BRPORT_MRP_IN_OPEN",
                         "The MRP interconnection is open.")
        .read_only(),
    attribute<Number<uint32_t>>(uapi::kIflaBridgePortMcastEhtHostsLimit, "multicastEhtHostsLimit",
                                "IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT",
                                "Most hosts that are tracked for multicast."),
    attribute<Number<uint32_t>>(uapi::kIflaBridgePortMcastEhtHostsCount, "multicastEhtHostsCount",
                                "IFLA_BRPORT_MCAST_EHT_HOSTS_CNT",
                                "Hosts that are tracked for multicast.")
        .read_only(),
    attribute<Boolean<>>(uapi::kIflaBridgePortLocked, "locked", "IFLA_BRPORT_LOCKED",
                         "Takes packets only from known addresses."),
    attribute<Boolean<>>(uapi::kIflaBridgePortMab, "mab", "IFLA_BRPORT_MAB",
                         "Remembers unknown addresses of a locked port."),
    attribute<Number<uint32_t>>(uapi::kIflaBridgePortMcastNGroups, "multicastGroups",
                                "IFLA_BRPORT_MCAST_N_GROUPS", "Multicast groups joined.")
        .read_only(),
    attribute<Number<uint32_t>>(uapi::kIflaBridgePortMcastMaxGroups, "multicastMaxGroups",
                                "IFLA_BRPORT_MCAST_MAX_GROUPS",
                                "Most multicast groups; 0: no limit."),
    attribute<Boolean<>>(uapi::kIflaBridgePortNeighVlanSuppress, "neighbourVlanSuppress",
                         "IFLA_BRPORT_NEIGH_VLAN_SUPPRESS", "Neighbour suppression by VLAN."),
    attribute<Boolean<>>(uapi::kIflaBridgePortNeighForwardGrat, "neighbourForwardGratuitous",
                         "IFLA_BRPORT_NEIGH_FORWARD_GRAT",
                         "Forwards gratuitous announcements although requests are suppressed."),
    attribute<Number<uint32_t>>(uapi::kIflaBridgePortBackupNhid, "backupNexthopId",
                                "IFLA_BRPORT_BACKUP_NHID",
                                "Nexthop of packets that take the backup port."),
};

}  // namespace

const RecordType kBridgeData{"BridgeData", kData};
const RecordType kBridgePort{"BridgePort", kPort};

}  // namespace netlink
