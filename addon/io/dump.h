// One dump on a socket of its own, so that it disturbs no other, waits for nobody, and ends when it
// is destroyed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "io/command.h"
#include "io/outbox.h"
#include "io/socket.h"
#include "tables/table.h"

namespace netlink {

class Dump {
 public:
  // Sends the request; throws Error.
  Dump(int protocol, const Command& command, Scope& scope);

  int fd() const { return socket_.fd(); }
  uint32_t id() const { return command_.id; }
  // Whether JavaScript keeps up: if not, the rest is left in the kernel.
  bool may_read() const { return ahead_ < kAhead; }
  void consumed() { --ahead_; }
  // Reads some of what waits and reports it. Returns how the dump ended, once it has: the last item
  // to report.
  std::optional<Item> read(Parser& parser, Scope& scope, Outbox& outbox);

 private:
  // Items of records that JavaScript may be behind, each of one datagram of the kernel.
  static constexpr int kAhead = 16;

  void handle(nlmsghdr* message, Parser& parser, Scope& scope, Item& item);

  Command command_;
  const Table& table_;
  std::optional<Record> filter_;
  Socket socket_;
  std::vector<uint8_t> request_;
  std::optional<Item> end_;
  int ahead_ = 0;
  bool interrupted_ = false;
};

}  // namespace netlink
