#include "mockidp/http/connection.h"

#include <sys/epoll.h>

#include <array>
#include <utility>

namespace http {
namespace {

using std::chrono::steady_clock;

constexpr std::uint32_t kWatchReads = EPOLLIN | EPOLLRDHUP | EPOLLET;
constexpr std::uint32_t kWatchBoth = kWatchReads | EPOLLOUT;
constexpr int kStepsInARow = 64;  // then other connections get their turn

}  // namespace

Connection::Connection(std::shared_ptr<Engine> engine, std::shared_ptr<Listening> listening, Channel channel,
                       std::string remote, std::uint64_t id)
    : engine_(std::move(engine)),
      listening_(std::move(listening)),
      remote_(std::move(remote)),
      id_(id),
      channel_(std::move(channel)),
      reader_(engine_->reader_limits) {
  engine_->connections.fetch_add(1, std::memory_order_relaxed);
}

Connection::~Connection() = default;

void Connection::on_events(std::uint32_t events) {
  unsigned signals = 0;
  if (events & EPOLLIN) signals |= kReadable;
  if (events & EPOLLOUT) signals |= kWritable;
  if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) signals |= kReadable | kPeerEnded | kWritable;
  signal(signals);
}

void Connection::signal(unsigned signals) {
  if (signals_.fetch_or(signals | kOwned) & kOwned) return;  // its owner will see them
  unsigned none_left = kOwned;
  do {
    step(signals_.exchange(kOwned));
    none_left = kOwned;
  } while (!signals_.compare_exchange_strong(none_left, 0));
}

void Connection::step(unsigned signals) {
  if (phase_ == Phase::closed) return;
  try {
    if (signals & kEndNow) return close();
    if (signals & kOpen) start_watching();
    if (signals & kEndWhenIdle) ending_ = true;
    if (signals & kReadable) readable_ = true;
    if (signals & kPeerEnded) peer_ended_ = true;
    if (signals & kTime) on_due();
    proceed();
  } catch (const std::exception& exception) {
    engine_->report(exception.what());
    close();
  } catch (...) {
    engine_->report("an exception of unknown type");
    close();
  }
}

void Connection::start_watching() {
  if (!engine_->poller.add(channel_.descriptor(), kWatchReads, id_)) close();
}

void Connection::proceed() {
  for (int steps = 0; phase_ != Phase::closed; ++steps) {
    if (steps == kStepsInARow) return give_way();
    Progress progress = Progress::waiting;
    switch (phase_) {
      case Phase::reading:
        progress = read();
        break;
      case Phase::writing:
        progress = write();
        break;
      case Phase::streaming:
        progress = stream();
        break;
      case Phase::lingering:
        progress = discard_input();
        break;
      case Phase::closed:
        break;
    }
    if (progress == Progress::waiting) return;
  }
}

// As a socket is writable almost always, this brings an event at once, behind those of other connections.
void Connection::give_way() {
  watching_writes_ = true;
  engine_->poller.change(channel_.descriptor(), kWatchBoth, id_);
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  if (stream_) stream_->close();
  channel_.close();
  outgoing_.release();
  engine_->timers.cancel(ticket_);
  engine_->connections.fetch_sub(1, std::memory_order_relaxed);
  engine_->targets.erase(id_);
}

Connection::Progress Connection::read() {
  if (ending_) {
    close();
    return Progress::waiting;
  }
  auto next = reader_.next();
  if (auto* ready = std::get_if<RequestReader::Ready>(&next)) {
    serve(*ready);
    return Progress::made;
  }
  if (const auto* bad = std::get_if<BadHead>(&next)) {
    refuse(*bad);
    return Progress::made;
  }
  if (reader_.take_continue_wish()) say_continue();
  follow_stage();
  return receive();
}

Connection::Progress Connection::receive() {
  if (!readable_) return Progress::waiting;
  std::array<char, kReadPieceBytes> piece;
  const Channel::Transfer transfer = channel_.read(piece);
  switch (transfer.outcome) {
    case Channel::Outcome::moved:
      readable_ = !transfer.drained || peer_ended_;
      reader_.add({piece.data(), transfer.bytes});
      return Progress::made;
    case Channel::Outcome::would_block:
      readable_ = transfer.wants_write;
      if (transfer.wants_write) watch_writes();
      break;
    case Channel::Outcome::not_tls:
      channel_.speak_in_clear();
      refuse({400, "This port speaks https: the URL must begin with https://"});
      return Progress::made;
    case Channel::Outcome::ended:
    case Channel::Outcome::failed:
      close();
      break;
  }
  return Progress::waiting;
}

// A deadline runs from the first byte of a stage, so that dripping bytes does not put it off.
void Connection::follow_stage() {
  if (stage_ == reader_.stage()) return;
  stage_ = reader_.stage();
  const auto& limits = engine_->limits;
  switch (*stage_) {
    case RequestReader::Stage::idle:
      return wake_at(steady_clock::now() + limits.idle_timeout);
    case RequestReader::Stage::head:
      return wake_at(steady_clock::now() + limits.head_deadline);
    case RequestReader::Stage::body:
      return wake_at(steady_clock::now() + limits.body_deadline);
  }
}

// Best effort: a peer that does not get it sends its body all the same after a while.
void Connection::say_continue() { channel_.write("HTTP/1.1 100 Continue\r\n\r\n"); }

void Connection::serve(RequestReader::Ready& ready) {
  engine_->requests.fetch_add(1, std::memory_order_relaxed);
  ready.request.remote_address = remote_;
  ready.request.local_port = listening_->port;
  ready.request.secure = channel_.secure();
  ready.request.client_certificate = channel_.client_certificate_der();
  const auto after = ready.keep_alive ? AfterResponse::keep_open : AfterResponse::close;
  if (ready.request.method != "GET")
    engine_->agenda.share();  // it may be going to sign, or to hash a password
  respond(engine_->responder.answer(ready.request, listening_->dispatcher, after));
}

void Connection::refuse(const BadHead& bad) {
  Request unread;
  unread.method = "GET";
  const auto explain = [&](const Request&) {
    return text_response(bad.status, "text/plain; charset=utf-8", bad.message + "\n");
  };
  respond(engine_->responder.answer(unread, explain, AfterResponse::close));
  linger_ = true;
}

void Connection::respond(Answer answer) {
  close_after_ = answer.after == AfterResponse::close;
  stream_start_ = std::move(answer.stream);
  outgoing_.start(std::move(answer.bytes), answer.filler, answer.script, steady_clock::now());
  phase_ = Phase::writing;
  stage_.reset();
}

// Deadlines move with every request, the timer does not: it looks at its old time, and goes to sleep again.
void Connection::wake_at(Time time) {
  due_ = time;
  if (ticket_.first <= due_) return;
  engine_->timers.cancel(ticket_);
  ticket_ = engine_->timers.schedule(due_, shared_from_this());
}

void Connection::on_due() {
  const Time now = steady_clock::now();
  if (now < ticket_.first) return;  // a ticket that was handed back too late
  ticket_.first = Time::max();
  if (now < due_) {
    if (due_ != Time::max()) wake_at(due_);
    return;
  }
  due_ = Time::max();
  if (phase_ == Phase::writing && !blocked_) return;  // a delay or a drip is over: proceed() sends on
  if (phase_ == Phase::reading && stage_ != RequestReader::Stage::idle) {
    return refuse({408, "The request took too long to arrive"});
  }
  close();
}

void Connection::watch_writes() {
  if (std::exchange(watching_writes_, true)) return;
  engine_->poller.change(channel_.descriptor(), kWatchBoth, id_);
}

}  // namespace http
