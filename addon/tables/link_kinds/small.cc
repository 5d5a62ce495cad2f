// Kinds with a few attributes each, none of which libnl has accessors for but those of ppp: amt,
// bareudp, gtp, hsr, ipoib, ovpn, ppp, rmnet, tun.
#include <linux/if_link.h>
#include <linux/if_tun.h>
#include <netlink/route/link/ppp.h>

#include "fields/network_codecs.h"
#include "fields/rows.h"
#include "tables/link_kinds.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kAmtModes[] = {{0, "gateway"}, {1, "relay"}};
constexpr Names kAmtModeNames{"AmtMode", kAmtModes};

constexpr Field kAmt[] = {
    attribute<Number<uint32_t>>(uapi::kIflaAmtMode, "mode", "IFLA_AMT_MODE", "Which side it is.")
        .named(kAmtModeNames),
    attribute<NetworkOrder16>(uapi::kIflaAmtRelayPort, "relayPort", "IFLA_AMT_RELAY_PORT",
                              "UDP port of the relay."),
    attribute<NetworkOrder16>(uapi::kIflaAmtGatewayPort, "gatewayPort", "IFLA_AMT_GATEWAY_PORT",
                              "UDP port of the gateway."),
    attribute<LinkIndex<uint32_t>>(uapi::kIflaAmtLink, "link", "IFLA_AMT_LINK",
                                   "Link the outer packets go through."),
    attribute<Ipv4Bytes>(uapi::kIflaAmtLocalIp, "local", "IFLA_AMT_LOCAL_IP",
                         "Source address of the outer packets."),
    attribute<Ipv4Bytes>(uapi::kIflaAmtRemoteIp, "remote", "IFLA_AMT_REMOTE_IP",
                         "Address of the relay that was found.")
        .read_only(),
    attribute<Ipv4Bytes>(uapi::kIflaAmtDiscoveryIp, "discovery", "IFLA_AMT_DISCOVERY_IP",
                         "Address to look for a relay at."),
    attribute<Number<uint32_t>>(uapi::kIflaAmtMaxTunnels, "maxTunnels", "IFLA_AMT_MAX_TUNNELS",
                                "Most tunnels of a relay."),
};

constexpr Field kBareudp[] = {
    attribute<NetworkOrder16>(IFLA_BAREUDP_PORT, "port", "IFLA_BAREUDP_PORT",
                              "UDP destination port."),
    attribute<NetworkOrder16>(IFLA_BAREUDP_ETHERTYPE, "etherType", "IFLA_BAREUDP_ETHERTYPE",
                              "Ethernet type of what is carried (0x8847: MPLS)."),
    attribute<Number<uint16_t>>(IFLA_BAREUDP_SRCPORT_MIN, "sourcePortMinimum",
                                "IFLA_BAREUDP_SRCPORT_MIN", "Lowest UDP source port."),
    attribute<Flag>(IFLA_BAREUDP_MULTIPROTO_MODE, "multiProtocol", "IFLA_BAREUDP_MULTIPROTO_MODE",
                    "Carries IPv6 beside IPv4, multicast beside unicast MPLS."),
};

constexpr Name kGtpRoles[] = {{0, "ggsn"}, {1, "sgsn"}};
constexpr Names kGtpRoleNames{"GtpRole", kGtpRoles};

constexpr Field kGtp[] = {
    attribute<Number<uint32_t>>(IFLA_GTP_FD0, "fd0", "IFLA_GTP_FD0",
                                "Descriptor of a UDP socket for GTPv0, in this process.")
        .write_only()
        .only_when_added(),
    attribute<Number<uint32_t>>(IFLA_GTP_FD1, "fd1", "IFLA_GTP_FD1",
                                "Descriptor of a UDP socket for GTPv1, in this process.")
        .write_only()
        .only_when_added(),
    attribute<Number<uint32_t>>(IFLA_GTP_PDP_HASHSIZE, "pdpHashSize", "IFLA_GTP_PDP_HASHSIZE",
                                "Size of the table of contexts."),
    attribute<Number<uint32_t>>(IFLA_GTP_ROLE, "role", "IFLA_GTP_ROLE", "Side of the tunnel.")
        .named(kGtpRoleNames),
    attribute<Boolean<>>(uapi::kIflaGtpCreateSockets, "createSockets", "IFLA_GTP_CREATE_SOCKETS",
                         "Lets the kernel open the sockets.")
        .only_when_added(),
    attribute<Number<uint8_t>>(uapi::kIflaGtpRestartCount, "restartCount", "IFLA_GTP_RESTART_COUNT",
                               "Restart counter, told to the peer."),
};

