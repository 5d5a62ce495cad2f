// Rules that choose a routing table: struct rtnl_rule, RTM_NEWRULE.
#include "tables/rule.h"

#include <linux/fib_rules.h>
#include <linux/if.h>
#include <linux/rtnetlink.h>
#include <netlink/route/rule.h>

#include "fields/rows.h"
#include "tables/families.h"
#include "tables/object_builder.h"
#include "tables/protocols.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kActions[] = {
    {FR_ACT_UNSPEC, "unspec"},       {FR_ACT_TO_TBL, "lookup"},
    {FR_ACT_GOTO, "goto"},           {FR_ACT_NOP, "nop"},
    {FR_ACT_BLACKHOLE, "blackhole"}, {FR_ACT_UNREACHABLE, "unreachable"},
    {FR_ACT_PROHIBIT, "prohibit"},
};
constexpr Names kActionNames{"RuleAction", kActions};

constexpr Name kFlags[] = {
    {FIB_RULE_PERMANENT, "permanent"},       {FIB_RULE_INVERT, "invert"},
    {FIB_RULE_UNRESOLVED, "unresolved"},     {FIB_RULE_IIF_DETACHED, "iif_detached"},
    {FIB_RULE_OIF_DETACHED, "oif_detached"}, {FIB_RULE_FIND_SADDR, "find_saddr"},
};
constexpr Names kFlagNames{"RuleFlag", kFlags};

// IPPROTO_*, in the words of /etc/protocols.
constexpr Name kIpProtocols[] = {
    {1, "icmp"},  {2, "igmp"},  {4, "ipencap"}, {6, "tcp"},    {17, "udp"},   {33, "dccp"},
    {41, "ipv6"}, {46, "rsvp"}, {47, "gre"},    {50, "esp"},   {51, "ah"},    {58, "ipv6-icmp"},
    {89, "ospf"}, {103, "pim"}, {112, "vrrp"},  {115, "l2tp"}, {132, "sctp"}, {136, "udplite"},
};
constexpr Names kIpProtocolNames{"IpProtocol", kIpProtocols};

// libnl reads and sets both ends of a range of ports at once.
template <auto Get, auto Set, bool kEnd>
constexpr Field port_bound(const char* name, const char* kernel, const char* doc) {
  return field<[](rtnl_rule* rule, uint16_t* value) {
    uint16_t start = 0, end = 0;
    const int result = Get(rule, &start, &end);
    *value = kEnd ? end : start;
    return result;
  },
               [](rtnl_rule* rule, uint16_t value) {
                 uint16_t start = 0, end = 0;
                 Get(rule, &start, &end);
                 return kEnd ? Set(rule, start, value) : Set(rule, value, value);
               }>(name, kernel, doc);
}

template <auto Get, auto Set>
constexpr Field kPorts[] = {
    port_bound<Get, Set, false>("start", "fib_rule_port_range.start", "First port."),
    port_bound<Get, Set, true>("end", "fib_rule_port_range.end",
                               "Last port; the first where it is left out on input."),
};
constexpr RecordType kSourcePortRecord{"RuleSourcePort",
                                       kPorts<rtnl_rule_get_sport, rtnl_rule_set_sport_range>};
constexpr RecordType kDestinationPortRecord{"RuleDestinationPort",
                                            kPorts<rtnl_rule_get_dport, rtnl_rule_set_dport_range>};

constexpr Field kUidRange[] = {
    attribute<Part<uint32_t, 0, 8>>(FRA_UID_RANGE, "start", "fib_rule_uid_range.start",
                                    "First user."),
    attribute<Part<uint32_t, 4, 8>>(FRA_UID_RANGE, "end", "fib_rule_uid_range.end", "Last user."),
};
constexpr RecordType kUidRangeRecord{"RuleUidRange", kUidRange};

