#include "mockidp/policy/session_lifetime.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;
using namespace std::chrono_literals;

TEST_CASE("a session ends after lying idle or living too long", "[session]") {
  const auto noon = protocol::from_unix(1767268800);
  struct Row {
    std::chrono::minutes idle, life;
    std::chrono::seconds used_at, now;
    SessionState state;
  };
  const Row rows[] = {
      {120min, 0min, 0s, 0s, SessionState::usable},
      {120min, 0min, 0s, 7199s, SessionState::usable},
      {120min, 0min, 0s, 7200s, SessionState::idle_too_long},
      {120min, 0min, 7199s, 14398s, SessionState::usable},
      {120min, 0min, 7199s, 14399s, SessionState::idle_too_long},
      {120min, 0min, 360000s, 360001s, SessionState::usable},  // no lifetime: use keeps it alive for ever
      {120min, 60min, 3500s, 3599s, SessionState::usable},
      {120min, 60min, 3500s, 3600s, SessionState::lived_too_long},
      {30min, 60min, 0s, 3600s, SessionState::lived_too_long},
      {120min, 0min, 100s, 0s, SessionState::usable},  // the clock was turned back
  };
  for (const auto& row : rows) {
    SessionRule policy;
    policy.max_idle = row.idle;
    policy.max_lifetime = row.life;
    Session session;
    session.created_at = noon;
    session.last_used_at = noon + row.used_at;
    CAPTURE(row.idle.count(), row.life.count(), row.used_at.count(), row.now.count());
    CHECK(decide_session(policy, session, noon + row.now) == row.state);
  }
}

TEST_CASE("a session's end is its idle time after the last use, and never past its lifetime", "[session]") {
  const auto noon = protocol::from_unix(1767268800);
  SessionRule policy;
  policy.max_idle = 120min;
  Session session;
  session.created_at = noon;
  session.last_used_at = noon + 60min;
  CHECK(end_of_session(policy, session) == noon + 180min);
  policy.max_lifetime = 180min;
  CHECK(end_of_session(policy, session) == noon + 180min);
  policy.max_lifetime = 179min;
  CHECK(end_of_session(policy, session) == noon + 179min);
}
