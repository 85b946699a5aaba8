#include "mockidp/people/person.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

Person person_with(std::map<std::string, std::string, std::less<>> profile) {
  Person person;
  person.login = "alice@example.com";
  person.profile = std::move(profile);
  return person;
}

}  // namespace

TEST_CASE("a display name comes from the profile, and from the login when that says nothing", "[people]") {
  CHECK(person_with({{"displayName", "Al"}, {"firstName", "Alice"}}).display_name() == "Al");
  CHECK(person_with({{"firstName", "Alice"}, {"lastName", "Archer"}}).display_name() == "Alice Archer");
  CHECK(person_with({{"firstName", "Alice"}}).display_name() == "Alice");
  CHECK(person_with({{"lastName", "Archer"}}).display_name() == "Archer");
  CHECK(person_with({}).display_name() == "alice@example.com");
}

TEST_CASE("an absent attribute reads as empty", "[people]") {
  const auto person = person_with({{"nickName", "Al"}});
  CHECK(person.attribute("nickName") == "Al");
  CHECK(person.attribute("mobilePhone").empty());
}

TEST_CASE("statuses carry Okta's names", "[people]") {
  CHECK(to_string(PersonStatus::STAGED) == "STAGED");
  CHECK(to_string(PersonStatus::ACTIVE) == "ACTIVE");
  CHECK(to_string(PersonStatus::LOCKED_OUT) == "LOCKED_OUT");
  CHECK(to_string(PersonStatus::DEPROVISIONED) == "DEPROVISIONED");
}
