#include "mockidp/outbox/smtp_relay.h"

#include "mockidp/outbox/mime.h"

namespace mockidp {

SmtpRelay::SmtpRelay(SmtpAddress address, Report report, std::chrono::milliseconds patience)
    : address_(std::move(address)),
      report_(std::move(report)),
      patience_(patience),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

SmtpRelay::~SmtpRelay() = default;

void SmtpRelay::hand_over(const Message& message) {
  if (message.channel != Channel::email) return;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < kMostWaiting) {
      waiting_.push_back(message);
      wake_.notify_one();
      return;
    }
  }
  report_("a " + message.kind + " mail was not handed over: too many wait already");
}

void SmtpRelay::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (wake_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    const Message mail = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    send(mail, stop);
    lock.lock();
    if (stop.stop_requested()) return;
  }
}

void SmtpRelay::send(const Message& mail, const std::stop_token& stop) const {
  const auto from = address_of(mail.from);
  if (!is_smtp_address(from) || !is_smtp_address(mail.to))
    return report_("a " + mail.kind + " mail was not handed over: SMTP cannot carry its addresses");
  const auto text = mime_text(mail);
  const auto sent = send_by_smtp(address_, {from, mail.to, text}, patience_, stop);
  if (!sent && !stop.stop_requested())
    report_("a " + mail.kind + " mail was not handed over: " + sent.error());
}

}  // namespace mockidp
