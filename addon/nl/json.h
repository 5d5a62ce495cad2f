// Writes JSON: what is rare enough to cross to JavaScript as text (the description of the tables,
// failures).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace netlink {

class Json {
 public:
  Json& open(char bracket);   // '{' or '['
  Json& close(char bracket);  // '}' or ']'
  Json& key(std::string_view name);
  Json& text(std::string_view value);
  Json& boolean(bool value);
  Json& number(int64_t value);
  Json& number(uint64_t value);
  Json& number(int value) { return number(static_cast<int64_t>(value)); }
  Json& number(uint32_t value) { return number(static_cast<uint64_t>(value)); }

  std::string take() { return std::move(text_); }

 private:
  void separate();
  void quote(std::string_view value);

  std::string text_;
};

}  // namespace netlink