const Field kRule[] = {
    field<rtnl_rule_get_family, rtnl_rule_set_family, Widened<uint8_t>>(
        "family", "fib_rule_hdr.family",
        "Address family; follows from the source or the destination, and is \"inet\" where there "
        "is neither.")
        .named(kFamilyNames)
        .never_absent(),
    field<rtnl_rule_get_prio, rtnl_rule_set_prio>(
        "priority", "FRA_PRIORITY",
        "Rules are tried from the lowest number on; where it is left out on input, the kernel "
        "takes one below the lowest but that of the local table.")
        .never_absent(),
    field<rtnl_rule_get_action, rtnl_rule_set_action>(
        "action", "fib_rule_hdr.action (FR_ACT_*)",
        "What becomes of a packet that the rule fits; \"lookup\" where it is left out on input, or "
        "\"goto\" where there is a number to go to.")
        .named(kActionNames)
        .never_absent(),
    field<rtnl_rule_get_table, rtnl_rule_set_table, NumberUnless<uint32_t, 0>>(
        "table", "FRA_TABLE", "Routing table to look into; 254 is the main one."),
    field<rtnl_rule_get_src, rtnl_rule_set_src, Network>("source", "FRA_SRC",
                                                         "Network the packet comes from."),
    field<rtnl_rule_get_dst, rtnl_rule_set_dst, Network>("destination", "FRA_DST",
                                                         "Network the packet goes to."),
    field<rtnl_rule_get_iif, rtnl_rule_set_iif>(
        "inputInterface", "FRA_IIFNAME",
        "Name of the link the packet came in by, which need not exist yet; \"lo\": made on this "
        "host.")
        .range(1, IFNAMSIZ - 1),
    field<rtnl_rule_get_oif, rtnl_rule_set_oif>(
        "outputInterface", "FRA_OIFNAME",
        "Name of the link the packet's socket is bound to, which need not exist yet.")
        .range(1, IFNAMSIZ - 1),
    field<rtnl_rule_get_mark, rtnl_rule_set_mark>("mark", "FRA_FWMARK", "Mark of the packet.")
        .when(FRA_FWMARK),
    field<rtnl_rule_get_mask, rtnl_rule_set_mask>("mask", "FRA_FWMASK",
                                                  "Bits of the mark that are compared.")
        .when(FRA_FWMASK),
    field<rtnl_rule_get_dsfield, rtnl_rule_set_dsfield, NumberUnless<uint8_t, 0>>(
        "dsField", "fib_rule_hdr.tos", "Type of service of the packet (\"tos\")."),
    attribute<Number<uint8_t>>(uapi::kFraDscp, "dscp", "FRA_DSCP",
                               "Differentiated services code point of the packet, 0-63.")
        .range(0, 63),
    attribute<Number<uint8_t>>(uapi::kFraDscpMask, "dscpMask", "FRA_DSCP_MASK",
                               "Bits of the code point that are compared, 0-63.")
        .range(0, 63),
    attribute<NetworkOrder<uint32_t>>(uapi::kFraFlowlabel, "flowLabel", "FRA_FLOWLABEL",
                                      "Flow label of the IPv6 packet; goes with its mask.")
        .range(0, 0xfffff),
    attribute<NetworkOrder<uint32_t>>(uapi::kFraFlowlabelMask, "flowLabelMask",
                                      "FRA_FLOWLABEL_MASK",
                                      "Bits of the flow label that are compared.")
        .range(0, 0xfffff),
    field<rtnl_rule_get_ipproto, rtnl_rule_set_ipproto>("ipProtocol", "FRA_IP_PROTO",
                                                        "Protocol the packet carries.")
        .named(kIpProtocolNames),
    group("sourcePort", "FRA_SPORT_RANGE", "Ports the packet comes from.", kSourcePortRecord),
    attribute<Number<uint16_t>>(uapi::kFraSportMask, "sourcePortMask", "FRA_SPORT_MASK",
                                "Bits of the source port that are compared."),
    group("destinationPort", "FRA_DPORT_RANGE", "Ports the packet goes to.",
          kDestinationPortRecord),
    attribute<Number<uint16_t>>(uapi::kFraDportMask, "destinationPortMask", "FRA_DPORT_MASK",
                                "Bits of the destination port that are compared."),
    group("uidRange", "FRA_UID_RANGE", "Users whose packets are meant.", kUidRangeRecord),
    attribute<NetworkOrder<uint64_t>>(FRA_TUN_ID, "tunnelId", "FRA_TUN_ID",
                                      "Identifier of the tunnel the packet came by.")
        .identity(),
    field<rtnl_rule_get_l3mdev, rtnl_rule_set_l3mdev, Boolean<int>>(
        "l3mdev", "FRA_L3MDEV", "Looks into the table of the VRF that the packet's link is in."),
    field<rtnl_rule_get_goto, rtnl_rule_set_goto>("goto", "FRA_GOTO",
                                                  "Priority of the rule to go on with.")
        .when(FRA_GOTO),
    field<rtnl_rule_get_realms, rtnl_rule_set_realms>(
        "realms", "FRA_FLOW", "Realm of the source in the upper 16 bits, of the destination below.")
        .when(FRA_FLOW),
    attribute<NumberUnless<uint32_t, UINT32_MAX>>(
        FRA_SUPPRESS_PREFIXLEN, "suppressPrefixLength", "FRA_SUPPRESS_PREFIXLEN",
        "Routes that were found are passed over where their prefix is no longer than this."),
    attribute<NumberUnless<uint32_t, UINT32_MAX>>(
        FRA_SUPPRESS_IFGROUP, "suppressIfGroup", "FRA_SUPPRESS_IFGROUP",
        "Routes that were found are passed over where their link is of this group."),
    field<rtnl_rule_get_protocol, rtnl_rule_set_protocol>("protocol", "FRA_PROTOCOL",
                                                          "Who made the rule.")
        .named(kRoutingProtocolNames),
    header<&fib_rule_hdr::flags>("flags", "fib_rule_hdr.flags (FIB_RULE_*)",
                                 "Flags that are set; \"invert\" makes the rule fit what it else "
                                 "would not (\"not\").")
        .bits(kFlagNames)
        .never_absent(),
    unknown_row(uapi::kFraDscpMask),
};
const RecordType kRecord{"Rule", kRule};

