// One dump on a socket of its own, so that it disturbs no other, waits for nobody, and ends when it
// is destroyed.
#include "io/dump.h"

#include <cerrno>

#include "io/failure.h"

namespace netlink {
namespace {

constexpr uint32_t kSequence = 1;
// Datagrams read before other sockets get their turn.
constexpr int kTurn = 8;

}  // namespace

Dump::Dump(int protocol, const Command& command, Scope& scope)
    : command_(command), table_(*all_tables()[command.table]), socket_({.protocol = protocol}) {
  if (!command_.payload.empty()) {
    Reader reader(command_.payload);
    filter_.emplace(table_.record, reader);
  }
  const DumpOptions options{
      .skip_statistics = (command.flags & command_flags::kSkipStatistics) != 0,
      .virtual_functions = (command.flags & command_flags::kVirtualFunctions) != 0};
  const Message message = table_.dump(filter_ ? &*filter_ : nullptr, options, scope);
  nlmsghdr* head = nlmsg_hdr(message.get());
  head->nlmsg_seq = kSequence;
  head->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
  const auto* begin = reinterpret_cast<const uint8_t*>(head);
  request_.assign(begin, begin + head->nlmsg_len);
  socket_.send(request_);
}

std::optional<Item> Dump::read(Parser& parser, Scope& scope, Outbox& outbox) {
  for (int turn = 0; turn < kTurn && may_read() && !end_; ++turn) {
    Item item(ItemKind::kRecords, command_.id, command_.table);
    const auto received =
        socket_.receive([&](nlmsghdr* message) { handle(message, parser, scope, item); });
    if (!item.empty()) {
      ++ahead_;
      outbox.push(std::move(item));
    }
    if (received == Socket::Received::kNothing) break;
    if (received == Socket::Received::kOverrun) end_ = failure(command_.id, Error::system(ENOBUFS));
  }
  return end_;
}

void Dump::handle(nlmsghdr* message, Parser& parser, Scope& scope, Item& item) {
  if (message->nlmsg_seq != kSequence || end_) return;
  if (message->nlmsg_flags & NLM_F_DUMP_INTR) interrupted_ = true;
  if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR) {
    Verdict verdict = read_verdict(message, request_);
    if (verdict.number != 0) {
      end_ = failure(command_.id, refusal(std::move(verdict)));
    } else {
      end_ = Item(ItemKind::kDone, command_.id, command_.table,
                  interrupted_ ? item_flags::kInterrupted : 0);
    }
    return;
  }
  if (!table_.holds(message)) return;
  const EncodeOptions options{filter_ ? &*filter_ : nullptr,
                              (command_.flags & command_flags::kUnknown) != 0,
                              (command_.flags & command_flags::kSkipStatistics) != 0};
  parser.encode(table_, message, options, scope, item.writer());
}

}  // namespace netlink
