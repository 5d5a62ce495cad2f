// Questions the I/O thread asks the kernel itself while it builds a request: names of links, an
// object as it is now.
#include "io/exchange.h"

#include <linux/rtnetlink.h>
#include <netlink/msg.h>

#include <cerrno>

#include "io/failure.h"
#include "tables/link.h"

namespace netlink {

nlmsghdr* Exchange::ask(Message request) {
  flush_();
  if (!socket_) socket_.emplace(Socket::Options{.protocol = protocol_, .blocking = true});
  nlmsghdr* head = nlmsg_hdr(request.get());
  head->nlmsg_seq = ++sequence_;
  head->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
  const std::span<const uint8_t> bytes(reinterpret_cast<uint8_t*>(head), head->nlmsg_len);
  socket_->send(bytes);

  std::optional<Verdict> verdict;
  reply_.clear();
  while (!verdict) {
    const auto received = socket_->receive([&](nlmsghdr* message) {
      if (message->nlmsg_seq != sequence_) return;
      if (message->nlmsg_type == NLMSG_ERROR) {
        verdict = read_verdict(message, bytes);
      } else {
        const auto* begin = reinterpret_cast<const uint8_t*>(message);
        reply_.assign(begin, begin + message->nlmsg_len);
      }
    });
    if (received == Socket::Received::kOverrun) throw Error::system(ENOBUFS);
  }
  if (verdict->number != 0) throw refusal(std::move(*verdict));
  if (reply_.empty())
    throw Error::own("ERR_NO_REPLY", "the kernel acknowledged the question without an answer");
  return reinterpret_cast<nlmsghdr*>(reply_.data());
}

int Exchange::link_index(std::string_view name) {
  if (const auto known = indices_.find(name); known != indices_.end()) return known->second;
  try {
    const nlmsghdr* reply = ask(link_request(0, name));
    const int index = static_cast<const ifinfomsg*>(nlmsg_data(reply))->ifi_index;
    indices_.emplace(name, index);
    return index;
  } catch (const Error& error) {
    // The kernel's own sentence does not tell which of a request's links is meant.
    throw Error::system(error.number(), "link \"" + std::string(name) + "\": " + error.what());
  }
}

int Exchange::keep(FileDescriptor descriptor) {
  kept_.push_back(std::move(descriptor));
  return kept_.back().get();
}

}  // namespace netlink
