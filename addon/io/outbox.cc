// What the I/O thread has for JavaScript: a queue of items, written by one thread and taken by the
// other.
#include "io/outbox.h"

#include <cstring>

namespace netlink {

Item::Item(ItemKind kind, uint32_t id, uint8_t table, uint8_t flags) {
  writer_.put(uint32_t{0});
  writer_.put(static_cast<uint8_t>(kind));
  writer_.put(table);
  writer_.put(flags);
  writer_.put(uint8_t{0});
  writer_.put(id);
}

std::vector<uint8_t> Item::finish() {
  writer_.patch(0, static_cast<uint32_t>(writer_.size()));
  return writer_.take();
}

Outbox::Outbox(std::function<void()> wake, std::function<void()> drained)
    : wake_(std::move(wake)), drained_(std::move(drained)) {}

void Outbox::push(Item item) {
  bool wake;
  {
    const std::lock_guard lock(mutex_);
    waiting_ += item.size();
    items_.push_back(item.finish());
    wake = !held_ && std::exchange(asleep_, false);
  }
  if (wake) wake_();
}

void Outbox::release() {
  bool wake;
  {
    const std::lock_guard lock(mutex_);
    held_ = false;
    wake = !items_.empty() && std::exchange(asleep_, false);
  }
  if (wake) wake_();
}

int64_t Outbox::take(std::span<uint8_t> target) {
  bool drained;
  size_t used = 0;
  {
    const std::lock_guard lock(mutex_);
    const bool was_full = full();
    while (!items_.empty()) {
      const std::vector<uint8_t>& item = items_.front();
      if (item.size() > target.size() - used) {
        if (used == 0) return -static_cast<int64_t>(item.size());
        break;
      }
      std::memcpy(target.data() + used, item.data(), item.size());
      used += item.size();
      waiting_ -= item.size();
      items_.pop_front();
    }
    if (used == 0) asleep_ = true;
    drained = was_full && !full();
  }
  if (drained) drained_();
  return static_cast<int64_t>(used);
}

}  // namespace netlink
