#pragma once
// One connection: reads requests, has them answered, writes the answers, under deadlines.
//
// Events, timers, pushes and endings come from many threads. Each only leaves a signal; the thread that finds
// nobody at work becomes the owner, and handles signals until there are none. So all state but `signals_`
// belongs to one thread at a time, without a lock, and nobody waits for anybody.

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "mockidp/http/engine.h"
#include "mockidp/http/outgoing.h"
#include "mockidp/http/push_stream.h"

namespace http {

class Connection final : public EventTarget, public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Engine> engine, std::shared_ptr<Listening> listening, Channel channel,
             std::string remote, std::uint64_t id);
  ~Connection() override;

  void open() { signal(kOpen); }  // once, when it is registered
  void on_events(std::uint32_t events) override;
  void on_time() override { signal(kTime); }
  void end(Ending how) override { signal(how == Ending::now ? kEndNow : kEndWhenIdle); }
  int listener_id() const override { return listening_->id; }

 private:
  using Time = std::chrono::steady_clock::time_point;
  enum Signal : unsigned {
    kOwned = 1,  // a thread is at work
    kOpen = 2,
    kReadable = 4,
    kPeerEnded = 8,
    kWritable = 16,
    kTime = 32,
    kPushed = 64,
    kEndWhenIdle = 128,
    kEndNow = 256,
  };
  enum class Phase : std::uint8_t { reading, writing, streaming, lingering, closed };
  enum class Progress { made, waiting };
  static constexpr std::size_t kReadPieceBytes = 16 * 1024;

  void signal(unsigned signals);
  void step(unsigned signals);
  void start_watching();
  void proceed();
  void give_way();
  void close();

  Progress read();
  Progress receive();
  void follow_stage();
  void say_continue();
  void serve(RequestReader::Ready& ready);
  void refuse(const BadHead& bad);
  void respond(Answer answer);

  Progress write();
  Progress send_ready();
  Progress finish_response();
  Progress hang_up();
  Progress stream();
  void begin_stream();
  Progress discard_input();

  void wake_at(Time time);
  void on_due();
  void watch_writes();

  const std::shared_ptr<Engine> engine_;
  const std::shared_ptr<Listening> listening_;
  const std::string remote_;
  const std::uint64_t id_;
  std::atomic<unsigned> signals_{0};

  // the owner's
  Channel channel_;
  RequestReader reader_;
  Outgoing outgoing_;
  std::function<void(std::shared_ptr<EventStream>)> stream_start_;
  std::shared_ptr<PushStream> stream_;
  Time due_ = Time::max();                 // when on_due() is to be called …
  Timers::Ticket ticket_{Time::max(), 0};  // … and when the timer will look; never later than that
  Phase phase_ = Phase::reading;
  std::optional<RequestReader::Stage> stage_;  // whose deadline is running
  bool readable_ = false;                      // reading has not come to an end since the last event
  bool peer_ended_ = false;                    // so a short read does not mean that there is no more
  bool blocked_ = false;                       // writing waits for the peer
  bool watching_writes_ = false;
  bool ending_ = false;       // close as soon as no request is at work
  bool close_after_ = false;  // … or when the response is out
  bool linger_ = false;       // the peer may still be sending: let it read our answer first
};

}  // namespace http
