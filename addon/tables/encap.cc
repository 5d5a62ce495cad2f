// Encapsulations of routes and nexthop objects (light weight tunnels), as rows by their type.
// libnl-route 3.7 knows MPLS only, and that of routes only.
#include "tables/encap.h"

#include <linux/ila.h>
#include <linux/ioam6_iptunnel.h>
#include <linux/lwtunnel.h>
#include <linux/mpls_iptunnel.h>

#include <array>
#include <cstdio>

#include "tables/encap_seg6.h"

namespace netlink {

bool MplsLabels::encode(Writer& writer, const nl_addr* value) {
  if (!value || nl_addr_get_len(value) < sizeof(uint32_t)) return false;
  const auto* bytes = static_cast<const uint8_t*>(nl_addr_get_binary_addr(value));
  constexpr uint32_t kLast = 0x100;  // bottom of the stack
  std::string text;
  for (size_t at = 0; at + sizeof(uint32_t) <= nl_addr_get_len(value); at += sizeof(uint32_t)) {
    uint32_t entry;
    std::memcpy(&entry, bytes + at, sizeof entry);
    entry = be32toh(entry);
    if (at > 0) text += '/';
    text += std::to_string(entry >> 12);
    if (entry & kLast) break;
  }
  return writer.text(text), true;
}

Address MplsLabels::decode(Reader& reader, Target&) {
  const std::string text(reader.text());
  nl_addr* parsed = nullptr;
  const int result = nl_addr_parse(text.c_str(), AF_MPLS, &parsed);
  if (result < 0) throw Error::library(result, "\"" + text + "\" is not a stack of MPLS labels");
  return Address(parsed);
}

bool MplsLabels::read(nlattr* attribute, Address& value) {
  value.reset(nl_addr_alloc_attr(attribute, AF_MPLS));
  return value != nullptr;
}

namespace {

constexpr Name kTypes[] = {
    {LWTUNNEL_ENCAP_MPLS, "mpls"},
    {LWTUNNEL_ENCAP_IP, "ip"},
    {LWTUNNEL_ENCAP_ILA, "ila"},
    {LWTUNNEL_ENCAP_IP6, "ip6"},
    {LWTUNNEL_ENCAP_SEG6, "seg6"},
    {LWTUNNEL_ENCAP_BPF, "bpf"},
    {LWTUNNEL_ENCAP_RPL, "rpl"},
    {LWTUNNEL_ENCAP_SEG6_LOCAL, "seg6local"},
    {9, "ioam6"},
    {10, "xfrm"},
};

constexpr Field kMpls[] = {
    attribute<MplsLabels>(MPLS_IPTUNNEL_DST, "labels", "MPLS_IPTUNNEL_DST",
                          "Labels to push, the outermost first: \"100/200\"."),
    attribute<Number<uint8_t>>(MPLS_IPTUNNEL_TTL, "ttl", "MPLS_IPTUNNEL_TTL",
                               "TTL of the labels; absent: the packet's."),
};
constexpr RecordType kMplsRecord{"MplsEncap", kMpls};

constexpr Name kIpFlags[] = {{0x01, "csum"}, {0x04, "key"}, {0x08, "seq"}};
constexpr Names kIpFlagNames{"IpEncapFlag", kIpFlags};

constexpr Field kIp[] = {
    attribute<NetworkOrder64>(LWTUNNEL_IP_ID, "id", "LWTUNNEL_IP_ID", "Tunnel identifier."),
    attribute<IpAddress>(LWTUNNEL_IP_DST, "destination", "LWTUNNEL_IP_DST",
                         "IPv4 address of the tunnel's other end."),
    attribute<IpAddress>(LWTUNNEL_IP_SRC, "source", "LWTUNNEL_IP_SRC", "IPv4 address of this end."),
    attribute<Number<uint8_t>>(LWTUNNEL_IP_TTL, "ttl", "LWTUNNEL_IP_TTL",
                               "TTL of the outer packet."),
    attribute<Number<uint8_t>>(LWTUNNEL_IP_TOS, "tos", "LWTUNNEL_IP_TOS",
                               "TOS of the outer packet."),
    attribute<NetworkOrder16>(LWTUNNEL_IP_FLAGS, "flags", "LWTUNNEL_IP_FLAGS",
                              "What the tunnel's header has.")
        .bits(kIpFlagNames),
};
constexpr RecordType kIpRecord{"IpEncap", kIp};

constexpr Field kIp6[] = {
    attribute<NetworkOrder64>(LWTUNNEL_IP6_ID, "id", "LWTUNNEL_IP6_ID", "Tunnel identifier."),
    attribute<IpAddress>(LWTUNNEL_IP6_DST, "destination", "LWTUNNEL_IP6_DST",
                         "IPv6 address of the tunnel's other end."),
    attribute<IpAddress>(LWTUNNEL_IP6_SRC, "source", "LWTUNNEL_IP6_SRC",
                         "IPv6 address of this end."),
    attribute<Number<uint8_t>>(LWTUNNEL_IP6_HOPLIMIT, "hopLimit", "LWTUNNEL_IP6_HOPLIMIT",
                               "Hop limit of the outer packet."),
    attribute<Number<uint8_t>>(LWTUNNEL_IP6_TC, "trafficClass", "LWTUNNEL_IP6_TC",
                               "Traffic class of the outer packet."),
    attribute<NetworkOrder16>(LWTUNNEL_IP6_FLAGS, "flags", "LWTUNNEL_IP6_FLAGS",
                              "What the tunnel's header has.")
        .bits(kIpFlagNames),
};
constexpr RecordType kIp6Record{"Ip6Encap", kIp6};

constexpr Field kIla[] = {
    attribute<NetworkOrder64>(ILA_ATTR_LOCATOR, "locator", "ILA_ATTR_LOCATOR", "Locator."),
    attribute<Number<uint8_t>>(ILA_ATTR_CSUM_MODE, "csumMode", "ILA_ATTR_CSUM_MODE",
                               "How checksums are kept right (ILA_CSUM_*)."),
    attribute<Number<uint8_t>>(ILA_ATTR_IDENT_TYPE, "identType", "ILA_ATTR_IDENT_TYPE",
                               "Type of the identifier (ILA_ATYPE_*)."),
    attribute<Number<uint8_t>>(ILA_ATTR_HOOK_TYPE, "hookType", "ILA_ATTR_HOOK_TYPE",
                               "Where it applies: 0 on output, 1 on input."),
};
constexpr RecordType kIlaRecord{"IlaEncap", kIla};

constexpr Field kProgram[] = {
    attribute<Number<uint32_t>>(LWT_BPF_PROG_FD, "fd", "LWT_BPF_PROG_FD",
                                "Descriptor of the loaded program, in this process."),
    attribute<AttributeText>(LWT_BPF_PROG_NAME, "name", "LWT_BPF_PROG_NAME",
                             "Name of the program."),
};
constexpr RecordType kProgramRecord{"BpfEncapProgram", kProgram};

template <uint16_t kHook>
constexpr uint16_t kProgramNest[] = {kHook};
template <uint16_t kHook>
constexpr Field program(const char* name, const char* kernel, const char* doc) {
  return group(name, kernel, doc, kProgramRecord, kProgramNest<kHook>).when(kHook);
}

constexpr Field kBpf[] = {
    program<LWT_BPF_IN>("in", "LWT_BPF_IN", "Program for packets that are received."),
    program<LWT_BPF_OUT>("out", "LWT_BPF_OUT", "Program for packets before they are routed on."),
    program<LWT_BPF_XMIT>("xmit", "LWT_BPF_XMIT", "Program for packets that are sent."),
    attribute<Number<uint32_t>>(LWT_BPF_XMIT_HEADROOM, "xmitHeadroom", "LWT_BPF_XMIT_HEADROOM",
                                "Bytes that `xmit` may put before the packet, 0-256.")
        .range(0, LWT_BPF_MAX_HEADROOM),
};
constexpr RecordType kBpfRecord{"BpfEncap", kBpf};

constexpr Field kXfrm[] = {
    attribute<Number<uint32_t>>(1, "interfaceId", "LWT_XFRM_IF_ID", "XFRM interface identifier."),
    attribute<LinkIndex<int>>(2, "link", "LWT_XFRM_LINK", "Lower link."),
};
constexpr RecordType kXfrmRecord{"XfrmEncap", kXfrm};

constexpr VariantType::Alternative kAlternatives[] = {
    {"mpls", &kMplsRecord}, {"ip", &kIpRecord},      {"ip6", &kIp6Record},
    {"ila", &kIlaRecord},   {"seg6", &kSeg6Encap},   {"seg6local", &kSeg6LocalEncap},
    {"bpf", &kBpfRecord},   {"ioam6", &kIoam6Encap}, {"xfrm", &kXfrmRecord},
};

}  // namespace

const Names kEncapTypeNames{"EncapType", kTypes};
const VariantType kEncapVariant{"Encap", "encapType", kAlternatives};

const char* encap_name(const nlattr* type) {
  if (!type || nla_len(type) < static_cast<int>(sizeof(uint16_t))) return nullptr;
  const uint16_t value = nla_get_u16(type);
  for (const Name& name : kTypes) {
    if (name.value == value) return name.text;
  }
  return nullptr;
}

}  // namespace netlink
