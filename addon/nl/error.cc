// Failures of the kernel and of libnl: one exception type that keeps the kernel's errno and its own
// sentence.
#include "nl/error.h"

#include <netlink/errno.h>

#include <array>
#include <cstring>
#include <string>
#include <utility>

namespace netlink {
namespace {

// libnl has no function from a code to its name, only to a sentence.
constexpr std::array<const char*, NLE_MAX + 1> kLibraryNames = {"NLE_SUCCESS",
                                                                "NLE_FAILURE",
                                                                "NLE_INTR",
                                                                "NLE_BAD_SOCK",
                                                                "NLE_AGAIN",
                                                                "NLE_NOMEM",
                                                                "NLE_EXIST",
                                                                "NLE_INVAL",
                                                                "NLE_RANGE",
                                                                "NLE_MSGSIZE",
                                                                "NLE_OPNOTSUPP",
                                                                "NLE_AF_NOSUPPORT",
                                                                "NLE_OBJ_NOTFOUND",
                                                                "NLE_NOATTR",
                                                                "NLE_MISSING_ATTR",
                                                                "NLE_AF_MISMATCH",
                                                                "NLE_SEQ_MISMATCH",
                                                                "NLE_MSG_OVERFLOW",
                                                                "NLE_MSG_TRUNC",
                                                                "NLE_NOADDR",
                                                                "NLE_SRCRT_NOSUPPORT",
                                                                "NLE_MSG_TOOSHORT",
                                                                "NLE_MSGTYPE_NOSUPPORT",
                                                                "NLE_OBJ_MISMATCH",
                                                                "NLE_NOCACHE",
                                                                "NLE_BUSY",
                                                                "NLE_PROTO_MISMATCH",
                                                                "NLE_NOACCESS",
                                                                "NLE_PERM",
                                                                "NLE_PKTLOC_FILE",
                                                                "NLE_PARSE_ERR",
                                                                "NLE_NODEV",
                                                                "NLE_IMMUTABLE",
                                                                "NLE_DUMP_INTR",
                                                                "NLE_ATTRSIZE"};

}  // namespace

Error Error::system(int number, std::string text) {
  const char* name = strerrorname_np(number);
  return {name ? name : "E" + std::to_string(number), number,
          text.empty() ? strerrordesc_np(number) ? strerrordesc_np(number) : "Unknown error"
                       : std::move(text)};
}

Error Error::library(int result, const std::string& text) {
  const size_t code = static_cast<size_t>(result < 0 ? -result : result);
  return {code < kLibraryNames.size() ? kLibraryNames.at(code) : "NLE_" + std::to_string(code), 0,
          text.empty() ? nl_geterror(result) : text + ": " + nl_geterror(result)};
}

Error Error::own(std::string code, std::string text) {
  return {std::move(code), 0, std::move(text)};
}

int check(int result, const char* what) {
  if (result < 0) throw Error::library(result, what);
  return result;
}

}  // namespace netlink
