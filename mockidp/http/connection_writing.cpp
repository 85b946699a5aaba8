// A connection's way out: responses, event streams, and hanging up.

#include <array>
#include <utility>

#include "mockidp/http/connection.h"

namespace http {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kLingering{2};

}  // namespace

Connection::Progress Connection::write() { return outgoing_.done() ? finish_response() : send_ready(); }

Connection::Progress Connection::send_ready() {
  const Time now = steady_clock::now();
  const std::string_view bytes = outgoing_.ready(now);
  if (bytes.empty()) {
    wake_at(outgoing_.next_time());
    return Progress::waiting;
  }
  const Channel::Transfer transfer = channel_.write(bytes);
  if (transfer.outcome == Channel::Outcome::moved) {
    outgoing_.sent(transfer.bytes, now);
    blocked_ = false;
    return Progress::made;
  }
  if (transfer.outcome == Channel::Outcome::would_block) {
    if (!std::exchange(blocked_, true)) wake_at(now + engine_->limits.write_deadline);
    watch_writes();
  } else {
    close();
  }
  return Progress::waiting;
}

Connection::Progress Connection::finish_response() {
  const bool cut = outgoing_.was_cut();
  outgoing_.release();
  if (cut) {
    close();
    return Progress::waiting;
  }
  if (stream_start_) {
    begin_stream();
    return Progress::made;
  }
  if (close_after_ || ending_) return hang_up();
  phase_ = Phase::reading;
  return Progress::made;
}

// A socket that is closed with unread bytes resets the connection, and the reset may overtake our answer. So
// where the peer may still be sending, we end our side and read to its end for a moment.
Connection::Progress Connection::hang_up() {
  if (ending_ || !(linger_ || reader_.has_bytes())) {
    close();
    return Progress::waiting;
  }
  channel_.end_writing();
  phase_ = Phase::lingering;
  readable_ = true;
  wake_at(steady_clock::now() + kLingering);
  return Progress::made;
}

Connection::Progress Connection::discard_input() {
  if (ending_ && phase_ == Phase::lingering) close();
  if (!readable_ || phase_ == Phase::closed) return Progress::waiting;
  std::array<char, kReadPieceBytes> piece;
  const Channel::Transfer transfer = channel_.read(piece);
  readable_ = transfer.outcome == Channel::Outcome::moved && (!transfer.drained || peer_ended_);
  if (transfer.outcome == Channel::Outcome::moved) return Progress::made;
  if (transfer.outcome != Channel::Outcome::would_block) close();
  return Progress::waiting;
}

void Connection::begin_stream() {
  stream_ = std::make_shared<PushStream>([weak = weak_from_this()] {
    if (const auto connection = weak.lock()) connection->signal(kPushed);
  });
  phase_ = Phase::streaming;
  readable_ = true;
  due_ = Time::max();
  std::exchange(stream_start_, nullptr)(stream_);
}

Connection::Progress Connection::stream() {
  if (ending_ || stream_->overflowed()) {
    close();
    return Progress::waiting;
  }
  if (discard_input() == Progress::made) return Progress::made;
  if (phase_ == Phase::closed) return Progress::waiting;
  if (outgoing_.done()) {
    due_ = Time::max();
    std::string pushed = stream_->take();
    if (pushed.empty()) return Progress::waiting;
    outgoing_.start(std::move(pushed), 0, std::nullopt, steady_clock::now());
  }
  return send_ready();
}

}  // namespace http
