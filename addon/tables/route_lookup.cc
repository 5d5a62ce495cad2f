// What a lookup of a route asks the kernel (RTM_GETROUTE).
#include "tables/encap.h"
#include "tables/families.h"
#include "tables/object_builder.h"
#include "tables/route_rows.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr unsigned kLabelBits = 20;

rtmsg& header_of(Target& target) {
  return *static_cast<rtmsg*>(nlmsg_data(nlmsg_hdr(target.message)));
}

// The kernel wants the length of the whole address in the header.
template <uint16_t kAttribute, unsigned char rtmsg::* kLength>
constexpr Field address_row(const char* name, const char* kernel, const char* doc) {
  Field row = attribute<IpAddress>(kAttribute, name, kernel, doc);
  row.put = [](const Field&, Reader reader, Target& target) {
    const Address address = IpAddress::decode(reader, target);
    header_of(target).rtm_family = static_cast<uint8_t>(nl_addr_get_family(address.get()));
    header_of(target).*kLength = static_cast<uint8_t>(nl_addr_get_len(address.get()) * 8);
    IpAddress::put(target.message, kAttribute, address);
  };
  return row;
}

constexpr Field label_row() {
  Field row =
      attribute<MplsLabels>(RTA_DST, "label", "RTA_DST", "MPLS label, in place of a destination.");
  row.put = [](const Field&, Reader reader, Target& target) {
    header_of(target).rtm_family = AF_MPLS;
    header_of(target).rtm_dst_len = kLabelBits;
    MplsLabels::put(target.message, RTA_DST, MplsLabels::decode(reader, target));
  };
  return row;
}

constexpr Field match_row() {
  Field row{.name = "fibMatch",
            .kernel = "RTM_F_FIB_MATCH",
            .doc =
                "Whether to answer with the entry of the routing table that matched, in place "
                "of the way a packet would take.",
            .type = Boolean<>::type(),
            .access = kReadWrite};
  row.put = [](const Field&, Reader reader, Target& target) {
    if (reader.get<uint8_t>()) header_of(target).rtm_flags |= RTM_F_FIB_MATCH;
  };
  return row;
}

constexpr Field kLookup[] = {
    address_row<RTA_DST, &rtmsg::rtm_dst_len>("destination", "RTA_DST", "Address to reach."),
    label_row(),
    address_row<RTA_SRC, &rtmsg::rtm_src_len>("source", "RTA_SRC", "Address packets come from."),
    attribute<LinkIndex<int>>(RTA_IIF, "inputInterface", "RTA_IIF",
                              "Link packets come in by, as if they were to be forwarded."),
    attribute<LinkIndex<int>>(RTA_OIF, "link", "RTA_OIF", "Link packets shall leave by."),
    attribute<Number<uint32_t>>(RTA_MARK, "mark", "RTA_MARK", "Mark of the packets."),
    attribute<Number<uint32_t>>(RTA_UID, "uid", "RTA_UID", "User who sends the packets."),
    header<&rtmsg::rtm_tos>("tos", "rtm_tos", "TOS of the packets."),
    attribute<Number<uint8_t>>(RTA_IP_PROTO, "ipProtocol", "RTA_IP_PROTO",
                               "Protocol of the packets (IPPROTO_*)."),
    attribute<NetworkOrder16>(RTA_SPORT, "sourcePort", "RTA_SPORT", "Port packets come from."),
    attribute<NetworkOrder16>(RTA_DPORT, "destinationPort", "RTA_DPORT", "Port packets go to."),
    attribute<NetworkOrder32>(uapi::kRtaFlowLabel, "flowLabel", "RTA_FLOWLABEL",
                              "IPv6 flow label of the packets, 0-1048575.")
        .range(0, 0xfffff),
    match_row(),
};

}  // namespace

const RecordType kRouteLookup{"RouteLookup", kLookup};

Message route_lookup(const Record& lookup, Scope& scope) {
  Message message = plain_request(RTM_GETROUTE, 0, rtmsg{}, lookup, Field::kAdd, scope);
  auto* header = static_cast<rtmsg*>(nlmsg_data(nlmsg_hdr(message.get())));
  // Without it IPv4 says "main" of every table; IPv6 refuses it, and tells the table anyway.
  if (header->rtm_family == AF_INET) header->rtm_flags |= RTM_F_LOOKUP_TABLE;
  return message;
}

}  // namespace netlink
