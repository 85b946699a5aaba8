#pragma once
// One listening socket: turns what knocks into connections.

#include <memory>
#include <mutex>

#include "mockidp/http/engine.h"

namespace http {

class Acceptor final : public EventTarget, public std::enable_shared_from_this<Acceptor> {
 public:
  Acceptor(std::shared_ptr<Engine> engine, std::shared_ptr<Listening> listening, Descriptor socket,
           std::uint64_t id);

  bool open();  // once, when it is registered
  void on_events(std::uint32_t events) override;
  void on_time() override;
  void end(Ending how) override;
  int listener_id() const override { return listening_->id; }

 private:
  enum class Accepted { one, none, no_room };
  Accepted accept_one();
  void admit(Descriptor socket, std::string remote);
  void pause();

  const std::shared_ptr<Engine> engine_;
  const std::shared_ptr<Listening> listening_;
  const std::uint64_t id_;
  std::mutex mutex_;  // so that nobody accepts from a descriptor that was closed and given to another
  Descriptor socket_;
  Timers::Ticket pause_{};
};

}  // namespace http
