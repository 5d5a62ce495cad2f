// Requests of one socket: built in order, many to a datagram, answered by sequence number.
#include "io/requests.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "io/failure.h"

namespace netlink {
namespace {

using std::chrono::steady_clock;

// The kernel works through a datagram within the call that sends it, and neither events nor
// commands are served in that time. So the number of requests in one follows how long the last
// took.
constexpr auto kLongBatch = std::chrono::milliseconds(4);
constexpr auto kShortBatch = std::chrono::milliseconds(1);
constexpr size_t kMaximumBatch = 256;  // requests; the answers to these fit into the receive buffer
constexpr size_t kMaximumBytes = 64 * 1024;  // of one datagram, well below the default send buffer
constexpr int kReceiveBuffer = 2 * 1024 * 1024;

Verb verb_of(CommandKind kind) {
  switch (kind) {
    case CommandKind::kAdd:
      return Verb::kAdd;
    case CommandKind::kReplace:
      return Verb::kReplace;
    case CommandKind::kAppend:
      return Verb::kAppend;
    case CommandKind::kChange:
      return Verb::kChange;
    default:
      return Verb::kDelete;
  }
}

}  // namespace

Requests::Requests(int protocol, Exchange& exchange, Parser& parser, Outbox& outbox)
    : socket_({.protocol = protocol, .receive_buffer = kReceiveBuffer}),
      exchange_(exchange),
      parser_(parser),
      outbox_(outbox) {
  exchange_.before_asking([this] { settle(); });
}

void Requests::cancel(uint32_t id) {
  const auto found = std::ranges::find(waiting_, id, &Command::id);
  if (found != waiting_.end()) {
    waiting_.erase(found);
  } else if (std::ranges::any_of(sent_,
                                 [id](const auto& entry) { return entry.second.id == id; })) {
    cancelled_.insert(id);
  }
}

void Requests::run_batch() {
  for (size_t count = 0; count < batch_limit_ && batch_.size() < kMaximumBytes && !waiting_.empty();
       ++count) {
    const Command command = std::move(waiting_.front());
    waiting_.pop_front();
    try {
      build(command);
    } catch (const Error& error) {
      outbox_.push(failure(command.id, error));
    }
  }
  const auto start = steady_clock::now();
  send_batch();
  const auto took = steady_clock::now() - start;
  if (took > kLongBatch) batch_limit_ = std::max<size_t>(batch_limit_ / 2, 1);
  if (took < kShortBatch) batch_limit_ = std::min(batch_limit_ * 2, kMaximumBatch);
  exchange_.release_kept();
  exchange_.forget_names();
}

void Requests::build(const Command& command) {
  const Table& table = *all_tables()[command.table];
  Reader reader(command.payload);
  if (command.kind == CommandKind::kGet) {
    const RecordType& asked = table.query ? *table.query : table.record;
    append(command, table.get(Record(asked, reader), exchange_), true);
    return;
  }
  const Record key(table.record, reader);
  Record properties(table.record, reader);
  Plan plan = table.build(verb_of(command.kind), key, properties, exchange_);
  bool alone = plan.messages.size() > 1 || plan.then;
  if (alone) settle();
  for (;;) {
    refused_ = false;
    for (size_t i = 0; i < plan.messages.size() && !refused_; ++i) {
      append(command, std::move(plan.messages[i]), i + 1 == plan.messages.size() && !plan.then);
      if (alone) settle();
    }
    if (refused_ || !plan.then) break;
    plan = plan.then();
    alone = true;
    if (plan.messages.empty() && !plan.then) break;
  }
  if (!refused_ && plan.messages.empty()) outbox_.push(Item(ItemKind::kDone, command.id));
  // A link that was made, renamed or deleted may change what a name means.
  if (&table.record == &all_tables()[0]->record) exchange_.forget_names();
}

void Requests::append(const Command& command, Message message, bool last) {
  nlmsghdr* head = nlmsg_hdr(message.get());
  head->nlmsg_seq = ++sequence_;
  head->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
  const auto* begin = reinterpret_cast<const uint8_t*>(head);
  Sent sent{command.id,
            command.table,
            last,
            (command.flags & command_flags::kUnknown) != 0,
            {begin, begin + head->nlmsg_len}};
  batch_.insert(batch_.end(), sent.bytes.begin(), sent.bytes.end());
  batch_.resize(static_cast<size_t>(NLMSG_ALIGN(batch_.size())));
  sent_.emplace(sequence_, std::move(sent));
}

void Requests::send_batch() {
  if (batch_.empty()) return;
  const std::vector<uint8_t> batch = std::exchange(batch_, {});
  try {
    socket_.send(batch);
  } catch (const Error& error) {
    fail_all(error);
    return;
  }
  read_answers();
}

void Requests::settle() {
  send_batch();
  // rtnetlink answers within the call that sends, so this waits only where a kernel puts an answer
  // off.
  while (!sent_.empty()) {
    pollfd waiting{.fd = socket_.fd(), .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, -1) < 0 && errno != EINTR) {
      fail_all(Error::system(errno));
      return;
    }
    read_answers();
  }
}

void Requests::read_answers() {
  // An answer is often two messages, the object and the acknowledgement: they wake JavaScript once.
  const Outbox::Hold hold(outbox_);
  try {
    for (;;) {
      const auto received = socket_.receive([this](nlmsghdr* message) { answered(message); });
      if (received == Socket::Received::kNothing) return;
      if (received == Socket::Received::kOverrun) {
        fail_all(Error::system(
            ENOBUFS,
            "answers of the kernel were lost: whether the request was carried out is not known"));
      }
    }
  } catch (const Error& error) {
    fail_all(error);
  }
}

void Requests::answered(nlmsghdr* message) {
  const auto found = sent_.find(message->nlmsg_seq);
  if (found == sent_.end()) return;
  const Sent& sent = found->second;
  const Table& table = *all_tables()[sent.table];
  const bool wanted = !cancelled_.contains(sent.id);
  if (message->nlmsg_type != NLMSG_ERROR && message->nlmsg_type != NLMSG_DONE) {
    if (!wanted || !table.holds(message)) return;
    Item item(ItemKind::kRecords, sent.id, sent.table);
    parser_.encode(table, message, {nullptr, sent.unknown}, exchange_, item.writer());
    outbox_.push(std::move(item));
    return;
  }
  Verdict verdict = read_verdict(message, sent.bytes);
  const bool refused = verdict.number != 0;
  if (refused) {
    refused_ = true;
    if (wanted) outbox_.push(failure(sent.id, refusal(std::move(verdict))));
  } else if (sent.last && wanted) {
    Item item(ItemKind::kDone, sent.id);
    for (const char c : verdict.ack.message) item.writer().put(c);
    outbox_.push(std::move(item));
  }
  if (sent.last || refused) cancelled_.erase(sent.id);
  sent_.erase(found);
}

void Requests::fail_all(const Error& error) {
  refused_ = true;
  for (const auto& [sequence, sent] : sent_) {
    if (!cancelled_.contains(sent.id)) outbox_.push(failure(sent.id, error));
  }
  sent_.clear();
  cancelled_.clear();
}

}  // namespace netlink
