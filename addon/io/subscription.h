// The events of some tables' groups, on a socket of their own.
#pragma once

#include <cstdint>
#include <vector>

#include "io/command.h"
#include "io/outbox.h"
#include "io/socket.h"
#include "tables/table.h"

namespace netlink {

class Subscription {
 public:
  // Joins the groups; throws Error.
  Subscription(const Socket::Options& options, const Command& command);

  int fd() const { return socket_.fd(); }
  uint32_t id() const { return id_; }
  // Reads up to `datagrams` of what waits and reports it; true: nothing waits any more.
  bool read(int datagrams, Parser& parser, Scope& scope, Outbox& outbox);

 private:
  void handle(nlmsghdr* message, Parser& parser, Scope& scope, Outbox& outbox);

  uint32_t id_;
  std::vector<uint8_t> tables_;
  Socket socket_;
};

}  // namespace netlink
