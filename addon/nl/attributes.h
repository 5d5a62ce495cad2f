// One level of netlink attributes: found by type when read, continued in place when written.
#pragma once

#include <netlink/attr.h>
#include <netlink/msg.h>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace netlink {

// The attributes of one level by type. Types above kMaximum and malformed rests are left out, as
// libnl does.
class Attributes {
 public:
  static constexpr int kMaximum = 127;

  Attributes() = default;
  // The attributes after a message's family header of `header` bytes.
  Attributes(nlmsghdr* message, int header);
  // The attributes in that many bytes.
  Attributes(nlattr* first, int size);
  // The attributes inside a nest; null: none.
  explicit Attributes(nlattr* nest);

  // A level of that attribute alone.
  static Attributes of(nlattr* attribute);

  nlattr* operator[](int type) const {
    return type <= kMaximum ? table_[static_cast<size_t>(type)] : nullptr;
  }

 private:
  std::array<nlattr*, kMaximum + 1> table_{};
};

// Opens the nest at `path` of a message for more attributes, where libnl's own builder may have
// begun it already, and closes it at the end of the scope. The nest is moved to the end of its
// parent, so that nla_put_*() continues it.
class OpenNest {
 public:
  // `header` is the size of the family header that stands before the outermost attributes; an empty
  // path is the top.
  OpenNest(nl_msg* message, int header, std::span<const uint16_t> path);
  ~OpenNest();
  OpenNest(const OpenNest&) = delete;
  OpenNest& operator=(const OpenNest&) = delete;

 private:
  nl_msg* message_;
  std::vector<size_t> offsets_;  // of the nests' headers from the message's start, outermost first
};

// Takes the attributes of these types out of the message's top level.
void remove_attributes(nl_msg* message, int header, std::initializer_list<int> types);

// Bytes of attributes one request may carry beyond what libnl's builder made room for.
inline constexpr size_t kRequestRoom = 65536;

}  // namespace netlink
