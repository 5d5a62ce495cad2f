// bond: several links as one. libnl has no accessors for its attributes.
#include <linux/if_bonding.h>
#include <linux/if_link.h>

#include "fields/rows.h"
#include "tables/link_kinds.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kModes[] = {
    {0, "balance-rr"}, {1, "active-backup"}, {2, "balance-xor"}, {3, "broadcast"},
    {4, "802.3ad"},    {5, "balance-tlb"},   {6, "balance-alb"},
};
constexpr Names kModeNames{"BondMode", kModes};
constexpr Name kArpValidates[] = {
    {0, "none"},   {1, "active"},        {2, "backup"},        {3, "all"},
    {4, "filter"}, {5, "filter_active"}, {6, "filter_backup"},
};
constexpr Names kArpValidateNames{"BondArpValidate", kArpValidates};
constexpr Name kArpAllTargets[] = {{0, "any"}, {1, "all"}};
constexpr Names kArpAllTargetsNames{"BondArpAllTargets", kArpAllTargets};
constexpr Name kReselects[] = {{0, "always"}, {1, "better"}, {2, "failure"}};
constexpr Names kReselectNames{"BondPrimaryReselect", kReselects};
constexpr Name kFailOverMacs[] = {{0, "none"}, {1, "active"}, {2, "follow"}};
constexpr Names kFailOverMacNames{"BondFailOverMac", kFailOverMacs};
constexpr Name kHashPolicies[] = {
    {0, "layer2"},   {1, "layer3+4"}, {2, "layer2+3"},
    {3, "encap2+3"}, {4, "encap3+4"}, {5, "vlan+srcmac"},
};
constexpr Names kHashPolicyNames{"BondTransmitHashPolicy", kHashPolicies};
constexpr Name kLacpRates[] = {{0, "slow"}, {1, "fast"}};
constexpr Names kLacpRateNames{"BondLacpRate", kLacpRates};
constexpr Name kAdSelects[] = {
    {0, "stable"}, {1, "bandwidth"}, {2, "count"}, {3, "actor_port_prio"}};
constexpr Names kAdSelectNames{"BondAdSelect", kAdSelects};
constexpr Name kPortStates[] = {{0, "ACTIVE"}, {1, "BACKUP"}};
constexpr Names kPortStateNames{"BondPortState", kPortStates};
constexpr Name kMiiStatuses[] = {{0, "UP"}, {1, "FAIL"}, {2, "DOWN"}, {3, "BACK"}};
constexpr Names kMiiStatusNames{"BondMiiStatus", kMiiStatuses};

constexpr Field kAdInfo[] = {
    attribute<Number<uint16_t>>(IFLA_BOND_AD_INFO_AGGREGATOR, "aggregator",
                                "IFLA_BOND_AD_INFO_AGGREGATOR", "Id of the active aggregator.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_BOND_AD_INFO_NUM_PORTS, "numPorts",
                                "IFLA_BOND_AD_INFO_NUM_PORTS", "Ports of the active aggregator.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_BOND_AD_INFO_ACTOR_KEY, "actorKey",
                                "IFLA_BOND_AD_INFO_ACTOR_KEY", "Key of this side.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_BOND_AD_INFO_PARTNER_KEY, "partnerKey",
                                "IFLA_BOND_AD_INFO_PARTNER_KEY", "Key of the other side.")
        .read_only(),
    attribute<HardwareAddress>(IFLA_BOND_AD_INFO_PARTNER_MAC, "partnerMac",
                               "IFLA_BOND_AD_INFO_PARTNER_MAC",
                               "Hardware address of the other side.")
        .read_only(),
};
constexpr RecordType kAdInfoRecord{"BondAdInfo", kAdInfo};
constexpr uint16_t kAdInfoNest[] = {IFLA_BOND_AD_INFO};

