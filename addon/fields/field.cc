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
    if (type.format == Format::kHardwareAddress) {
      return std::ranges::equal(wanted, actual, {}, [](char c) { return std::tolower(c); });
    }
    const bool address = type.format == Format::kIpAddress || type.format == Format::kPrefix;
    return address && same_address(wanted, actual);
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

bool has_value(const Field& field, Reader wanted, const Source& source, Scope& scope,
               bool exactly) {
  Writer value;
  if (!field.read(source, value)) return false;
  Reader actual(value.view());
  return Comparison(scope, exactly).equal(field.type, wanted, actual);
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
    if (wanted.has(row) && !has_value(wanted.field(row), wanted.value(row), source, scope, false))
      return false;
  }
  return true;
}

void complete_record(const Record& wanted, const Record& current, Writer& writer) {
  const size_t bitmap = writer.reserve((wanted.size() + 7) / 8);
  for (size_t row = 0; row < wanted.size(); ++row) {
    const Record& from = wanted.has(row) ? wanted : current;
    if (!from.has(row)) continue;
    Reader value = from.value(row);
    skip(from.field(row).type, value);
    for (const uint8_t byte : value.since(0)) writer.put(byte);
    writer.set_bit(bitmap, row);
  }
}

void remove_equal(Record& wanted, const Source& current, Scope& scope) {
  for (size_t row = 0; row < wanted.size(); ++row) {
    if (wanted.has(row) && has_value(wanted.field(row), wanted.value(row), current, scope, true))
      wanted.remove(row);
  }
}

void write_record(const Record& record, Target& target) {
  for (size_t row = 0; row < record.size(); ++row) {
    const Field& field = record.field(row);
    if (!record.has(row) || !(field.access & target.access)) continue;
    const auto write = target.message ? field.put : field.apply;
    if (write) write(field, record.value(row), target);
  }
}

}  // namespace netlink
