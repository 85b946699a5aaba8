#include "conformance/runner/ports.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <random>

#include "conformance/runner/failure.h"

namespace conformance {

namespace {

constexpr int kTries = 50;
constexpr int kUsualFirstOfSystem = 32768, kLowest = 10000, kChoice = 4700;

// Linux hands out ports from here on, to listeners that want any and to outgoing connections.
int first_port_of_system() {
  int first = 0;
  std::ifstream range("/proc/sys/net/ipv4/ip_local_port_range");
  return range >> first ? first : kUsualFirstOfSystem;
}

// 0, which is any, where the system leaves none below.
int random_port_below_the_systems() {
  const int first = first_port_of_system();
  if (first - kChoice < kLowest) return 0;
  std::random_device chance;
  return std::uniform_int_distribution<int>(first - kChoice, first - 1)(chance);
}

sockaddr_in loopback_v4(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<in_port_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

sockaddr_in6 loopback_v6(int port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(static_cast<in_port_t>(port));
  address.sin6_addr = in6addr_loopback;
  return address;
}

bool is_free_on_ipv6(int port) {
  const int handle = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (handle < 0) return true;  // no IPv6 here, so nobody listens on it
  const int yes = 1;
  setsockopt(handle, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  const auto address = loopback_v6(port);
  const bool taken =
      bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 && errno == EADDRINUSE;
  close(handle);
  return !taken;
}

template <class Address>
bool connects(int family, const Address& address) {
  const int handle = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (handle < 0) return false;
  const bool connected = connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(handle);
  return connected;
}

}  // namespace

int bind_loopback(int handle, int port) {
  auto address = loopback_v4(port);
  if (bind(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return 0;
  socklen_t size = sizeof address;
  getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

int free_port() {
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int port = bind_loopback(handle, random_port_below_the_systems());
    close(handle);
    if (port != 0 && is_free_on_ipv6(port)) return port;
  }
  throw CannotRun("no free port on this machine");
}

bool somebody_listens_on(int port) {
  return connects(AF_INET, loopback_v4(port)) || connects(AF_INET6, loopback_v6(port));
}

}  // namespace conformance
