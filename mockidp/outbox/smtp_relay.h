#pragma once
// Hands mails over to a local mail catcher, such as Mailpit, in a thread of its own: nobody who signs in
// waits for it. What does not fit into the queue, or is not taken, is told of and dropped: the outbox has it
// anyway.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "mockidp/outbox/smtp_session.h"
#include "mockidp/people/message.h"

namespace mockidp {

class SmtpRelay {
 public:
  using Report = std::function<void(const std::string& line)>;  // called by any thread
  static constexpr std::size_t kMostWaiting = 256;

  SmtpRelay(SmtpAddress address, Report report, std::chrono::milliseconds patience = std::chrono::seconds(5));
  ~SmtpRelay();  // what waits is dropped
  SmtpRelay(const SmtpRelay&) = delete;
  SmtpRelay& operator=(const SmtpRelay&) = delete;

  // Never waits for a peer. Texts and calls are nobody's to take.
  void hand_over(const Message& message);

 private:
  void run(const std::stop_token& stop);
  void send(const Message& mail, const std::stop_token& stop) const;

  const SmtpAddress address_;
  const Report report_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;  // guards the queue
  std::condition_variable_any wake_;
  std::deque<Message> waiting_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace mockidp
