// veth: a pair of links; what goes into one comes out of the other.
#include <linux/if.h>
#include <netlink/route/link/veth.h>

#include "fields/rows.h"
#include "tables/link_kinds.h"
#include "tables/link_rows.h"

namespace netlink {
namespace {

// The kernel makes both ends at once, so the other end's properties stand inside the first one's;
// it never reports them.
constexpr Field kPeer[] = {
    kLinkNameRow,        kLinkAddressRow,
    kLinkMtuRow,         kLinkTxQueueLengthRow,
    kLinkNumTxQueuesRow, kLinkNumRxQueuesRow,
    kLinkUpRow,          link_namespace_row("Network namespace to create the other end in."),
};
constexpr RecordType kPeerRecord{"VethPeer", kPeer};

constexpr Field peer_row() {
  Field row = group("peer", "VETH_INFO_PEER", "The other end, as it shall be made.", kPeerRecord);
  row.access = Field::kAdd;
  row.encode = nullptr;
  row.put = nullptr;
  row.apply = [](const Field& field, Reader reader, Target& target) {
    const LinkObject peer(rtnl_link_veth_get_peer(static_cast<rtnl_link*>(target.object)));
    Target other{peer.get(), target.message, target.header, target.access, target.scope};
    write_record(Record(*field.type.record, reader), other);
  };
  return row;
}

constexpr Field kData[] = {peer_row()};

}  // namespace

const RecordType kVethData{"VethData", kData};

}  // namespace netlink
