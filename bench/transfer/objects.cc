// Makes objects of packed records (addon/fields/wire.h) through N-API, property by property: what
// bench/transfer compares with decoding in JavaScript.
#include <napi.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "description.h"

namespace {

constexpr uint16_t kNotAscii = 0x8000;

class Decoder : public Napi::ObjectWrap<Decoder> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "Decoder", {InstanceMethod<&Decoder::decode>("decode")});
  }

  // The description, the name of a record, and how properties are set: "named", "keyed" or
  // "defined".
  explicit Decoder(const Napi::CallbackInfo& info)
      : ObjectWrap(info),
        description_(info[0].As<Napi::Object>()),
        record_(description_.record(info[1].As<Napi::String>().Utf8Value())),
        how_(info[2].As<Napi::String>().Utf8Value().front()) {}

 private:
  Napi::Value decode(const Napi::CallbackInfo& info) {
    env_ = info.Env();
    const auto piece = info[0].As<Napi::Uint8Array>();
    at_ = piece.Data();
    const uint8_t* end = at_ + piece.ByteLength();
    // Handles of names last as long as this call: fetched once for all of its objects.
    fetched_.resize(description_.key_count());
    for (uint32_t i = 0; i < fetched_.size(); ++i) fetched_[i] = description_.key_at(i);
    napi_value objects;
    napi_create_array(env_, &objects);
    for (uint32_t i = 0; at_ < end; ++i) {
      const Napi::HandleScope scope(env_);
      get<uint32_t>();
      napi_set_element(env_, objects, i, object(*record_));
    }
    return {env_, objects};
  }

  template <typename T>
  T get() {
    T value;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }

  napi_value object(const Record& record) {
    const uint8_t* present = at_;
    at_ += (record.fields.size() + 7) / 8;
    napi_value made;
    napi_create_object(env_, &made);
    std::vector<napi_property_descriptor> properties;
    for (size_t row = 0; row < record.fields.size(); ++row) {
      if (!(present[row / 8] & (1U << (row % 8)))) continue;
      const Field& field = record.fields[row];
      const napi_value value = this->value(field.type);
      if (how_ == 'n') {
        napi_set_named_property(env_, made, field.name.c_str(), value);
      } else if (how_ == 'k') {
        napi_set_property(env_, made, fetched_[field.key], value);
      } else {
        properties.push_back({nullptr, fetched_[field.key], nullptr, nullptr, nullptr, value,
                              napi_default_jsproperty, nullptr});
      }
    }
    if (how_ == 'd') napi_define_properties(env_, made, properties.size(), properties.data());
    return made;
  }

  napi_value value(const Type& type) {
    napi_value made = nullptr;
    switch (type.kind) {
      case '?':
        napi_get_boolean(env_, get<uint8_t>() != 0, &made);
        return made;
      case 's':
        return string();
      case 'p': {
        const auto size = get<uint32_t>();
        at_ += size;
        return Napi::Buffer<uint8_t>::Copy(env_, at_ - size, size);
      }
      case 'l': {
        const auto count = get<uint16_t>();
        napi_create_array_with_length(env_, count, &made);
        for (uint32_t i = 0; i < count; ++i) napi_set_element(env_, made, i, value(*type.element));
        return made;
      }
      case 'r':
        return object(*type.records.front());
      case 'v':
        return object(*type.records.at(get<uint8_t>()));
      case 'B':
        return number(type, get<uint8_t>());
      case 'H':
        return number(type, get<uint16_t>());
      case 'I':
        return number(type, get<uint32_t>());
      case 'b':
        return number(type, get<int8_t>());
      case 'h':
        return number(type, get<int16_t>());
      case 'i':
        return number(type, get<int32_t>());
      case 'Q':
      case 'q':
        return number(type, get<int64_t>());
      default:
        napi_get_undefined(env_, &made);
        return made;
    }
  }

  napi_value string() {
    const auto head = get<uint16_t>();
    const size_t size = head & ~kNotAscii;
    const auto* text = reinterpret_cast<const char*>(at_);
    at_ += size;
    napi_value made;
    if (head & kNotAscii) {
      napi_create_string_utf8(env_, text, size, &made);
    } else {
      napi_create_string_latin1(env_, text, size, &made);
    }
    return made;
  }

  napi_value number(const Type& type, int64_t value) {
    if (type.flags) return flags(const_cast<Type&>(type), static_cast<uint64_t>(value));
    const auto word = type.words.find(static_cast<uint64_t>(value));
    if (word != type.words.end()) return fetched_[word->second];
    napi_value made;
    if (value == static_cast<int32_t>(value)) {
      napi_create_int32(env_, static_cast<int32_t>(value), &made);
    } else {
      napi_create_double(env_, static_cast<double>(value), &made);
    }
    return made;
  }

  napi_value flags(Type& type, uint64_t value) {
    const auto known = type.lists.find(value);
    if (known != type.lists.end()) return description_.key_at(known->second);
    auto list = Napi::Array::New(env_);
    uint64_t rest = value;
    for (const auto& [bit, word] : type.bits) {
      if (value & bit) list.Set(list.Length(), Napi::Value(env_, fetched_[word]));
      rest &= ~bit;
    }
    for (uint64_t bit = 1; rest != 0; bit *= 2) {
      if (rest & bit) list.Set(list.Length(), Napi::Number::New(env_, static_cast<double>(bit)));
      rest &= ~bit;
    }
    list.Freeze();
    type.lists[value] = description_.key(list);
    return list;
  }

  Description description_;
  const Record* record_;
  char how_;
  // Of the call that runs.
  Napi::Env env_ = nullptr;
  const uint8_t* at_ = nullptr;
  std::vector<napi_value> fetched_;
};

Napi::Object start(Napi::Env env, Napi::Object exports) {
  exports.Set("Decoder", Decoder::define(env));
  return exports;
}

}  // namespace

NODE_API_MODULE(objects, start)
