// xfrm: a link for the traffic of IPsec policies and states with the same identity.
#include <linux/if_link.h>
#include <netlink/route/link/xfrmi.h>

#include "fields/rows.h"
#include "tables/link_kinds.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Field kData[] = {
    field<rtnl_link_xfrmi_get_link, rtnl_link_xfrmi_set_link, LinkIndex<uint32_t>>(
        "link", "IFLA_XFRM_LINK", "Link the encrypted packets go through."),
    field<rtnl_link_xfrmi_get_if_id, rtnl_link_xfrmi_set_if_id>(
        "interfaceId", "IFLA_XFRM_IF_ID", "Identity that policies and states name."),
    attribute<Flag>(uapi::kIflaXfrmCollectMetadata, "collectMetadata", "IFLA_XFRM_COLLECT_METADATA",
                    "Takes the identity from each packet (\"external\").")
        .only_when_added(),
};

}  // namespace

const RecordType kXfrmData{"XfrmData", kData};

}  // namespace netlink
