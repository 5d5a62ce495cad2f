// A thread with a small stack that no signal interrupts, joined by its owner.
#pragma once

#include <pthread.h>

#include <functional>

namespace netlink {

class Thread {
 public:
  // Throws Error when the system has no room for another thread.
  explicit Thread(std::function<void()> body);
  ~Thread() { join(); }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  void join();

 private:
  std::function<void()> body_;
  pthread_t thread_{};
  bool joinable_ = false;
};

}  // namespace netlink
