// ipvlan and ipvtap: several links on one lower link, told apart by Internet address. libnl does
// not know ipvtap.
#include <linux/if_link.h>
#include <netlink/route/link/ipvlan.h>

#include "fields/nested.h"
#include "tables/link_kinds.h"

namespace netlink {
namespace {

constexpr Name kModes[] = {
    {IPVLAN_MODE_L2, "l2"}, {IPVLAN_MODE_L3, "l3"}, {IPVLAN_MODE_L3S, "l3s"}};
constexpr Names kModeNames{"IpvlanMode", kModes};
constexpr Name kFlags[] = {{IPVLAN_F_PRIVATE, "private"}, {IPVLAN_F_VEPA, "vepa"}};
constexpr Names kFlagNames{"IpvlanFlag", kFlags};

constexpr Field kMode = attribute<Number<uint16_t>>(IFLA_IPVLAN_MODE, "mode", "IFLA_IPVLAN_MODE",
                                                    "At which layer packets are handed on.")
                            .named(kModeNames);
constexpr Field kFlagsRow =
    attribute<Number<uint16_t>>(
        IFLA_IPVLAN_FLAGS, "flags", "IFLA_IPVLAN_FLAGS",
        "How the links on one lower link reach each other; none: directly (\"bridge\").")
        .bits(kFlagNames);

constexpr Field kIpvlan[] = {through<rtnl_link_ipvlan_get_mode, rtnl_link_ipvlan_set_mode>(kMode),
                             kFlagsRow};
constexpr Field kIpvtap[] = {kMode, kFlagsRow};

}  // namespace

const RecordType kIpvlanData{"IpvlanData", kIpvlan};
const RecordType kIpvtapData{"IpvtapData", kIpvtap};

}  // namespace netlink
