// A failure as JavaScript gets it.
#include "io/failure.h"

#include <string>

#include "nl/json.h"

namespace netlink {
namespace {

template <typename T>
void member(Json& json, const char* name, const std::optional<T>& value) {
  if (value) json.key(name).number(*value);
}

void write_policy(Json& json, const AttributePolicy& policy) {
  json.key("policy").open('{');
  member(json, "type", policy.type);
  member(json, "minimum", policy.minimum);
  member(json, "maximum", policy.maximum);
  member(json, "minimum", policy.minimum_signed);
  member(json, "maximum", policy.maximum_signed);
  member(json, "minimumLength", policy.minimum_length);
  member(json, "maximumLength", policy.maximum_length);
  member(json, "mask", policy.mask);
  json.close('}');
}

void write_ack(Json& json, const ExtendedAck& ack) {
  json.key("extack").open('{');
  if (!ack.message.empty()) json.key("message").text(ack.message);
  member(json, "offset", ack.offset);
  if (!ack.attribute.empty()) {
    json.key("attribute").open('[');
    for (const uint16_t type : ack.attribute) json.number(static_cast<uint32_t>(type));
    json.close(']');
  }
  member(json, "missing", ack.missing);
  member(json, "missingNest", ack.missing_nest);
  if (ack.policy) write_policy(json, *ack.policy);
  json.close('}');
}

}  // namespace

Item failure(uint32_t id, const Error& error) {
  Json json;
  json.open('{').key("code").text(error.code()).key("message").text(error.what());
  if (error.number() != 0) json.key("errno").number(error.number());
  if (!error.ack.empty()) write_ack(json, error.ack);
  Item item(ItemKind::kFailed, id);
  for (const char c : json.close('}').take()) item.writer().put(c);
  return item;
}

Error refusal(Verdict verdict) {
  Error error = Error::system(verdict.number);
  error.ack = std::move(verdict.ack);
  return error;
}

}  // namespace netlink
