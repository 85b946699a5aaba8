#include "mockidp/store/views_fixture_test.h"

using namespace mockidp;

namespace {

Session ada_session(std::string token = "session-token") {
  Session session;
  session.id = "102abcdefghijklmnopqrstuv";
  session.token = std::move(token);
  session.person_id = "00u00000000000000001";
  session.verified = two_methods();
  session.created_at = kViewsNoon;
  session.last_used_at = kViewsNoon + 2s;
  session.keep_signed_in = true;
  return session;
}

void check_same(const Session& a, const Session& b) {
  CHECK(a.id == b.id);
  CHECK(a.person_id == b.person_id);
  CHECK(a.created_at == b.created_at);
  CHECK(a.last_used_at == b.last_used_at);
  CHECK(a.keep_signed_in == b.keep_signed_in);
  check_same(a.verified, b.verified);
}

}  // namespace

TEST_CASE("a session is read back by its token, which the store does not hold", "[store][sessions]") {
  ViewsFixture views;
  REQUIRE(commit_put(*views.store, views.sessions.put(ada_session(), kViewsNoon + 2h)));
  const auto found = views.sessions.find("session-token");
  REQUIRE(found);
  check_same(found->value, ada_session());
  CHECK(found->value.token == "session-token");
  CHECK(found->key == views.sessions.key("session-token"));
  CHECK_FALSE(views.sessions.find("other"));
  CHECK(everything(*views.store).find("session-token") == std::string::npos);
}

TEST_CASE("a session with nothing verified is read back too", "[store][sessions]") {
  ViewsFixture views;
  Session bare;
  bare.token = "t";
  REQUIRE(commit_put(*views.store, views.sessions.put(bare, kViewsNoon)));
  check_same(views.sessions.find("t")->value, bare);
  CHECK(views.sessions.list_of("").empty());
}

TEST_CASE("a touched session was last used now, and is kept as much longer", "[store][sessions]") {
  ViewsFixture views;
  const auto used_at = ada_session().last_used_at;
  REQUIRE(commit_put(*views.store, views.sessions.put(ada_session(), used_at + 1h)));

  views.sessions.touch("session-token", used_at + 1s);
  CHECK(views.sessions.find("session-token")->value.last_used_at == used_at + 1s);
  CHECK(views.sessions.list_of(ada_session().person_id).size() == 1);
  views.sessions.touch("session-token", used_at);  // a request that overlapped and was slower
  CHECK(views.sessions.find("session-token")->value.last_used_at == used_at + 1s);
  views.sessions.touch("nobody's", used_at);

  CHECK(views.store->erase_expired("default", used_at + 1h) == 0);
  CHECK(views.store->erase_expired("default", used_at + 1h + 1s) == 1);
}

TEST_CASE("a session that never expires stays so when touched", "[store][sessions]") {
  ViewsFixture views;
  REQUIRE(commit_put(*views.store, views.sessions.put(ada_session(), protocol::TimePoint::max())));
  views.sessions.touch("session-token", kViewsNoon + 1h);
  CHECK(views.store->find(views.sessions.key("session-token"))->expires_at == protocol::TimePoint::max());
}

TEST_CASE("sessions end one by one or all of a person", "[store][sessions]") {
  ViewsFixture views;
  for (const auto* token : {"a", "b", "c"})
    REQUIRE(commit_put(*views.store, views.sessions.put(ada_session(token), kViewsNoon)));
  auto other = ada_session("d");
  other.person_id = "00u2";
  REQUIRE(commit_put(*views.store, views.sessions.put(other, kViewsNoon)));

  CHECK(views.sessions.end("a"));
  CHECK_FALSE(views.sessions.end("a"));
  CHECK(views.sessions.list_of(ada_session().person_id).size() == 2);
  CHECK(views.sessions.end_all_of(ada_session().person_id) == 2);
  CHECK_FALSE(views.sessions.find("b"));
  CHECK(views.sessions.find("d"));
}
