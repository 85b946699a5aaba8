#pragma once
// The one way out to the provider. Interface here, libcurl in transport.cpp, a fake in tests.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockidp/protocol/result.h"

namespace rp {

struct HttpCall {
  enum class Method { get, post };
  Method method = Method::get;
  std::string url{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};  // of a post
  std::size_t max_body_bytes = 1 << 20;
};

struct HttpAnswer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers{};  // names in lower case
  std::string body{};

  std::string_view header(std::string_view lower_case_name) const;  // the first, or ""
  bool is_json() const;  // application/json, whatever its parameters
};

struct TransportError {
  enum class Kind { refused_url, unreachable, untrusted, timeout, too_large, broken };
  Kind kind = Kind::broken;
  std::string message{};
};

class Transport {
 public:
  virtual ~Transport() = default;
  // One exchange, never a second try; a redirect is an answer like any other. Any thread.
  virtual protocol::Result<HttpAnswer, TransportError> send(const HttpCall& call) = 0;
};

struct CurlOptions {
  std::chrono::milliseconds connect_timeout{3000};
  std::chrono::milliseconds deadline{10000};  // for the whole exchange, however slowly it drips
  std::string ca_file{};  // empty: that of SSL_CERT_FILE, as other languages have it; else the system's
};

// http and https only, certificates checked, no proxy, no cookies, no redirects followed, nothing
// decompressed.
class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(CurlOptions options = {});
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;
  protocol::Result<HttpAnswer, TransportError> send(const HttpCall& call) override;

 private:
  struct Pool;
  const CurlOptions options_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace rp
