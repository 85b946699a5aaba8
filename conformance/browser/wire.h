#pragma once
// One HTTP request by libcurl, byte for byte as asked: no redirect followed, no path tidied, no cookie added.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conformance {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct WireRequest {
  std::string method = "GET", url;
  Headers headers;
  std::string body;
  std::chrono::milliseconds timeout{30000};
  std::function<bool()> give_up{};  // asked now and then while waiting: true ends the exchange
};

struct WireResponse {
  int status = 0;  // 0: no HTTP came back
  Headers headers;
  std::string body;     // capped at 1 MiB
  std::string problem;  // in words, where the exchange did not end well
};

// Keeps connections open between requests. Not for use from two threads at once.
class Wire {
 public:
  Wire();
  ~Wire();
  WireResponse send(const WireRequest& request);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The first header of that name, whatever its case; "" if there is none.
std::string header_in(const Headers& headers, std::string_view name);

}  // namespace conformance
