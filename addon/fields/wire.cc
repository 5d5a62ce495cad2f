// The packed records that cross between the I/O thread and JavaScript: bounds of what is read.
#include "fields/wire.h"

#include "nl/error.h"

namespace netlink {

std::span<const uint8_t> Reader::take(size_t size) {
  if (size > bytes_.size() - at_)
    throw Error::own("ERR_INTERNAL", "a packed record ends too early");
  const auto part = bytes_.subspan(at_, size);
  at_ += size;
  return part;
}

}  // namespace netlink
