// Records by their rows: packed from an object, compared with one, written to one.
#include "fields/field.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <string>

#include "nl/error.h"

namespace netlink {
namespace {

template <typename T>
uint64_t widened(Reader& reader) {
  return static_cast<uint64_t>(reader.get<T>());
}

uint64_t integer(Wire wire, Reader& reader) {
  switch (wire) {
    case Wire::kBoolean:
    case Wire::kU8:
      return widened<uint8_t>(reader);
    case Wire::kU16:
      return widened<uint16_t>(reader);
    case Wire::kU32:
      return widened<uint32_t>(reader);
    case Wire::kI8:
      return widened<int8_t>(reader);
    case Wire::kI16:
      return widened<int16_t>(reader);
    case Wire::kI32:
      return widened<int32_t>(reader);
    default:
      return widened<uint64_t>(reader);
  }
}

// Two texts of the same Internet address or prefix. Without its family, "default" is either
// family's.
bool same_address(std::string_view a, std::string_view b) {
  nl_addr *first = nullptr, *second = nullptr;
  const bool parsed = nl_addr_parse(std::string(a).c_str(), AF_UNSPEC, &first) >= 0 &&
                      nl_addr_parse(std::string(b).c_str(), AF_UNSPEC, &second) >= 0;
  const Address owned_first(first), owned_second(second);
  if (!parsed) return false;
  if (nl_addr_get_prefixlen(first) == 0 && nl_addr_get_prefixlen(second) == 0) {
    return a == "default" || b == "default" ||
           nl_addr_get_family(first) == nl_addr_get_family(second);
  }
  return nl_addr_cmp(first, second) == 0;
}

int32_t take_link(Reader& reader, Scope& scope) {
  const auto index = reader.get<int32_t>();
  return index == kNamedLink ? scope.link_index(reader.text()) : index;
}

// Compares the next value of `wanted` with the next of `actual`. With `exactly`, lists must be
// equal; without, the wanted elements must be among the actual ones.
class Comparison {
 public:
  Comparison(Scope& scope, bool exactly) : scope_(scope), exactly_(exactly) {}

  bool equal(const Type& type, Reader& wanted, Reader& actual) {
    switch (type.wire) {
      case Wire::kText:
        return text(type, wanted.text(), actual.text());
      case Wire::kBytes:
        return std::ranges::equal(wanted.bytes(), actual.bytes());
      case Wire::kLink:
        return take_link(wanted, scope_) == take_link(actual, scope_);
      case Wire::kNamespace:
        return false;  // the kernel never reports it: nothing to compare with
      case Wire::kRecord:
        return record(*type.record, wanted, actual);
      case Wire::kVariant:
        return variant(*type.variant, wanted, actual);
      case Wire::kList:
        return list(*type.element, wanted, actual);
      default: {
        const uint64_t wish = integer(type.wire, wanted), fact = integer(type.wire, actual);
        return type.flags ? (fact & wish) == wish : fact == wish;
      }
    }
  }

 private:
  static bool text(const Type& type, std::string_view wanted, std::string_view actual) {
    if (wanted == actual) return true;
    const auto equal_bytes = [&] {
      return std::ranges::equal(wanted, actual, {}, [](char c) { return std::tolower(c); });
    };
    switch (type.format) {
      case Format::kHardwareAddress:
        return equal_bytes();
      case Format::kIpAddress:
      case Format::kPrefix:
      case Format::kNetwork:
        return same_address(wanted, actual);
      case Format::kAddress:
        return equal_bytes() || same_address(wanted, actual);
      default:
        return false;
    }
  }

  bool record(const RecordType& type, Reader& wanted, Reader& actual) {
    const Record wish(type, wanted), fact(type, actual);
    for (size_t row = 0; row < wish.size(); ++row) {
      if (!wish.has(row)) continue;
      if (!fact.has(row)) return false;
      Reader a = wish.value(row), b = fact.value(row);
      if (!equal(wish.field(row).type, a, b)) return false;
    }
    return true;
  }

  bool variant(const VariantType& type, Reader& wanted, Reader& actual) {
    const auto which = wanted.get<uint8_t>();
    return which == actual.get<uint8_t>() &&
           record(*type.alternatives[which].record, wanted, actual);
  }

  bool list(const Type& element, Reader& wanted, Reader& actual) {
    const auto wish = elements(element, wanted), fact = elements(element, actual);
    if (exactly_ && wish.size() != fact.size()) return false;
    return std::ranges::all_of(wish, [&](const auto& one) {
      return std::ranges::any_of(fact, [&](const auto& other) {
        Reader a(one), b(other);
        return equal(element, a, b);
      });
    });
  }

  static std::vector<std::span<const uint8_t>> elements(const Type& element, Reader& reader) {
    std::vector<std::span<const uint8_t>> found(reader.get<uint16_t>());
    for (auto& one : found) {
      const size_t start = reader.position();
      skip(element, reader);
      one = reader.since(start);
    }
    return found;
  }

