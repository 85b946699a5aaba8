#pragma once
// Cuts whole requests out of the bytes of one connection. Knows no socket and no time. One thread at a time.

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "mockidp/http/head_reader.h"

namespace http {

class RequestReader {
 public:
  struct Limits {
    HeadLimits head;
    std::size_t max_body_bytes = 1 << 20;
  };
  struct Ready {
    Request request;
    bool keep_alive = true;
  };
  enum class Stage { idle, head, body };

  explicit RequestReader(const Limits& limits) : limits_(limits) {}  // limits are borrowed

  void add(std::string_view bytes);
  std::variant<Ready, NeedMore, BadHead> next();

  Stage stage() const;
  bool has_bytes() const { return !bytes_.empty(); }
  bool take_continue_wish();  // true once, when the peer waits for "100 Continue" before it sends the body

 private:
  std::variant<Ready, NeedMore, BadHead> read_body();
  std::variant<Ready, NeedMore, BadHead> finish();
  void drop(std::size_t count);

  const Limits& limits_;
  std::string bytes_;           // received and not yet used
  std::unique_ptr<Head> head_;  // of the request whose body is awaited
  bool wants_continue_ = false;
  bool nothing_new_ = true;  // since the last NeedMore
};

}  // namespace http
