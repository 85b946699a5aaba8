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
