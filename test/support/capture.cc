// Preloaded into a child process: appends what it sends on netlink sockets to the file that CAPTURE
// names.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace {

bool is_netlink(int fd) {
  int domain = 0;
  socklen_t size = sizeof domain;
  return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_NETLINK;
}

void append(int fd, const void* bytes, size_t size) {
  const char* file = getenv("CAPTURE");
  if (!file || !is_netlink(fd)) return;
  const int out = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (out < 0 || write(out, bytes, size) != static_cast<ssize_t>(size)) abort();
  close(out);
}

template <typename Function>
Function* next(Function*, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t send(int fd, const void* bytes, size_t size, int flags) {
  append(fd, bytes, size);
  return next(send, "send")(fd, bytes, size, flags);
}

ssize_t sendto(int fd, const void* bytes, size_t size, int flags, const sockaddr* to,
               socklen_t to_size) {
  append(fd, bytes, size);
  return next(sendto, "sendto")(fd, bytes, size, flags, to, to_size);
}

ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  for (size_t i = 0; i < message->msg_iovlen; ++i)
    append(fd, message->msg_iov[i].iov_base, message->msg_iov[i].iov_len);
  return next(sendmsg, "sendmsg")(fd, message, flags);
}

}  // extern "C"
