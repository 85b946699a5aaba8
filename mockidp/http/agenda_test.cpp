#include "mockidp/http/agenda.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <future>
#include <set>
#include <thread>
#include <vector>

#include "mockidp/testing/catch.h"

namespace {

// Descriptors that are ready from the start, with the ids 10, 11, …
class ReadyDescriptors {
 public:
  ReadyDescriptors(http::Poller& poller, unsigned count) {
    for (unsigned i = 0; i < count; ++i) {
      descriptors_.emplace_back(::eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK));
      poller.add(descriptors_.back().number(), EPOLLIN | EPOLLET, 10 + i);
    }
  }

 private:
  std::vector<http::Descriptor> descriptors_;
};

std::uint64_t next_of_a_descriptor(http::Agenda::Worker& worker) {
  auto event = worker.next();
  while (event.id < http::Poller::kFirstFree) event = worker.next();  // it was only woken
  return event.id;
}

TEST_CASE("agenda: what one worker has taken along is for whoever is free, each event once") {
  http::Poller poller;
  http::Agenda agenda(poller);
  http::Agenda::Worker at_a_long_handler(agenda);
  http::Agenda::Worker free(agenda);
  const ReadyDescriptors ready(poller, 3);

  std::multiset<std::uint64_t> ids{at_a_long_handler.next().id};
  ids.insert(free.next().id);
  ids.insert(free.next().id);

  CHECK(ids == std::multiset<std::uint64_t>{10, 11, 12});
}

TEST_CASE("agenda: a worker that slept while all did gets what another has taken too much") {
  http::Poller poller;
  http::Agenda agenda(poller);
  std::promise<std::uint64_t> slept;
  auto got = slept.get_future();
  std::thread sleeper([&] {
    http::Agenda::Worker worker(agenda);
    slept.set_value(next_of_a_descriptor(worker));
  });
  const ReadyDescriptors ready(poller, 2);
  http::Agenda::Worker worker(agenda);

  std::multiset<std::uint64_t> ids{next_of_a_descriptor(worker)};
  agenda.share();
  ids.insert(got.get());  // this worker takes no second one

  sleeper.join();
  CHECK(ids == std::multiset<std::uint64_t>{10, 11});
}

TEST_CASE("agenda: when all are to stop, every worker hears of it, however often it asks") {
  http::Poller poller;
  http::Agenda agenda(poller);
  http::Agenda::Worker one(agenda);
  http::Agenda::Worker other(agenda);

  poller.wake_all();

  for (int i = 0; i < 3; ++i) {
    CHECK(one.next().id == http::Poller::kWake);
    CHECK(other.next().id == http::Poller::kWake);
  }
}

}  // namespace
