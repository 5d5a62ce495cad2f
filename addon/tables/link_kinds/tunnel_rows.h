// Rows that the kinds of IP tunnels share. Each kind numbers them differently, and libnl has
// accessors for some kinds: through<> makes a row use them.
#pragma once

#include <linux/if_tunnel.h>
#include <linux/ip6_tunnel.h>

#include "fields/nested.h"
#include "fields/network_codecs.h"
#include "tables/link_kinds.h"

namespace netlink::tunnel {

constexpr Field link(uint16_t number, const char* kernel) {
  return attribute<LinkIndex<uint32_t>>(number, "link", kernel,
                                        "Link the outer packets go through.");
}
template <typename Codec>
constexpr Field local(uint16_t number, const char* kernel) {
  return attribute<Codec>(number, "local", kernel,
                          "Source address of the outer packets; absent: any.");
}
template <typename Codec>
constexpr Field remote(uint16_t number, const char* kernel) {
  return attribute<Codec>(number, "remote", kernel,
                          "Destination of the outer packets; absent: any.");
}
constexpr Field ttl(uint16_t number, const char* kernel) {
  return attribute<Number<uint8_t>>(
      number, "ttl", kernel,
      "Time to live (hop limit) of the outer packets, 0-255; 0: that of the inner packet.");
}
constexpr Field tos(uint16_t number, const char* kernel) {
  return attribute<Number<uint8_t>>(
      number, "tos", kernel, "Type of service of the outer packets, 0-255; bit 0 set: inherited.");
}
constexpr Field path_mtu_discovery(uint16_t number, const char* kernel) {
  return attribute<Boolean<>>(number, "pathMtuDiscovery", kernel,
                              "Sets the don't-fragment bit of the outer packets.");
}
constexpr Field firewall_mark(uint16_t number, const char* kernel) {
  return attribute<Number<uint32_t>>(number, "firewallMark", kernel,
                                     "Mark that the outer packets are routed by; 0: none.");
}
constexpr Field input_key(uint16_t number, const char* kernel, const char* doc) {
  return attribute<NetworkOrderValue<uint32_t>>(number, "inputKey", kernel, doc);
}
constexpr Field output_key(uint16_t number, const char* kernel, const char* doc) {
  return attribute<NetworkOrderValue<uint32_t>>(number, "outputKey", kernel, doc);
}
constexpr Field encap_limit(uint16_t number, const char* kernel) {
  return attribute<Number<uint8_t>>(number, "encapLimit", kernel,
                                    "Most further encapsulations that are allowed, 0-255.");
}
constexpr Field flow_info(uint16_t number, const char* kernel) {
  return attribute<NetworkOrderValue<uint32_t>>(
      number, "flowInfo", kernel,
      "Traffic class (bits 20-27) and flow label (bits 0-19) of the outer packets.");
}

inline constexpr Name kFlags6[] = {
    {IP6_TNL_F_IGN_ENCAP_LIMIT, "ign_encap_limit"},
    {IP6_TNL_F_USE_ORIG_TCLASS, "use_orig_tclass"},
    {IP6_TNL_F_USE_ORIG_FLOWLABEL, "use_orig_flowlabel"},
    {IP6_TNL_F_MIP6_DEV, "mip6_dev"},
    {IP6_TNL_F_RCV_DSCP_COPY, "rcv_dscp_copy"},
    {IP6_TNL_F_USE_ORIG_FWMARK, "use_orig_fwmark"},
    {IP6_TNL_F_ALLOW_LOCAL_REMOTE, "allow_local_remote"},
};
inline constexpr Names kFlag6Names{"Ip6TunnelFlag", kFlags6};

constexpr Field flags6(uint16_t number, const char* kernel) {
  return attribute<Number<uint32_t>>(number, "flags", kernel, "Flags that are set.")
      .bits(kFlag6Names);
}

inline constexpr Name kEncapTypes[] = {
    {TUNNEL_ENCAP_NONE, "none"},
    {TUNNEL_ENCAP_FOU, "fou"},
    {TUNNEL_ENCAP_GUE, "gue"},
    {TUNNEL_ENCAP_MPLS, "mpls"},
};
inline constexpr Names kEncapTypeNames{"TunnelEncapType", kEncapTypes};
inline constexpr Name kEncapFlags[] = {
    {TUNNEL_ENCAP_FLAG_CSUM, "csum"},
    {TUNNEL_ENCAP_FLAG_CSUM6, "csum6"},
    {TUNNEL_ENCAP_FLAG_REMCSUM, "remcsum"},
};
inline constexpr Names kEncapFlagNames{"TunnelEncapFlag", kEncapFlags};

constexpr Field encap_type(uint16_t number, const char* kernel) {
  return attribute<Number<uint16_t>>(number, "encapType", kernel,
                                     "UDP encapsulation of the outer packets.")
      .named(kEncapTypeNames);
}
constexpr Field encap_flags(uint16_t number, const char* kernel) {
  return attribute<Number<uint16_t>>(number, "encapFlags", kernel,
                                     "Flags of the UDP encapsulation.")
      .bits(kEncapFlagNames);
}
constexpr Field encap_source_port(uint16_t number, const char* kernel) {
  return attribute<NetworkOrder16>(number, "encapSourcePort", kernel,
                                   "UDP source port; 0: chosen by the flow.");
}
constexpr Field encap_destination_port(uint16_t number, const char* kernel) {
  return attribute<NetworkOrder16>(number, "encapDestinationPort", kernel, "UDP destination port.");
}
// The kernel reports it by being there.
constexpr Field collect_metadata(uint16_t number, const char* kernel) {
  return attribute<Flag>(number, "collectMetadata", kernel,
                         "Takes the tunnel's parameters from each packet (\"external\").");
}

}  // namespace netlink::tunnel
