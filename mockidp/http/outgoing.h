#pragma once
// The bytes of one response on their way out, and what a ResponseScript does to them. Knows no socket; time
// is an argument. One thread at a time.

#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/http/message.h"

namespace http {

class Outgoing {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `filler` blanks follow `bytes`; they are made while they are sent.
  void start(std::string bytes, std::size_t filler, const std::optional<ResponseScript>& script, Time now);

  std::string_view ready(Time now);  // what may be sent now
  void sent(std::size_t count, Time now);
  bool done() const { return left() == 0; }
  bool was_cut() const { return was_cut_; }       // the script ends the connection here
  Time next_time() const { return not_before_; }  // when more may be sent, if nothing may now
  void release();                                 // an idle connection keeps no memory for bytes

 private:
  std::size_t left() const { return bytes_.size() - offset_ + filler_; }

  std::string bytes_;
  std::size_t offset_ = 0;
  std::size_t filler_ = 0;
  bool was_cut_ = false;
  Time not_before_{};
  std::size_t drip_bytes_ = 0;
  std::chrono::milliseconds drip_every_{0};
  std::size_t allowance_ = std::numeric_limits<std::size_t>::max();
};

}  // namespace http
