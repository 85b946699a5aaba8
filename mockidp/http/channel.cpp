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

Channel::Transfer Channel::read(std::span<char> into) {
  const ssize_t count = ::recv(socket_.number(), into.data(), into.size(), MSG_DONTWAIT);
  if (count < 0) return failed_transfer();
  if (count == 0) return {Outcome::ended, 0, true};
  const auto bytes = static_cast<std::size_t>(count);
  return {Outcome::moved, bytes, bytes < into.size()};
}

Channel::Transfer Channel::write(std::string_view bytes) {
  const ssize_t count = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count < 0) return failed_transfer();
  return {Outcome::moved, static_cast<std::size_t>(count)};
}

void Channel::end_writing() { ::shutdown(socket_.number(), SHUT_WR); }

}  // namespace http
