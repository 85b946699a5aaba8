#pragma once
// The one place where bytes enter and leave a connection, in clear or by TLS. Never blocks.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "mockidp/http/tls.h"

namespace http {

// A file descriptor that is closed once.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { close(); }

  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void close();

 private:
  int number_;
};

class Channel {
 public:
  // not_tls: the peer of a TLS listener speaks in clear; nothing was taken from it.
  enum class Outcome { moved, would_block, ended, failed, not_tls };
  struct Transfer {
    Outcome outcome = Outcome::failed;
    std::size_t bytes = 0;
    bool drained = false;      // reading: there is nothing more until the next event
    bool wants_write = false;  // would_block: TLS has something to say before it can read
  };

  explicit Channel(Descriptor socket, std::shared_ptr<const TlsContext> tls = nullptr);

  Transfer read(std::span<char> into);
  Transfer write(std::string_view bytes);
  void end_writing();  // the peer reads to an end; we can still read
  void close();
  void speak_in_clear() { session_.reset(); }  // after not_tls, to say so
  int descriptor() const { return socket_.number(); }
  bool secure() const { return session_ != nullptr; }
  std::string client_certificate_der() { return session_ ? session_->client_certificate_der() : ""; }

 private:
  Transfer read_in_clear(std::span<char> into);
  bool greets_in_clear();

  Descriptor socket_;
  std::shared_ptr<const TlsContext> tls_;
  std::unique_ptr<TlsSession> session_;
  bool greeted_ = false;  // the peer's first byte was looked at
};

}  // namespace http
