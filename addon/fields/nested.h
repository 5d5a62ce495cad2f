// Rows of lists of records: attributes of one type, each a nest with the rows of one record.
#pragma once

#include "fields/rows.h"

namespace netlink {
namespace detail {

// Calls `each` with every attribute of type `child` in the nest, or, without one, on the message's
// top level.
template <typename Each>
void for_each_child(const Source& source, nlattr* nest, int child, Each each) {
  nlattr* attribute;
  int rest;
  if (nest) {
    nla_for_each_nested(attribute, nest, rest) {
      if (nla_type(attribute) == child) each(attribute);
    }
  } else {
    nlmsg_for_each_attr(attribute, source.message, source.header, rest) {
      if (nla_type(attribute) == child) each(attribute);
    }
  }
}

template <uint16_t kChild>
bool encode_records(const Field& field, const Source& source, Writer& writer) {
  nlattr* nest = field.attribute ? (*source.attributes)[field.attribute] : nullptr;
  if (field.attribute && !nest) return false;
  const size_t head = writer.reserve(sizeof(uint16_t));
  uint16_t count = 0;
  for_each_child(source, nest, kChild, [&](nlattr* child) {
    const Attributes level(child);
    const Source below{nullptr, &level, source.message, source.header};
    if (count < UINT16_MAX && encode_record(*field.type.element->record, below, writer)) ++count;
  });
  writer.patch(head, count);
  if (count == 0) writer.truncate(head);
  return count > 0;
}

inline nlattr* begin_nest(nl_msg* message, int type) {
  nlattr* nest = nla_nest_start(message, type);
  if (!nest) check_put(-1);
  return nest;
}

template <uint16_t kChild>
void put_records(const Field& field, Reader reader, Target& target) {
  nlattr* nest = field.attribute ? begin_nest(target.message, field.attribute) : nullptr;
  Target inside = target;
  inside.nested = true;
  for (auto left = reader.get<uint16_t>(); left > 0; --left) {
    nlattr* child = begin_nest(target.message, kChild);
    write_record(Record(*field.type.element->record, reader), inside);
    nla_nest_end(target.message, child);
  }
  if (nest) nla_nest_end(target.message, nest);
}

}  // namespace detail

// A list of records: the nests of type kChild inside the attribute of that number, or (0) side by
// side on the message's top level. `kElement` is the type of one of them.
template <uint16_t kChild, const Type& kElement>
constexpr Field records(uint16_t number, const char* name, const char* kernel, const char* doc) {
  Field row{.name = name,
            .kernel = kernel,
            .doc = doc,
            .type = {.wire = Wire::kList, .element = &kElement},
            .access = kReadWrite};
  row.attribute = number;
  row.encode = detail::encode_records<kChild>;
  row.put = detail::put_records<kChild>;
  return row;
}

// A row whose attribute libnl has accessors for: reads and (with `Set`) writes by them instead.
// That libnl's getters cannot tell "not set" from 0 does not matter then.
template <auto Get, auto Set = nullptr, typename Codec = detail::CodecOf<Get>>
constexpr Field through(Field row) {
  if (Codec::type().wire != row.type.wire) throw "the accessors are of another type";
  row.presence = row.attribute;
  row.encode = detail::encode_accessor<Get, Codec>;
  if constexpr (!std::is_null_pointer_v<decltype(Set)>) {
    row.apply = detail::apply_accessor<Set, Codec>;
    row.put = nullptr;
  }
  return row;
}

}  // namespace netlink