constexpr Name kHsrProtocols[] = {{0, "hsr"}, {1, "prp"}};
constexpr Names kHsrProtocolNames{"HsrProtocol", kHsrProtocols};

constexpr Field kHsr[] = {
    attribute<LinkIndex<uint32_t>>(IFLA_HSR_SLAVE1, "slave1", "IFLA_HSR_SLAVE1", "First link."),
    attribute<LinkIndex<uint32_t>>(IFLA_HSR_SLAVE2, "slave2", "IFLA_HSR_SLAVE2", "Second link."),
    attribute<LinkIndex<uint32_t>>(uapi::kIflaHsrInterlink, "interlink", "IFLA_HSR_INTERLINK",
                                   "Link to nodes without redundancy."),
    attribute<Number<uint8_t>>(IFLA_HSR_MULTICAST_SPEC, "multicastSpec", "IFLA_HSR_MULTICAST_SPEC",
                               "Last byte of the supervision address, 0-255.")
        .write_only(),
    attribute<HardwareAddress>(IFLA_HSR_SUPERVISION_ADDR, "supervisionAddress",
                               "IFLA_HSR_SUPERVISION_ADDR",
                               "Destination of the supervision packets.")
        .read_only(),
    attribute<Number<uint16_t>>(IFLA_HSR_SEQ_NR, "sequenceNumber", "IFLA_HSR_SEQ_NR",
                                "Number of the last packet.")
        .read_only()
        .not_a_change(),
    attribute<Number<uint8_t>>(IFLA_HSR_VERSION, "version", "IFLA_HSR_VERSION",
                               "Version of HSR, 0-1.")
        .range(0, 1)
        .write_only(),
    attribute<Number<uint8_t>>(IFLA_HSR_PROTOCOL, "protocol", "IFLA_HSR_PROTOCOL",
                               "Redundancy protocol.")
        .named(kHsrProtocolNames),
};

constexpr Name kIpoibModes[] = {{0, "datagram"}, {1, "connected"}};
constexpr Names kIpoibModeNames{"IpoibMode", kIpoibModes};

constexpr Field kIpoib[] = {
    attribute<Number<uint16_t>>(IFLA_IPOIB_PKEY, "partitionKey", "IFLA_IPOIB_PKEY",
                                "Partition key."),
    attribute<Number<uint16_t>>(IFLA_IPOIB_MODE, "mode", "IFLA_IPOIB_MODE", "Transport.")
        .named(kIpoibModeNames),
    attribute<Boolean<uint16_t>>(IFLA_IPOIB_UMCAST, "userMulticast", "IFLA_IPOIB_UMCAST",
                                 "Lets programs join multicast groups."),
};

constexpr Name kOvpnModes[] = {{0, "p2p"}, {1, "mp"}};
constexpr Names kOvpnModeNames{"OvpnMode", kOvpnModes};

constexpr Field kOvpn[] = {
    attribute<Number<uint8_t>>(uapi::kIflaOvpnMode, "mode", "IFLA_OVPN_MODE", "One peer or many.")
        .named(kOvpnModeNames)
        .only_when_added(),
};

constexpr Field kPpp[] = {
    field<rtnl_link_ppp_get_fd, rtnl_link_ppp_set_fd, Number<int32_t>>(
        "fd", "IFLA_PPP_DEV_FD", "Descriptor of /dev/ppp, in this process.")
        .range(0, INT32_MAX)
        .write_only()
        .only_when_added(),
};