  Scope& scope_;
  bool exactly_;
};

void remove_lonely_context(Record& record);
void remove_equal_rows(Record& wanted, const Record& actual, Scope& scope);

// Removes the row where the packed value is what is wanted; of records inside, what of them is.
void remove_equal_value(Record& wanted, size_t row, std::span<const uint8_t> value, Scope& scope) {
  const Field& field = wanted.field(row);
  Reader wish = wanted.value(row), fact(value);
  const bool variant = field.type.wire == Wire::kVariant;
  if (field.type.wire != Wire::kRecord && !variant) {
    if (!field.context && Comparison(scope, true).equal(field.type, wish, fact)) wanted.remove(row);
    return;
  }
  Writer rest;
  const RecordType* type = field.type.record;
  if (variant) {
    const auto which = wish.get<uint8_t>();
    if (which != fact.get<uint8_t>()) return;
    rest.put(which);
    type = field.type.variant->alternatives[which].record;
  }
  Record inner(*type, wish);
  remove_equal_rows(inner, Record(*type, fact), scope);
  if (inner.empty()) {
    wanted.remove(row);
  } else {
    inner.write(rest);
    wanted.replace(row, rest.take());
  }
}

void remove_equal_rows(Record& wanted, const Record& actual, Scope& scope) {
  for (size_t row = 0; row < wanted.size(); ++row) {
    if (wanted.has(row) && actual.has(row))
      remove_equal_value(wanted, row, actual.bytes(row), scope);
  }
  remove_lonely_context(wanted);
}

// What others depend on is no change by itself.
void remove_lonely_context(Record& record) {
  for (size_t row = 0; row < record.size(); ++row) {
    if (record.has(row) && !record.field(row).context) return;
  }
  for (size_t row = 0; row < record.size(); ++row) record.remove(row);
}

bool has_value(const Field& field, Reader wanted, const Source& source, Scope& scope) {
  Writer value;
  if (!field.read(source, value)) return false;
  Reader actual(value.view());
  return Comparison(scope, false).equal(field.type, wanted, actual);
}

}  // namespace

int VariantType::find(std::string_view name) const {
  const auto found = std::ranges::find(
      alternatives, name, [](const Alternative& a) { return std::string_view(a.name); });
  return found == alternatives.end() ? -1 : static_cast<int>(found - alternatives.begin());
}

int32_t link_of(Reader reader, Scope& scope) { return take_link(reader, scope); }

void skip(const Type& type, Reader& reader) {
  switch (type.wire) {
    case Wire::kText:
      reader.text();
      break;
    case Wire::kBytes:
      reader.bytes();
      break;
    case Wire::kLink:
      if (reader.get<int32_t>() == kNamedLink) reader.text();
      break;
    case Wire::kNamespace:
      reader.get<uint8_t>();
      reader.get<int32_t>();
      reader.text();
      break;
    case Wire::kRecord:
      Record(*type.record, reader);
      break;
    case Wire::kVariant:
      Record(*type.variant->alternatives[reader.get<uint8_t>()].record, reader);
      break;
    case Wire::kList:
      for (auto left = reader.get<uint16_t>(); left > 0; --left) skip(*type.element, reader);
      break;
    default:
      integer(type.wire, reader);
  }
}

Record::Record(const RecordType& type, Reader& reader) : type_(&type), values_(type.fields.size()) {
  const auto present = reader.take((size() + 7) / 8);
  for (size_t row = 0; row < size(); ++row) {
    if (!(present[row / 8] & (1U << (row % 8)))) continue;
    const size_t start = reader.position();
    skip(field(row).type, reader);
    values_[row] = reader.since(start);
  }
}

size_t Record::row(std::string_view name) const {
  for (size_t row = 0; row < size(); ++row) {
    if (field(row).name == name) return row;
  }
  throw Error::own("ERR_INTERNAL", std::string("no row is called ") + std::string(name));
}

bool Record::empty() const {
  return std::ranges::all_of(values_, [](const auto& value) { return value.data() == nullptr; });
}

bool encode_record(const RecordType& type, const Source& source, Writer& writer) {
  const size_t bitmap = writer.reserve((type.fields.size() + 7) / 8);
  bool any = false;
  for (size_t row = 0; row < type.fields.size(); ++row) {
    const Field& field = type.fields[row];
    if (!(field.access & Field::kRead) || !field.read(source, writer)) continue;
    writer.set_bit(bitmap, row);
    any = true;
  }
  if (!any) writer.truncate(bitmap);
  return any;
}

bool matches(const Record& wanted, const Source& source, Scope& scope) {
  for (size_t row = 0; row < wanted.size(); ++row) {
    if (wanted.has(row) && wanted.field(row).encode &&
        !has_value(wanted.field(row), wanted.value(row), source, scope))
      return false;
  }
  return true;
}

void complete_record(const Record& wanted, const Record& current, Writer& writer) {
  const size_t bitmap = writer.reserve((wanted.size() + 7) / 8);
  for (size_t row = 0; row < wanted.size(); ++row) {
    const Record& from = wanted.has(row) ? wanted : current;
    if (!from.has(row)) continue;
    writer.append(from.bytes(row));
    writer.set_bit(bitmap, row);
  }
}

void Record::replace(size_t row, std::vector<uint8_t> value) {
  kept_.push_back(std::make_shared<const std::vector<uint8_t>>(std::move(value)));
  values_[row] = *kept_.back();
}

void Record::write(Writer& writer) const {
  const size_t bitmap = writer.reserve((size() + 7) / 8);
  for (size_t row = 0; row < size(); ++row) {
    if (!has(row)) continue;
    writer.set_bit(bitmap, row);
    writer.append(values_[row]);
  }
}

void remove_equal(Record& wanted, const Source& current, Scope& scope) {
  for (size_t row = 0; row < wanted.size(); ++row) {
    Writer value;
    if (!wanted.has(row) || !wanted.field(row).read(current, value)) continue;
    remove_equal_value(wanted, row, value.view(), scope);
  }
  remove_lonely_context(wanted);
}

void write_record(const Record& record, Target& target) {
  const Record* outer = std::exchange(target.record, &record);
  for (size_t row = 0; row < record.size(); ++row) {
    const Field& field = record.field(row);
    if (!record.has(row) || !(field.access & target.access)) continue;
    const auto write = target.message ? field.put : field.apply;
    if (write) write(field, record.value(row), target);
  }
  target.record = outer;
}

}  // namespace netlink
