// Encapsulations of IPv6 with headers of its own: segment routing and in-situ measurement (IOAM).
#pragma once

#include "fields/field.h"

namespace netlink {

extern const RecordType kSeg6Encap;
extern const RecordType kSeg6LocalEncap;
extern const RecordType kIoam6Encap;

}  // namespace netlink
