// The I/O thread of one open socket: waits for commands and for the kernel, and serves both in
// turn.
#include "io/reactor.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "io/failure.h"

namespace netlink {
namespace {

// Datagrams of events read before other sockets get their turn, and when a dump's end waits for
// what came before it.
constexpr int kEventTurn = 64;

FileDescriptor opened(int fd, const char* what) {
  if (fd < 0) throw Error::system(errno, what);
  return FileDescriptor(fd);
}

}  // namespace

Reactor::Reactor(ReactorOptions options, std::function<void()> wake)
    : options_(std::move(options)),
      outbox_(std::move(wake), [this] { signal(); }),
      wake_fd_(opened(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")),
      epoll_fd_(opened(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
  watch(wake_fd_.get(), true);
  thread_ = std::make_unique<Thread>([this] { run(); });
}

Reactor::~Reactor() {
  stop();
  join();
}

void Reactor::submit(std::span<const uint8_t> commands) {
  std::vector<Command> read = read_commands(commands);
  {
    const std::lock_guard lock(mutex_);
    std::ranges::move(read, std::back_inserter(submitted_));
  }
  signal();
}

void Reactor::stop() {
  stopping_ = true;
  signal();
}

void Reactor::signal() {
  const uint64_t one = 1;
  // A full counter means that the thread has been signalled already.
  [[maybe_unused]] const ssize_t written = ::write(wake_fd_.get(), &one, sizeof one);
}

void Reactor::watch(int fd, bool on) {
  epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
  epoll_ctl(epoll_fd_.get(), on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, fd, &event);
}

void Reactor::run() {
  try {
    options_.netns.enter();
    parser_.emplace();
    exchange_.emplace(options_.protocol);
    requests_.emplace(options_.protocol, *exchange_, *parser_, outbox_);
    watch(requests_->fd(), true);
    Item item(ItemKind::kOpened, 0);
    item.writer().put(requests_->port());
    outbox_.push(std::move(item));
    while (!stopping_) serve();
  } catch (const Error& error) {
    outbox_.push(failure(0, error));
  } catch (const std::exception& error) {
    outbox_.push(failure(0, Error::own("ERR_INTERNAL", error.what())));
  }
  dumps_.clear();
  subscriptions_.clear();
  requests_.reset();
  exchange_.reset();
  outbox_.push(Item(ItemKind::kClosed, 0));
}

void Reactor::serve() {
  std::array<epoll_event, 32> ready{};
  const int count =
      epoll_wait(epoll_fd_.get(), ready.data(), ready.size(), requests_->idle() ? -1 : 0);
  // Events first: their buffers are what overflows.
  read_events();
  for (int i = 0; i < std::max(count, 0); ++i) {
    const int fd = ready.at(static_cast<size_t>(i)).data.fd;
    if (fd == wake_fd_.get()) run_commands();
    if (fd == requests_->fd()) requests_->read_answers();
    if (dumps_.contains(fd)) read_dump(fd);
  }
  if (!requests_->idle()) requests_->run_batch();
}

void Reactor::run_commands() {
  uint64_t signals;
  [[maybe_unused]] const ssize_t drained = ::read(wake_fd_.get(), &signals, sizeof signals);
  std::vector<Command> commands;
  {
    const std::lock_guard lock(mutex_);
    commands = std::exchange(submitted_, {});
  }
  for (Command& command : commands) {
    const uint32_t id = command.id;
    try {
      execute(std::move(command));
    } catch (const Error& error) {
      outbox_.push(failure(id, error));
    }
  }
  if (!outbox_.full()) pause_events(false);
}

void Reactor::execute(Command command) {
  switch (command.kind) {
    case CommandKind::kDump: {
      exchange_->forget_names();
      Dump dump(options_.protocol, command, *exchange_);
      // What a name means is not to be kept until the next request.
      exchange_->forget_names();
      const int fd = dump.fd();
      dumps_.emplace(fd, std::move(dump));
      watch(fd, true);
      break;
    }
    case CommandKind::kConsumed: {
      const auto found = std::ranges::find(dumps_, command.id,
                                           [](const auto& entry) { return entry.second.id(); });
      if (found == dumps_.end()) break;
      const bool paused = !found->second.may_read();
      found->second.consumed();
      if (paused) watch(found->first, true);
      break;
    }
    case CommandKind::kSubscribe: {
      Subscription subscription(
          {.protocol = options_.protocol, .receive_buffer = options_.receive_buffer}, command);
      const int fd = subscription.fd();
      subscriptions_.emplace(fd, std::move(subscription));
      if (!events_paused_) watch(fd, true);
      outbox_.push(Item(ItemKind::kSubscribed, command.id));
      break;
    }
    case CommandKind::kCancel:
      cancel(command.id);
      break;
    default:
      requests_->add(std::move(command));
  }
}

void Reactor::cancel(uint32_t id) {
  requests_->cancel(id);
  std::erase_if(dumps_, [id](const auto& entry) { return entry.second.id() == id; });
  std::erase_if(subscriptions_, [id](const auto& entry) { return entry.second.id() == id; });
}

void Reactor::read_dump(int fd) {
  Dump& dump = dumps_.at(fd);
  std::optional<Item> end;
  try {
    end = dump.read(*parser_, *exchange_, outbox_);
  } catch (const Error& error) {
    end = failure(dump.id(), error);
  }
  exchange_->forget_names();
  if (end) {
    // Whoever waits for the dump finds every event that came before its end reported already.
    for (auto& [event_fd, subscription] : subscriptions_) {
      while (!outbox_.full() && !subscription.read(kEventTurn, *parser_, *exchange_, outbox_))
        continue;
    }
    outbox_.push(std::move(*end));
    dumps_.erase(fd);
  } else if (!dump.may_read()) {
    watch(fd, false);
  }
}

void Reactor::read_events() {
  if (events_paused_) return;
  for (auto& [fd, subscription] : subscriptions_)
    subscription.read(kEventTurn, *parser_, *exchange_, outbox_);
  if (outbox_.full()) pause_events(true);
}

void Reactor::pause_events(bool paused) {
  if (events_paused_ == paused) return;
  for (auto& [fd, subscription] : subscriptions_) watch(fd, !paused);
  events_paused_ = paused;
}

}  // namespace netlink
