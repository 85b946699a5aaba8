#include "mockidp/store/views_fixture_test.h"

using namespace mockidp;

TEST_CASE("a revoked grant is remembered with its first reason for the longest time asked",
          "[store][grants]") {
  ViewsFixture views;
  const std::string grant(16, '\x01');
  CHECK_FALSE(views.grants.revoked_because(grant));
  views.grants.revoke(grant, "code reuse", kViewsNoon + 1h);
  views.grants.revoke(grant, "second", kViewsNoon + 2h);
  views.grants.revoke(grant, "third", kViewsNoon);
  CHECK(views.grants.revoked_because(grant) == "code reuse");
  CHECK_FALSE(views.grants.revoked_because(std::string(16, '\x02')));
  CHECK(views.store->erase_expired("default", kViewsNoon + 2h - 1s) == 0);
  CHECK(views.store->erase_expired("default", kViewsNoon + 2h) == 1);
  CHECK_FALSE(views.grants.revoked_because(grant));
}

TEST_CASE("grants end with what they rest on, those begun later do not", "[store][grants]") {
  ViewsFixture views;
  protocol::SeededRandom random(1);
  const GrantBasis app{GrantBasis::Kind::app, "0oaone"}, other{GrantBasis::Kind::app, "0oatwo"};
  const auto before = views.grants.draw_id(random);
  CHECK(before.size() == 16);
  CHECK(before.substr(0, 4) == std::string(4, '\0'));
  CHECK_FALSE(views.grants.lost_basis(before, app));
  views.grants.end_all_on(app);
  const auto after = views.grants.draw_id(random);
  CHECK(views.grants.lost_basis(before, app));
  CHECK_FALSE(views.grants.lost_basis(before, other));
  CHECK_FALSE(views.grants.lost_basis(before, {GrantBasis::Kind::server, "0oaone"}));
  CHECK_FALSE(views.grants.lost_basis(after, app));
  CHECK_FALSE(views.grants.lost_basis("", app));
  SECTION("what is granted only now begins now, and is known by the same part of its id") {
    const auto now = views.grants.begun_now(before);
    CHECK_FALSE(views.grants.lost_basis(now, app));
    CHECK(Grants::lasting_part(now) == Grants::lasting_part(before));
    CHECK(Grants::lasting_part(now).size() == 12);
    CHECK(Grants::lasting_part("").empty());
  }
  SECTION("again and again") {
    for (int i = 0; i < 300; ++i) views.grants.end_all_on(other);
    CHECK_FALSE(views.grants.lost_basis(after, app));
    CHECK(views.grants.lost_basis(after, other));
    CHECK_FALSE(views.grants.lost_basis(views.grants.draw_id(random), other));
  }
  SECTION("whoever opens the store later knows as much") {
    Grants later(*views.store, "default");
    CHECK(later.lost_basis(before, app));
    CHECK_FALSE(later.lost_basis(later.draw_id(random), app));
  }
  SECTION("two names are never taken for one") {
    const GrantBasis scope{GrantBasis::Kind::scope, "a", "bc"};
    views.grants.end_all_on(scope);
    CHECK(views.grants.lost_basis(after, scope));
    CHECK_FALSE(views.grants.lost_basis(after, {GrantBasis::Kind::scope, "ab", "c"}));
  }
}
