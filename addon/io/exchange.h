// Questions the I/O thread asks the kernel itself while it builds a request: names of links, an
// object as it is now.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fields/field.h"
#include "io/socket.h"

namespace netlink {

class Exchange : public Scope {
 public:
  explicit Exchange(int protocol) : protocol_(protocol) {}

  nlmsghdr* ask(Message request) override;
  // Remembers each name until forget_names(): a pipelined batch asks once for each.
  int link_index(std::string_view name) override;
  int keep(FileDescriptor descriptor) override;

  // What must be sent before the kernel is asked, so that answers are no older than the requests
  // before them.
  void before_asking(std::function<void()> flush) { flush_ = std::move(flush); }
  void forget_names() { indices_.clear(); }
  void release_kept() { kept_.clear(); }

 private:
  int protocol_;
  uint32_t sequence_ = 0;
  std::optional<Socket> socket_;  // opened at the first question
  std::function<void()> flush_ = [] {};
  std::map<std::string, int, std::less<>> indices_;
  std::vector<FileDescriptor> kept_;
  std::vector<uint8_t> reply_;
};

}  // namespace netlink
