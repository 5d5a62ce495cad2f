// vti and vti6: tunnels of IPsec policies by mark. libnl 3.5 has no accessors for vti6.
#include <netlink/route/link/ipvti.h>

#include "tables/link_kinds/tunnel_rows.h"

namespace netlink {
namespace {

constexpr Field kLink = tunnel::link(IFLA_VTI_LINK, "IFLA_VTI_LINK");
constexpr Field kInputKey = tunnel::input_key(IFLA_VTI_IKEY, "IFLA_VTI_IKEY",
                                              "Mark of the policies for packets that arrive.");
constexpr Field kOutputKey = tunnel::output_key(IFLA_VTI_OKEY, "IFLA_VTI_OKEY",
                                                "Mark of the policies for packets that are sent.");
constexpr Field kFirewallMark = tunnel::firewall_mark(IFLA_VTI_FWMARK, "IFLA_VTI_FWMARK");

constexpr Field kVti[] = {
    through<rtnl_link_ipvti_get_link, rtnl_link_ipvti_set_link, LinkIndex<uint32_t>>(kLink),
    through<rtnl_link_ipvti_get_ikey, rtnl_link_ipvti_set_ikey, NetworkOrderValue<uint32_t>>(
        kInputKey),
    through<rtnl_link_ipvti_get_okey, rtnl_link_ipvti_set_okey, NetworkOrderValue<uint32_t>>(
        kOutputKey),
    through<rtnl_link_ipvti_get_local, rtnl_link_ipvti_set_local, Ipv4Bytes>(
        tunnel::local<Ipv4Bytes>(IFLA_VTI_LOCAL, "IFLA_VTI_LOCAL")),
    through<rtnl_link_ipvti_get_remote, rtnl_link_ipvti_set_remote, Ipv4Bytes>(
        tunnel::remote<Ipv4Bytes>(IFLA_VTI_REMOTE, "IFLA_VTI_REMOTE")),
    kFirewallMark,
};

constexpr Field kVti6[] = {
    kLink,
    kInputKey,
    kOutputKey,
    tunnel::local<Ipv6Bytes>(IFLA_VTI_LOCAL, "IFLA_VTI_LOCAL"),
    tunnel::remote<Ipv6Bytes>(IFLA_VTI_REMOTE, "IFLA_VTI_REMOTE"),
    kFirewallMark,
};

}  // namespace

const RecordType kVtiData{"VtiData", kVti};
const RecordType kVti6Data{"Vti6Data", kVti6};

}  // namespace netlink
