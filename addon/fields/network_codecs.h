// Codecs of values in network byte order: numbers, and addresses that libnl or the kernel keeps as
// plain bytes.
#pragma once

#include <netinet/in.h>

#include "fields/codecs.h"

namespace netlink {

template <typename T>
constexpr T swapped(T value) {
  if constexpr (sizeof(T) == sizeof(uint16_t)) {
    return be16toh(value);
  } else {
    return be32toh(value);
  }
}

// A number that the attribute, and libnl's accessors where there are some, have in network byte
// order.
template <typename T>
struct NetworkOrderValue : Number<T> {
  static bool encode(Writer& writer, T value) { return writer.put(swapped(value)), true; }
  static T decode(Reader& reader, Target&) { return swapped(reader.get<T>()); }
};

// A C type that is the address's bytes. One of zeros means "not set".
template <typename T, int kFamily>
struct AddressBytes {
  using Value = T;
  static constexpr Type type() { return IpAddress::type(); }
  static bool encode(Writer& writer, const T& value) {
    static constexpr T kNone{};
    if (std::memcmp(&value, &kNone, sizeof value) == 0) return false;
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(kFamily, &value, text.data(), text.size());
    return writer.text(text.data()), true;
  }
  static T decode(Reader& reader, Target&) {
    const std::string text(reader.text());
    T value{};
    if (inet_pton(kFamily, text.c_str(), &value) != 1) {
      throw Error::own("EINVAL", "\"" + text + "\" is not an " +
                                     (kFamily == AF_INET ? "IPv4" : "IPv6") + " address");
    }
    return value;
  }
  // Setters of libnl take a pointer to what is larger than a number.
  static T* native(T& value)
    requires(kFamily == AF_INET6)
  {
    return &value;
  }
  static bool read(const nlattr* attribute, T& value) {
    if (nla_len(attribute) < static_cast<int>(sizeof value)) return false;
    std::memcpy(&value, nla_data(attribute), sizeof value);
    return true;
  }
  static void put(nl_msg* message, int attribute, const T& value) {
    check_put(nla_put(message, attribute, sizeof value, &value));
  }
};
using Ipv4Bytes = AddressBytes<uint32_t, AF_INET>;
using Ipv6Bytes = AddressBytes<in6_addr, AF_INET6>;

// An identity of 64 bits in hexadecimal, in the order of its bytes.
struct HexIdentity {
  using Value = uint64_t;  // the bytes as they are sent
  static constexpr Type type() {
    return {.wire = Wire::kText, .format = Format::kHex, .minimum = 16, .maximum = 16};
  }
  static bool encode(Writer& writer, uint64_t value) {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%016llx",
                  static_cast<unsigned long long>(be64toh(value)));
    return writer.text(text.data()), true;
  }
  static uint64_t decode(Reader& reader, Target&) {
    return htobe64(std::stoull(std::string(reader.text()), nullptr, 16));
  }
  static bool read(const nlattr* attribute, uint64_t& value) {
    return Number<uint64_t>::read(attribute, value);
  }
  static void put(nl_msg* message, int attribute, uint64_t value) {
    Number<uint64_t>::put(message, attribute, value);
  }
};

// One member of a C structure of kSize bytes that has several rows: what the rows do not name is 0.
// The rows stand side by side, so what the row before put is the last attribute.
template <typename Codec, size_t kOffset, size_t kSize>
struct StructMember : Codec {
  using Value = typename Codec::Value;
  static bool read(const nlattr* attribute, Value& value) {
    if (nla_len(attribute) < static_cast<int>(kOffset + sizeof value)) return false;
    std::memcpy(&value, static_cast<const uint8_t*>(nla_data(attribute)) + kOffset, sizeof value);
    return true;
  }
  static void put(nl_msg* message, int number, Value value) {
    const int size = nla_attr_size(kSize);
    const int whole = nla_total_size(kSize);
    auto* last =
        reinterpret_cast<nlattr*>(static_cast<uint8_t*>(nlmsg_tail(nlmsg_hdr(message))) - whole);
    if (nla_type(last) != number || last->nla_len != size) {
      last = nla_reserve(message, number, kSize);
      if (!last) check_put(-1);
      std::memset(nla_data(last), 0, kSize);
    }
    std::memcpy(static_cast<uint8_t*>(nla_data(last)) + kOffset, &value, sizeof value);
  }
};

}  // namespace netlink
