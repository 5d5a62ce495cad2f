// Network namespaces as a caller names them: by name, path, process or descriptor.
#pragma once

#include <cstdint>
#include <string>

#include "nl/handles.h"

namespace netlink {

struct NetworkNamespace {
  enum class By : uint8_t { kCurrent, kPath, kProcess, kDescriptor };

  By by = By::kCurrent;
  std::string path;  // a name (as `ip netns` lists it) or a path (anything with a slash)
  int number = -1;   // process id or descriptor

  // An open descriptor of the namespace; throws Error with the system's errno. Not for kCurrent.
  FileDescriptor open() const;
  // Moves the calling thread, and it alone, into the namespace; throws Error. Does nothing for
  // kCurrent.
  void enter() const;
};

}  // namespace netlink
