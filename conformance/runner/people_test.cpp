#include "conformance/runner/people.h"

#include <nlohmann/json.hpp>
#include <set>

#include "mockidp/testing/catch.h"

using conformance::Assignment;
using conformance::People;

TEST_CASE("every claim of every person has a marker of its own", "[runner]") {
  People people(7);
  people.invent(30, 10);
  std::set<std::string> claims;
  for (int i = 0; i < 40; ++i) {
    const auto needle = people.take(i < 30 ? Assignment::assigned : Assignment::unassigned);
    for (const auto& claim : {needle.sub, needle.name, needle.email, needle.login}) claims.insert(claim);
  }
  CHECK(claims.size() == 160);
  CHECK(people.exhausted(Assignment::assigned));
  CHECK(people.exhausted(Assignment::unassigned));
}

TEST_CASE("a page tells whose claims reached it, whichever claim and however it is written", "[runner]") {
  People people(7);
  people.invent(3, 0);
  const auto one = people.take(Assignment::assigned), two = people.take(Assignment::assigned);
  using Logins = std::vector<std::string>;
  CHECK(people.seen_in("Hello " + one.name) == Logins{one.login});
  CHECK(people.seen_in("<b>" + one.sub + "</b> " + two.email) == Logins{one.login, two.login});
  auto shouted = two.email;
  for (auto& letter : shouted) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  CHECK(people.seen_in(shouted) == Logins{two.login});
  const auto space = one.name.find(' ');
  CHECK(people.seen_in("Hello " + one.name.substr(0, space) + "!") == Logins{one.login});
  CHECK(people.seen_in("Dear Ms " + one.name.substr(space + 1)) == Logins{one.login});
  CHECK(people.seen_in("Hello Nell of people.example").empty());
}

TEST_CASE("nobody is seen who was not handed out", "[runner]") {
  People people(7), same(7);
  people.invent(1, 0);
  same.invent(1, 0);
  CHECK(same.seen_in(people.take(Assignment::assigned).login).empty());
}

TEST_CASE("only the assigned are in the client's group", "[runner]") {
  People people(7);
  people.invent(2, 1);
  const auto document = people.document();
  REQUIRE(document.size() == 3);
  CHECK(document[0]["groups"] == nlohmann::json{People::group()});
  CHECK(document[2]["groups"].empty());
  CHECK(document[0]["profile"]["firstName"] != document[1]["profile"]["firstName"]);
}
