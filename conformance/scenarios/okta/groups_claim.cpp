#include <nlohmann/json.hpp>

#include "conformance/scenarios/bent_sign_in.h"

namespace conformance::okta {

namespace {

using nlohmann::json;

constexpr int kMostGroups = 100;  // that Okta writes into a claim

std::string team(int number) {
  return "Team " + std::to_string(number) + " of the department whose name is as long as its history";
}

void add_groups_claim(json& org, const std::string& begin) {
  for (auto& server : org["authorization_servers"])
    server["claims"] = {{{"name", "groups"},
                         {"claim_type", "IDENTITY"},
                         {"value_type", "GROUPS"},
                         {"group_filter_type", "STARTS_WITH"},
                         {"value", begin}}};
}

void put_into_all_teams(json& org, const Needle& person) {
  for (int number = 1; number <= kMostGroups; ++number) org["groups"].push_back({{"name", team(number)}});
  for (auto& someone : org["people"])
    if (someone["login"] == person.login)
      for (int number = 1; number <= kMostGroups; ++number) someone["groups"].push_back(team(number));
}

enum class Groups { none, a_hundred };

// The journal cuts what is as long as this.
bool sent_groups(Run& run) {
  constexpr std::size_t kLong = 2000;
  return sent_by_token_endpoint(run, "id_token").size() > kLong;
}

void sign_in_with(Run& run, Groups groups, const std::string& what) {
  auto& browser = run.another_browser();
  const auto person = run.idp().new_person();
  run.idp().change_org([&](json& org) {
    add_groups_claim(org, "Team");
    if (groups == Groups::a_hundred) put_into_all_teams(org, person);
  });
  run.sign_in(browser, person);
  if (!expect_person(run, browser, person, "the person is signed in " + what)) return;
  if (sent_groups(run) != (groups == Groups::a_hundred)) run.skip("the client asks for no groups");
  for (const auto& path : run.client().manifest().protected_paths)
    run.deliver(browser, run.client().url(path));
  expect_person(run, browser, person, "the person is still signed in " + what);
}

}  // namespace

Scenario groups_claim() {
  return {
      .id = "OKTA-13",
      .title = "The ID token carries a hundred groups, and then no groups claim at all",
      .requirement = "The client signs the person in, and its session lasts.",
      .why =
          "Browsers drop a cookie of more than 4096 bytes without a word: whoever is in many groups is sent "
          "to sign in for ever.",
      .level = Level::must,
      .clauses = {{"RFC 6265bis", "5.6"}, {"Okta: Customize tokens with a groups claim", ""}},
      .applies_to = {Profile::web_app},
      .control = "CB-01",
      .run = [](Run& run) {
        sign_in_with(run, Groups::none, "without a groups claim");
        sign_in_with(run, Groups::a_hundred, "with a hundred groups");
      }};
}

}  // namespace conformance::okta
