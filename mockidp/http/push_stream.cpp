#include "mockidp/http/push_stream.h"

#include <utility>

namespace http {
namespace {

constexpr std::size_t kMaxPending = 256 * 1024;

}  // namespace

void PushStream::push(std::string_view bytes) {
  {
    const std::scoped_lock lock(mutex_);
    if (!open_) return;
    overflowed_ = pending_.size() + bytes.size() > kMaxPending;
    open_ = !overflowed_;
    if (open_) pending_.append(bytes);
  }
  wake_();
}

bool PushStream::open() const {
  const std::scoped_lock lock(mutex_);
  return open_;
}

std::string PushStream::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(pending_, {});
}

bool PushStream::overflowed() const {
  const std::scoped_lock lock(mutex_);
  return overflowed_;
}

void PushStream::close() {
  const std::scoped_lock lock(mutex_);
  open_ = false;
  std::string().swap(pending_);
}

}  // namespace http
