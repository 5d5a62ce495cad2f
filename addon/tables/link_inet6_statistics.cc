// IPv6's counters of a link: IFLA_INET6_STATS and IFLA_INET6_ICMP6STATS.
#include <sys/utsname.h>

#include <cstdio>

#include "fields/rows.h"
#include "tables/link_families.h"

namespace netlink {
namespace {

// Linux 6.15 put the counters into another order, which libnl does not know and the message does
// not tell.
bool reordered() {
  static const bool answer = [] {
    utsname system{};
    unsigned major = 0, minor = 0;
    uname(&system);
    return std::sscanf(system.release, "%u.%u", &major, &minor) == 2 &&
           (major > 6 || (major == 6 && minor >= 15));
  }();
  return answer;
}

template <size_t kBefore, size_t kNow>
struct Ip6Counter : Number<uint64_t> {
  static bool read(const nlattr* attribute, uint64_t& value) {
    const size_t index = reordered() ? kNow : kBefore;
    if (static_cast<size_t>(nla_len(attribute)) < (index + 1) * sizeof value) return false;
    std::memcpy(&value, static_cast<const uint8_t*>(nla_data(attribute)) + index * sizeof value,
                sizeof value);
    return true;
  }
};

template <size_t kBefore, size_t kNow>
constexpr Field ip6_counter(const char* name, const char* kernel, const char* doc) {
  return attribute<Ip6Counter<kBefore, kNow>>(IFLA_INET6_STATS, name, kernel, doc).read_only();
}

constexpr Field kInet6Statistics[] = {
    ip6_counter<1, 1>("inPackets", "IPSTATS_MIB_INPKTS", "Ip6InReceives of /proc/net/dev_snmp6."),
    ip6_counter<2, 2>("inOctets", "IPSTATS_MIB_INOCTETS", "Ip6InOctets of /proc/net/dev_snmp6."),
    ip6_counter<3, 3>("inDelivers", "IPSTATS_MIB_INDELIVERS",
                      "Ip6InDelivers of /proc/net/dev_snmp6."),
    ip6_counter<4, 11>("outForwardDatagrams", "IPSTATS_MIB_OUTFORWDATAGRAMS",
                       "Ip6OutForwDatagrams of /proc/net/dev_snmp6."),
    ip6_counter<5, 8>("outPackets", "IPSTATS_MIB_OUTREQUESTS",
                      "Ip6OutRequests of /proc/net/dev_snmp6."),
    ip6_counter<6, 10>("outOctets", "IPSTATS_MIB_OUTOCTETS",
                       "Ip6OutOctets of /proc/net/dev_snmp6."),
    ip6_counter<7, 12>("inHeaderErrors", "IPSTATS_MIB_INHDRERRORS",
                       "Ip6InHdrErrors of /proc/net/dev_snmp6."),
    ip6_counter<8, 13>("inTooBigErrors", "IPSTATS_MIB_INTOOBIGERRORS",
                       "Ip6InTooBigErrors of /proc/net/dev_snmp6."),
    ip6_counter<9, 14>("inNoRoutes", "IPSTATS_MIB_INNOROUTES",
                       "Ip6InNoRoutes of /proc/net/dev_snmp6."),
    ip6_counter<10, 15>("inAddressErrors", "IPSTATS_MIB_INADDRERRORS",
                        "Ip6InAddrErrors of /proc/net/dev_snmp6."),
    ip6_counter<11, 16>("inUnknownProtocols", "IPSTATS_MIB_INUNKNOWNPROTOS",
                        "Ip6InUnknownProtos of /proc/net/dev_snmp6."),
    ip6_counter<12, 17>("inTruncatedPackets", "IPSTATS_MIB_INTRUNCATEDPKTS",
                        "Ip6InTruncatedPkts of /proc/net/dev_snmp6."),
    ip6_counter<13, 18>("inDiscards", "IPSTATS_MIB_INDISCARDS",
                        "Ip6InDiscards of /proc/net/dev_snmp6."),
    ip6_counter<14, 19>("outDiscards", "IPSTATS_MIB_OUTDISCARDS",
                        "Ip6OutDiscards of /proc/net/dev_snmp6."),
    ip6_counter<15, 20>("outNoRoutes", "IPSTATS_MIB_OUTNOROUTES",
                        "Ip6OutNoRoutes of /proc/net/dev_snmp6."),
    ip6_counter<16, 21>("reassemblyTimeouts", "IPSTATS_MIB_REASMTIMEOUT",
                        "Ip6ReasmTimeout of /proc/net/dev_snmp6."),
    ip6_counter<17, 22>("reassemblyRequired", "IPSTATS_MIB_REASMREQDS",
                        "Ip6ReasmReqds of /proc/net/dev_snmp6."),
    ip6_counter<18, 23>("reassemblyOks", "IPSTATS_MIB_REASMOKS",
                        "Ip6ReasmOKs of /proc/net/dev_snmp6."),
    ip6_counter<19, 24>("reassemblyFails", "IPSTATS_MIB_REASMFAILS",
                        "Ip6ReasmFails of /proc/net/dev_snmp6."),
    ip6_counter<20, 25>("fragmentOks", "IPSTATS_MIB_FRAGOKS", "Ip6FragOKs of /proc/net/dev_snmp6."),
    ip6_counter<21, 26>("fragmentFails", "IPSTATS_MIB_FRAGFAILS",
                        "Ip6FragFails of /proc/net/dev_snmp6."),
    ip6_counter<22, 27>("fragmentCreates", "IPSTATS_MIB_FRAGCREATES",
                        "Ip6FragCreates of /proc/net/dev_snmp6."),
    ip6_counter<23, 28>("inMulticastPackets", "IPSTATS_MIB_INMCASTPKTS",
                        "Ip6InMcastPkts of /proc/net/dev_snmp6."),
    ip6_counter<24, 29>("outMulticastPackets", "IPSTATS_MIB_OUTMCASTPKTS",
                        "Ip6OutMcastPkts of /proc/net/dev_snmp6."),
    ip6_counter<25, 30>("inBroadcastPackets", "IPSTATS_MIB_INBCASTPKTS",
                        "Ip6InBcastPkts of /proc/net/dev_snmp6."),
    ip6_counter<26, 31>("outBroadcastPackets", "IPSTATS_MIB_OUTBCASTPKTS",
                        "Ip6OutBcastPkts of /proc/net/dev_snmp6."),
    ip6_counter<27, 32>("inMulticastOctets", "IPSTATS_MIB_INMCASTOCTETS",
                        "Ip6InMcastOctets of /proc/net/dev_snmp6."),
    ip6_counter<28, 33>("outMulticastOctets", "IPSTATS_MIB_OUTMCASTOCTETS",
                        "Ip6OutMcastOctets of /proc/net/dev_snmp6."),
    ip6_counter<29, 34>("inBroadcastOctets", "IPSTATS_MIB_INBCASTOCTETS",
                        "Ip6InBcastOctets of /proc/net/dev_snmp6."),
    ip6_counter<30, 35>("outBroadcastOctets", "IPSTATS_MIB_OUTBCASTOCTETS",
                        "Ip6OutBcastOctets of /proc/net/dev_snmp6."),
    ip6_counter<31, 36>("inChecksumErrors", "IPSTATS_MIB_CSUMERRORS",
                        "Ip6InCsumErrors of /proc/net/dev_snmp6."),
    ip6_counter<32, 4>("inNoEctPackets", "IPSTATS_MIB_NOECTPKTS",
                       "Ip6InNoECTPkts of /proc/net/dev_snmp6."),
    ip6_counter<33, 5>("inEct1Packets", "IPSTATS_MIB_ECT1PKTS",
                       "Ip6InECT1Pkts of /proc/net/dev_snmp6."),
    ip6_counter<34, 6>("inEct0Packets", "IPSTATS_MIB_ECT0PKTS",
                       "Ip6InECT0Pkts of /proc/net/dev_snmp6."),
    ip6_counter<35, 7>("inCePackets", "IPSTATS_MIB_CEPKTS", "Ip6InCEPkts of /proc/net/dev_snmp6."),
    ip6_counter<36, 37>("reassemblyOverlaps", "IPSTATS_MIB_REASM_OVERLAPS",
                        "Ip6ReasmOverlaps of /proc/net/dev_snmp6."),
    ip6_counter<37, 9>("outTransmits", "IPSTATS_MIB_OUTPKTS",
                       "Ip6OutTransmits of /proc/net/dev_snmp6."),
};

template <size_t kIndex>
constexpr Field icmp6_counter(const char* name, const char* kernel, const char* doc) {
  return attribute<Member<uint64_t, kIndex * sizeof(uint64_t)>>(IFLA_INET6_ICMP6STATS, name, kernel,
                                                                doc)
      .read_only();
}

constexpr Field kIcmp6Statistics[] = {
    icmp6_counter<1>("inMessages", "ICMP6_MIB_INMSGS", "Icmp6InMsgs of /proc/net/dev_snmp6."),
    icmp6_counter<2>("inErrors", "ICMP6_MIB_INERRORS", "Icmp6InErrors of /proc/net/dev_snmp6."),
    icmp6_counter<3>("outMessages", "ICMP6_MIB_OUTMSGS", "Icmp6OutMsgs of /proc/net/dev_snmp6."),
    icmp6_counter<4>("outErrors", "ICMP6_MIB_OUTERRORS", "Icmp6OutErrors of /proc/net/dev_snmp6."),
    icmp6_counter<5>("inChecksumErrors", "ICMP6_MIB_CSUMERRORS",
                     "Icmp6InCsumErrors of /proc/net/dev_snmp6."),
    icmp6_counter<6>("rateLimitHost", "ICMP6_MIB_RATELIMITHOST",
                     "Icmp6OutRateLimitHost of /proc/net/dev_snmp6."),
};

}  // namespace

const RecordType kLinkInet6Statistics{"LinkInet6Statistics", kInet6Statistics};
const RecordType kLinkIcmp6Statistics{"LinkIcmp6Statistics", kIcmp6Statistics};

}  // namespace netlink
