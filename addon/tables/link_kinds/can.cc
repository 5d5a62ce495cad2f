// can and vxcan: the bus of vehicles. libnl 3.5 has no accessors for the data phase, so the bit
// timing of both phases has rows of its own.
#include <linux/can/netlink.h>
#include <linux/if_link.h>
#include <netlink/route/link/can.h>

#include <cstddef>

#include "fields/network_codecs.h"
#include "tables/link_kinds.h"
#include "tables/link_kinds/peer.h"
#include "tables/uapi.h"

namespace netlink {
namespace {

constexpr Name kStates[] = {
    {CAN_STATE_ERROR_ACTIVE, "ERROR-ACTIVE"},
    {CAN_STATE_ERROR_WARNING, "ERROR-WARNING"},
    {CAN_STATE_ERROR_PASSIVE, "ERROR-PASSIVE"},
    {CAN_STATE_BUS_OFF, "BUS-OFF"},
    {CAN_STATE_STOPPED, "STOPPED"},
    {CAN_STATE_SLEEPING, "SLEEPING"},
};
constexpr Names kStateNames{"CanState", kStates};
constexpr Name kModes[] = {
    {0x01, "LOOPBACK"},    {0x02, "LISTEN-ONLY"},    {0x04, "TRIPLE-SAMPLING"},
    {0x08, "ONE-SHOT"},    {0x10, "BERR-REPORTING"}, {0x20, "FD"},
    {0x40, "PRESUME-ACK"}, {0x80, "FD-NON-ISO"},     {0x100, "CC-LEN8-DLC"},
    {0x200, "TDC-AUTO"},   {0x400, "TDC-MANUAL"},
};
constexpr Names kModeNames{"CanControlMode", kModes};
constexpr uint32_t kAllModes = 0x7ff;

template <uint16_t kAttribute, size_t kOffset>
constexpr Field timing(const char* name, const char* kernel, const char* doc) {
  return attribute<StructMember<Number<uint32_t>, kOffset, sizeof(can_bittiming)>>(kAttribute, name,
                                                                                   kernel, doc);
}
template <uint16_t kAttribute>
constexpr Field kTiming[] = {
    timing<kAttribute, offsetof(can_bittiming, bitrate)>("bitrate", "can_bittiming.bitrate",
                                                         "Bits per second."),
    timing<kAttribute, offsetof(can_bittiming, sample_point)>(
        "samplePoint", "can_bittiming.sample_point", "Sample point in tenths of a percent."),
    timing<kAttribute, offsetof(can_bittiming, tq)>("timeQuantum", "can_bittiming.tq",
                                                    "Time quantum in nanoseconds."),
    timing<kAttribute, offsetof(can_bittiming, prop_seg)>(
        "propagationSegment", "can_bittiming.prop_seg", "Propagation segment in time quanta."),
    timing<kAttribute, offsetof(can_bittiming, phase_seg1)>(
        "phaseSegment1", "can_bittiming.phase_seg1", "Phase buffer segment 1 in time quanta."),
    timing<kAttribute, offsetof(can_bittiming, phase_seg2)>(
        "phaseSegment2", "can_bittiming.phase_seg2", "Phase buffer segment 2 in time quanta."),
    timing<kAttribute, offsetof(can_bittiming, sjw)>("synchronisationJumpWidth",
                                                     "can_bittiming.sjw",
                                                     "Synchronisation jump width in time quanta."),
    timing<kAttribute, offsetof(can_bittiming, brp)>("bitRatePrescaler", "can_bittiming.brp",
                                                     "Bit-rate prescaler."),
};
constexpr RecordType kTimingRecord{"CanBitTiming", kTiming<IFLA_CAN_BITTIMING>};
constexpr RecordType kDataTimingRecord{"CanDataBitTiming", kTiming<IFLA_CAN_DATA_BITTIMING>};

template <uint16_t kAttribute, size_t kOffset>
constexpr Field limit(const char* name, const char* kernel, const char* doc) {
  return attribute<Member<uint32_t, kOffset>>(kAttribute, name, kernel, doc).read_only();
}
template <uint16_t kAttribute>
constexpr Field kLimits[] = {
    attribute<AttributeText>(kAttribute, "name", "can_bittiming_const.name",
                             "Name of the controller's hardware.")
        .read_only(),
    limit<kAttribute, offsetof(can_bittiming_const, tseg1_min)>(
        "timeSegment1Minimum", "can_bittiming_const.tseg1_min", "In time quanta."),
    limit<kAttribute, offsetof(can_bittiming_const, tseg1_max)>(
        "timeSegment1Maximum", "can_bittiming_const.tseg1_max", "In time quanta."),
    limit<kAttribute, offsetof(can_bittiming_const, tseg2_min)>(
        "timeSegment2Minimum", "can_bittiming_const.tseg2_min", "In time quanta."),
    limit<kAttribute, offsetof(can_bittiming_const, tseg2_max)>(
        "timeSegment2Maximum", "can_bittiming_const.tseg2_max", "In time quanta."),
    limit<kAttribute, offsetof(can_bittiming_const, sjw_max)>(
        "synchronisationJumpWidthMaximum", "can_bittiming_const.sjw_max", "In time quanta."),
    limit<kAttribute, offsetof(can_bittiming_const, brp_min)>(
        "bitRatePrescalerMinimum", "can_bittiming_const.brp_min", "Smallest prescaler."),
    limit<kAttribute, offsetof(can_bittiming_const, brp_max)>(
        "bitRatePrescalerMaximum", "can_bittiming_const.brp_max", "Largest prescaler."),
    limit<kAttribute, offsetof(can_bittiming_const, brp_inc)>(
        "bitRatePrescalerIncrement", "can_bittiming_const.brp_inc", "Step of the prescaler."),
};
constexpr RecordType kLimitsRecord{"CanBitTimingLimits", kLimits<IFLA_CAN_BITTIMING_CONST>};
constexpr RecordType kDataLimitsRecord{"CanDataBitTimingLimits",
                                       kLimits<IFLA_CAN_DATA_BITTIMING_CONST>};

constexpr Field kErrorCounters[] = {
    field<rtnl_link_can_berr_tx, nullptr, Widened<uint16_t>>("tx", "can_berr_counter.txerr",
                                                             "Errors while sending."),
    field<rtnl_link_can_berr_rx, nullptr, Widened<uint16_t>>("rx", "can_berr_counter.rxerr",
                                                             "Errors while receiving."),
};
constexpr RecordType kErrorCountersRecord{"CanErrorCounters", kErrorCounters};

// IFLA_CAN_TDC_*: limits, then values.
constexpr Field kDelay[] = {
    attribute<Number<uint32_t>>(1, "valueMinimum", "IFLA_CAN_TDC_TDCV_MIN", "Smallest value.")
        .read_only(),
    attribute<Number<uint32_t>>(2, "valueMaximum", "IFLA_CAN_TDC_TDCV_MAX", "Largest value.")
        .read_only(),
    attribute<Number<uint32_t>>(3, "offsetMinimum", "IFLA_CAN_TDC_TDCO_MIN", "Smallest offset.")
        .read_only(),
    attribute<Number<uint32_t>>(4, "offsetMaximum", "IFLA_CAN_TDC_TDCO_MAX", "Largest offset.")
        .read_only(),
    attribute<Number<uint32_t>>(5, "filterMinimum", "IFLA_CAN_TDC_TDCF_MIN", "Smallest window.")
        .read_only(),
    attribute<Number<uint32_t>>(6, "filterMaximum", "IFLA_CAN_TDC_TDCF_MAX", "Largest window.")
        .read_only(),
    attribute<Number<uint32_t>>(7, "value", "IFLA_CAN_TDC_TDCV", "Value in clock periods."),
    attribute<Number<uint32_t>>(8, "offset", "IFLA_CAN_TDC_TDCO", "Offset in clock periods."),
    attribute<Number<uint32_t>>(9, "filter", "IFLA_CAN_TDC_TDCF",
                                "Filter window in clock periods."),
};
constexpr RecordType kDelayRecord{"CanTransmitterDelay", kDelay};
constexpr uint16_t kDelayNest[] = {uapi::kIflaCanTdc};

constexpr Field kExtended[] = {
    attribute<Number<uint32_t>>(1, "supported", "IFLA_CAN_CTRLMODE_SUPPORTED",
                                "Modes that the device has.")
        .bits(kModeNames)
        .read_only(),
};
constexpr RecordType kExtendedRecord{"CanControlModeExtension", kExtended};
constexpr uint16_t kExtendedNest[] = {uapi::kIflaCanCtrlmodeExt};

// An array of numbers in one attribute.
template <typename T>
struct Array {
  using Value = nlattr*;
  static constexpr Type kElement = Number<T>::type();
  static constexpr Type type() { return {.wire = Wire::kList, .element = &kElement}; }
  static bool read(nlattr* attribute, nlattr*& value) { return value = attribute, true; }
  static bool encode(Writer& writer, nlattr* attribute) {
    const auto count = static_cast<uint16_t>(static_cast<size_t>(nla_len(attribute)) / sizeof(T));
    writer.put(count);
    for (size_t i = 0; i < count; ++i) {
      T value;
      std::memcpy(&value, static_cast<const uint8_t*>(nla_data(attribute)) + i * sizeof value,
                  sizeof value);
      writer.put(value);
    }
    return true;
  }
};

constexpr Field kData[] = {
    group("bitTiming", "IFLA_CAN_BITTIMING", "Bit timing; the kernel computes what is left out.",
          kTimingRecord),
    group("bitTimingLimits", "IFLA_CAN_BITTIMING_CONST", "What the hardware can do.", kLimitsRecord)
        .read_only(),
    group("dataBitTiming", "IFLA_CAN_DATA_BITTIMING", "Bit timing of the data phase of CAN FD.",
          kDataTimingRecord),
    group("dataBitTimingLimits", "IFLA_CAN_DATA_BITTIMING_CONST",
          "What the hardware can do in the data phase.", kDataLimitsRecord)
        .read_only(),
    field<rtnl_link_can_freq>("clockFrequency", "IFLA_CAN_CLOCK",
                              "Frequency of the controller's clock in hertz."),
    field<rtnl_link_can_state>("state", "IFLA_CAN_STATE", "State of the controller.")
        .named(kStateNames),
    field<rtnl_link_can_get_ctrlmode,
          [](rtnl_link* link, uint32_t modes) {
            rtnl_link_can_unset_ctrlmode(link, kAllModes & ~modes);
            return rtnl_link_can_set_ctrlmode(link, modes);
          }>("controlMode", "IFLA_CAN_CTRLMODE",
             "Modes that are on; written, exactly the named ones.")
        .bits(kModeNames),
    group("controlModeExtension", "IFLA_CAN_CTRLMODE_EXT", "More of the modes.", kExtendedRecord,
          kExtendedNest)
        .read_only(),
    field<rtnl_link_can_get_restart_ms, rtnl_link_can_set_restart_ms>(
        "restartMilliseconds", "IFLA_CAN_RESTART_MS",
        "Milliseconds from bus-off to the automatic restart; 0: none."),
    attribute<Boolean<uint32_t>>(IFLA_CAN_RESTART, "restart", "IFLA_CAN_RESTART",
                                 "Restarts the controller now.")
        .write_only(),
    group("errorCounters", "IFLA_CAN_BERR_COUNTER", "Bus errors.", kErrorCountersRecord)
        .read_only()
        .not_a_change(),
    attribute<Number<uint16_t>>(IFLA_CAN_TERMINATION, "termination", "IFLA_CAN_TERMINATION",
                                "Termination in ohms; 0: none."),
    attribute<Array<uint16_t>>(IFLA_CAN_TERMINATION_CONST, "terminations",
                               "IFLA_CAN_TERMINATION_CONST", "Terminations there are, in ohms."),
    attribute<Array<uint32_t>>(IFLA_CAN_BITRATE_CONST, "bitrates", "IFLA_CAN_BITRATE_CONST",
                               "Bit rates there are."),
    attribute<Array<uint32_t>>(IFLA_CAN_DATA_BITRATE_CONST, "dataBitrates",
                               "IFLA_CAN_DATA_BITRATE_CONST",
                               "Bit rates there are in the data phase."),
    attribute<Number<uint32_t>>(IFLA_CAN_BITRATE_MAX, "bitrateMaximum", "IFLA_CAN_BITRATE_MAX",
                                "Highest bit rate of the transceiver; 0: not known.")
        .read_only(),
    group("transmitterDelay", "IFLA_CAN_TDC", "Transmitter delay compensation of CAN FD.",
          kDelayRecord, kDelayNest),
};

constexpr uint16_t kVxcanInfoPeer = 1;  // VXCAN_INFO_PEER
constexpr Field kVxcan[] = {link_peer_attribute(kVxcanInfoPeer, "VXCAN_INFO_PEER", kLinkPeer)};

template <size_t kOffset>
constexpr Field device_counter(const char* name, const char* kernel, const char* doc) {
  return attribute<Member<uint32_t, kOffset>>(IFLA_INFO_XSTATS, name, kernel, doc)
      .read_only()
      .not_a_change();
}
constexpr Field kStatistics[] = {
    device_counter<offsetof(can_device_stats, bus_error)>("busErrors", "can_device_stats.bus_error",
                                                          "Bus errors."),
    device_counter<offsetof(can_device_stats, error_warning)>(
        "errorWarnings", "can_device_stats.error_warning", "Changes to the state error-warning."),
    device_counter<offsetof(can_device_stats, error_passive)>(
        "errorPassives", "can_device_stats.error_passive", "Changes to the state error-passive."),
    device_counter<offsetof(can_device_stats, bus_off)>("busOffs", "can_device_stats.bus_off",
                                                        "Changes to the state bus-off."),
    device_counter<offsetof(can_device_stats, arbitration_lost)>(
        "arbitrationLost", "can_device_stats.arbitration_lost", "Arbitrations lost."),
    device_counter<offsetof(can_device_stats, restarts)>("restarts", "can_device_stats.restarts",
                                                         "Restarts of the controller."),
};

}  // namespace

const RecordType kCanData{"CanData", kData};
const RecordType kCanStatistics{"CanStatistics", kStatistics};
const RecordType kVxcanData{"VxcanData", kVxcan};

}  // namespace netlink
