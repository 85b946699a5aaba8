#include "mockidp/store/views_fixture_test.h"
#include "mockidp/testing/race.h"

using namespace mockidp;

namespace {

Person ada() {
  Person person;
  person.id = "00u00000000000000001";
  person.login = "Ada@example.com";
  person.status = PersonStatus::PASSWORD_EXPIRED;
  person.profile = {{"firstName", "Ada"}, {"lastName", "Løvelæce"}, {"nickName", ""}, {"custom", "日本\x01"}};
  person.group_ids = {"00g1", "00g2"};
  person.app_ids = {"0oa1"};
  person.password = {.salt = std::string("s\0lt", 4), .hash = std::string(32, '\xfe'), .iterations = 4096};
  person.failed_attempts = 3;
  person.locked_at = kViewsNoon;
  person.created_at = kViewsNoon - 1h;
  person.updated_at = kViewsNoon + 1s;
  person.password_changed_at = protocol::from_unix(-5);
  return person;
}

void check_same(const Person& a, const Person& b) {
  CHECK(a.id == b.id);
  CHECK(a.login == b.login);
  CHECK(a.status == b.status);
  CHECK(a.profile == b.profile);
  CHECK(a.group_ids == b.group_ids);
  CHECK(a.app_ids == b.app_ids);
  CHECK(a.password.salt == b.password.salt);
  CHECK(a.password.hash == b.password.hash);
  CHECK(a.password.iterations == b.password.iterations);
  CHECK(a.failed_attempts == b.failed_attempts);
  CHECK(a.locked_at == b.locked_at);
  CHECK(a.created_at == b.created_at);
  CHECK(a.updated_at == b.updated_at);
  CHECK(a.password_changed_at == b.password_changed_at);
}

Person named(std::string id, std::string login) {
  Person person;
  person.id = std::move(id);
  person.login = std::move(login);
  return person;
}

}  // namespace

TEST_CASE("a person is read back as added, by id and by login in any case", "[store][people]") {
  ViewsFixture views;
  REQUIRE(views.people.add(ada()));
  const auto by_id = views.people.find(ada().id);
  REQUIRE(by_id);
  check_same(by_id->value, ada());
  const auto by_login = views.people.find_by_login("aDA@EXAMPLE.com");
  REQUIRE(by_login);
  check_same(by_login->value, ada());
  CHECK(by_login->key == by_id->key);
  CHECK(by_login->body == by_id->body);
  CHECK_FALSE(views.people.find("00u2"));
  CHECK_FALSE(views.people.find_by_login("ada"));
  CHECK_FALSE(views.people.find_by_login(""));
}

TEST_CASE("what a person allowed apps is read back", "[store][people]") {
  ViewsFixture views;
  auto person = ada();
  person.consents = {{"oag1", "0oa1", "default", "api.read", kViewsNoon},
                     {"oag2", "0oa2", "aus1", "api.write", kViewsNoon + 1s}};
  REQUIRE(views.people.add(person));
  const auto found = views.people.find(person.id);
  REQUIRE(found);
  const auto& consents = found->value.consents;
  REQUIRE(consents.size() == 2);
  CHECK(consents[1].id == "oag2");
  CHECK(consents[1].client_id == "0oa2");
  CHECK(consents[1].server_id == "aus1");
  CHECK(consents[1].scope == "api.write");
  CHECK(consents[1].granted_at == kViewsNoon + 1s);
}

TEST_CASE("a person with nothing set is read back too", "[store][people]") {
  ViewsFixture views;
  REQUIRE(views.people.add(named("00u1", "a")));
  const auto found = views.people.find("00u1");
  REQUIRE(found);
  check_same(found->value, named("00u1", "a"));
}

TEST_CASE("a login and an id are taken once", "[store][people]") {
  ViewsFixture views;
  REQUIRE(views.people.add(named("00u1", "ada")));
  CHECK_FALSE(views.people.add(named("00u2", "ADA")));
  CHECK_FALSE(views.people.add(named("00u1", "bob")));
  CHECK(views.people.list({}, 10).size() == 1);
  CHECK(views.people.add(named("00u2", "bob")));
}

TEST_CASE("of many racing people with one login, one is added", "[store][people]") {
  ViewsFixture views;
  const auto add = [&](int i) { return views.people.add(named("00u" + std::to_string(i), "ada")); };
  CHECK(race(kRacers, add) == 1);
  CHECK(views.people.list({}, 100).size() == 1);
}

TEST_CASE("people are listed by id, page by page", "[store][people]") {
  ViewsFixture views;
  for (const auto* id : {"00u3", "00u1", "00u2"}) REQUIRE(views.people.add(named(id, id)));
  const auto first = views.people.list({}, 2);
  REQUIRE(first.size() == 2);
  CHECK(first[0].id == "00u1");
  CHECK(first[1].id == "00u2");
  const auto rest = views.people.list("00u2", 2);
  REQUIRE(rest.size() == 1);
  CHECK(rest[0].id == "00u3");
}

TEST_CASE("a changed login moves with the person", "[store][people]") {
  ViewsFixture views;
  REQUIRE(views.people.add(named("00u1", "ada")));
  REQUIRE(views.people.add(named("00u2", "bob")));
  const auto to = [](std::string login) { return [login](Person& p) { return p.login = login, true; }; };

  CHECK_FALSE(views.people.update("00u1", to("Bob")));
  CHECK(views.people.find("00u1")->value.login == "ada");
  CHECK(views.people.update("00u1", to("ADA")));
  CHECK(views.people.find_by_login("ada")->value.login == "ADA");
  CHECK(views.people.update("00u1", to("eve")));
  CHECK_FALSE(views.people.find_by_login("ada"));
  CHECK(views.people.find_by_login("eve")->value.id == "00u1");
  CHECK(views.people.add(named("00u3", "ada")));
  CHECK_FALSE(views.people.add(named("00u4", "eve")));
  CHECK_FALSE(views.people.update("00u9", to("x")));
}

TEST_CASE("no change to a person is lost under races", "[store][people]") {
  ViewsFixture views;
  REQUIRE(views.people.add(named("00u1", "ada")));
  const auto fail_once = [&](int) {
    return views.people.update("00u1", [](Person& p) { return ++p.failed_attempts, true; });
  };
  CHECK(race(kRacers, fail_once) == kRacers);
  CHECK(views.people.find("00u1")->value.failed_attempts == unsigned{kRacers});
}

TEST_CASE("an erased person gives the login back", "[store][people]") {
  ViewsFixture views;
  REQUIRE(views.people.add(named("00u1", "ada")));
  CHECK(views.people.erase("00u1"));
  CHECK_FALSE(views.people.erase("00u1"));
  CHECK_FALSE(views.people.find_by_login("ada"));
  CHECK(views.people.add(named("00u2", "ada")));
}

TEST_CASE("orgs do not see each other's records", "[store]") {
  ViewsFixture views;
  REQUIRE(views.people.add(named("00u1", "ada")));
  People elsewhere(*views.store, "other");
  CHECK_FALSE(elsewhere.find("00u1"));
  CHECK_FALSE(elsewhere.find_by_login("ada"));
  CHECK(elsewhere.add(named("00u1", "ada")));
}
