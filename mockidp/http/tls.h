#pragma once
// TLS for a listener: what a server shows and accepts, and one connection's side of it. TLS 1.2 and 1.3, ALPN
// http/1.1, no renegotiation, no compression. Only channel.cpp moves bytes through it.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "mockidp/protocol/result.h"

struct ssl_ctx_st;
struct ssl_st;

namespace http {

struct TlsOptions {
  std::string certificate_chain_pem;  // the server's own certificate first
  std::string private_key_pem;
  // Ask each client for a certificate, and take any, self-signed too (RFC 8705 2.2): whose it is, the routes
  // decide by Request::client_certificate. A client without one is served all the same.
  bool ask_for_client_certificate = false;
};

// Shared by all connections of a listener. Immutable; any thread.
class TlsContext {
 public:
  // An error is one line: which of the two is unreadable, or that they do not belong together.
  static protocol::Result<std::shared_ptr<const TlsContext>, std::string> make(const TlsOptions& options);
  explicit TlsContext(ssl_ctx_st* context) : context_(context) {}
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  ssl_ctx_st* get() const { return context_; }

 private:
  ssl_ctx_st* context_;
};

// One connection. One thread at a time. Never blocks.
class TlsSession {
 public:
  enum class Outcome { moved, needs_readable, needs_writable, ended, failed };
  struct Transfer {
    Outcome outcome = Outcome::failed;
    std::size_t bytes = 0;
  };

  TlsSession(const TlsContext& context, int socket);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  Transfer read(std::span<char> into);
  Transfer write(std::string_view bytes);
  void end_writing();                    // says close_notify, as far as the socket takes it
  std::string client_certificate_der();  // "" if it showed none

 private:
  Transfer outcome_of(int result);

  ssl_st* session_;
};

}  // namespace http
