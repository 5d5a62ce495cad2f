// What the I/O thread has for JavaScript: a queue of items, written by one thread and taken by the
// other.
//
// An item is a head of 12 bytes - its whole size (32 bits), kind, table, flags (8 bits each) and
// one byte of padding, the id of what it belongs to (32 bits) - and a payload: records (each with
// its size before it), or a JSON text for failures.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "fields/wire.h"

namespace netlink {

enum class ItemKind : uint8_t {
  kOpened = 1,  // the socket is ready
  kDone,        // a request or dump has ended well; a payload is the kernel's warning
  kFailed,      // a request or dump has ended badly; JSON
  kRecords,     // objects of a request or dump
  kPresent,     // an event: an object was added or changed
  kGone,        // an event: an object was removed
  kSubscribed,  // the groups of a subscription are joined
  kOverrun,     // events of a subscription were lost
  kClosed,      // the thread has ended
  kDoubt,       // objects of a subscription may have changed or gone unannounced
};

namespace item_flags {
inline constexpr uint8_t kInterrupted = 1;  // kDone of a dump: NLM_F_DUMP_INTR
// kPresent: bits 8-11 of the message's flags (NLM_F_REPLACE, _EXCL, _CREATE, _APPEND).
inline uint8_t of_message(uint16_t flags) { return static_cast<uint8_t>(flags >> 8 & 0xf); }
}  // namespace item_flags

class Item {
 public:
  Item(ItemKind kind, uint32_t id, uint8_t table = 0, uint8_t flags = 0);

  Writer& writer() { return writer_; }
  size_t size() const { return writer_.size(); }
  bool empty() const { return size() == kHead; }
  std::vector<uint8_t> finish();

 private:
  static constexpr size_t kHead = 12;
  Writer writer_;
};

class Outbox {
 public:
  // From this many waiting bytes on, events are left in the kernel's buffer.
  static constexpr size_t kFull = 4 * 1024 * 1024;

  // `wake` tells the JavaScript thread that there is something to take; `drained` the I/O thread
  // that there is room again.
  Outbox(std::function<void()> wake, std::function<void()> drained);

  void push(Item item);

  // While it exists, what is pushed wakes nobody; then all of it does at once.
  class Hold {
   public:
    explicit Hold(Outbox& outbox) : outbox_(outbox) { outbox_.held_ = true; }
    ~Hold() { outbox_.release(); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    Outbox& outbox_;
  };
  // Copies whole items into `target`, oldest first; returns the bytes copied. 0: nothing waits, and
  // the next push wakes. Negative: the first item needs that many bytes.
  int64_t take(std::span<uint8_t> target);
  bool full() const { return waiting_.load(std::memory_order_relaxed) >= kFull; }

 private:
  void release();

  const std::function<void()> wake_, drained_;
  bool held_ = false;  // of the I/O thread alone
  std::mutex mutex_;
  std::deque<std::vector<uint8_t>> items_;
  std::atomic<size_t> waiting_{0};  // bytes
  bool asleep_ = true;              // the JavaScript thread has seen the queue empty
};

}  // namespace netlink
