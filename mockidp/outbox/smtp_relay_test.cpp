#include "mockidp/outbox/smtp_relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <mutex>
#include <thread>

#include "mockidp/outbox/mime.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using namespace std::chrono_literals;

namespace {

// A mail catcher that takes one connection after the other and says what it heard of each.
class FakeCatcher {
 public:
  // Replies to be given in turn, the greeting first; the last one again and again.
  explicit FakeCatcher(std::vector<std::string> replies) : replies_(std::move(replies)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(listener_, 8) == 0);
    REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(address.sin_port);
  }
  ~FakeCatcher() { ::close(listener_); }

  std::string take_one() const {
    const int peer = ::accept(listener_, nullptr, nullptr);
    std::string heard;
    std::size_t given = 0;
    bool in_data = false;
    answer(peer, given++);
    for (std::size_t begin = 0;;) {
      char bytes[4096];
      const auto got = ::recv(peer, bytes, sizeof bytes, 0);
      if (got <= 0) break;
      heard.append(bytes, static_cast<std::size_t>(got));
      for (auto end = heard.find("\r\n", begin); end != std::string::npos; end = heard.find("\r\n", begin)) {
        const auto line = heard.substr(begin, end - begin);
        begin = end + 2;
        if (in_data && line != ".") continue;
        in_data = !in_data && line == "DATA";
        if (line != "QUIT") answer(peer, given++);
      }
    }
    ::close(peer);
    return heard;
  }

  std::uint16_t port = 0;

 private:
  void answer(int peer, std::size_t number) const {
    const auto& reply = replies_[std::min(number, replies_.size() - 1)];
    ::send(peer, reply.data(), reply.size(), MSG_NOSIGNAL);
  }

  int listener_ = -1;
  std::vector<std::string> replies_;
};

const std::vector<std::string> kFriendly{"220 catcher\r\n", "250-catcher\r\n250-SIZE 1000000\r\n250 HELP\r\n",
                                         "250 ok\r\n",      "250 ok\r\n",
                                         "354 go on\r\n",   "250 taken\r\n"};

Message a_mail() {
  Message mail;
  mail.id = "0000000000000001aaaaaa";
  mail.kind = "ForgotPassword";
  mail.from = "Okta <noreply@okta.com>";
  mail.to = "alice@example.com";
  mail.subject = "Account password reset";
  mail.text = "Enter a code instead: 012345\n";
  mail.html = "<p>Enter a code instead: 012345</p>\n";
  mail.sent_at = protocol::from_unix(1767225600);
  return mail;
}

// What the relay told, once it has told something.
class Reports {
 public:
  SmtpRelay::Report report() {
    return [this](const std::string& line) { std::call_once(once_, [&] { told_.set_value(line); }); };
  }
  std::string first() { return told_.get_future().get(); }

 private:
  std::once_flag once_;
  std::promise<std::string> told_;
};

}  // namespace

TEST_CASE("a mail is handed over with its envelope, its headers and both parts", "[outbox][smtp]") {
  const FakeCatcher catcher(kFriendly);
  Reports reports;
  SmtpRelay relay({"127.0.0.1", catcher.port}, reports.report());
  relay.hand_over(a_mail());
  const auto heard = catcher.take_one();
  CHECK_THAT(heard, Catch::Matchers::StartsWith("EHLO localhost\r\nMAIL FROM:<noreply@okta.com>\r\n"
                                                "RCPT TO:<alice@example.com>\r\nDATA\r\n"));
  CHECK_THAT(heard, ContainsSubstring("\r\nFrom: Okta <noreply@okta.com>\r\n"));
  CHECK_THAT(heard, ContainsSubstring("\r\nTo: alice@example.com\r\n"));
  CHECK_THAT(heard, ContainsSubstring("\r\nSubject: Account password reset\r\n"));
  CHECK_THAT(heard, ContainsSubstring("Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n"));
  CHECK_THAT(heard, ContainsSubstring("Content-Type: text/plain; charset=utf-8\r\n"));
  CHECK_THAT(heard, ContainsSubstring("Content-Type: text/html; charset=utf-8\r\n"));
  CHECK_THAT(heard, ContainsSubstring("\r\nRW50ZXIgYSBjb2RlIGluc3RlYWQ6IDAxMjM0NQo=\r\n"));
  CHECK_THAT(heard, Catch::Matchers::EndsWith("--\r\n.\r\nQUIT\r\n"));
}

