// One netlink socket, opened by libnl in the namespace of the calling thread.
#include "io/socket.h"

#include <netlink/errno.h>
#include <netlink/netlink.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>

#include "nl/error.h"

namespace netlink {
namespace {

// More than the kernel ever puts into one datagram of a dump (32 KiB, or one very long message), so
// that no peek is needed before each read.
constexpr size_t kDatagramRoom = 256 * 1024;

[[noreturn]] void fail(const char* what) {
  const int number = errno;
  throw Error::system(number, std::string(what) + ": " + strerrordesc_np(number));
}

void enlarge(int fd, int bytes) {
  // Beyond net.core.rmem_max only CAP_NET_ADMIN may go; without it the kernel grants what it can.
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) == 0) return;
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

}  // namespace

Socket::Socket(const Options& options) : handle_(nl_socket_alloc()) {
  if (!handle_) throw Error::system(ENOMEM);
  // libnl folds several error numbers into one; errno tells them apart.
  errno = 0;
  const int connected = nl_connect(handle_.get(), options.protocol);
  if (connected < 0) {
    if (errno != 0) fail("opening a netlink socket");
    throw Error::library(connected, "opening a netlink socket");
  }
  nl_socket_set_msg_buf_size(handle_.get(), kDatagramRoom);
  nl_socket_disable_msg_peek(handle_.get());
  if (!options.blocking) nl_socket_set_nonblocking(handle_.get());
  if (options.receive_buffer > 0) enlarge(fd(), options.receive_buffer);
  // A kernel that lacks one of these works without it.
  for (const int option : {NETLINK_EXT_ACK, NETLINK_CAP_ACK, NETLINK_GET_STRICT_CHK}) {
    const int on = 1;
    setsockopt(fd(), SOL_NETLINK, option, &on, sizeof on);
  }
}

void Socket::join(uint32_t group) {
  errno = 0;
  if (nl_socket_add_memberships(handle_.get(), static_cast<int>(group), 0) < 0)
    fail("joining a multicast group");
}

void Socket::send(std::span<const uint8_t> messages) {
  errno = 0;
  // libnl does not write to the buffer; its parameter is not const.
  if (nl_sendto(handle_.get(), const_cast<uint8_t*>(messages.data()), messages.size()) < 0)
    fail("sending");
}

Socket::Received Socket::receive(const std::function<void(nlmsghdr*)>& handle) {
  sockaddr_nl sender{};
  unsigned char* bytes = nullptr;
  errno = 0;
  const int size = nl_recv(handle_.get(), &sender, &bytes, nullptr);
  const int number = errno;
  const Datagram owned(bytes);
  if (size < 0) {
    if (size == -NLE_MSG_TRUNC || number == ENOBUFS) return Received::kOverrun;
    if (number == EAGAIN || number == EWOULDBLOCK) return Received::kNothing;
    if (number != 0) throw Error::system(number);
    throw Error::library(size, "receiving");
  }
  if (size == 0) return Received::kNothing;
  if (sender.nl_pid != 0) return Received::kMessages;  // another process wrote to this port
  int rest = size;
  for (auto* message = reinterpret_cast<nlmsghdr*>(bytes); nlmsg_ok(message, rest);
       message = nlmsg_next(message, &rest)) {
    handle(message);
  }
  return Received::kMessages;
}

}  // namespace netlink
