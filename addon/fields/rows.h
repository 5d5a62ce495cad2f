// The makers of rows: field<> for what libnl has accessors for, attribute<> for what it lacks, and
// groups of rows.
#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include "fields/codecs.h"
#include "fields/field.h"

namespace netlink {
namespace detail {

// The signature of a function, or of a lambda that stands in for one.
template <typename T>
struct Signature : Signature<decltype(&T::operator())> {};
template <typename R, typename... A>
struct Signature<R (*)(A...)> {
  using Result = R;
  template <size_t I>
  using Argument = std::tuple_element_t<I, std::tuple<A...>>;
  static constexpr size_t kArguments = sizeof...(A);
};
template <typename R, typename... A>
struct Signature<R (*)(A...) noexcept> : Signature<R (*)(A...)> {};
template <typename C, typename R, typename... A>
struct Signature<R (C::*)(A...) const> : Signature<R (*)(A...)> {};

// A getter of libnl: `value get(object)`, where a negative int or a null pointer means "not set",
// or `int get(object, value*)`, where any result but zero does.
template <auto Get>
struct Getter {
  using S = Signature<decltype(Get)>;
  using Object = typename S::template Argument<0>;
  static constexpr bool kByPointer = S::kArguments == 2;
  static auto zero() {
    if constexpr (kByPointer) {
      return std::remove_pointer_t<typename S::template Argument<1>>{};
    } else {
      return std::remove_cv_t<typename S::Result>{};
    }
  }
  using Value = decltype(zero());
  static bool get(void* object, Value& value) {
    if constexpr (kByPointer) {
      return Get(static_cast<Object>(object), &value) == 0;
    } else {
      value = Get(static_cast<Object>(object));
      if constexpr (std::is_same_v<Value, int>) return value >= 0;
      return true;
    }
  }
};

template <typename T>
struct DefaultCodec {
  using Codec = Number<T>;
};
template <>
struct DefaultCodec<char*> {
  using Codec = Text;
};
template <>
struct DefaultCodec<const char*> {
  using Codec = Text;
};
template <>
struct DefaultCodec<nl_data*> {
  using Codec = Hex;
};

template <auto Get>
using CodecOf = typename DefaultCodec<typename Getter<Get>::Value>::Codec;

template <auto Get, typename Codec>
bool encode_accessor(const Field&, const Source& source, Writer& writer) {
  typename Getter<Get>::Value value{};
  return source.object && Getter<Get>::get(source.object, value) && Codec::encode(writer, value);
}

template <auto Set, typename Codec>
void apply_accessor(const Field& field, Reader reader, Target& target) {
  using S = Signature<decltype(Set)>;
  const auto call = [&] {
    auto decoded = Codec::decode(reader, target);
    auto* object = static_cast<typename S::template Argument<0>>(target.object);
    if constexpr (requires { Codec::native(decoded); }) {
      return Set(object, Codec::native(decoded));
    } else {
      return Set(object, static_cast<typename S::template Argument<1>>(decoded));
    }
  };
  if constexpr (std::is_void_v<typename S::Result>) {
    call();
  } else {
    check(call(), field.kernel);
  }
}

template <typename Codec>
bool encode_attribute(const Field& field, const Source& source, Writer& writer) {
  nlattr* payload = (*source.attributes)[field.attribute];
  return payload && encode_payload<Codec>(payload, writer);
}

template <typename Codec>
void put_attribute(const Field& field, Reader reader, Target& target) {
  if constexpr (requires { Codec::put(reader, target, 0); }) {
    Codec::put(reader, target, field.attribute);
  } else {
    Codec::put(target.message, field.attribute, Codec::decode(reader, target));
  }
}

bool encode_variant(const Field& field, const char* name, const Source& source, Writer& writer);
void apply_variant(const Field& field, Reader reader, Target& target);
void put_variant(const Field& field, Reader reader, Target& target);
bool encode_unknown(const Field& field, const Source& source, Writer& writer);
bool encode_group(const Field& field, const Source& source, Writer& writer);
void apply_group(const Field& field, Reader reader, Target& target);
void put_group(const Field& field, Reader reader, Target& target);

}  // namespace detail

inline constexpr uint8_t kReadWrite = Field::kRead | Field::kAdd | Field::kChange;

// A row read and set by libnl's accessors. `Set` is nullptr for what libnl cannot set.
template <auto Get, auto Set = nullptr, typename Codec = detail::CodecOf<Get>>
constexpr Field field(const char* name, const char* kernel, const char* doc) {
  Field row{.name = name, .kernel = kernel, .doc = doc, .type = Codec::type()};
  row.encode = detail::encode_accessor<Get, Codec>;
  if constexpr (!std::is_null_pointer_v<decltype(Set)>) {
    row.access = kReadWrite;
    row.apply = detail::apply_accessor<Set, Codec>;
  }
  return row;
}

// A row that libnl has no accessor for: the attribute of that number on the row's level.
template <typename Codec>
constexpr Field attribute(uint16_t number, const char* name, const char* kernel, const char* doc) {
  Field row{
      .name = name, .kernel = kernel, .doc = doc, .type = Codec::type(), .access = kReadWrite};
  row.attribute = number;
  row.encode = detail::encode_attribute<Codec>;
  if constexpr (requires { &Codec::put; }) {
    row.put = detail::put_attribute<Codec>;
  } else {
    row.access = Field::kRead;
  }
  return row;
}

// A row that libnl reads by an accessor and cannot set: it is put as the attribute of that number.
template <typename Codec>
constexpr Field put_as(Field row, uint16_t number) {
  row.access = kReadWrite;
  row.attribute = number;
  row.put = detail::put_attribute<Codec>;
  return row;
}

// Rows of their own under one property. Their attributes are at `nest` below this level (empty: on
// this level).
constexpr Field group(const char* name, const char* kernel, const char* doc,
                      const RecordType& record, std::span<const uint16_t> nest = {}) {
  Field row{.name = name,
            .kernel = kernel,
            .doc = doc,
            .type = {.wire = Wire::kRecord, .record = &record}};
  row.access = kReadWrite;
  row.nest = nest;
  row.encode = detail::encode_group;
  row.apply = detail::apply_group;
  row.put = detail::put_group;
  return row;
}

// Rows that depend on the text of a sibling property; `Choose` reads that text from the source.
template <const char* (*Choose)(const Source&)>
constexpr Field variant(const char* name, const char* kernel, const char* doc,
                        const VariantType& type, std::span<const uint16_t> nest) {
  Field row{.name = name,
            .kernel = kernel,
            .doc = doc,
            .type = {.wire = Wire::kVariant, .variant = &type}};
  row.access = kReadWrite;
  row.nest = nest;
  row.encode = [](const Field& self, const Source& source, Writer& writer) {
    return detail::encode_variant(self, Choose(source), source, writer);
  };
  row.apply = detail::apply_variant;
  row.put = detail::put_variant;
  return row;
}

// A list that libnl keeps behind accessors of its own shape: both directions are written out by the
// table.
template <const Type& kElement>
constexpr Field list(const char* name, const char* kernel, const char* doc,
                     decltype(Field::encode) encode, decltype(Field::apply) apply) {
  Field row{.name = name,
            .kernel = kernel,
            .doc = doc,
            .type = {.wire = Wire::kList, .element = &kElement}};
  row.access = kReadWrite;
  row.encode = encode;
  row.apply = apply;
  return row;
}

// A nest that holds one nest of type kType an element, each with the attributes of a record.
template <const RecordType& kRecord, int kType>
struct RecordList {
  using Value = nlattr*;
  static constexpr Type kElement{.wire = Wire::kRecord, .record = &kRecord};
  static constexpr Type type() { return {.wire = Wire::kList, .element = &kElement}; }
  static bool read(nlattr* attribute, nlattr*& value) { return value = attribute, true; }
  static bool encode(Writer& writer, nlattr* nest) {
    const size_t head = writer.reserve(sizeof(uint16_t));
    uint16_t count = 0;
    nlattr* element;
    int rest;
    nla_for_each_nested(element, nest, rest) {
      const Attributes level(element);
      if (count < UINT16_MAX && encode_record(kRecord, {.attributes = &level}, writer)) ++count;
    }
    writer.patch(head, count);
    return true;
  }
  static void put(Reader& reader, Target& target, int attribute) {
    nlattr* nest = nla_nest_start(target.message, attribute);
    if (!nest) check_put(-1);
    for (auto left = reader.get<uint16_t>(); left > 0; --left) {
      nlattr* element = nla_nest_start(target.message, kType);
      if (!element) check_put(-1);
      write_record(Record(kRecord, reader), target);
      nla_nest_end(target.message, element);
    }
    nla_nest_end(target.message, nest);
  }
};

extern const Type kUnknownType;

// The attributes of the message that no row knows because they are newer: those with a type above
// `last_known`.
constexpr Field unknown_row(uint16_t last_known) {
  Field row{.name = "unknown",
            .kernel = "nlattr",
            .doc = "Attributes newer than this package, where they were asked for.",
            .type = {.wire = Wire::kList, .element = &kUnknownType}};
  row.attribute = last_known;
  row.encode = detail::encode_unknown;
  return row;
}

// A member of the message's family header that libnl has no accessor for.
template <auto kMember>
struct HeaderMember;
template <typename Header, typename T, T Header::* kMember>
struct HeaderMember<kMember> {
  using Value = T;
  static T& of(nlmsghdr* message) { return static_cast<Header*>(nlmsg_data(message))->*kMember; }
};

template <auto kMember, typename Codec = Number<typename HeaderMember<kMember>::Value>>
constexpr Field header(const char* name, const char* kernel, const char* doc) {
  Field row{
      .name = name, .kernel = kernel, .doc = doc, .type = Codec::type(), .access = kReadWrite};
  row.encode = [](const Field&, const Source& source, Writer& writer) {
    return Codec::encode(writer, HeaderMember<kMember>::of(source.message));
  };
  row.put = [](const Field&, Reader reader, Target& target) {
    HeaderMember<kMember>::of(nlmsg_hdr(target.message)) = Codec::decode(reader, target);
  };
  return row;
}

}  // namespace netlink
