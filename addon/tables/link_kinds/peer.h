// The other end of a pair of links. The kernel makes both ends at once, so the other end's
// properties stand inside the first one's; it never reports them.
#pragma once

#include <linux/rtnetlink.h>

#include "fields/nested.h"
#include "tables/link_rows.h"

namespace netlink {

inline constexpr Field kLinkPeerRows[] = {
    kLinkNameRow,        kLinkAddressRow,
    kLinkMtuRow,         kLinkTxQueueLengthRow,
    kLinkNumTxQueuesRow, kLinkNumRxQueuesRow,
    kLinkUpRow,          link_namespace_row("Network namespace to create the other end in."),
};
// The name is the one that the peer of a veth had first.
inline constexpr RecordType kLinkPeer{"VethPeer", kLinkPeerRows};

constexpr Field link_peer_row(const char* kernel, const RecordType& peer) {
  Field row = group("peer", kernel, "The other end, as it shall be made.", peer);
  row.access = Field::kAdd;
  row.encode = nullptr;
  row.put = nullptr;
  row.apply = nullptr;
  return row;
}

// Where libnl does not know the kind: lets libnl build the attributes of a link, into the attribute
// `number` of the pair.
constexpr Field link_peer_attribute(uint16_t number, const char* kernel, const RecordType& peer) {
  Field row = link_peer_row(kernel, peer);
  row.attribute = number;
  row.put = [](const Field& field, Reader reader, Target& target) {
    const LinkObject other(rtnl_link_alloc());
    if (!other) throw Error::system(ENOMEM);
    Target fill{other.get(), nullptr, target.header, target.access, target.scope};
    write_record(Record(*field.type.record, reader), fill);
    nlattr* nest = detail::begin_nest(target.message, field.attribute);
    ifinfomsg header{};
    header.ifi_flags = rtnl_link_get_flags(other.get());
    header.ifi_change = header.ifi_flags;
    check_put(nlmsg_append(target.message, &header, sizeof header, NLMSG_ALIGNTO));
    check_put(rtnl_link_fill_info(target.message, other.get()));
    nla_nest_end(target.message, nest);
  };
  return row;
}

}  // namespace netlink
