#include "mockidp/http/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <cerrno>
#include <system_error>

namespace http {

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!epoll_ || !wake_ || !add(wake_.number(), EPOLLIN, kWake)) {
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

Poller::Event Poller::wait() {
  epoll_event event{};
  while (::epoll_wait(epoll_.number(), &event, 1, -1) != 1) {
  }
  return {event.data.u64, event.events};
}

void Poller::wake_all() { ::eventfd_write(wake_.number(), 1); }

}  // namespace http
