// Encapsulations of IPv6 with headers of its own: segment routing and in-situ measurement (IOAM).
#include "tables/encap_seg6.h"

#include <linux/seg6_iptunnel.h>
#include <linux/seg6_local.h>

#include <algorithm>
#include <array>
#include <vector>

#include "fields/rows.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

using Segment = std::array<uint8_t, 16>;
constexpr size_t kHeaderSize = sizeof(ipv6_sr_hdr);
constexpr uint8_t kRoutingType = 4;  // of a segment routing header
constexpr Type kSegment{.wire = Wire::kText, .format = Format::kIpAddress, .maximum = kMaximumText};

constexpr Name kModes[] = {
    {0, "inline"}, {1, "encap"}, {2, "l2encap"}, {3, "encap.red"}, {4, "l2encap.red"}};
constexpr Names kModeNames{"Seg6Mode", kModes};

// The segments of a header, in the order they are visited in: the header has them backwards. The
// last, empty one of mode "inline" is where the kernel puts the packet's destination.
bool encode_segments(std::span<const uint8_t> header, Writer& writer) {
  if (header.size() < kHeaderSize) return false;
  const size_t count = std::min<size_t>(header[offsetof(ipv6_sr_hdr, first_segment)] + 1U,
                                        (header.size() - kHeaderSize) / sizeof(Segment));
  const size_t head = writer.reserve(sizeof(uint16_t));
  uint16_t written = 0;
  for (size_t i = count; i-- > 0;) {
    const auto segment = header.subspan(kHeaderSize + i * sizeof(Segment), sizeof(Segment));
    if (i == 0 && std::ranges::all_of(segment, [](uint8_t byte) { return byte == 0; })) continue;
    writer.text(InternetText(AF_INET6, segment.data()).view());
    ++written;
  }
  writer.patch(head, written);
  return true;
}

std::vector<Segment> read_segments(Reader reader, const char* name) {
  std::vector<Segment> segments(reader.get<uint16_t>());
  for (Segment& segment : segments) {
    const std::string text(reader.text());
    if (inet_pton(AF_INET6, text.c_str(), segment.data()) != 1)
      throw Error::own("ERR_ARGUMENT", std::string(name) + ": \"" + text + "\" is no IPv6 address");
  }
  return segments;
}

std::vector<uint8_t> header_of(std::vector<Segment> segments, bool with_destination,
                               uint32_t hmac_key) {
  if (with_destination) segments.push_back({});
  std::ranges::reverse(segments);
  struct Hmac {
    uint8_t type = SR6_TLV_HMAC, size = 38;
    uint16_t flags = 0;
    uint32_t key;
    std::array<uint8_t, 32> digest{};
  } const hmac{.key = htobe32(hmac_key)};
  const size_t tail = hmac_key != 0 ? sizeof hmac : 0;
  std::vector<uint8_t> bytes(kHeaderSize + segments.size() * sizeof(Segment) + tail);
  ipv6_sr_hdr header{};
  header.hdrlen = static_cast<uint8_t>((bytes.size() - kHeaderSize) / 8);
  header.type = kRoutingType;
  header.first_segment = header.segments_left = static_cast<uint8_t>(segments.size() - 1);
  if (tail > 0) header.flags = SR6_FLAG1_HMAC;
  std::memcpy(bytes.data(), &header, kHeaderSize);
  std::memcpy(bytes.data() + kHeaderSize, segments.data(), segments.size() * sizeof(Segment));
  if (tail > 0) std::memcpy(bytes.data() + bytes.size() - tail, &hmac, tail);
  return bytes;
}

std::span<const uint8_t> payload(const Source& source, uint16_t attribute, size_t from) {
  nlattr* found = (*source.attributes)[attribute];
  if (!found || nla_len(found) < static_cast<int>(from)) return {};
  const auto* bytes = static_cast<const uint8_t*>(nla_data(found));
  return std::span(bytes, static_cast<size_t>(nla_len(found))).subspan(from);
}

constexpr size_t kModeSize = sizeof(int32_t);

