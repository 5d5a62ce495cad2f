// vrf: a routing table of its own for the links that are its ports.
#include <linux/if_link.h>
#include <netlink/route/link/vrf.h>

#include "fields/rows.h"
#include "tables/link_kinds.h"

namespace netlink {
namespace {

constexpr Field kData[] = {
    field<rtnl_link_vrf_get_tableid, rtnl_link_vrf_set_tableid>("tableId", "IFLA_VRF_TABLE",
                                                                "Routing table of the VRF.")
        .range(1, UINT32_MAX),
};
constexpr Field kPort[] = {
    attribute<Number<uint32_t>>(IFLA_VRF_PORT_TABLE, "tableId", "IFLA_VRF_PORT_TABLE",
                                "Routing table of the VRF.")
        .read_only(),
};

}  // namespace

const RecordType kVrfData{"VrfData", kData};
const RecordType kVrfPort{"VrfPort", kPort};

}  // namespace netlink
