// How the values of libnl's accessors and of netlink attributes become packed values, and back.
//
// A codec has the native type `Value`, the packed `type()`, `encode` (false: the value means "not
// set"), `decode`, and for attribute rows `read` (false: the payload is too short) and `put`.
// Payloads longer than known are accepted.
#pragma once

#include <arpa/inet.h>
#include <endian.h>
#include <netlink/data.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <string>

#include "fields/field.h"
#include "nl/error.h"
#include "nl/network_namespace.h"

namespace netlink {

inline void check_put(int result) {
  if (result < 0)
    throw Error::own("ERR_REQUEST_TOO_LARGE",
                     "the attributes of the request do not fit into one message");
}

template <typename T>
constexpr Wire wire_of() {
  constexpr bool kIsSigned = std::is_signed_v<T>;
  if constexpr (sizeof(T) == 1) return kIsSigned ? Wire::kI8 : Wire::kU8;
  if constexpr (sizeof(T) == 2) return kIsSigned ? Wire::kI16 : Wire::kU16;
  if constexpr (sizeof(T) == 4) return kIsSigned ? Wire::kI32 : Wire::kU32;
  return kIsSigned ? Wire::kI64 : Wire::kU64;
}

// A plain number.
template <typename T>
struct Number {
  using Value = T;
  static constexpr Type type() {
    return {.wire = wire_of<T>(),
            .minimum = std::numeric_limits<T>::min(),
            .maximum = std::numeric_limits<T>::max()};
  }
  static bool encode(Writer& writer, T value) { return writer.put(value), true; }
  static T decode(Reader& reader, Target&) { return reader.get<T>(); }
  static bool read(const nlattr* attribute, T& value) {
    if (nla_len(attribute) < static_cast<int>(sizeof value)) return false;
    std::memcpy(&value, nla_data(attribute), sizeof value);
    return true;
  }
  static void put(nl_msg* message, int attribute, T value) {
    check_put(nla_put(message, attribute, sizeof value, &value));
  }
};

// A number that libnl's accessors pass as an int to have room for an error code; `T` is the
// kernel's type.
template <typename T>
struct Widened : Number<T> {
  using Value = int;
  static bool encode(Writer& writer, int value) {
    return Number<T>::encode(writer, static_cast<T>(value));
  }
};

// One member of a C structure that a kernel of another version may send shorter or longer.
template <typename T, size_t kOffset>
struct Member : Number<T> {
  static bool read(const nlattr* attribute, T& value) {
    if (nla_len(attribute) < static_cast<int>(kOffset + sizeof value)) return false;
    std::memcpy(&value, static_cast<const uint8_t*>(nla_data(attribute)) + kOffset, sizeof value);
    return true;
  }
};

// A number whose payload is in network byte order.
template <typename T>
struct NetworkOrder : Number<T> {
  static T swapped(T value) {
    if constexpr (sizeof(T) == 2) return htobe16(value);
    if constexpr (sizeof(T) == 4) return htobe32(value);
    if constexpr (sizeof(T) == 8) return htobe64(value);
  }
  static bool read(const nlattr* attribute, T& value) {
    const bool whole = Number<T>::read(attribute, value);
    value = swapped(value);
    return whole;
  }
  static void put(nl_msg* message, int attribute, T value) {
    Number<T>::put(message, attribute, swapped(value));
  }
};
using NetworkOrder16 = NetworkOrder<uint16_t>;
using NetworkOrder32 = NetworkOrder<uint32_t>;
using NetworkOrder64 = NetworkOrder<uint64_t>;

// A number of which one value means "not set"; `V` is what libnl's accessor passes it as.
template <typename T, T kNone, typename V = T>
struct NumberUnless : Number<T> {
  using Value = V;
  static bool encode(Writer& writer, V value) {
    return static_cast<T>(value) != kNone && Number<T>::encode(writer, static_cast<T>(value));
  }
};

// The payload of an attribute that is a C structure of that size: added with zeros where the
// message lacks it.
inline uint8_t* structure_in(Target& target, int attribute, size_t size) {
  nlattr* whole = nlmsg_find_attr(nlmsg_hdr(target.message), target.header, attribute);
  if (!whole) {
    whole = nla_reserve(target.message, attribute, static_cast<int>(size));
    if (!whole) check_put(-1);
    std::memset(nla_data(whole), 0, size);
  }
  return static_cast<uint8_t*>(nla_data(whole));
}

// One member of a C structure of kSize bytes that is read and written: the rows of its members fill
// one attribute.
template <typename T, size_t kOffset, size_t kSize>
struct Part : Member<T, kOffset> {
  static void put(Reader& reader, Target& target, int attribute) {
    const T value = reader.get<T>();
    std::memcpy(structure_in(target, attribute, kSize) + kOffset, &value, sizeof value);
  }
};

// A number that means true or false. A libnl accessor may use any integer type for it.
template <typename T = uint8_t>
struct Boolean {
  using Value = T;
  static constexpr Type type() { return {.wire = Wire::kBoolean}; }
  static bool encode(Writer& writer, T value) {
    return writer.put(static_cast<uint8_t>(value != 0)), true;
  }
  static T decode(Reader& reader, Target&) { return static_cast<T>(reader.get<uint8_t>()); }
  static bool read(const nlattr* attribute, T& value) { return Number<T>::read(attribute, value); }
  static void put(nl_msg* message, int attribute, T value) {
    Number<T>::put(message, attribute, value);
  }
};

// A text; an empty one means "not set".
struct Text {
  using Value = const char*;
  static constexpr Type type() { return {.wire = Wire::kText, .maximum = kMaximumText}; }
  static bool encode(Writer& writer, const char* value) {
    if (!value || !*value) return false;
    return writer.text(value), true;
  }
  // libnl copies what it is given, so a terminated copy that lives until the setter returns is
  // enough.
  static std::string decode(Reader& reader, Target&) { return std::string(reader.text()); }
  static const char* native(const std::string& value) { return value.c_str(); }
};

// A codec of numbers for which 0 means "not set".
template <typename Codec>
struct ZeroIsNone : Codec {
  static bool encode(Writer& writer, typename Codec::Value value) {
    return value != 0 && Codec::encode(writer, value);
  }
};

// The text of an Internet address. inet_ntop() goes through the formatting of printf for IPv4,
// which shows in a list of many routes.
class InternetText {
 public:
  InternetText(int family, const void* address) {
    if (family == AF_INET6) {
      inet_ntop(AF_INET6, address, text_.data(), INET6_ADDRSTRLEN);
      size_ = std::strlen(text_.data());
      return;
    }
    const auto* bytes = static_cast<const uint8_t*>(address);
    for (int i = 0; i < 4; ++i) {
      if (i > 0) text_[size_++] = '.';
      number(bytes[i]);
    }
  }
  void length(unsigned bits) {
    text_[size_++] = '/';
    number(bits);
  }
  std::string_view view() const { return {text_.data(), size_}; }

