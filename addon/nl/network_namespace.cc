// Network namespaces as a caller names them: by name, path, process or descriptor.
#include "nl/network_namespace.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <string>

#include "nl/error.h"

namespace netlink {
namespace {

std::string file_of(const NetworkNamespace& target) {
  if (target.by == NetworkNamespace::By::kProcess)
    return "/proc/" + std::to_string(target.number) + "/ns/net";
  return target.path.find('/') == std::string::npos ? "/run/netns/" + target.path : target.path;
}

std::string described(const NetworkNamespace& target) {
  switch (target.by) {
    case NetworkNamespace::By::kProcess:
      return "network namespace of process " + std::to_string(target.number);
    case NetworkNamespace::By::kDescriptor:
      return "network namespace of descriptor " + std::to_string(target.number);
    default:
      return "network namespace \"" + target.path + "\"";
  }
}

[[noreturn]] void fail(const NetworkNamespace& target) {
  const int number = errno;
  std::string text = described(target) + ": " + strerrordesc_np(number);
  if (number == EPERM) text += " (entering a network namespace needs CAP_SYS_ADMIN)";
  if (number == EINVAL) text += " (not a network namespace)";
  throw Error::system(number, text);
}

}  // namespace

FileDescriptor NetworkNamespace::open() const {
  const int fd = by == By::kDescriptor ? ::fcntl(number, F_DUPFD_CLOEXEC, 0)
                                       : ::open(file_of(*this).c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail(*this);
  return FileDescriptor(fd);
}

void NetworkNamespace::enter() const {
  if (by == By::kCurrent) return;
  const FileDescriptor target = open();
  if (::setns(target.get(), CLONE_NEWNET) < 0) fail(*this);
}

}  // namespace netlink
