// Parts of a link that are records of their own: the program that sees its packets first, and what
// the link is to other subsystems of the kernel.
#include "tables/link_parts.h"

#include "fields/nested.h"

namespace netlink {
namespace {

constexpr Name kAttached[] = {{XDP_ATTACHED_NONE, "none"},
                              {XDP_ATTACHED_DRV, "driver"},
                              {XDP_ATTACHED_SKB, "generic"},
                              {XDP_ATTACHED_HW, "offload"},
                              {XDP_ATTACHED_MULTI, "multi"}};
constexpr Names kAttachedNames{"XdpAttached", kAttached};
constexpr Name kFlags[] = {{XDP_FLAGS_UPDATE_IF_NOEXIST, "update_if_noexist"},
                           {XDP_FLAGS_SKB_MODE, "generic"},
                           {XDP_FLAGS_DRV_MODE, "driver"},
                           {XDP_FLAGS_HW_MODE, "offload"},
                           {XDP_FLAGS_REPLACE, "replace"}};
constexpr Names kFlagNames{"XdpFlag", kFlags};

constexpr Field program(uint16_t number, const char* name, const char* kernel, const char* doc) {
  return attribute<Number<uint32_t>>(number, name, kernel, doc).read_only();
}

constexpr Field kXdp[] = {
    attribute<Number<uint8_t>>(IFLA_XDP_ATTACHED, "attached", "IFLA_XDP_ATTACHED",
                               "Where a program is attached.")
        .named(kAttachedNames)
        .read_only(),
    program(IFLA_XDP_PROG_ID, "programId", "IFLA_XDP_PROG_ID", "Id of the program."),
    program(IFLA_XDP_DRV_PROG_ID, "driverProgramId", "IFLA_XDP_DRV_PROG_ID",
            "Id of the program in the driver, where there are several."),
    program(IFLA_XDP_SKB_PROG_ID, "genericProgramId", "IFLA_XDP_SKB_PROG_ID",
            "Id of the generic program, where there are several."),
    program(IFLA_XDP_HW_PROG_ID, "offloadProgramId", "IFLA_XDP_HW_PROG_ID",
            "Id of the program in the hardware, where there are several."),
    attribute<Number<int32_t>>(IFLA_XDP_FD, "fd", "IFLA_XDP_FD",
                               "Descriptor of the program to attach, in this process; -1: detach.")
        .range(-1, INT32_MAX)
        .write_only(),
    attribute<Number<uint32_t>>(IFLA_XDP_FLAGS, "flags", "IFLA_XDP_FLAGS", "How to attach it.")
        .bits(kFlagNames)
        .write_only(),
    attribute<Number<int32_t>>(IFLA_XDP_EXPECTED_FD, "expectedFd", "IFLA_XDP_EXPECTED_FD",
                               "Descriptor of the program that shall be replaced, and only it.")
        .range(-1, INT32_MAX)
        .write_only(),
};

// DEVLINK_ATTR_* and DPLL_A_PIN_ID.
constexpr uint16_t kBusName = 1, kDeviceName = 2, kPortIndex = 3, kPinId = 1;

constexpr Field kDevlinkPort[] = {
    attribute<AttributeText>(kBusName, "busName", "DEVLINK_ATTR_BUS_NAME", "Bus of the device.")
        .read_only(),
    attribute<AttributeText>(kDeviceName, "deviceName", "DEVLINK_ATTR_DEV_NAME",
                             "The device, as its bus names it.")
        .read_only(),
    attribute<Number<uint32_t>>(kPortIndex, "portIndex", "DEVLINK_ATTR_PORT_INDEX",
                                "Index of the port.")
        .read_only(),
};

constexpr Field kDpllPin[] = {
    attribute<Number<uint32_t>>(kPinId, "id", "DPLL_A_PIN_ID", "Id of the pin.").read_only(),
};

}  // namespace

const RecordType kLinkXdp{"LinkXdp", kXdp};
const RecordType kLinkDevlinkPort{"LinkDevlinkPort", kDevlinkPort};
const RecordType kLinkDpllPin{"LinkDpllPin", kDpllPin};

bool ProtocolDownReason::read(nlattr* attribute, uint32_t& value) {
  const Attributes reason(attribute);
  nlattr* bits = reason[IFLA_PROTO_DOWN_REASON_VALUE];
  return bits && Number::read(bits, value);
}

void ProtocolDownReason::put(nl_msg* message, int attribute, uint32_t value) {
  nlattr* nest = detail::begin_nest(message, attribute);
  Number::put(message, IFLA_PROTO_DOWN_REASON_MASK, UINT32_MAX);
  Number::put(message, IFLA_PROTO_DOWN_REASON_VALUE, value);
  nla_nest_end(message, nest);
}

}  // namespace netlink