TEST_CASE("what the catcher does not take is told of without its recipient", "[outbox][smtp]") {
  const auto [replies, told] = GENERATE(table<std::vector<std::string>, const char*>({
      {{"554 go away\r\n"}, "it answered 554 to the greeting"},
      {{"220 hi\r\n", "250 ok\r\n", "250 ok\r\n", "550 nobody\r\n"}, "it answered 550 to RCPT TO"},
      {{"220 hi\r\n", "nonsense\r\n"}, "no answer to EHLO"},
  }));
  const FakeCatcher catcher(replies);
  Reports reports;
  SmtpRelay relay({"127.0.0.1", catcher.port}, reports.report());
  relay.hand_over(a_mail());
  catcher.take_one();
  CHECK(reports.first() == "a ForgotPassword mail was not handed over: " + std::string(told));
}

TEST_CASE("a catcher that is not there, or says nothing, holds nobody up", "[outbox][smtp]") {
  std::uint16_t unused = 0;
  {
    const FakeCatcher gone(kFriendly);
    unused = gone.port;
  }
  Reports reports;
  SmtpRelay relay({"127.0.0.1", unused}, reports.report());
  relay.hand_over(a_mail());
  CHECK_THAT(reports.first(), ContainsSubstring("no connection to 127.0.0.1:"));

  const FakeCatcher silent({""});
  Reports impatient;
  SmtpRelay other({"127.0.0.1", silent.port}, impatient.report(), 20ms);
  other.hand_over(a_mail());
  CHECK_THAT(impatient.first(), ContainsSubstring("no answer to the greeting"));
}

TEST_CASE("more mails than fit are dropped, and what waits ends with the relay", "[outbox][smtp]") {
  const FakeCatcher silent({""});
  Reports reports;
  SmtpRelay relay({"127.0.0.1", silent.port}, reports.report(), 1h);
  Message text = a_mail();
  text.channel = Channel::sms;
  for (std::size_t i = 0; i < 2 * SmtpRelay::kMostWaiting; ++i) relay.hand_over(text);
  // One more than the queue holds, as the first may be under way.
  for (std::size_t i = 0; i < SmtpRelay::kMostWaiting + 1; ++i) relay.hand_over(a_mail());
  std::thread([&] { relay.hand_over(a_mail()); }).join();
  CHECK_THAT(reports.first(), ContainsSubstring("too many wait already"));
}

TEST_CASE("addresses that would end a command are not sent", "[outbox][smtp]") {
  CHECK(is_smtp_address("alice+tag@example.com"));
  for (const char* hostile :
       {"", "alice", "@example.com", "alice@", "a@b>\r\nDATA", "a b@c.example", "\"a\"@b.example",
        "a@[127.0.0.1]", "\xc3\xbc@b.example", "a@b.example,c@d.example"}) {
    CAPTURE(hostile);
    CHECK_FALSE(is_smtp_address(hostile));
  }
}

TEST_CASE("headers that are not ASCII are encoded words, cut between characters", "[outbox][smtp]") {
  auto mail = a_mail();
  mail.from = "\"M\xc3\xbcller, Inc.\" <noreply@example.com>";
  mail.subject = "Welcome to ";
  for (int i = 0; i < 40; ++i) mail.subject += "\xc3\xbc";
  mail.subject += "\r\nBcc: mallory@example.com";
  const auto text = mime_text(mail);
  CHECK_THAT(text, ContainsSubstring("\r\nFrom: =?utf-8?B?TcO8bGxlciwgSW5jLg==?= <noreply@example.com>\r\n"));
  CHECK_THAT(text, ContainsSubstring("\r\nSubject: =?utf-8?B?"));
  CHECK(text.find("Bcc:") == std::string::npos);
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find("\r\n", begin);
    CHECK(end - begin <= 76);
    begin = end + 2;
  }
}
