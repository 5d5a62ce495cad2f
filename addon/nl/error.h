// Failures of the kernel and of libnl: one exception type that keeps the kernel's errno and its own
// sentence.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace netlink {

// The attribute policy that the kernel attaches to a refusal (NLMSGERR_ATTR_POLICY).
struct AttributePolicy {
  std::optional<uint32_t> type;  // NL_ATTR_TYPE_*
  std::optional<int64_t> minimum_signed, maximum_signed;
  std::optional<uint64_t> minimum, maximum, mask;
  std::optional<uint32_t> minimum_length, maximum_length;
};

// The extended acknowledgement of a request (NLMSGERR_ATTR_*).
struct ExtendedAck {
  std::string message;             // the kernel's sentence; empty when it sent none
  std::optional<uint32_t> offset;  // of the offending attribute in the request, in bytes
  std::vector<uint16_t>
      attribute;  // types of the attributes around and at that offset, outermost first
  std::optional<uint32_t> missing;       // type of an attribute that was needed
  std::optional<uint32_t> missing_nest;  // offset of the nest that lacks it; absent: the top level
  std::optional<AttributePolicy> policy;

  bool empty() const { return message.empty() && !offset && !missing && !missing_nest && !policy; }
};

class Error : public std::exception {
 public:
  // A failure with the system's error number (positive).
  static Error system(int number, std::string text = {});
  // A failure that only libnl names: its negative return code (-NLE_*).
  static Error library(int result, const std::string& text = {});
  // A failure of this package: a code of the form ERR_*.
  static Error own(std::string code, std::string text);

  const char* what() const noexcept override { return text_.c_str(); }
  const std::string& code() const { return code_; }
  int number() const { return number_; }

  ExtendedAck ack;

 private:
  Error(std::string code, int number, std::string text)
      : code_(std::move(code)), number_(number), text_(std::move(text)) {}

  std::string code_;
  int number_;  // errno, or 0
  std::string text_;
};

// Throws Error::library when a libnl call returned a negative code; returns the result otherwise.
int check(int result, const char* what);

}  // namespace netlink
