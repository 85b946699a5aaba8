#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_in.h"
#include "conformance/scenarios/stepping_up.h"

namespace conformance::step_up {

namespace {

constexpr const char* kFromApi = "told-by-the-api-alone";
constexpr std::size_t kTriesAllowed = 3;  // the sign-in to begin with, a step-up, and one more

std::string api_page(Run& run) {
  return page_for_more(run, run.client().manifest().api_page_path, "api_page_path");
}

void answer_gladly(Run& run) { run.api_answers("HTTP/1.1 200 OK\r\nContent-Type: text/plain", kFromApi); }

void want_more(Run& run, const std::string& parameter) {
  run.api_answers(
      "HTTP/1.1 401 Unauthorized\r\nContent-Type: text/plain\r\n"
      "WWW-Authenticate: Bearer error=\"insufficient_user_authentication\", " +
          parameter,
      "");
}

bool api_got_bearer(Run& run) {
  for (const auto& head : run.api_requests())
    if (head.find("Bearer ") != std::string::npos) return true;
  return false;
}

void show_what_api_answers(Run& run) {
  const auto address = api_page(run);
  auto& browser = run.browser();
  if (!sign_in_to_step_up(run, browser, run.idp().new_person())) return;
  answer_gladly(run);
  const auto page = run.deliver(browser, address);
  run.expect(api_got_bearer(run), "the API is asked with an access token");
  run.expect(page.body.find(kFromApi) != std::string::npos, "the page shows what the API answered",
             outcome_of(page));
}

struct Wanted {
  std::string parameter;    // of the challenge
  std::string name, value;  // of the authorization request that it should lead to
};

void do_as_api_wants(Run& run, const Wanted& wanted) {
  const auto address = api_page(run);
  auto& browser = run.another_browser();
  const auto person = run.idp().new_person();
  give_factors(run, person, Factors::two);
  if (!sign_in_to_step_up(run, browser, person)) return;
  want_more(run, wanted.parameter);
  const auto asked = asked_after(run, browser, address);
  if (!run.expect(same_origin(asked, run.idp().org_url()), "the client leads to the provider", asked)) return;
  run.expect(query_value(asked, wanted.name) == wanted.value,
             "the authorization request carries " + wanted.name + " as the API said", asked);
  answer_gladly(run);
  run.continue_as(browser, browser.get(asked), person);
  const auto page = run.deliver(browser, address);
  run.expect(page.body.find(kFromApi) != std::string::npos,
             "with that sign-in the page shows what the API answers", outcome_of(page));
}

void never_content(Run& run) {
  const auto address = api_page(run);
  auto& browser = run.another_browser();
  const auto person = run.idp().new_person();
  if (!sign_in_to_step_up(run, browser, person)) return;
  const auto before = run.idp().journal("authorize").size();
  want_more(run, "max_age=\"3600\"");
  const auto page = open_and_step_up(run, browser, address, person);
  const auto asked = run.idp().journal("authorize").size() - before;
  run.expect(!page.is_led_on, "the browser comes to rest", outcome_of(page));
  run.expect(asked < kTriesAllowed, "an API that is never content does not lead into a loop",
             std::to_string(asked) + " authorization requests");
}

Scenario with_api(std::string id, std::string title, std::string requirement, Level level,
                  std::string control, std::function<void(Run&)> play) {
  return {.id = std::move(id),
          .title = std::move(title),
          .requirement = std::move(requirement),
          .why =
              "Whoever is only shown an error cannot do what they came for; and whoever is sent to sign in "
              "for ever "
              "can do nothing at all.",
          .level = level,
          .clauses = {{"RFC 9470", "4"}, {"RFC 9470", "5"}},
          .applies_to = {Profile::web_app},
          .control = std::move(control),
          .run = std::move(play)};
}

}  // namespace

std::vector<Scenario> api_wants_more() {
  return {with_api("STEP-06-control", "The API is content with the person's access token",
                   "The page shows what the API answers.", Level::must, "", show_what_api_answers),
          with_api("STEP-06",
                   "The API answers 401 insufficient_user_authentication with acr_values, and with max_age",
                   "The client has the person sign in with those, and then shows what the API answers.",
                   Level::should, "STEP-06-control",
                   [](Run& run) {
                     do_as_api_wants(
                         run, {"acr_values=\"urn:okta:loa:2fa:any\"", "acr_values", "urn:okta:loa:2fa:any"});
                     do_as_api_wants(run, {"max_age=\"3600\"", "max_age", "3600"});
                   }),
          with_api("STEP-06-loop", "The API goes on answering insufficient_user_authentication",
                   "The client tries once and then says that it cannot be done.", Level::must,
                   "STEP-06-control", never_content)};
}

}  // namespace conformance::step_up