// `mode`, `segments` and `hmacKey` are one attribute, which the row of the segments puts.
constexpr Field mode_row() {
  Field row = attribute<Member<int32_t, 0>>(SEG6_IPTUNNEL_SRH, "mode", "seg6_iptunnel_encap.mode",
                                            "How packets are wrapped; \"encap\" unless given.")
                  .named(kModeNames);
  row.put = nullptr;
  return row;
}

constexpr Field hmac_row() {
  Field row{.name = "hmacKey",
            .kernel = "SR6_TLV_HMAC",
            .doc = "Identifier of the key that signs the header.",
            .type = Number<uint32_t>::type(),
            .access = kReadWrite};
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    const auto header = payload(source, SEG6_IPTUNNEL_SRH, kModeSize);
    if (header.size() < kHeaderSize || !(header[offsetof(ipv6_sr_hdr, flags)] & SR6_FLAG1_HMAC))
      return false;
    const size_t at = kHeaderSize +
                      (header[offsetof(ipv6_sr_hdr, first_segment)] + 1U) * sizeof(Segment) +
                      sizeof(uint32_t);
    if (header.size() < at + sizeof(uint32_t)) return false;
    uint32_t key;
    std::memcpy(&key, header.data() + at, sizeof key);
    return writer.put(be32toh(key)), true;
  };
  return row;
}

constexpr Field segments_row() {
  Field row = list<kSegment>(
      "segments", "ipv6_sr_hdr.segments", "IPv6 addresses to pass, the first one first.",
      [](const Field&, const Source& source, Writer& writer) {
        return encode_segments(payload(source, SEG6_IPTUNNEL_SRH, kModeSize), writer);
      },
      nullptr);
  row.put = [](const Field& self, Reader reader, Target& target) {
    const Record& encap = *target.record;
    const int32_t mode = encap.has("mode") ? encap.value("mode").get<int32_t>() : 1;
    const uint32_t key = encap.has("hmacKey") ? encap.value("hmacKey").get<uint32_t>() : 0;
    const auto header = header_of(read_segments(reader, self.name), mode == 0, key);
    nlattr* attribute =
        nla_reserve(target.message, SEG6_IPTUNNEL_SRH, static_cast<int>(kModeSize + header.size()));
    if (!attribute) check_put(-1);
    auto* bytes = static_cast<uint8_t*>(nla_data(attribute));
    std::memcpy(bytes, &mode, kModeSize);
    std::memcpy(bytes + kModeSize, header.data(), header.size());
  };
  return row;
}

constexpr Field kSeg6[] = {mode_row(), segments_row(), hmac_row()};

constexpr Name kActions[] = {
    {1, "End"},     {2, "End.X"},          {3, "End.T"},    {4, "End.DX2"},
    {5, "End.DX6"}, {6, "End.DX4"},        {7, "End.DT6"},  {8, "End.DT4"},
    {9, "End.B6"},  {10, "End.B6.Encaps"}, {11, "End.BM"},  {12, "End.S"},
    {13, "End.AS"}, {14, "End.AM"},        {15, "End.BPF"}, {16, "End.DT46"},
};
constexpr Names kActionNames{"Seg6LocalAction", kActions};

constexpr Name kFlavors[] = {
    {1 << 1, "psp"}, {1 << 2, "usp"}, {1 << 3, "usd"}, {1 << 4, "next-csid"}};
constexpr Names kFlavorNames{"Seg6LocalFlavor", kFlavors};

constexpr Field kFlavorRows[] = {
    attribute<Number<uint32_t>>(uapi::kSeg6LocalFlavorOperation, "operations",
                                "SEG6_LOCAL_FLV_OPERATION", "Flavors of the action.")
        .bits(kFlavorNames),
    attribute<Number<uint8_t>>(uapi::kSeg6LocalFlavorLocatorBits, "locatorBlockBits",
                               "SEG6_LOCAL_FLV_LCBLOCK_BITS", "Length of the locator block."),
    attribute<Number<uint8_t>>(uapi::kSeg6LocalFlavorNodeBits, "locatorNodeFunctionBits",
                               "SEG6_LOCAL_FLV_LCNODE_FN_BITS",
                               "Length of the locator node function."),
};
constexpr RecordType kFlavorRecord{"Seg6LocalFlavors", kFlavorRows};

