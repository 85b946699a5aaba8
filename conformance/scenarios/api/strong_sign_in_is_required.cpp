#include "conformance/scenarios/bearer_calls.h"
#include "conformance/scenarios/stepping_up.h"

namespace conformance::api {

namespace {

constexpr const char* kTwoFactors = "urn:okta:loa:2fa:any";

bool asks_for_more(const Hop& answer) {
  const auto challenge = answer.header("WWW-Authenticate");
  return answer.status == 401 && challenge.find("insufficient_user_authentication") != std::string::npos &&
         (challenge.find("acr_values=") != std::string::npos ||
          challenge.find("max_age=") != std::string::npos);
}

void ask_with_weak_and_strong_sign_in(Run& run) {
  const auto& route = run.client().manifest().step_up_route;
  if (route.empty()) run.skip("the manifest names no step_up_route");
  BearerCalls calls(run);
  const auto person = run.idp().new_person();
  give_factors(run, person, Factors::two);
  const std::map<std::string, std::string> by_password{{"login", person.login},
                                                       {"password", person.password}};
  auto by_both = by_password;
  by_both.insert({{"acr_values", kTwoFactors}, {"phone", person.phone}});
  const auto good = calls.ask(route, "Bearer " + calls.token(by_both));
  run.expect(good.status >= 200 && good.status < 300, "a token of a sign-in with two factors is served",
             outcome_of(good));
  const auto weak = calls.ask(route, "Bearer " + calls.token(by_password));
  const GuardedContent content(good.response_body, {calls.ask(route, "").response_body}, person);
  const bool served = content.told_by(weak.response_body) || (weak.status >= 200 && weak.status < 300);
  if (!run.expect(!served, "a token of a sign-in by password is not served", outcome_of(weak))) return;
  if (!asks_for_more(weak))
    run.warn(
        "the refusal does not say what would be enough: 401 with insufficient_user_authentication and "
        "acr_values or max_age (" +
        outcome_of(weak) + ")");
}

}  // namespace

Scenario strong_sign_in_is_required() {
  return {
      .id = "STEP-06-api",
      .title = "A route that needs two factors is asked with a token of a sign-in by password",
      .requirement =
          "The API refuses with 401 and insufficient_user_authentication, and says which acr_values or "
          "max_age "
          "would be enough.",
      .why =
          "A token tells how strong its sign-in was; an API that does not look gives to a stolen password "
          "what was kept for two factors. One that does not say what it needs leaves the caller stuck.",
      .level = Level::must,
      .clauses = {{"RFC 9470", "3"}, {"RFC 9470", "4"}},
      .applies_to = {Profile::api},
      .control = "API-01",
      .run = ask_with_weak_and_strong_sign_in};
}

}  // namespace conformance::api
