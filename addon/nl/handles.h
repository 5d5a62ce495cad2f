// Owners of libnl's and the system's resources: whatever is allocated is freed once, by the scope
// that holds it.
#pragma once

#include <netlink/addr.h>
#include <netlink/msg.h>
#include <netlink/object.h>
#include <netlink/route/link.h>
#include <netlink/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <utility>

namespace netlink {

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};

using SocketHandle = std::unique_ptr<nl_sock, Deleter<nl_socket_free>>;
using Message = std::unique_ptr<nl_msg, Deleter<nlmsg_free>>;
using Object = std::unique_ptr<nl_object, Deleter<nl_object_put>>;
using Address = std::unique_ptr<nl_addr, Deleter<nl_addr_put>>;
using LinkObject = std::unique_ptr<rtnl_link, Deleter<rtnl_link_put>>;
// What nl_recv() allocates.
using Datagram = std::unique_ptr<unsigned char, Deleter<std::free>>;

// A file descriptor with one owner.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
      reset();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  void reset() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

  int fd_ = -1;
};

}  // namespace netlink
