// Reads the kernel's answer to a request: errno and extended acknowledgement of NLMSG_ERROR and
// NLMSG_DONE.
#pragma once

#include <linux/netlink.h>

#include <cstdint>
#include <span>

#include "nl/error.h"

namespace netlink {

struct Verdict {
  int number = 0;  // errno, positive; 0: success
  ExtendedAck ack;
};

// `answer` is an NLMSG_ERROR or NLMSG_DONE message of at least nlmsg_len bytes. `request` is what
// was sent, so that the offset of a bad attribute can be turned into the path of attribute types;
// it may be empty.
Verdict read_verdict(const nlmsghdr* answer, std::span<const uint8_t> request);

}  // namespace netlink
