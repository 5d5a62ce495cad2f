// The I/O thread of one open socket: waits for commands and for the kernel, and serves both in
// turn.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "io/command.h"
#include "io/dump.h"
#include "io/exchange.h"
#include "io/outbox.h"
#include "io/requests.h"
#include "io/subscription.h"
#include "io/thread.h"
#include "nl/network_namespace.h"

namespace netlink {

struct ReactorOptions {
  int protocol = NETLINK_ROUTE;
  NetworkNamespace netns;
  int receive_buffer = 1024 * 1024;  // of event sockets, in bytes
};

// Everything private is touched by the I/O thread alone, but for what `mutex_` guards.
class Reactor {
 public:
  // Starts the thread. It reports kOpened, or kFailed with id 0, and in the end kClosed; `wake` is
  // called from it.
  Reactor(ReactorOptions options, std::function<void()> wake);
  ~Reactor();
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;

  void submit(std::span<const uint8_t> commands);
  int64_t take(std::span<uint8_t> target) { return outbox_.take(target); }
  // Asks the thread to end; it finishes the system call it is in. join() waits for that.
  void stop();
  void join() { thread_->join(); }

 private:
  void run();
  void serve();
  void run_commands();
  void execute(Command command);
  void cancel(uint32_t id);
  void read_dump(int fd);
  void read_events();
  // While JavaScript is far behind, events stay in the kernel's buffers.
  void pause_events(bool paused);
  void watch(int fd, bool on);
  void signal();

  const ReactorOptions options_;
  Outbox outbox_;
  FileDescriptor wake_fd_, epoll_fd_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::vector<Command> submitted_;

  // Opened and closed by the thread, as it is the one in the right namespace.
  std::optional<Parser> parser_;
  std::optional<Exchange> exchange_;
  std::optional<Requests> requests_;
  std::map<int, Dump> dumps_;                  // by descriptor
  std::map<int, Subscription> subscriptions_;  // by descriptor
  bool events_paused_ = false;

  std::unique_ptr<Thread> thread_;  // last: it uses all of the above
};

}  // namespace netlink
