#include "mockidp/http/bind.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace http {
namespace {

using protocol::fail;

constexpr int kBacklog = 1024;
constexpr int kPortAttempts = 32;  // for one that is free on both loopbacks

struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;
};

void set_option(int socket, int level, int option, int value) {
  ::setsockopt(socket, level, option, &value, sizeof value);
}

void set_port(Address& address, std::uint16_t port) {
  if (address.storage.ss_family == AF_INET6) {
    reinterpret_cast<sockaddr_in6&>(address.storage).sin6_port = htons(port);
  } else {
    reinterpret_cast<sockaddr_in&>(address.storage).sin_port = htons(port);
  }
}

std::uint16_t bound_port(int socket) {
  Address address;
  address.length = sizeof address.storage;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address.storage), &address.length) != 0) return 0;
  return ntohs(address.storage.ss_family == AF_INET6
                   ? reinterpret_cast<sockaddr_in6&>(address.storage).sin6_port
                   : reinterpret_cast<sockaddr_in&>(address.storage).sin_port);
}

std::vector<Address> resolve(const std::string& host) {
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  const std::string name = bracketed ? host.substr(1, host.size() - 2) : host;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (::getaddrinfo(name.c_str(), nullptr, &hints, &found) != 0) return {};
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  Address address;
  std::memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
  address.length = found->ai_addrlen;
  return {address};
}

// SO_REUSEADDR lets a restart have the port at once; SO_REUSEPORT would let two servers share it without a
// word. Returns an empty descriptor and sets errno.
Descriptor bind_one(Address address, std::uint16_t port, bool both_families) {
  const int family = address.storage.ss_family;
  Descriptor socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return socket;
  set_option(socket.number(), SOL_SOCKET, SO_REUSEADDR, 1);
  set_option(socket.number(), IPPROTO_TCP, TCP_NODELAY, 1);  // accepted sockets inherit it
  if (family == AF_INET6) set_option(socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, both_families ? 0 : 1);
  set_port(address, port);
  const auto* where = reinterpret_cast<const sockaddr*>(&address.storage);
  if (::bind(socket.number(), where, address.length) == 0 && ::listen(socket.number(), kBacklog) == 0)
    return socket;
  const int error = errno;
  socket.close();
  errno = error;
  return socket;
}

BindError bind_error(int error_number, const std::string& host, std::uint16_t port) {
  const std::string place = "port " + std::to_string(port) + " on " + host;
  if (error_number == EADDRINUSE) return {error_number, place + " is already in use"};
  if (error_number == EACCES) return {error_number, place + " needs more rights than this user has"};
  if (error_number == EADDRNOTAVAIL) return {error_number, host + " is not an address of this machine"};
  return {error_number, "cannot listen to " + place + ": " + std::strerror(error_number)};
}

bool machine_lacks_address(int error_number) {
  return error_number == EADDRNOTAVAIL || error_number == EAFNOSUPPORT;
}

// 127.0.0.1 and ::1: browsers try both for "localhost", in an order of their own.
protocol::Result<BoundSockets, BindError> bind_loopbacks(std::uint16_t wanted) {
  const Address four = resolve("127.0.0.1").front();
  const std::vector<Address> six = resolve("::1");
  for (int attempt = 0;; ++attempt) {
    BoundSockets bound;
    Descriptor first = bind_one(four, wanted, false);
    if (!first) return fail(bind_error(errno, "127.0.0.1", wanted));
    bound.port = bound_port(first.number());
    bound.sockets.push_back(std::move(first));
    if (six.empty()) return bound;
    Descriptor second = bind_one(six.front(), bound.port, false);
    const int error = errno;
    if (second) bound.sockets.push_back(std::move(second));
    if (bound.sockets.size() == 2 || machine_lacks_address(error)) return bound;
    const bool another_may_be_free = wanted == 0 && error == EADDRINUSE && attempt < kPortAttempts;
    if (!another_may_be_free) return fail(bind_error(error, "::1", bound.port));
  }
}

}  // namespace

protocol::Result<BoundSockets, BindError> bind_sockets(const std::string& host, std::uint16_t port) {
  if (host == "localhost") return bind_loopbacks(port);
  const std::vector<Address> addresses = resolve(host);
  if (addresses.empty()) return fail(BindError{EADDRNOTAVAIL, host + " is not a known host name or address"});
  BoundSockets bound;
  Descriptor socket = bind_one(addresses.front(), port, host == "::" || host == "[::]");
  if (!socket) return fail(bind_error(errno, host, port));
  bound.port = bound_port(socket.number());
  bound.sockets.push_back(std::move(socket));
  return bound;
}

}  // namespace http