constexpr Field kCounters[] = {
    attribute<Number<uint64_t>>(2, "packets", "SEG6_LOCAL_CNT_PACKETS", "Packets worked off."),
    attribute<Number<uint64_t>>(3, "bytes", "SEG6_LOCAL_CNT_BYTES", "Bytes worked off."),
    attribute<Number<uint64_t>>(4, "errors", "SEG6_LOCAL_CNT_ERRORS", "Packets dropped."),
};
constexpr RecordType kCounterRecord{"Seg6LocalCounters", kCounters};

constexpr Field kBpfProgram[] = {
    attribute<Number<uint32_t>>(SEG6_LOCAL_BPF_PROG, "fd", "SEG6_LOCAL_BPF_PROG",
                                "Descriptor of the loaded program, in this process."),
    attribute<AttributeText>(SEG6_LOCAL_BPF_PROG_NAME, "name", "SEG6_LOCAL_BPF_PROG_NAME",
                             "Name of the program."),
};
constexpr RecordType kBpfProgramRecord{"Seg6LocalProgram", kBpfProgram};

constexpr Field local_segments_row() {
  Field row = list<kSegment>(
      "segments", "SEG6_LOCAL_SRH", "IPv6 addresses to pass, of End.B6 and End.B6.Encaps.",
      [](const Field&, const Source& source, Writer& writer) {
        return encode_segments(payload(source, SEG6_LOCAL_SRH, 0), writer);
      },
      nullptr);
  row.put = [](const Field& self, Reader reader, Target& target) {
    const Record& encap = *target.record;
    const bool insert =
        encap.has("action") && encap.value("action").get<uint32_t>() == SEG6_LOCAL_ACTION_END_B6;
    const auto header = header_of(read_segments(reader, self.name), insert, 0);
    check_put(
        nla_put(target.message, SEG6_LOCAL_SRH, static_cast<int>(header.size()), header.data()));
  };
  return row;
}

constexpr uint16_t kFlavorNest[] = {uapi::kSeg6LocalFlavors};
constexpr uint16_t kCounterNest[] = {uapi::kSeg6LocalCounters};
constexpr uint16_t kBpfNest[] = {SEG6_LOCAL_BPF};

constexpr Field kSeg6Local[] = {
    attribute<Number<uint32_t>>(SEG6_LOCAL_ACTION, "action", "SEG6_LOCAL_ACTION",
                                "What is done with a packet to this segment.")
        .named(kActionNames),
    local_segments_row(),
    attribute<Number<uint32_t>>(SEG6_LOCAL_TABLE, "table", "SEG6_LOCAL_TABLE",
                                "Routing table to look the packet up in."),
    attribute<Number<uint32_t>>(SEG6_LOCAL_VRFTABLE, "vrfTable", "SEG6_LOCAL_VRFTABLE",
                                "Routing table of the VRF to look the packet up in."),
    attribute<IpAddress>(SEG6_LOCAL_NH4, "nexthop4", "SEG6_LOCAL_NH4", "IPv4 nexthop."),
    attribute<IpAddress>(SEG6_LOCAL_NH6, "nexthop6", "SEG6_LOCAL_NH6", "IPv6 nexthop."),
    attribute<LinkIndex<int>>(SEG6_LOCAL_IIF, "inputInterface", "SEG6_LOCAL_IIF",
                              "Link the packet is taken to have come from."),
    attribute<LinkIndex<int>>(SEG6_LOCAL_OIF, "outputInterface", "SEG6_LOCAL_OIF",
                              "Link to send the packet out on."),
    group("bpf", "SEG6_LOCAL_BPF", "Program of End.BPF.", kBpfProgramRecord, kBpfNest)
        .when(SEG6_LOCAL_BPF),
    group("counters", "SEG6_LOCAL_COUNTERS", "Counters; written, whatever they say, they start.",
          kCounterRecord, kCounterNest)
        .when(uapi::kSeg6LocalCounters)
        .not_a_change(),
    group("flavors", "SEG6_LOCAL_FLAVORS", "Variations of the action.", kFlavorRecord, kFlavorNest)
        .when(uapi::kSeg6LocalFlavors),
};

constexpr Name kIoamModes[] = {{1, "inline"}, {2, "encap"}, {3, "auto"}};
constexpr Names kIoamModeNames{"Ioam6Mode", kIoamModes};

