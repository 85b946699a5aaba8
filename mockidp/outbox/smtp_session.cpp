#include "mockidp/outbox/smtp_session.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

namespace mockidp {
namespace {

using std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kMostReply = 4096;

class OpenFile {
 public:
  explicit OpenFile(int number = -1) : number_(number) {}
  ~OpenFile() { reset(-1); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  void reset(int number) {
    if (number_ >= 0) ::close(number_);
    number_ = number;
  }
  int get() const { return number_; }

 private:
  int number_;
};

// A connection whose every wait ends at a deadline, or when it is asked to stop.
class Dialogue {
 public:
  Dialogue(milliseconds patience, const std::stop_token& stop)
      : patience_(patience), wake_(::eventfd(0, EFD_CLOEXEC)), on_stop_(stop, Wake{wake_.get()}) {}

  bool connect(const SmtpAddress& address);
  bool say(std::string_view bytes);
  // The reply's code: 250 of "250-SIZE\r\n250 HELP\r\n". 0: there came none.
  int reply();

 private:
  struct Wake {
    int event;
    void operator()() const {
      const std::uint64_t one = 1;
      [[maybe_unused]] const auto written = ::write(event, &one, sizeof one);
    }
  };

  bool connect_to(const addrinfo& candidate);
  bool wait_for(short events, SteadyTime deadline) const;
  SteadyTime deadline() const { return std::chrono::steady_clock::now() + patience_; }

  const milliseconds patience_;
  OpenFile wake_;
  std::stop_callback<Wake> on_stop_;
  OpenFile socket_;
  std::string unread_;
};

bool Dialogue::wait_for(short events, SteadyTime deadline) const {
  const auto left =
      std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now()).count();
  if (left <= 0) return false;
  pollfd waits[] = {{socket_.get(), events, 0}, {wake_.get(), POLLIN, 0}};
  const int ready = ::poll(waits, 2, static_cast<int>(left));
  if (ready < 0 && errno == EINTR) return true;  // the caller tries again and waits again
  return ready > 0 && waits[1].revents == 0;
}

bool Dialogue::connect_to(const addrinfo& candidate) {
  socket_.reset(::socket(candidate.ai_family, candidate.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (socket_.get() < 0) return false;
  if (::connect(socket_.get(), candidate.ai_addr, candidate.ai_addrlen) == 0) return true;
  if (errno != EINPROGRESS || !wait_for(POLLOUT, deadline())) return false;
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

bool Dialogue::connect(const SmtpAddress& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const auto port = std::to_string(address.port);
  if (::getaddrinfo(address.host.c_str(), port.c_str(), &hints, &found) != 0) return false;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  for (const auto* candidate = found; candidate != nullptr; candidate = candidate->ai_next)
    if (connect_to(*candidate)) return true;
  return false;
}

bool Dialogue::say(std::string_view bytes) {
  const auto until = deadline();
  while (!bytes.empty()) {
    const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (sent == 0 || (errno != EAGAIN && errno != EINTR) || !wait_for(POLLOUT, until)) {
      return false;
    }
  }
  return true;
}

// The last line of a reply at the front of `text`, or where there is none yet, nothing: RFC 5321, 4.2.1.
std::optional<std::string> last_line(const std::string& text) {
  for (std::size_t begin = 0;;) {
    const auto end = text.find('\n', begin);
    if (end == std::string::npos) return std::nullopt;
    const bool goes_on = end - begin > 3 && text[begin + 3] == '-';
    if (!goes_on) return text.substr(begin, end - begin);
    begin = end + 1;
  }
}

int Dialogue::reply() {
  const auto until = deadline();
  for (;;) {
    if (const auto line = last_line(unread_)) {
      unread_.clear();  // we wait for each reply before we go on: nothing can follow it
      if (line->size() < 3 || line->find_first_not_of("0123456789") < 3) return 0;
      return std::stoi(line->substr(0, 3));
    }
    char bytes[512];
    const auto got = ::recv(socket_.get(), bytes, sizeof bytes, 0);
    if (got > 0) {
      unread_.append(bytes, static_cast<std::size_t>(got));
      if (unread_.size() > kMostReply) return 0;
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR) || !wait_for(POLLIN, until)) {
      return 0;
    }
  }
}

// A line that begins with a dot gets another one (RFC 5321, 4.5.2).
std::string with_stuffed_dots(std::string_view text) {
  std::string stuffed;
  bool starts_line = true;
  for (const char c : text) {
    if (starts_line && c == '.') stuffed += '.';
    stuffed += c;
    starts_line = c == '\n';
  }
  return stuffed;
}

}  // namespace

protocol::Result<protocol::Ok, std::string> send_by_smtp(const SmtpAddress& address, const Envelope& envelope,
                                                         milliseconds patience, const std::stop_token& stop) {
  Dialogue dialogue(patience, stop);
  if (!dialogue.connect(address))
    return protocol::fail("no connection to " + address.host + ':' + std::to_string(address.port));
  struct Step {
    std::string_view name;
    std::string say;
    int wanted;
  };
  const Step steps[] = {
      {"the greeting", "", 220},
      {"EHLO", "EHLO localhost\r\n", 250},
      {"MAIL FROM", "MAIL FROM:<" + std::string(envelope.from) + ">\r\n", 250},
      {"RCPT TO", "RCPT TO:<" + std::string(envelope.to) + ">\r\n", 250},
      {"DATA", "DATA\r\n", 354},
      {"the mail", with_stuffed_dots(envelope.text) + ".\r\n", 250},
  };
  for (const auto& step : steps) {
    const int code = dialogue.say(step.say) ? dialogue.reply() : 0;
    if (code == step.wanted) continue;
    const auto what = code == 0 ? std::string("no answer") : "it answered " + std::to_string(code);
    return protocol::fail(what + " to " + std::string(step.name));
  }
  dialogue.say("QUIT\r\n");  // the mail is taken, whatever becomes of this
  return protocol::Ok{};
}

}  // namespace mockidp