 private:
  void number(unsigned value) {
    if (value >= 100) text_[size_++] = static_cast<char>('0' + value / 100);
    if (value >= 10) text_[size_++] = static_cast<char>('0' + value / 10 % 10);
    text_[size_++] = static_cast<char>('0' + value % 10);
  }

  std::array<char, INET6_ADDRSTRLEN + 4> text_;
  size_t size_ = 0;
};

// The family of an address by its size: libnl gives addresses the family of their message, which
// may be that of a multicast routing table.
inline int internet_family(const nl_addr* address) {
  const unsigned size = nl_addr_get_len(address);
  return size == sizeof(in_addr) ? AF_INET : size == sizeof(in6_addr) ? AF_INET6 : AF_UNSPEC;
}

// An address of any kind in libnl's own text form.
template <Format kFormat>
struct AddressText {
  using Value = nl_addr*;
  static constexpr Type type() {
    return {.wire = Wire::kText, .format = kFormat, .maximum = kMaximumText};
  }
  static bool encode(Writer& writer, const nl_addr* value) {
    if (!value || nl_addr_get_len(value) == 0) return false;
    std::array<char, 128> text{};
    if (kFormat == Format::kHardwareAddress) {
      writer.text(hardware(value, text));
    } else if (nl_addr_get_family(value) == AF_INET && nl_addr_get_len(value) == 4 &&
               nl_addr_get_prefixlen(value) == 32) {
      writer.text(InternetText(AF_INET, nl_addr_get_binary_addr(value)).view());
    } else {
      writer.text(nl_addr2str(value, text.data(), text.size()));
    }
    return true;
  }
  static Address decode(Reader& reader, Target&) {
    const std::string text(reader.text());
    nl_addr* parsed = nullptr;
    if (kFormat == Format::kHardwareAddress) {
      parsed = parse_hardware(text);
    } else {
      const int result = nl_addr_parse(text.c_str(), AF_UNSPEC, &parsed);
      if (result < 0) throw Error::library(result, "\"" + text + "\" is not an address");
    }
    return Address(parsed);
  }
  static nl_addr* native(const Address& value) { return value.get(); }
  static bool read(nlattr* attribute, Address& value) {
    const int family = nla_len(attribute) == 4    ? AF_INET
                       : nla_len(attribute) == 16 ? AF_INET6
                                                  : AF_LLC;
    value.reset(nl_addr_alloc_attr(attribute, kFormat == Format::kIpAddress ? family : AF_LLC));
    return value != nullptr;
  }
  static void put(nl_msg* message, int attribute, const Address& value) {
    check_put(nla_put_addr(message, attribute, value.get()));
  }

