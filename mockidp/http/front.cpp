#include "mockidp/http/front.h"

#include <sys/resource.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "mockidp/http/acceptor.h"
#include "mockidp/http/bind.h"
#include "mockidp/http/engine.h"

namespace http {
namespace {

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

unsigned worker_count(unsigned wanted) {
  return wanted > 0 ? wanted : std::max(2U, std::thread::hardware_concurrency());
}

}  // namespace

// The mutex guards what listen(), close(), start() and stop() change. It is not held while anything is waited
// for: a request that stop() waits for may be about to open a listener.
struct Front::Impl {
  std::shared_ptr<Engine> engine;
  std::mutex stopping;  // one stop() at a time; a second one waits for the first
  std::mutex mutex;
  std::map<int, std::shared_ptr<Listening>> listeners;
  int last_listener = 0;
  std::vector<std::thread> workers;
  bool stopped = false;

  void end_all(Ending how) {
    for (const auto& target : engine->targets.all()) target->end(how);
  }
};

Front::Front(FrontLimits limits, std::function<void(std::string_view)> unhandled)
    : impl_(std::make_unique<Impl>()) {
  impl_->engine = std::make_shared<Engine>(limits, std::move(unhandled));
}

Front::~Front() { stop(); }

protocol::Result<Front::Listener, BindError> Front::listen(const std::string& host, std::uint16_t port,
                                                           Dispatcher dispatcher,
                                                           std::shared_ptr<const TlsContext> tls) {
  auto bound = bind_sockets(host, port);
  if (!bound) return protocol::fail(bound.error());
  const std::scoped_lock lock(impl_->mutex);
  if (impl_->stopped) return protocol::fail(BindError{ESHUTDOWN, "the server has stopped"});
  const auto listening = std::make_shared<Listening>();
  listening->id = ++impl_->last_listener;
  listening->port = bound->port;
  listening->dispatcher = std::move(dispatcher);
  listening->tls = std::move(tls);
  impl_->listeners.emplace(listening->id, listening);
  for (Descriptor& socket : bound->sockets) {
    const std::uint64_t id = impl_->engine->next_id();
    const auto acceptor = std::make_shared<Acceptor>(impl_->engine, listening, std::move(socket), id);
    impl_->engine->targets.insert(id, acceptor);
    acceptor->open();
  }
  return Listener{listening->id, listening->port};
}

void Front::close(int listener_id) {
  {
    const std::scoped_lock lock(impl_->mutex);
    const auto found = impl_->listeners.find(listener_id);
    if (found == impl_->listeners.end()) return;
    found->second->closed = true;
    impl_->listeners.erase(found);
  }
  for (const auto& target : impl_->engine->targets.all()) {
    if (target->listener_id() == listener_id) target->end(Ending::when_idle);
  }
}

void Front::start() {
  raise_descriptor_limit();
  const std::scoped_lock lock(impl_->mutex);
  if (impl_->stopped || !impl_->workers.empty()) return;
  const unsigned count = worker_count(impl_->engine->limits.workers);
  for (unsigned i = 0; i < count; ++i)
    impl_->workers.emplace_back([engine = impl_->engine] { engine->work(); });
}

void Front::stop(std::chrono::milliseconds grace) {
  const std::scoped_lock one_at_a_time(impl_->stopping);
  {
    const std::scoped_lock lock(impl_->mutex);
    if (std::exchange(impl_->stopped, true)) return;
    for (const auto& [id, listening] : impl_->listeners) listening->closed = true;
  }
  impl_->end_all(Ending::when_idle);
  impl_->engine->targets.wait_until_empty(grace);
  impl_->end_all(Ending::now);
  impl_->engine->stopped = true;
  impl_->engine->poller.wake_all();
  for (std::thread& worker : impl_->workers) worker.join();
  impl_->end_all(Ending::now);  // one that was accepted meanwhile
}

Front::Stats Front::stats() const {
  return {impl_->engine->connections.load(std::memory_order_relaxed),
          impl_->engine->requests.load(std::memory_order_relaxed)};
}

}  // namespace http
