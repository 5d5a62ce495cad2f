// A thread with a small stack that no signal interrupts, joined by its owner.
#include "io/thread.h"

#include <csignal>

#include "nl/error.h"

namespace netlink {
namespace {

// libnl's parsers keep tables of attributes on the stack, a few KiB each.
constexpr size_t kStack = 256 * 1024;

}  // namespace

Thread::Thread(std::function<void()> body) : body_(std::move(body)) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStack);
  // Signals are for Node's own threads; the new thread inherits this mask.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int result = pthread_create(
      &thread_, &attributes,
      [](void* self) -> void* {
        pthread_setname_np(pthread_self(), "netlink");
        static_cast<Thread*>(self)->body_();
        return nullptr;
      },
      this);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_attr_destroy(&attributes);
  if (result != 0) throw Error::system(result, "starting the I/O thread");
  joinable_ = true;
}

void Thread::join() {
  if (!joinable_) return;
  pthread_join(thread_, nullptr);
  joinable_ = false;
}

}  // namespace netlink
