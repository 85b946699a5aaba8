#include "mockidp/store/proofs.h"

#include "mockidp/store/views_fixture_test.h"
#include "mockidp/testing/race.h"

namespace mockidp {

TEST_CASE("a proof is spent once, until it is forgotten", "[store][proofs]") {
  ViewsFixture views;
  Proofs proofs(*views.store, "default");
  CHECK(proofs.spend("one", kViewsNoon + 1s));
  CHECK_FALSE(proofs.spend("one", kViewsNoon + 9s));
  CHECK(proofs.spend("another", kViewsNoon + 1s));
  CHECK(Proofs(*views.store, "other org").spend("one", kViewsNoon + 1s));
  views.store->erase_expired("default", kViewsNoon);
  CHECK_FALSE(proofs.spend("one", kViewsNoon + 9s));
  views.store->erase_expired("default", kViewsNoon + 1s);
  CHECK(proofs.spend("one", kViewsNoon + 9s));
}

TEST_CASE("a thousand proofs, each spent by one of 64 threads", "[store][race][proofs]") {
  ViewsFixture views;
  Proofs proofs(*views.store, "default");
  const auto spending = [&](int round) {
    return proofs.spend("proof" + std::to_string(round), kViewsNoon + 1h);
  };
  CHECK(rounds_with_one_winner(
            kRacers, 1000, [](int) {}, spending) == 1000);
}

TEST_CASE("the key of an org's nonces stays, and is nobody else's", "[store][proofs]") {
  ViewsFixture views;
  protocol::SeededRandom random(7);
  Proofs proofs(*views.store, "default");
  const std::string key = proofs.nonce_key(random).reveal();
  CHECK(key.size() == 32);
  CHECK(proofs.nonce_key(random).reveal() == key);
  CHECK(Proofs(*views.store, "other org").nonce_key(random).reveal() != key);
  CHECK(views.families.token_key(random).reveal() != key);
}

}  // namespace mockidp