// There may be two rules that differ in any one of these. What comes and goes by itself is no part
// of it.
constexpr const char* kKey[] = {
    "family",
    "priority",
    "source",
    "destination",
    "inputInterface",
    "outputInterface",
    "mark",
    "mask",
    "table",
    "goto",
    "dsField",
    "dscp",
    "dscpMask",
    "flowLabel",
    "flowLabelMask",
    "ipProtocol",
    "sourcePort",
    "sourcePortMask",
    "destinationPort",
    "destinationPortMask",
    "uidRange",
    "tunnelId",
    "l3mdev",
    "realms",
    "protocol",
    "suppressPrefixLength",
    "suppressIfGroup",
    "action",
};
constexpr uint32_t kGroups[] = {RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_RULE, RTNLGRP_IPV4_MROUTE_R,
                                RTNLGRP_IPV6_MROUTE_R};

Message dump(const Record* filter, const DumpOptions&, Scope&) {
  Message message(nlmsg_alloc_simple(RTM_GETRULE, NLM_F_DUMP));
  if (!message) throw Error::system(ENOMEM);
  fib_rule_hdr header{};
  if (filter && filter->has("family")) header.family = filter->value("family").get<uint8_t>();
  check_put(nlmsg_append(message.get(), &header, sizeof header, NLMSG_ALIGNTO));
  return message;
}

}  // namespace

const Table kRuleTable{
    .name = "rule",
    .record = kRecord,
    .key = kKey,
    .header = sizeof(fib_rule_hdr),
    .groups = kGroups,
    .dump = dump,
    .get = nullptr,
    .build = build_object<rtnl_rule_alloc, rtnl_rule_put, rtnl_rule_build_add_request,
                          rtnl_rule_build_delete_request, sizeof(fib_rule_hdr)>,
    .holds = holds_type<RTM_NEWRULE, sizeof(fib_rule_hdr)>,
    .notice = notice_of<RTM_NEWRULE, RTM_DELRULE, sizeof(fib_rule_hdr)>,
    .strip = nullptr,
    .restore = nullptr,
};

}  // namespace netlink
