#include "mockidp/http/acceptor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <new>

#include "mockidp/http/connection.h"

namespace http {
namespace {

constexpr std::uint32_t kWatchAccepts = EPOLLIN | EPOLLONESHOT;
constexpr int kAcceptsInARow = 64;  // then connections get their turn
constexpr std::chrono::milliseconds kPauseWithoutDescriptors{50};

std::string address_text(const sockaddr_storage& storage) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* address = &reinterpret_cast<const sockaddr_in&>(storage).sin_addr;
  if (storage.ss_family == AF_INET6) address = &reinterpret_cast<const sockaddr_in6&>(storage).sin6_addr;
  ::inet_ntop(storage.ss_family, address, text.data(), text.size());
  const std::string_view written(text.data());
  constexpr std::string_view kMappedFour = "::ffff:";
  const bool is_four =
      written.substr(0, kMappedFour.size()) == kMappedFour && written.find('.') != written.npos;
  return std::string(is_four ? written.substr(kMappedFour.size()) : written);
}

bool is_shortage(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

Acceptor::Acceptor(std::shared_ptr<Engine> engine, std::shared_ptr<Listening> listening, Descriptor socket,
                   std::uint64_t id)
    : engine_(std::move(engine)), listening_(std::move(listening)), id_(id), socket_(std::move(socket)) {}

bool Acceptor::open() { return engine_->poller.add(socket_.number(), kWatchAccepts, id_); }

void Acceptor::on_events(std::uint32_t) {
  try {
    for (int accepted = 0; accepted < kAcceptsInARow; ++accepted) {
      const Accepted outcome = accept_one();
      if (outcome == Accepted::none) break;
      if (outcome == Accepted::no_room) return pause();
    }
  } catch (const std::bad_alloc&) {
    return pause();
  }
  on_time();
}

// No descriptor or no memory is free: those who wait in the backlog are served when others have gone.
void Acceptor::pause() {
  const std::scoped_lock lock(mutex_);
  if (!socket_) return;
  pause_ = engine_->timers.schedule(std::chrono::steady_clock::now() + kPauseWithoutDescriptors,
                                    shared_from_this());
}

void Acceptor::on_time() {
  const std::scoped_lock lock(mutex_);
  if (socket_) engine_->poller.change(socket_.number(), kWatchAccepts, id_);
}

Acceptor::Accepted Acceptor::accept_one() {
  sockaddr_storage storage{};
  Descriptor socket;
  {
    const std::scoped_lock lock(mutex_);
    if (!socket_) return Accepted::none;
    socklen_t length = sizeof storage;
    socket = Descriptor(::accept4(socket_.number(), reinterpret_cast<sockaddr*>(&storage), &length,
                                  SOCK_NONBLOCK | SOCK_CLOEXEC));
  }
  if (!socket && is_shortage(errno)) return Accepted::no_room;
  if (!socket)
    return errno == EAGAIN ? Accepted::none : Accepted::one;  // ECONNABORTED: that one has gone again
  admit(std::move(socket), address_text(storage));
  return Accepted::one;
}

void Acceptor::admit(Descriptor socket, std::string remote) {
  if (engine_->connections >= engine_->limits.max_connections) return;  // closes it
  const std::uint64_t id = engine_->next_id();
  const auto connection = std::make_shared<Connection>(
      engine_, listening_, Channel(std::move(socket), listening_->tls), std::move(remote), id);
  engine_->targets.insert(id, connection);
  connection->open();
  if (listening_->closed)
    connection->end(Ending::when_idle);  // Front::close() may have looked before we came
}

void Acceptor::end(Ending) {
  {
    const std::scoped_lock lock(mutex_);
    socket_.close();
    engine_->timers.cancel(pause_);
  }
  engine_->targets.erase(id_);
}

}  // namespace http
