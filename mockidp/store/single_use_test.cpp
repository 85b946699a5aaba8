// What works once works once, a thousand times over, with 64 threads at it each time.
#include "mockidp/store/views_fixture_test.h"
#include "mockidp/testing/race.h"

namespace mockidp {
namespace {

constexpr int kRounds = 1000;

std::string numbered(const char* what, int round) { return what + std::to_string(round); }

}  // namespace

TEST_CASE("a thousand codes, each redeemed by one of 64 threads", "[store][race]") {
  ViewsFixture views;
  const auto issue = [&](int round) {
    commit_put(*views.store, views.codes.put(numbered("code", round), AuthorizationCode{}));
  };
  const auto redeeming = [&](int round) { return redeem(views, numbered("code", round)); };
  CHECK(rounds_with_one_winner(kRacers, kRounds, issue, redeeming) == kRounds);
}

TEST_CASE("a thousand sessions, each ended by one of 64 threads", "[store][race]") {
  ViewsFixture views;
  const auto open = [&](int round) {
    Session session;
    session.token = numbered("session", round);
    session.person_id = "00u1";
    commit_put(*views.store, views.sessions.put(session, kViewsNoon + 1h));
  };
  const auto end = [&](int round) { return views.sessions.end(numbered("session", round)); };
  CHECK(rounds_with_one_winner(kRacers, kRounds, open, end) == kRounds);
  CHECK(views.sessions.list_of("00u1").empty());
}

TEST_CASE("a thousand sign-ins, each begun by one of 64 threads and finished by one of 64", "[store][race]") {
  ViewsFixture views;
  const auto nothing = [](int) {};
  const auto transaction = [](int round) {
    Transaction begun;
    begun.state_token = numbered("state", round);
    begun.created_at = kViewsNoon;
    return begun;
  };
  const auto begin = [&](int round) { return views.transactions.begin(transaction(round)); };
  CHECK(rounds_with_one_winner(kRacers, kRounds, nothing, begin) == kRounds);

  const auto finish = [&](int round) {
    const auto key = views.transactions.key(numbered("state", round));
    const auto found = views.store->find(key);
    if (!found) return false;
    Batch batch;
    batch.expect = {{key, found->body}};
    batch.erase = {key};
    return views.store->commit(batch);
  };
  CHECK(rounds_with_one_winner(kRacers, kRounds, nothing, finish) == kRounds);
}

}  // namespace mockidp
