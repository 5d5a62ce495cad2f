// One netlink socket, opened by libnl in the namespace of the calling thread.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "nl/handles.h"

namespace netlink {

class Socket {
 public:
  struct Options {
    int protocol = NETLINK_ROUTE;
    int receive_buffer =
        0;  // bytes; 0: libnl's default, enough where the kernel sends only what is asked for
    bool blocking = false;
  };
  enum class Received : uint8_t {
    kNothing,   // no datagram waits
    kMessages,  // one datagram was handled
    kOverrun,   // the kernel had to drop messages (ENOBUFS), or one did not fit
  };

  // Throws Error with the system's errno.
  explicit Socket(const Options& options);

  int fd() const { return nl_socket_get_fd(handle_.get()); }
  uint32_t port() const { return nl_socket_get_local_port(handle_.get()); }
  void join(uint32_t group);
  // One datagram of one or more complete messages. The kernel handles requests within the call.
  void send(std::span<const uint8_t> messages);
  // Reads one datagram and calls `handle` for each message in it. What does not come from the
  // kernel is dropped.
  Received receive(const std::function<void(nlmsghdr*)>& handle);

 private:
  SocketHandle handle_;
};

}  // namespace netlink
