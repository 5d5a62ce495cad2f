// A failure as JavaScript gets it.
#pragma once

#include "io/outbox.h"
#include "nl/error.h"
#include "nl/extended_ack.h"

namespace netlink {

Item failure(uint32_t id, const Error& error);
// A refusal by the kernel.
Error refusal(Verdict verdict);

}  // namespace netlink
