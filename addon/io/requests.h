// Requests of one socket: built in order, many to a datagram, answered by sequence number.
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "io/command.h"
#include "io/exchange.h"
#include "io/outbox.h"
#include "io/socket.h"
#include "nl/error.h"
#include "tables/table.h"

namespace netlink {

class Requests {
 public:
  Requests(int protocol, Exchange& exchange, Parser& parser, Outbox& outbox);

  int fd() const { return socket_.fd(); }
  uint32_t port() const { return socket_.port(); }
  void add(Command command) { waiting_.push_back(std::move(command)); }
  // A request that has not been sent yet never will be; one that has been runs its course,
  // unreported.
  void cancel(uint32_t id);
  bool idle() const { return waiting_.empty(); }
  // Builds and sends one datagram of requests, and reads the answers that the kernel has given by
  // then.
  void run_batch();
  // Reads the answers there are.
  void read_answers();

 private:
  struct Sent {
    uint32_t id;
    uint8_t table;
    bool last;     // of its command's messages: success is reported
    bool unknown;  // attributes that no row knows are wanted in the answer
    std::vector<uint8_t> bytes;
  };

  void build(const Command& command);
  void append(const Command& command, Message message, bool last);
  // Sends what has been appended and waits until the kernel has answered all of it.
  void settle();
  void send_batch();
  void answered(nlmsghdr* message);
  void fail_all(const Error& error);

  Socket socket_;
  Exchange& exchange_;
  Parser& parser_;
  Outbox& outbox_;
  std::deque<Command> waiting_;
  std::vector<uint8_t> batch_;
  std::unordered_map<uint32_t, Sent> sent_;  // by sequence number
  std::unordered_set<uint32_t> cancelled_;   // ids that were sent already
  uint32_t sequence_ = 0;
  size_t batch_limit_ = 16;  // requests
  bool refused_ = false;     // a message of the command that is being sent has failed
};

}  // namespace netlink
