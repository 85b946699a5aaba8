#include "client/webapp/browser_session.h"

#include "mockidp/testing/catch.h"

using namespace std::chrono_literals;
using webapp::Account;
using webapp::BrowserSessions;
using webapp::SessionEnd;

namespace {

struct SomeSessions {
  protocol::SeededRandom random{7};
  protocol::ManualClock clock;
  BrowserSessions sessions{{.idle = 10min, .absolute = 1h, .most = 3}, random};
  Account account(const std::string& subject) {
    return {.issuer = "https://idp", .subject = subject, .name = subject};
  }
};

}  // namespace

TEST_CASE("signing in changes the session's key and keeps the cart", "[session]") {
  SomeSessions some;
  const auto before = some.sessions.begin(some.clock.now());
  some.sessions.change(before, [](webapp::BrowserSession& session) { session.cart["tea"] = 2; });
  const auto csrf = some.sessions.find(before, some.clock.now()).session->csrf;

  const auto after = some.sessions.sign_in(before, some.account("alice"), some.clock.now());

  CHECK(after != before);
  CHECK_FALSE(some.sessions.find(before, some.clock.now()).session);
  const auto session = some.sessions.find(after, some.clock.now()).session;
  REQUIRE(session);
  CHECK(session->account->subject == "alice");
  CHECK(session->cart.at("tea") == 2);
  CHECK(session->csrf != csrf);
}

TEST_CASE("somebody else's cart stays behind", "[session]") {
  SomeSessions some;
  auto key = some.sessions.sign_in("", some.account("alice"), some.clock.now());
  some.sessions.change(key, [](webapp::BrowserSession& session) { session.cart["tea"] = 2; });
  key = some.sessions.sign_in(key, some.account("bob"), some.clock.now());
  CHECK(some.sessions.find(key, some.clock.now()).session->cart.empty());
}

TEST_CASE("a session ends after its idle time and after its whole time", "[session]") {
  SomeSessions some;
  const auto key = some.sessions.sign_in("", some.account("alice"), some.clock.now());
  SECTION("used in time, it lives") {
    some.clock.advance(599s);
    CHECK(some.sessions.find(key, some.clock.now()).session);
  }
  SECTION("idle for too long") {
    some.clock.advance(600s);
    const auto found = some.sessions.find(key, some.clock.now());
    CHECK_FALSE(found.session);
    CHECK(found.ended == SessionEnd::idle);
    CHECK_FALSE(some.sessions.find(key, some.clock.now()).ended);
  }
  SECTION("however busy") {
    for (int i = 0; i < 7; ++i) {
      REQUIRE(some.sessions.find(key, some.clock.now()).session);
      some.clock.advance(500s);
    }
    CHECK(some.sessions.find(key, some.clock.now()).session);
    some.clock.advance(100s);
    CHECK(some.sessions.find(key, some.clock.now()).ended == SessionEnd::limit);
  }
}

TEST_CASE("visitors do not push out those who are signed in", "[session]") {
  SomeSessions some;
  const auto key = some.sessions.sign_in("", some.account("alice"), some.clock.now());
  for (int i = 0; i < 10; ++i) {
    some.clock.advance(1s);
    some.sessions.begin(some.clock.now());
  }
  CHECK(some.sessions.find(key, some.clock.now()).session);
}
