// The addon's description of its tables (lib/records/description.ts), as objects.cc follows it.
#pragma once

#include <napi.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

struct Record;

struct Type {
  char kind = 0;  // of wire, see kind()
  bool flags = false;
  std::unordered_map<uint64_t, uint32_t> words;     // of an enumeration, as indices into the keys
  std::vector<std::pair<uint64_t, uint32_t>> bits;  // of flags, the same
  std::unordered_map<uint64_t, uint32_t> lists;     // of flags met before, the same
  std::unique_ptr<Type> element;                    // of a list
  std::vector<const Record*> records;               // of a record, or a variant's alternatives
};

struct Field {
  std::string name;
  uint32_t key;
  Type type;
};

struct Record {
  std::vector<Field> fields;
};

// Also keeps what is given to JavaScript again and again - names, words, lists of flags - in one
// array: a reference to each could not be had, as they are no objects.
class Description {
 public:
  explicit Description(const Napi::Object& description)
      : description_(description),
        keys_(Napi::Persistent(Napi::Array::New(description.Env()).As<Napi::Object>())) {}

  // Valid as long as this is.
  const Record* record(const std::string& name) {
    std::unique_ptr<Record>& known = records_[name];
    if (known) return known.get();
    known = std::make_unique<Record>();
    Record* made = known.get();
    const auto rows = member(member(description_, "records"), name).As<Napi::Array>();
    for (uint32_t row = 0; row < rows.Length(); ++row) {
      const auto field = rows.Get(row).As<Napi::Object>();
      const std::string key = text(field, "name");
      made->fields.push_back({key, this->key(field.Get("name")), type(member(field, "type"))});
    }
    return made;
  }

  uint32_t key(const Napi::Value& value) {
    keys_.Set(key_count_, value);
    return key_count_++;
  }
  uint32_t key_count() const { return key_count_; }
  napi_value key_at(uint32_t index) const {
    napi_value value;
    napi_get_element(keys_.Env(), keys_.Value(), index, &value);
    return value;
  }

 private:
  Type type(const Napi::Object& described) {
    Type made;
    made.kind = kind(text(described, "wire"));
    made.flags = described.Has("flags") && described.Get("flags").ToBoolean();
    if (described.Has("element")) {
      made.element = std::make_unique<Type>(type(member(described, "element")));
    }
    if (described.Has("record")) made.records = {record(text(described, "record"))};
    if (described.Has("names")) {
      const auto names = member(member(description_, "names"), text(described, "names"));
      for (const auto& entry : entries(names)) {
        const auto value = static_cast<uint64_t>(entry.Get(0U).ToNumber().Int64Value());
        made.words[value] = key(entry.Get(1U));
        made.bits.emplace_back(value, made.words[value]);
      }
    }
    if (described.Has("variant")) {
      const auto variant = member(member(description_, "variants"), text(described, "variant"));
      for (const auto& one : entries(member(variant, "alternatives")))
        made.records.push_back(record(text(one, "record")));
    }
    return made;
  }

  static char kind(const std::string& wire) {
    static const std::map<std::string, char> kinds{
        {"boolean", '?'}, {"u8", 'B'},    {"u16", 'H'},  {"u32", 'I'},    {"u64", 'Q'},
        {"i8", 'b'},      {"i16", 'h'},   {"i32", 'i'},  {"i64", 'q'},    {"link", 'i'},
        {"text", 's'},    {"bytes", 'p'}, {"list", 'l'}, {"record", 'r'}, {"variant", 'v'}};
    const auto found = kinds.find(wire);
    return found == kinds.end() ? 0 : found->second;
  }

  static Napi::Object member(const Napi::Object& object, const std::string& name) {
    return object.Get(name).As<Napi::Object>();
  }
  static std::string text(const Napi::Object& object, const char* name) {
    return object.Get(name).As<Napi::String>().Utf8Value();
  }
  static std::vector<Napi::Object> entries(const Napi::Object& list) {
    std::vector<Napi::Object> found;
    for (uint32_t i = 0; i < list.As<Napi::Array>().Length(); ++i)
      found.push_back(list.Get(i).As<Napi::Object>());
    return found;
  }

  Napi::Object description_;  // valid in the constructor of who has this
  Napi::ObjectReference keys_;
  uint32_t key_count_ = 0;
  std::map<std::string, std::unique_ptr<Record>> records_;
};
