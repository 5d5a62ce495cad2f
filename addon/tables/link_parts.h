// Parts of a link that are records of their own: the program that sees its packets first, what it
// is to other subsystems of the kernel, its virtual functions.
#pragma once

#include <linux/if_link.h>

#include "fields/codecs.h"
#include "tables/uapi.h"

namespace netlink {

extern const RecordType kLinkXdp, kLinkDevlinkPort, kLinkDpllPin;

inline constexpr uint16_t kXdpNest[] = {IFLA_XDP};
inline constexpr uint16_t kDevlinkPortNest[] = {uapi::kIflaDevlinkPort};
inline constexpr uint16_t kDpllPinNest[] = {uapi::kIflaDpllPin};

// The bits in IFLA_PROTO_DOWN_REASON; written, exactly these.
struct ProtocolDownReason : Number<uint32_t> {
  static bool read(nlattr* attribute, uint32_t& value);
  static void put(nl_msg* message, int attribute, uint32_t value);
};

Field link_virtual_functions_row();

}  // namespace netlink