constexpr Field kData[] = {
    attribute<Number<uint8_t>>(IFLA_BOND_MODE, "mode", "IFLA_BOND_MODE",
                               "How traffic is spread over the ports.")
        .named(kModeNames),
    attribute<LinkIndex<uint32_t>>(IFLA_BOND_ACTIVE_SLAVE, "activeSlave", "IFLA_BOND_ACTIVE_SLAVE",
                                   "Port in use."),
    attribute<Number<uint32_t>>(IFLA_BOND_MIIMON, "miimon", "IFLA_BOND_MIIMON",
                                "Interval of link monitoring in milliseconds; 0: off."),
    attribute<Number<uint32_t>>(IFLA_BOND_UPDELAY, "upDelay", "IFLA_BOND_UPDELAY",
                                "Milliseconds before a port that came up is used."),
    attribute<Number<uint32_t>>(IFLA_BOND_DOWNDELAY, "downDelay", "IFLA_BOND_DOWNDELAY",
                                "Milliseconds before a port that went down is left."),
    attribute<Number<uint32_t>>(IFLA_BOND_PEER_NOTIF_DELAY, "peerNotifyDelay",
                                "IFLA_BOND_PEER_NOTIF_DELAY",
                                "Milliseconds between notifications of the peers."),
    attribute<Boolean<>>(IFLA_BOND_USE_CARRIER, "useCarrier", "IFLA_BOND_USE_CARRIER",
                         "Monitors by carrier, not by MII registers."),
    attribute<Number<uint32_t>>(IFLA_BOND_ARP_INTERVAL, "arpInterval", "IFLA_BOND_ARP_INTERVAL",
                                "Interval of ARP monitoring in milliseconds; 0: off."),
    attribute<NestedList<IpAddress, 0, 1>>(IFLA_BOND_ARP_IP_TARGET, "arpIpTargets",
                                           "IFLA_BOND_ARP_IP_TARGET",
                                           "IPv4 addresses to ask for by ARP, up to 16."),
    attribute<NestedList<IpAddress, 0, 1>>(uapi::kIflaBondNsIp6Target, "nsIp6Targets",
                                           "IFLA_BOND_NS_IP6_TARGET",
                                           "IPv6 addresses to solicit, up to 16."),
    attribute<Number<uint32_t>>(IFLA_BOND_ARP_VALIDATE, "arpValidate", "IFLA_BOND_ARP_VALIDATE",
                                "Which ports' ARP traffic is checked.")
        .named(kArpValidateNames),
    attribute<Number<uint32_t>>(IFLA_BOND_ARP_ALL_TARGETS, "arpAllTargets",
                                "IFLA_BOND_ARP_ALL_TARGETS", "How many targets must answer.")
        .named(kArpAllTargetsNames),
    attribute<LinkIndex<uint32_t>>(IFLA_BOND_PRIMARY, "primary", "IFLA_BOND_PRIMARY",
                                   "Port to prefer."),
    attribute<Number<uint8_t>>(IFLA_BOND_PRIMARY_RESELECT, "primaryReselect",
                               "IFLA_BOND_PRIMARY_RESELECT",
                               "When the primary port is taken again.")
        .named(kReselectNames),
    attribute<Number<uint8_t>>(IFLA_BOND_FAIL_OVER_MAC, "failOverMac", "IFLA_BOND_FAIL_OVER_MAC",
                               "Whose hardware address the bond has.")
        .named(kFailOverMacNames),
    attribute<Number<uint8_t>>(IFLA_BOND_XMIT_HASH_POLICY, "transmitHashPolicy",
                               "IFLA_BOND_XMIT_HASH_POLICY", "What chooses the port of a packet.")
        .named(kHashPolicyNames),
    attribute<Number<uint32_t>>(IFLA_BOND_RESEND_IGMP, "resendIgmp", "IFLA_BOND_RESEND_IGMP",
                                "IGMP reports after a change of port, 0-255.")
        .range(0, 255),
    attribute<Number<uint8_t>>(IFLA_BOND_NUM_PEER_NOTIF, "numPeerNotify",
                               "IFLA_BOND_NUM_PEER_NOTIF",
                               "Notifications of the peers after a change of port."),
    attribute<Boolean<>>(IFLA_BOND_ALL_SLAVES_ACTIVE, "allSlavesActive",
                         "IFLA_BOND_ALL_SLAVES_ACTIVE",
                         "Takes packets that arrive on inactive ports."),
    attribute<Number<uint32_t>>(IFLA_BOND_MIN_LINKS, "minLinks", "IFLA_BOND_MIN_LINKS",
                                "Ports that must be up for a carrier."),
    attribute<Number<uint32_t>>(IFLA_BOND_LP_INTERVAL, "lpInterval", "IFLA_BOND_LP_INTERVAL",
                                "Seconds between learning packets, from 1."),
    attribute<Number<uint32_t>>(IFLA_BOND_PACKETS_PER_SLAVE, "packetsPerSlave",
                                "IFLA_BOND_PACKETS_PER_SLAVE",
                                "Packets before the next port in balance-rr; 0: random."),
    attribute<Number<uint8_t>>(IFLA_BOND_AD_LACP_RATE, "adLacpRate", "IFLA_BOND_AD_LACP_RATE",
                               "How often LACP packets are asked for.")
        .named(kLacpRateNames),
    attribute<Boolean<>>(uapi::kIflaBondAdLacpActive, "adLacpActive", "IFLA_BOND_AD_LACP_ACTIVE",
                         "Sends LACP packets unasked."),
    attribute<Number<uint8_t>>(IFLA_BOND_AD_SELECT, "adSelect", "IFLA_BOND_AD_SELECT",
                               "How the active aggregator is chosen.")
        .named(kAdSelectNames),
    attribute<Number<uint16_t>>(IFLA_BOND_AD_ACTOR_SYS_PRIO, "adActorSystemPriority",
                                "IFLA_BOND_AD_ACTOR_SYS_PRIO", "Priority of this system, 1-65535.")
        .range(1, 65535),
    attribute<Number<uint16_t>>(IFLA_BOND_AD_USER_PORT_KEY, "adUserPortKey",
                                "IFLA_BOND_AD_USER_PORT_KEY",
                                "Upper ten bits of the port key, 0-1023.")
        .range(0, 1023),
    attribute<HardwareAddress>(IFLA_BOND_AD_ACTOR_SYSTEM, "adActorSystem",
                               "IFLA_BOND_AD_ACTOR_SYSTEM",
                               "Hardware address this system tells the other side."),
    group("adInfo", "IFLA_BOND_AD_INFO", "State of 802.3ad.", kAdInfoRecord, kAdInfoNest)
        .read_only(),
    attribute<Boolean<>>(IFLA_BOND_TLB_DYNAMIC_LB, "tlbDynamicLb", "IFLA_BOND_TLB_DYNAMIC_LB",
                         "Moves flows between ports by load in balance-tlb."),
    attribute<Number<uint8_t>>(uapi::kIflaBondMissedMax, "missedMax", "IFLA_BOND_MISSED_MAX",
                               "ARP intervals without answer before a port is down, from 1."),
    attribute<Boolean<>>(uapi::kIflaBondCoupledControl, "coupledControl",
                         "IFLA_BOND_COUPLED_CONTROL",
                         "Collects and distributes together in 802.3ad."),
    attribute<Boolean<>>(uapi::kIflaBondBroadcastNeigh, "broadcastNeighbour",
                         "IFLA_BOND_BROADCAST_NEIGH",
                         "Sends ARP and neighbour discovery through all ports in 802.3ad."),
    attribute<Boolean<>>(uapi::kIflaBondLacpStrict, "lacpStrict", "IFLA_BOND_LACP_STRICT",
                         "No carrier without a partner in 802.3ad."),
};