// The trace header: namespace (16 bits), length of a node's data and flags, remaining length, type
// (24 bits) and a reserved byte, in network byte order.
constexpr size_t kTraceSize = 8;
constexpr unsigned kTraceUnit = 4;  // bytes the length counts in

template <typename T, T (*kGet)(const uint8_t*)>
constexpr Field trace_member(const char* name, const char* kernel, const char* doc) {
  Field row{
      .name = name, .kernel = kernel, .doc = doc, .type = Number<T>::type(), .access = kReadWrite};
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    const auto trace = payload(source, uapi::kIoam6Trace, 0);
    if (trace.size() < kTraceSize) return false;
    return writer.put(kGet(trace.data())), true;
  };
  return row;
}

uint32_t trace_type(const uint8_t* trace) {
  return static_cast<uint32_t>(trace[4] << 16 | trace[5] << 8 | trace[6]);
}
uint16_t trace_namespace(const uint8_t* trace) {
  return static_cast<uint16_t>(trace[0] << 8 | trace[1]);
}
uint16_t trace_size(const uint8_t* trace) {
  return static_cast<uint16_t>((trace[3] & 0x7f) * kTraceUnit);
}

// `traceNamespace` and `traceSize` go into the same attribute, which the row of the type puts.
constexpr Field trace_type_row() {
  Field row = trace_member<uint32_t, trace_type>(
                  "traceType", "ioam6_trace_hdr.type",
                  "What each node records: 24 bits, the highest is bit 0 of RFC 9197.")
                  .range(0, 0xffffff);
  row.put = [](const Field&, Reader reader, Target& target) {
    const Record& encap = *target.record;
    const auto type = reader.get<uint32_t>();
    const unsigned space =
        encap.has("traceNamespace") ? encap.value("traceNamespace").get<uint16_t>() : 0U;
    const unsigned size = encap.has("traceSize") ? encap.value("traceSize").get<uint16_t>() : 0U;
    const std::array<uint8_t, kTraceSize> trace{static_cast<uint8_t>(space >> 8),
                                                static_cast<uint8_t>(space),
                                                0,
                                                static_cast<uint8_t>(size / kTraceUnit),
                                                static_cast<uint8_t>(type >> 16),
                                                static_cast<uint8_t>(type >> 8),
                                                static_cast<uint8_t>(type),
                                                0};
    check_put(nla_put(target.message, uapi::kIoam6Trace, kTraceSize, trace.data()));
  };
  return row;
}

constexpr Field kIoam6[] = {
    attribute<Number<uint8_t>>(uapi::kIoam6Mode, "mode", "IOAM6_IPTUNNEL_MODE",
                               "How the trace is carried.")
        .named(kIoamModeNames),
    attribute<IpAddress>(uapi::kIoam6Destination, "destination", "IOAM6_IPTUNNEL_DST",
                         "Other end of the tunnel, where there is one."),
    attribute<IpAddress>(uapi::kIoam6Source, "source", "IOAM6_IPTUNNEL_SRC",
                         "This end of the tunnel."),
    trace_type_row(),
    trace_member<uint16_t, trace_namespace>("traceNamespace", "ioam6_trace_hdr.namespace_id",
                                            "IOAM namespace."),
    trace_member<uint16_t, trace_size>("traceSize", "ioam6_trace_hdr.remlen",
                                       "Bytes for the nodes' data, 0-244, a multiple of 4.")
        .range(0, 244),
    attribute<Number<uint32_t>>(uapi::kIoam6FrequencyK, "frequencyPackets", "IOAM6_IPTUNNEL_FREQ_K",
                                "Of each `frequencyOf` packets, how many carry a trace."),
    attribute<Number<uint32_t>>(uapi::kIoam6FrequencyN, "frequencyOf", "IOAM6_IPTUNNEL_FREQ_N",
                                "See `frequencyPackets`."),
};

}  // namespace

const RecordType kSeg6Encap{"Seg6Encap", kSeg6};
const RecordType kSeg6LocalEncap{"Seg6LocalEncap", kSeg6Local};
const RecordType kIoam6Encap{"Ioam6Encap", kIoam6};

}  // namespace netlink
