#include <malloc.h>

#include "mockidp/store/views_fixture_test.h"
#include "mockidp/testing/race.h"

using namespace mockidp;

namespace {

RefreshFamily full_family(const std::string& grant_id = std::string(16, '\xaa')) {
  RefreshFamily family;
  family.grant_id = grant_id;
  family.server_id = "default";
  family.client_id = "0oa1aaaaaaaaaaaaaaaa";
  family.person_id = "00u00000000000000001";
  family.scopes = {"openid", "profile", "email", "offline_access"};
  family.amr = {"pwd", "mfa"};
  family.acr = "urn:okta:loa:2fa:any";
  family.dpop_jkt = "a thumbprint";
  family.auth_time = kViewsNoon - 3s;
  family.idle_until = kViewsNoon + 168h;
  family.ends_at = kViewsNoon + 2160h;
  family.generations = {{.number = 300, .parent = 299, .used_at = kViewsNoon + 1s},
                        {.number = 301, .parent = 300, .used_at = std::nullopt}};
  return family;
}

void check_same(const RefreshFamily& a, const RefreshFamily& b) {
  CHECK(a.grant_id == b.grant_id);
  CHECK(a.server_id == b.server_id);
  CHECK(a.client_id == b.client_id);
  CHECK(a.person_id == b.person_id);
  CHECK(a.scopes == b.scopes);
  CHECK(a.amr == b.amr);
  CHECK(a.acr == b.acr);
  CHECK(a.dpop_jkt == b.dpop_jkt);
  CHECK(a.auth_time == b.auth_time);
  CHECK(a.idle_until == b.idle_until);
  CHECK(a.ends_at == b.ends_at);
  REQUIRE(a.generations.size() == b.generations.size());
  for (std::size_t i = 0; i < a.generations.size(); ++i) {
    CHECK(a.generations[i].number == b.generations[i].number);
    CHECK(a.generations[i].parent == b.generations[i].parent);
    CHECK(a.generations[i].used_at == b.generations[i].used_at);
  }
}

[[maybe_unused]] std::string numbered_grant(int number) {
  std::string id = "grant " + std::to_string(number);
  id.resize(16, '.');
  return id;
}

}  // namespace

TEST_CASE("a refresh family is read back as it was put", "[store][refresh]") {
  ViewsFixture views;
  auto family = full_family();
  REQUIRE(commit_put(*views.store, views.families.put(family)));
  const auto found = views.families.find(family.grant_id);
  REQUIRE(found);
  check_same(found->value, family);
  CHECK_FALSE(views.families.find(std::string(16, '\xbb')));

  family.ends_at = protocol::TimePoint::max();
  REQUIRE(commit_put(*views.store, views.families.put(family)));
  check_same(views.families.find(family.grant_id)->value, family);
}

TEST_CASE("a refresh family is remembered for a day after its end, whichever end comes first",
          "[store][refresh]") {
  ViewsFixture views;
  auto family = full_family();
  REQUIRE(commit_put(*views.store, views.families.put(family)));
  CHECK(views.store->erase_expired("default", kViewsNoon + 192h - 1s) == 0);
  CHECK(views.store->erase_expired("default", kViewsNoon + 192h) == 1);
  family.ends_at = kViewsNoon + 1h;
  REQUIRE(commit_put(*views.store, views.families.put(family)));
  CHECK(views.store->erase_expired("default", kViewsNoon + 25h - 1s) == 0);
  CHECK(views.store->erase_expired("default", kViewsNoon + 25h) == 1);
}

TEST_CASE("what a family says of its assurance is read back, Okta's words and others", "[store][refresh]") {
  ViewsFixture views;
  auto family = full_family();
  family.acr = GENERATE(as<std::string>(), "", "urn:okta:loa:1fa:any", "phrh", "urn:example:other", "1");
  CAPTURE(family.acr);
  REQUIRE(commit_put(*views.store, views.families.put(family)));
  check_same(views.families.find(family.grant_id)->value, family);
}

TEST_CASE("a family that is used lasts longer, and never shorter", "[store][refresh]") {
  ViewsFixture views;
  const auto family = full_family();
  REQUIRE(commit_put(*views.store, views.families.put(family)));
  views.families.prolong(family.grant_id, family.idle_until + 1h);
  views.families.prolong(family.grant_id, family.idle_until);
  auto expected = family;
  expected.idle_until = family.idle_until + 1h;
  check_same(views.families.find(family.grant_id)->value, expected);
  CHECK(views.store->erase_expired("default", kViewsNoon + 192h) == 0);
  views.families.prolong(std::string(16, '\xbb'), kViewsNoon);
  CHECK_FALSE(views.families.find(std::string(16, '\xbb')));
}

TEST_CASE("families are listed by person, and an ended one is gone", "[store][refresh]") {
  ViewsFixture views;
  auto of_another = full_family(std::string(16, 'o'));
  of_another.person_id = "00u00000000000000002";
  REQUIRE(commit_put(*views.store, views.families.put(full_family())));
  REQUIRE(commit_put(*views.store, views.families.put(of_another)));
  REQUIRE(views.families.list_of("00u00000000000000001").size() == 1);
  check_same(views.families.list_of("00u00000000000000001")[0], full_family());
  CHECK(views.families.list_of("").empty());

  CHECK(views.families.end(full_family().grant_id));
  CHECK_FALSE(views.families.end(full_family().grant_id));
  CHECK(views.families.list_of("00u00000000000000001").empty());
  CHECK(views.families.list_of("00u00000000000000002").size() == 1);
}

TEST_CASE("the key of refresh tokens is drawn once for each org, whoever asks first", "[store][refresh]") {
  ViewsFixture views;
  RefreshFamilies other_org(*views.store, "other");
  protocol::SeededRandom random(1);
  const auto key = views.families.token_key(random);
  CHECK(key.reveal().size() == 32);
  CHECK(views.families.token_key(random).reveal() == key.reveal());
  CHECK(other_org.token_key(random).reveal() != key.reveal());
  const auto new_org = [&](int round) {
    RefreshFamilies families(*views.store, "org " + std::to_string(round % 3));
    return families.token_key(random).reveal() ==
           RefreshFamilies(*views.store, "org " + std::to_string(round % 3)).token_key(random).reveal();
  };
  CHECK(race(kRacers, new_org) == kRacers);
}

TEST_CASE("a family takes 300 bytes at most, all that the store needs for it included", "[store][refresh]") {
#ifdef MOCKIDP_SANITIZED
  SKIP("the sanitizers' allocators count otherwise");
#else
  constexpr std::size_t kFamilies = 50000;
  ViewsFixture views;
  const auto before = mallinfo2();
  for (std::size_t i = 0; i < kFamilies; ++i) {
    auto family = full_family(numbered_grant(static_cast<int>(i)));
    family.dpop_jkt.clear();  // few apps are bound to a key
    commit_put(*views.store, views.families.put(family));
  }
  const auto after = mallinfo2();
  const auto bytes = (after.uordblks - before.uordblks) / kFamilies;
  CAPTURE(bytes);
  CHECK(bytes > 0);
  CHECK(bytes <= 300);
#endif
}
