#include "conformance/oracle/url.h"
#include "conformance/scenarios/redirect_targets.h"

namespace conformance::redirect {

namespace {

// As frameworks and their middleware call it.
constexpr const char* kUsualNames[] = {"returnTo", "return_to",   "returnUrl", "ReturnUrl", "next",
                                       "redirect", "redirect_to", "fromURI",   "from",      "callbackUrl",
                                       "target",   "continue",    "rd",        "url",       "RelayState"};

void lead_astray(Run& run, const std::string& query, const std::string& attempt) {
  auto& browser = run.another_browser();
  const auto page = run.begin_sign_in(browser, query);
  expect_no_visit(run, run.continue_as(browser, page, run.idp().new_person()), attempt);
}

void try_names(Run& run) {
  const auto evil = run.beacon_url() + "/conformance";
  const auto& own = run.client().manifest().return_to_parameter;
  std::vector<std::pair<std::string, std::string>> fields;
  for (const auto* name : kUsualNames)
    if (own != name) fields.emplace_back(name, evil);
  lead_astray(run, form_encoded(fields), "a parameter of a usual name");
  if (!own.empty()) lead_astray(run, form_encoded({{own, evil}}), own + "=" + evil);
}

}  // namespace

Scenario foreign_return_address() {
  return {.id = "REDIR-02",
          .title = "The sign-in is begun with another site's address to come back to",
          .requirement = "The client ignores it, or refuses it.",
          .why =
              "A link to the client's own login ends, after a true sign-in, at whoever wrote the link: a "
              "page that asks for the password \"once more\" is believed there.",
          .level = Level::must,
          .clauses = {{"RFC 9700", "4.11.1"}, {"CWE-601", ""}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = try_names};
}

}  // namespace conformance::redirect