constexpr Field kPort[] = {
    attribute<Number<uint8_t>>(IFLA_BOND_SLAVE_STATE, "state", "IFLA_BOND_SLAVE_STATE",
                               "Whether the port is in use.")
        .named(kPortStateNames)
        .read_only(),
    attribute<Number<uint8_t>>(IFLA_BOND_SLAVE_MII_STATUS, "miiStatus",
                               "IFLA_BOND_SLAVE_MII_STATUS", "State of the port's link monitor.")
        .named(kMiiStatusNames)
        .read_only(),
    attribute<Number<uint32_t>>(IFLA_BOND_SLAVE_LINK_FAILURE_COUNT, "linkFailureCount",
                                "IFLA_BOND_SLAVE_LINK_FAILURE_COUNT", "Times the port went down.")
        .read_only(),
    attribute<HardwareAddress>(IFLA_BOND_SLAVE_PERM_HWADDR, "permanentAddress",
                               "IFLA_BOND_SLAVE_PERM_HWADDR",
                               "Hardware address the port had before.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_BOND_SLAVE_QUEUE_ID, "queueId", "IFLA_BOND_SLAVE_QUEUE_ID",
                                "Transmit queue of the bond that goes through this port."),
    attribute<Number<int32_t>>(uapi::kIflaBondPortPriority, "priority", "IFLA_BOND_SLAVE_PRIO",
                               "Preference when a new port is chosen."),
    attribute<Number<uint16_t>>(IFLA_BOND_SLAVE_AD_AGGREGATOR_ID, "adAggregatorId",
                                "IFLA_BOND_SLAVE_AD_AGGREGATOR_ID", "Aggregator of the port.")
        .read_only(),
    attribute<Number<uint8_t>>(
        IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE, "adActorOperationalPortState",
        "IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE", "LACP state bits of this side.")
        .read_only(),
    attribute<Number<uint16_t>>(
        IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE, "adPartnerOperationalPortState",
        "IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE", "LACP state bits of the other side.")
        .read_only(),
};

}  // namespace

const RecordType kBondData{"BondData", kData};
const RecordType kBondPort{"BondPort", kPort};

}  // namespace netlink
