#include "mockidp/http/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace http {

namespace {

constexpr std::size_t kMostEvents = 64;  // in one call

}  // namespace

Poller::Poller()
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      wake_one_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!epoll_ || !wake_ || !wake_one_ || !add(wake_.number(), EPOLLIN, kWake) ||
      !add(wake_one_.number(), EPOLLIN | EPOLLET, kOne)) {
    throw std::system_error(errno, std::generic_category(), "epoll");
  }
}

bool Poller::add(int descriptor, std::uint32_t events, std::uint64_t id) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  return ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Poller::change(int descriptor, std::uint32_t events, std::uint64_t id) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  ::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, descriptor, &event);
}

std::size_t Poller::wait(std::span<Event> into, std::optional<std::chrono::milliseconds> at_most) {
  std::array<epoll_event, kMostEvents> events;
  const int most = static_cast<int>(std::min(into.size(), events.size()));
  const int timeout = at_most ? static_cast<int>(at_most->count()) : -1;
  int count = 0;
  do {
    count = ::epoll_wait(epoll_.number(), events.data(), most, timeout);
  } while (count < 0);  // a signal
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    into[static_cast<std::size_t>(i)] = {event.data.u64, event.events};
  }
  return static_cast<std::size_t>(count);
}

void Poller::wake_one() { ::eventfd_write(wake_one_.number(), 1); }

void Poller::wake_all() { ::eventfd_write(wake_.number(), 1); }

}  // namespace http
