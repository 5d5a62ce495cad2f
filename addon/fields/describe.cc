// Tells JavaScript what the tables hold: the one description that decoding, encoding, typings and
// docs are made from.
#include "fields/describe.h"

#include <netlink/version.h>

#include <array>
#include <map>
#include <set>
#include <string>

#include "fields/field.h"
#include "nl/json.h"
#include "tables/table.h"

namespace netlink {
namespace {

constexpr std::array kWireNames = {"boolean",   "u8",     "u16",  "u32",    "u64",   "i8",
                                   "i16",       "i32",    "i64",  "text",   "bytes", "link",
                                   "namespace", "record", "list", "variant"};
constexpr std::array kFormatNames = {"plain", "hardware", "ip",     "prefix",
                                     "hex",   "network",  "labels", "address"};

// Collects the types that rows refer to, each once.
class Description {
 public:
  std::string write() {
    json_.open('{').key("libnl").text(LIBNL_VERSION);
    json_.key("tables").open('[');
    for (const Table* table : all_tables()) {
      json_.open('{').key("name").text(table->name).key("record").text(table->record.type);
      json_.key("key").open('[');
      for (const char* property : table->key) json_.text(property);
      json_.close(']');
      if (table->query) json_.key("query").text(table->query->type);
      json_.close('}');
      collect(table->record);
      if (table->query) collect(*table->query);
    }
    json_.close(']').key("records").open('{');
    for (const auto& [name, record] : records_) write_record(*record);
    json_.close('}').key("variants").open('{');
    for (const auto& [name, variant] : variants_) write_variant(*variant);
    json_.close('}').key("names").open('{');
    for (const auto& [name, names] : names_) write_names(*names);
    return json_.close('}').close('}').take();
  }

 private:
  void collect(const RecordType& record) {
    if (!records_.emplace(record.type, &record).second) return;
    for (const Field& field : record.fields) collect(field.type);
  }

  void collect(const Type& type) {
    if (type.names) names_.emplace(type.names->type, type.names);
    if (type.record) collect(*type.record);
    if (type.element) collect(*type.element);
    if (type.variant && variants_.emplace(type.variant->type, type.variant).second) {
      for (const auto& alternative : type.variant->alternatives) collect(*alternative.record);
    }
  }

  void write_record(const RecordType& record) {
    json_.key(record.type).open('[');
    for (const Field& field : record.fields) {
      json_.open('{')
          .key("name")
          .text(field.name)
          .key("kernel")
          .text(field.kernel)
          .key("doc")
          .text(field.doc);
      json_.key("access").open('[');
      if (field.access & Field::kRead) json_.text("read");
      if (field.access & Field::kAdd) json_.text("add");
      if (field.access & Field::kChange) json_.text("change");
      json_.close(']');
      if (field.always) json_.key("always").boolean(true);
      if (field.unsteady) json_.key("unsteady").boolean(true);
      if (field.since)
        json_.key("since").text(field.since).key("available").boolean(field.available);
      json_.key("type");
      write_type(field.type);
      json_.close('}');
    }
    json_.close(']');
  }

  void write_type(const Type& type) {
    json_.open('{').key("wire").text(kWireNames.at(static_cast<size_t>(type.wire)));
    const bool integer = type.wire >= Wire::kU8 && type.wire <= Wire::kI64;
    if (integer || type.wire == Wire::kText) {
      json_.key("minimum").number(type.minimum).key("maximum").number(type.maximum);
    }
    if (type.wire == Wire::kText)
      json_.key("format").text(kFormatNames.at(static_cast<size_t>(type.format)));
    if (type.identity) json_.key("identity").boolean(true);
    if (type.names) json_.key("names").text(type.names->type).key("flags").boolean(type.flags);
    if (type.record) json_.key("record").text(type.record->type);
    if (type.variant) json_.key("variant").text(type.variant->type);
    if (type.element) {
      json_.key("element");
      write_type(*type.element);
    }
    json_.close('}');
  }

  void write_variant(const VariantType& variant) {
    json_.key(variant.type)
        .open('{')
        .key("discriminator")
        .text(variant.discriminator)
        .key("alternatives")
        .open('[');
    for (const auto& alternative : variant.alternatives) {
      json_.open('{')
          .key("name")
          .text(alternative.name)
          .key("record")
          .text(alternative.record->type)
          .close('}');
    }
    json_.close(']').close('}');
  }

  void write_names(const Names& names) {
    json_.key(names.type).open('[');
    for (const Name& name : names.entries)
      json_.open('[').number(name.value).text(name.text).close(']');
    json_.close(']');
  }

  Json json_;
  std::map<std::string, const RecordType*> records_;
  std::map<std::string, const VariantType*> variants_;
  std::map<std::string, const Names*> names_;
};

}  // namespace

std::string describe() { return Description().write(); }

}  // namespace netlink
