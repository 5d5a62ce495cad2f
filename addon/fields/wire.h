// The packed records that cross between the I/O thread and JavaScript: how they are written and
// read.
//
// A record is a bitmap of which fields are present (one bit a row, rounded up to whole bytes), then
// their values in row order: numbers in host byte order, booleans as one byte, text as a 16-bit
// head (bit 15: not all ASCII) and its bytes, bytes as a 32-bit length and the bytes, lists as a
// 16-bit count and the elements, nested records inline, a variant as one byte (which) and its
// record, a link reference as 32 bits and, where those are kNamedLink, its name as text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace netlink {

enum class Wire : uint8_t {
  kBoolean,
  kU8,
  kU16,
  kU32,
  kU64,
  kI8,
  kI16,
  kI32,
  kI64,
  kText,
  kBytes,
  kLink,
  kNamespace,
  kRecord,
  kList,
  kVariant
};

// In place of an index: the link's name follows.
inline constexpr int32_t kNamedLink = INT32_MIN;
inline constexpr uint16_t kNotAscii = 0x8000;
inline constexpr size_t kMaximumText = 0x7fff;

// Writes into a buffer that is kept larger than what is in it, so that most writes are a copy and
// no more.
class Writer {
 public:
  template <typename T>
    requires std::is_arithmetic_v<T>
  void put(T value) {
    std::memcpy(room(sizeof value), &value, sizeof value);
  }

  void text(std::string_view value) {
    value = value.substr(0, kMaximumText);
    auto head = static_cast<uint16_t>(value.size());
    for (const char c : value) head |= static_cast<uint16_t>(c & 0x80 ? kNotAscii : 0);
    put(head);
    copy(value.data(), value.size());
  }

  void bytes(std::span<const uint8_t> value) {
    put(static_cast<uint32_t>(value.size()));
    copy(value.data(), value.size());
  }

  // Appends what is packed already.
  void append(std::span<const uint8_t> packed) { copy(packed.data(), packed.size()); }

  // Room for `size` zero bytes, to be filled in later by patch() or set_bit().
  size_t reserve(size_t size) {
    const size_t at = size_;
    std::memset(room(size), 0, size);
    return at;
  }
  template <typename T>
  void patch(size_t at, T value) {
    std::memcpy(bytes_.data() + at, &value, sizeof value);
  }
  void set_bit(size_t at, size_t bit) {
    bytes_[at + bit / 8] |= static_cast<uint8_t>(1U << (bit % 8));
  }

  size_t size() const { return size_; }
  void truncate(size_t size) { size_ = size; }
  std::span<const uint8_t> view() const { return {bytes_.data(), size_}; }
  std::vector<uint8_t> take() {
    bytes_.resize(std::exchange(size_, 0));
    return std::exchange(bytes_, {});
  }

 private:
  static constexpr size_t kFirst = 64;

  uint8_t* room(size_t size) {
    const size_t at = size_;
    size_ += size;
    if (size_ > bytes_.size()) bytes_.resize(std::max({size_, bytes_.size() * 2, kFirst}));
    return bytes_.data() + at;
  }
  void copy(const void* from, size_t size) {
    uint8_t* to = room(size);
    if (size > 0) std::memcpy(to, from, size);
  }

  std::vector<uint8_t> bytes_;
  size_t size_ = 0;
};

// Reads what lib/ packed; it comes from this package's own encoder, so a short buffer is a bug and
// throws.
class Reader {
 public:
  Reader() = default;
  explicit Reader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  template <typename T>
  T get() {
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string_view text() {
    const auto raw = take(get<uint16_t>() & kMaximumText);
    return {reinterpret_cast<const char*>(raw.data()), raw.size()};
  }
  std::span<const uint8_t> bytes() { return take(get<uint32_t>()); }
  std::span<const uint8_t> take(size_t size);

  bool done() const { return at_ == bytes_.size(); }
  size_t position() const { return at_; }
  std::span<const uint8_t> since(size_t position) const {
    return bytes_.subspan(position, at_ - position);
  }

 private:
  std::span<const uint8_t> bytes_;
  size_t at_ = 0;
};

}  // namespace netlink