 private:
  // nl_addr2str() and nl_addr_parse() take hardware addresses of some lengths for Internet
  // addresses.
  static nl_addr* parse_hardware(const std::string& text) {
    std::array<uint8_t, 32> bytes{};
    size_t size = 0;
    for (size_t at = 0; at < text.size() && size < bytes.size(); at += 3) {
      bytes[size++] = static_cast<uint8_t>(std::stoi(text.substr(at, 2), nullptr, 16));
    }
    return nl_addr_build(AF_LLC, bytes.data(), size);
  }
  static std::string_view hardware(const nl_addr* value, std::array<char, 128>& text) {
    const auto* bytes = static_cast<const uint8_t*>(nl_addr_get_binary_addr(value));
    constexpr const char* kDigits = "0123456789abcdef";
    size_t at = 0;
    for (unsigned i = 0; i < nl_addr_get_len(value) && at + 3 < text.size(); ++i) {
      if (i > 0) text[at++] = ':';
      text[at++] = kDigits[bytes[i] >> 4];
      text[at++] = kDigits[bytes[i] & 15];
    }
    return {text.data(), at};
  }
};
// An Internet address with the length of its prefix, also where it is the whole address.
struct Prefix : AddressText<Format::kPrefix> {
  static bool encode(Writer& writer, const nl_addr* value) {
    if (!value) return false;
    const int family = internet_family(value);
    if (family == AF_UNSPEC) return false;
    InternetText text(family, nl_addr_get_binary_addr(value));
    text.length(nl_addr_get_prefixlen(value));
    writer.text(text.view());
    return true;
  }
};

// A network: an address without bits beyond its prefix.
struct Network : Prefix {
  static constexpr Type type() {
    return {.wire = Wire::kText, .format = Format::kNetwork, .maximum = kMaximumText};
  }
};

// An address that the getter hands over for the caller to release.
struct OwnedIpAddress : AddressText<Format::kIpAddress> {
  static bool encode(Writer& writer, nl_addr* value) {
    return AddressText::encode(writer, Address(value).get());
  }
};
using HardwareAddress = AddressText<Format::kHardwareAddress>;
using IpAddress = AddressText<Format::kIpAddress>;

// Opaque bytes in hexadecimal, as iproute2 prints identities of ports and switches.
struct Hex {
  using Value = nl_data*;
  static constexpr Type type() {
    return {.wire = Wire::kText, .format = Format::kHex, .maximum = kMaximumText};
  }
  static bool encode(Writer& writer, nl_data* value) {
    if (!value) return false;
    const auto* bytes = static_cast<const uint8_t*>(nl_data_get(value));
    std::string text;
    for (size_t i = 0; i < nl_data_get_size(value); ++i) {
      constexpr const char* kDigits = "0123456789abcdef";
      text += kDigits[bytes[i] >> 4];
      text += kDigits[bytes[i] & 15];
    }
    return writer.text(text), true;
  }
};

// The index of a link; 0 means "none". On input it may be a name.
template <typename T = int>
struct LinkIndex {
  using Value = T;
  static constexpr Type type() { return {.wire = Wire::kLink}; }
  static bool encode(Writer& writer, T value) {
    if (value == 0) return false;
    return writer.put(static_cast<int32_t>(value)), true;
  }
  static T decode(Reader& reader, Target& target) {
    const auto index = reader.get<int32_t>();
    return static_cast<T>(index == kNamedLink ? target.scope.link_index(reader.text()) : index);
  }
  static bool read(const nlattr* attribute, T& value) { return Number<T>::read(attribute, value); }
  static void put(nl_msg* message, int attribute, T value) {
    Number<T>::put(message, attribute, value);
  }
};

// A text attribute, of which the kernel may leave out the final zero.
struct AttributeText {
  using Value = std::string;
  static constexpr Type type() { return Text::type(); }
  static bool encode(Writer& writer, const std::string& value) { return writer.text(value), true; }
  static std::string decode(Reader& reader, Target&) { return std::string(reader.text()); }
  static bool read(const nlattr* attribute, std::string& value) {
    const auto* begin = static_cast<const char*>(nla_data(attribute));
    value.assign(begin, strnlen(begin, static_cast<size_t>(nla_len(attribute))));
    return true;
  }
  static void put(nl_msg* message, int attribute, const std::string& value) {
    check_put(nla_put_string(message, attribute, value.c_str()));
  }
};

// An attribute that is true by being there (NLA_FLAG). Some are reported with a byte that tells
// whether they are set.
struct Flag {
  using Value = uint8_t;
  static constexpr Type type() { return {.wire = Wire::kBoolean}; }
  static bool encode(Writer& writer, uint8_t value) { return writer.put(value), true; }
  static uint8_t decode(Reader& reader, Target&) { return reader.get<uint8_t>(); }
  static bool read(const nlattr* attribute, uint8_t& value) {
    value = nla_len(attribute) == 0 || *static_cast<const uint8_t*>(nla_data(attribute)) != 0;
    return true;
  }
  static void put(nl_msg* message, int attribute, uint8_t value) {
    if (value) check_put(nla_put_flag(message, attribute));
  }
};

// Appends an attribute's payload as a packed value; false when it is too short to be one.
template <typename Codec>
bool encode_payload(nlattr* attribute, Writer& writer) {
  if constexpr (requires(Address& address) { Codec::read(attribute, address); }) {
    Address value;
    return Codec::read(attribute, value) && Codec::encode(writer, value.get());
  } else {
    typename Codec::Value value{};
    return Codec::read(attribute, value) && Codec::encode(writer, value);
  }
}

// A nest that holds one attribute an element, of type kFirst, or numbered from kFirst on with a
// step of 1.
template <typename Codec, int kFirst, int kStep>
struct NestedList {
  using Value = nlattr*;
  static constexpr Type kElement = Codec::type();
  static constexpr Type type() { return {.wire = Wire::kList, .element = &kElement}; }
  static bool read(nlattr* attribute, nlattr*& value) { return value = attribute, true; }
  static bool encode(Writer& writer, nlattr* nest) {
    const size_t head = writer.reserve(sizeof(uint16_t));
    uint16_t count = 0;
    nlattr* element;
    int rest;
    nla_for_each_nested(element, nest, rest) {
      if (count < UINT16_MAX && encode_payload<Codec>(element, writer)) ++count;
    }
    writer.patch(head, count);
    return true;
  }
  static void put(Reader& reader, Target& target, int attribute) {
    nlattr* nest = nla_nest_start(target.message, attribute);
    if (!nest) check_put(-1);
    int type = kFirst;
    for (auto left = reader.get<uint16_t>(); left > 0; --left, type += kStep) {
      Codec::put(target.message, type, Codec::decode(reader, target));
    }
    nla_nest_end(target.message, nest);
  }
};

// The packed form of a network namespace, as lib/ writes it.
inline NetworkNamespace decode_namespace(Reader& reader) {
  NetworkNamespace target;
  target.by = static_cast<NetworkNamespace::By>(reader.get<uint8_t>());
  target.number = reader.get<int32_t>();
  target.path = std::string(reader.text());
  return target;
}

}  // namespace netlink
