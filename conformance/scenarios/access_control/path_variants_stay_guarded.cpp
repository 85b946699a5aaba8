#include <cctype>

#include "conformance/scenarios/bearer_calls.h"
#include "conformance/scenarios/guarded_content.h"

namespace conformance::access_control {

namespace {

std::string upper_case(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return text;
}

// The first letter after the slash, written as an escape.
std::string with_escaped_letter(const std::string& path) {
  static const char* digits = "0123456789abcdef";
  const auto letter = static_cast<unsigned char>(path[1]);
  return std::string("/%") + digits[letter / 16] + digits[letter % 16] + path.substr(2);
}

// Other spellings of a path: what one layer of an app takes for the same page, and its guard for another one.
std::vector<std::string> spellings_of(const std::string& path) {
  const auto name = path.substr(1);
  return {path + "/",
          "/" + path,
          upper_case(path),
          path + ";x=1",
          with_escaped_letter(path),
          path + "%2f",
          path + "%00",
          path + "%20",
          path + "/.",
          "/." + path,
          "/%2e" + path,
          "/x/.." + path,
          "/x/%2e%2e" + path,
          "/x/..%2f" + name,
          "/x/..;" + path,
          path + "/..;" + path,
          path + ".json",
          "/%ef%bd" + std::string("%90") + name.substr(1)};  // a fullwidth letter, which some normalise
}

void ask_for_spellings(Run& run) {
  const auto& guarded = run.client().manifest().protected_path;
  if (guarded.size() < 2) run.skip("the guarded page is the client's root: there is nothing to spell");
  for (const auto& page : guarded_pages(run)) {
    if (page.path != guarded) continue;
    for (const auto& spelling : spellings_of(guarded)) {
      const auto answer = visit_as_stranger(run, spelling);
      run.expect(!page.content.told_by(answer), "nothing of " + guarded + " is told at " + spelling,
                 outcome_of(answer) + ", with content of the page");
    }
  }
}

void ask_api_for_spellings(Run& run) {
  const auto& guarded = run.client().manifest().read_route;
  if (guarded.size() < 2) run.skip("the guarded route is the API's root: there is nothing to spell");
  BearerCalls calls(run);
  for (const auto& spelling : spellings_of(guarded)) {
    const auto answer = calls.ask(spelling, {});
    run.expect(!calls.serves(answer), "nothing of " + guarded + " is told at " + spelling,
               std::to_string(answer.status) + ", with content of the route");
  }
}

Scenario spelling_row(std::string id, Profile profile, std::string control, void (*ask)(Run&)) {
  return {.id = std::move(id),
          .title = "A stranger asks for a guarded path in other spellings",
          .requirement = "Whatever spelling the client takes for the guarded path is guarded too.",
          .why = "A guard that compares paths otherwise than the router is a door beside the lock.",
          .level = Level::must,
          .clauses = {{"CWE", "863"}, {"CWE", "647"}},
          .applies_to = {profile},
          .needs = {},
          .control = std::move(control),
          .run = ask,
          .path = {}};
}

}  // namespace

std::vector<Scenario> path_variants_stay_guarded() {
  return {spelling_row("AC-07", Profile::web_app, "AC-01-control", ask_for_spellings),
          spelling_row("AC-07-api", Profile::api, "API-01", ask_api_for_spellings)};
}

}  // namespace conformance::access_control
