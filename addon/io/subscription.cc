// The events of some tables' groups, on a socket of their own.
#include "io/subscription.h"

#include <set>

#include "nl/error.h"

namespace netlink {

Subscription::Subscription(const Socket::Options& options, const Command& command)
    : id_(command.id), tables_(command.payload), socket_(options) {
  std::set<uint32_t> groups;
  for (const uint8_t table : tables_)
    groups.insert(all_tables()[table]->groups.begin(), all_tables()[table]->groups.end());
  for (const uint32_t group : groups) socket_.join(group);
}

bool Subscription::read(int datagrams, Parser& parser, Scope& scope, Outbox& outbox) {
  for (; datagrams > 0 && !outbox.full(); --datagrams) {
    const auto received =
        socket_.receive([&](nlmsghdr* message) { handle(message, parser, scope, outbox); });
    if (received == Socket::Received::kNothing) return true;
    if (received == Socket::Received::kOverrun) outbox.push(Item(ItemKind::kOverrun, id_));
  }
  return false;
}

void Subscription::handle(nlmsghdr* message, Parser& parser, Scope& scope, Outbox& outbox) {
  for (const uint8_t number : tables_) {
    const Table& table = *all_tables()[number];
    Notice notice = table.notice(message);
    if (notice.kind == Notice::Kind::kOther) continue;
    if (notice.kind == Notice::Kind::kDoubt) {
      outbox.push(Item(ItemKind::kDoubt, id_, number));
      continue;
    }
    if (notice.kind == Notice::Kind::kStale) {
      try {
        message = scope.ask(std::move(notice.refresh));
      } catch (const Error&) {
        return;  // it is gone by now, and the event that says so is on its way
      }
    }
    const ItemKind kind = notice.kind == Notice::Kind::kGone ? ItemKind::kGone : ItemKind::kPresent;
    Item item(kind, id_, number, item_flags::of_message(message->nlmsg_flags));
    try {
      parser.encode(table, message, {}, scope, item.writer());
    } catch (const Error&) {
      // An event that cannot be read is one that was lost: it must not end the socket.
      item = Item(ItemKind::kOverrun, id_);
    }
    outbox.push(std::move(item));
    return;
  }
}

}  // namespace netlink
