#pragma once
// The EventStream of one connection: keeps what was pushed until the connection takes it.

#include <functional>
#include <mutex>
#include <string>

#include "mockidp/http/message.h"

namespace http {

class PushStream final : public EventStream {
 public:
  // `wake` is called after each push, without a lock.
  explicit PushStream(std::function<void()> wake) : wake_(std::move(wake)) {}

  void push(std::string_view bytes) override;
  bool open() const override;

  std::string take();
  bool overflowed() const;  // the peer reads too slowly: it is to be cut off
  void close();

 private:
  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::string pending_;
  bool open_ = true;
  bool overflowed_ = false;
};

}  // namespace http