constexpr Name kRmnetFlags[] = {
    {1 << 0, "ingress_deaggregation"}, {1 << 1, "ingress_commands"}, {1 << 2, "ingress_chksumv4"},
    {1 << 3, "egress_chksumv4"},       {1 << 4, "ingress_chksumv5"}, {1 << 5, "egress_chksumv5"},
};
constexpr Names kRmnetFlagNames{"RmnetFlag", kRmnetFlags};

// struct ifla_rmnet_flags: the flags, and which of them count.
struct RmnetFlags : Member<uint32_t, 0> {
  static void put(nl_msg* message, int attribute, uint32_t value) {
    const ifla_rmnet_flags flags{value, UINT32_MAX};
    check_put(nla_put(message, attribute, sizeof flags, &flags));
  }
};

constexpr Field kRmnet[] = {
    attribute<Number<uint16_t>>(IFLA_RMNET_MUX_ID, "muxId", "IFLA_RMNET_MUX_ID",
                                "Multiplexing identity, 1-254.")
        .range(1, 254),
    attribute<RmnetFlags>(IFLA_RMNET_FLAGS, "flags", "IFLA_RMNET_FLAGS",
                          "Flags that are set; written, exactly the named ones.")
        .bits(kRmnetFlagNames),
};

constexpr Name kTunTypes[] = {{IFF_TUN, "tun"}, {IFF_TAP, "tap"}};
constexpr Names kTunTypeNames{"TunType", kTunTypes};

// The kernel makes such links through /dev/net/tun only.
constexpr Field kTun[] = {
    attribute<Number<uint32_t>>(IFLA_TUN_OWNER, "owner", "IFLA_TUN_OWNER",
                                "User who may open the link.")
        .read_only(),
    attribute<Number<uint32_t>>(IFLA_TUN_GROUP, "group", "IFLA_TUN_GROUP",
                                "Group who may open the link.")
        .read_only(),
    attribute<Number<uint8_t>>(IFLA_TUN_TYPE, "type", "IFLA_TUN_TYPE", "With Ethernet or without.")
        .named(kTunTypeNames)
        .read_only(),
    attribute<Boolean<>>(IFLA_TUN_PI, "packetInformation", "IFLA_TUN_PI",
                         "Packets have a header that tells their protocol.")
        .read_only(),
    attribute<Boolean<>>(IFLA_TUN_VNET_HDR, "vnetHeader", "IFLA_TUN_VNET_HDR",
                         "Packets have a virtio-net header.")
        .read_only(),
    attribute<Boolean<>>(IFLA_TUN_PERSIST, "persist", "IFLA_TUN_PERSIST",
                         "The link stays when nobody has it open.")
        .read_only(),
    attribute<Boolean<>>(IFLA_TUN_MULTI_QUEUE, "multiQueue", "IFLA_TUN_MULTI_QUEUE",
                         "The link may be opened several times.")
        .read_only(),
    attribute<Number<uint32_t>>(IFLA_TUN_NUM_QUEUES, "numQueues", "IFLA_TUN_NUM_QUEUES",
                                "Queues in use.")
        .read_only(),
    attribute<Number<uint32_t>>(IFLA_TUN_NUM_DISABLED_QUEUES, "numDisabledQueues",
                                "IFLA_TUN_NUM_DISABLED_QUEUES", "Queues that are switched off.")
        .read_only(),
};

}  // namespace

const RecordType kAmtData{"AmtData", kAmt};
const RecordType kBareudpData{"BareudpData", kBareudp};
const RecordType kGtpData{"GtpData", kGtp};
const RecordType kHsrData{"HsrData", kHsr};
const RecordType kIpoibData{"IpoibData", kIpoib};
const RecordType kOvpnData{"OvpnData", kOvpn};
const RecordType kPppData{"PppData", kPpp};
const RecordType kRmnetData{"RmnetData", kRmnet};
const RecordType kTunData{"TunData", kTun};

}  // namespace netlink
