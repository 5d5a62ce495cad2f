// Groups of rows under one property, and variants chosen by a sibling property.
#include "fields/rows.h"

#include <algorithm>

namespace netlink {
namespace {

constexpr Field kUnknown[] = {
    Field{.name = "type",
          .kernel = "nla_type",
          .doc = "Number of the attribute.",
          .type = Number<uint16_t>::type()},
    Field{.name = "data",
          .kernel = "nla_data",
          .doc = "Its payload.",
          .type = {.wire = Wire::kBytes}},
};
constexpr RecordType kUnknownRecord{"UnknownAttribute", kUnknown};

}  // namespace

const Type kUnknownType{.wire = Wire::kRecord, .record = &kUnknownRecord};

}  // namespace netlink

namespace netlink::detail {
namespace {

Attributes attributes_at(const Source& source, std::span<const uint16_t> nest) {
  Attributes level((*source.attributes)[nest.front()]);
  for (const uint16_t type : nest.subspan(1)) level = Attributes(level[type]);
  return level;
}

// Whether any value of the record goes into the message as an attribute of its own.
bool puts_attributes(const Record& record) {
  for (size_t row = 0; row < record.size(); ++row) {
    if (record.has(row) && record.field(row).put) return true;
  }
  return false;
}

void put_below(const Field& field, const Record& record, Target& target) {
  if (!puts_attributes(record)) return;
  Target inside = target;
  inside.nested = target.nested || !field.nest.empty();
  if (!target.nested) {
    const OpenNest nest(target.message, target.header, field.nest);
    write_record(record, inside);
    return;
  }
  // Everything in an open nest was put by rows, so there is none to be continued.
  std::vector<nlattr*> nests;
  for (const uint16_t type : field.nest) {
    nests.push_back(nla_nest_start(target.message, type));
    if (!nests.back()) check_put(-1);
  }
  write_record(record, inside);
  for (size_t i = nests.size(); i > 0; --i) nla_nest_end(target.message, nests[i - 1]);
}

}  // namespace

bool encode_variant(const Field& field, const char* name, const Source& source, Writer& writer) {
  const int which = name ? field.type.variant->find(name) : -1;
  if (which < 0) return false;
  const size_t start = writer.size();
  writer.put(static_cast<uint8_t>(which));
  const RecordType& record = *field.type.variant->alternatives[static_cast<size_t>(which)].record;
  const Attributes level = attributes_at(source, field.nest);
  if (encode_record(record, {source.object, &level, source.message, source.header}, writer))
    return true;
  writer.truncate(start);
  return false;
}

void apply_variant(const Field& field, Reader reader, Target& target) {
  write_record(Record(*field.type.variant->alternatives[reader.get<uint8_t>()].record, reader),
               target);
}

void put_variant(const Field& field, Reader reader, Target& target) {
  put_below(field, Record(*field.type.variant->alternatives[reader.get<uint8_t>()].record, reader),
            target);
}

bool encode_group(const Field& field, const Source& source, Writer& writer) {
  if (field.nest.empty()) return encode_record(*field.type.record, source, writer);
  const Attributes level = attributes_at(source, field.nest);
  return encode_record(*field.type.record, {source.object, &level, source.message, source.header},
                       writer);
}

void apply_group(const Field& field, Reader reader, Target& target) {
  write_record(Record(*field.type.record, reader), target);
}

void put_group(const Field& field, Reader reader, Target& target) {
  put_below(field, Record(*field.type.record, reader), target);
}

bool encode_unknown(const Field& field, const Source& source, Writer& writer) {
  if (!source.unknown) return false;
  const size_t head = writer.reserve(sizeof(uint16_t));
  uint16_t count = 0;
  nlattr* attribute;
  int rest;
  nlmsg_for_each_attr(attribute, source.message, source.header, rest) {
    if (nla_type(attribute) <= field.attribute) continue;
    writer.put(uint8_t{0b11});  // both rows are present
    writer.put(static_cast<uint16_t>(nla_type(attribute)));
    const auto* bytes = static_cast<const uint8_t*>(nla_data(attribute));
    writer.bytes({bytes, static_cast<size_t>(nla_len(attribute))});
    ++count;
  }
  writer.patch(head, count);
  if (count == 0) writer.truncate(head);
  return count > 0;
}

}  // namespace netlink::detail
