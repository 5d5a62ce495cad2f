// veth: a pair of links; what goes into one comes out of the other.
#include <linux/if.h>
#include <netlink/route/link/veth.h>

#include "fields/rows.h"
#include "tables/link_kinds.h"
#include "tables/link_kinds/peer.h"

namespace netlink {
namespace {

constexpr Field peer_row() {
  Field row = link_peer_row("VETH_INFO_PEER", kLinkPeer);
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
