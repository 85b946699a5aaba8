#include "mockidp/http/channel.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace http {
namespace {

Channel::Transfer failed_transfer() {
  const bool would_block = errno == EAGAIN || errno == EWOULDBLOCK;
  return {would_block ? Channel::Outcome::would_block : Channel::Outcome::failed, 0, true};
}

constexpr unsigned char kTlsHandshake = 22;  // the first byte of a TLS connection: RFC 8446 5.1

Channel::Transfer as_transfer(const TlsSession::Transfer& moved) {
  switch (moved.outcome) {
    case TlsSession::Outcome::moved:
      return {Channel::Outcome::moved, moved.bytes};  // more may wait, in the session or in the socket
    case TlsSession::Outcome::needs_readable:
      return {Channel::Outcome::would_block, 0, true};
    case TlsSession::Outcome::needs_writable:
      return {Channel::Outcome::would_block, 0, true, true};
    case TlsSession::Outcome::ended:
      return {Channel::Outcome::ended, 0, true};
    case TlsSession::Outcome::failed:
      break;
  }
  return {Channel::Outcome::failed, 0, true};
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    close();
    number_ = std::exchange(other.number_, -1);
  }
  return *this;
}

void Descriptor::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Channel::Channel(Descriptor socket, std::shared_ptr<const TlsContext> tls)
    : socket_(std::move(socket)), tls_(std::move(tls)) {
  if (tls_) session_ = std::make_unique<TlsSession>(*tls_, socket_.number());
}

// Browsers and people forget the s of https; silence or a reset would not tell them.
bool Channel::greets_in_clear() {
  if (greeted_) return false;
  unsigned char first = 0;
  if (::recv(socket_.number(), &first, 1, MSG_DONTWAIT | MSG_PEEK) != 1) return false;
  greeted_ = true;
  return first != kTlsHandshake;
}

Channel::Transfer Channel::read(std::span<char> into) {
  if (!session_) return read_in_clear(into);
  if (greets_in_clear()) return {Outcome::not_tls};
  return as_transfer(session_->read(into));
}

Channel::Transfer Channel::read_in_clear(std::span<char> into) {
  const ssize_t count = ::recv(socket_.number(), into.data(), into.size(), MSG_DONTWAIT);
  if (count < 0) return failed_transfer();
  if (count == 0) return {Outcome::ended, 0, true};
  const auto bytes = static_cast<std::size_t>(count);
  return {Outcome::moved, bytes, bytes < into.size()};
}

Channel::Transfer Channel::write(std::string_view bytes) {
  if (session_) return as_transfer(session_->write(bytes));
  const ssize_t count = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count < 0) return failed_transfer();
  return {Outcome::moved, static_cast<std::size_t>(count)};
}

void Channel::end_writing() {
  if (session_) session_->end_writing();
  ::shutdown(socket_.number(), SHUT_WR);
}

void Channel::close() {
  if (session_ && socket_) session_->end_writing();
  session_.reset();
  socket_.close();
}

}  // namespace http
