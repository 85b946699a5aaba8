#include "conformance/report/reports.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "conformance/report/progress.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/golden.h"

using conformance::Attempt;
using conformance::Colours;
using conformance::Level;
using conformance::Result;
using conformance::RunSummary;
using conformance::Scenario;
using conformance::Verdict;
using nlohmann::json;

namespace {

Scenario told_scenario(const std::string& id, const std::string& title) {
  Scenario scenario;
  scenario.id = id;
  scenario.title = title;
  scenario.requirement = "The client refuses.";
  scenario.why = "Otherwise <somebody> signs in as \"somebody else\".";
  scenario.clauses = {{"RFC 6749", "10.12"}, {"CWE-79", ""}};
  scenario.applies_to = {conformance::Profile::web_app};
  scenario.control = "CB-01";
  scenario.path = "callback/" + id;
  return scenario;
}

const std::vector<Scenario>& six_scenarios() {
  static const std::vector<Scenario> all{told_scenario("CB-02", "The callback comes back without the state"),
                                         told_scenario("CB-03", "The callback carries a foreign state"),
                                         told_scenario("CB-04", "Empty state"),
                                         told_scenario("CB-08", "Somebody is refused"),
                                         told_scenario("RT-01", "A token runs out"),
                                         told_scenario("CB-05", "The callback comes back at all")};
  return all;
}

// One of each verdict, with all that may stand in one.
RunSummary one_of_each() {
  const auto& all = six_scenarios();
  Attempt failed;
  failed.unmet = {{"nobody is signed in", "signed in as nell@people.example"}, {"no token is fetched", ""}};
  failed.notes = {"a note with \x01 control and \xff bytes"};
  failed.exchange = {{"browser", "app", "GET /login → 302 http://localhost:1/authorize?a=<b>&c=d"},
                     {"app", "provider", "POST /oauth2/default/v1/token → 200"}};
  failed.took = std::chrono::milliseconds(41);
  Attempt warned;
  warned.warnings = {"SameSite is not said"};
  Attempt misled;
  misled.misconfigured = "configuration error: the org has no sign-in redirect URI http://localhost:1/other";
  misled.unmet = {{"the person is signed in", "signed in as nobody"}};
  RunSummary summary{.client = "shop",
                     .profile = "web_app",
                     .command = "build/conformance run --client shop.json",
                     .seed = 7,
                     .results = {},
                     .seconds = 1.25};
  summary.results = {{&all[0], Verdict::pass, {}, {}},
                     {&all[1], Verdict::fail, {}, failed},
                     {&all[2], Verdict::inconclusive, "its control CB-01 does not hold", {}},
                     {&all[3], Verdict::warning, "waived: ticket 7", warned},
                     {&all[4], Verdict::skip, "the client does not claim the capability \"refresh\"", {}},
                     {&all[5], Verdict::misconfigured, misled.misconfigured, misled}};
  return summary;
}

bool is_of_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  return type == "number" && value.is_number();
}

// The part of JSON Schema that our schema uses.
void check_against(const json& schema, const json& value, const std::string& at,
                   std::vector<std::string>& problems) {
  if (!is_of_type(value, schema.at("type"))) return problems.push_back(at + " is of another type");
  if (const auto choices = schema.find("enum"); choices != schema.end())
    if (std::find(choices->begin(), choices->end(), value) == choices->end())
      problems.push_back(at + " is " + value.dump());
  if (value.is_array())
    for (std::size_t i = 0; i < value.size(); ++i)
      check_against(schema.at("items"), value[i], at + "/" + std::to_string(i), problems);
  if (!value.is_object()) return;
  for (const auto& name : schema.at("required"))
    if (!value.contains(name)) problems.push_back(at + " has no " + name.dump());
  for (const auto& [name, member] : value.items()) {
    const auto known = schema.at("properties").find(name);
    if (known == schema.at("properties").end())
      problems.push_back(at + " has a member " + name);
    else
      check_against(*known, member, at + "/" + name, problems);
  }
}

}  // namespace

TEST_CASE("a client's name is printed without control characters", "[report]") {
  RunSummary summary{.client = "shop \x01\x1b[31m", .profile = "web_app", .command = {}};
  std::ostringstream console;
  print_report(console, summary, Colours::off);
  for (const auto& text : {conformance::junit_report(summary), console.str()}) {
    CHECK_THAT(text, ContainsSubstring("shop ??[31m"));
    CHECK(text.find_first_of("\x01\x1b") == std::string::npos);
    CHECK_THAT(text, !ContainsSubstring("&#"));
  }
}

TEST_CASE("the JSON report is as its schema says", "[report][golden]") {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/docs/conformance-report.schema.json");
  const auto schema = json::parse(file);
  const auto text = conformance::json_report(one_of_each());
  std::vector<std::string> problems;
  check_against(schema, json::parse(text), "", problems);
  CHECK(problems == std::vector<std::string>());
  mockidp::check_golden("conformance/report.json", text);
}

TEST_CASE("a report that is not as the schema says is noticed", "[report]") {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/docs/conformance-report.schema.json");
  const auto schema = json::parse(file);
  auto report = json::parse(conformance::json_report(one_of_each()));
  report.erase("seed");
  report["more"] = 1;
  report["results"][0]["verdict"] = "good";
  report["results"][1]["unmet"][0]["observed"] = 4;
  std::vector<std::string> problems;
  check_against(schema, report, "", problems);
  CHECK(problems.size() == 4);
}

TEST_CASE("the JUnit report is XML, whatever a client sent", "[report][golden]") {
  const auto text = conformance::junit_report(one_of_each());
  pugi::xml_document document;
  REQUIRE(document.load_string(text.c_str()));
  const auto suite = document.child("testsuites").child("testsuite");
  CHECK(suite.attribute("tests").as_int() == 6);
  CHECK(suite.attribute("failures").as_int() == 1);
  CHECK(suite.attribute("errors").as_int() == 2);
  CHECK(suite.attribute("skipped").as_int() == 1);
  mockidp::check_golden("conformance/report.xml", text);
}

TEST_CASE("a run that could not begin is told in every report", "[report]") {
  RunSummary summary{.client = "shop", .profile = "web_app", .set_up_error = "cannot start \x01shop"};
  std::ifstream file(MOCKIDP_SOURCE_DIR "/docs/conformance-report.schema.json");
  std::vector<std::string> problems;
  const auto report = json::parse(conformance::json_report(summary));
  check_against(json::parse(file), report, "", problems);
  CHECK(problems == std::vector<std::string>());
  CHECK(report["set_up_error"] == summary.set_up_error);
  pugi::xml_document document;
  REQUIRE(document.load_string(conformance::junit_report(summary).c_str()));
  const auto suite = document.child("testsuites").child("testsuite");
  CHECK(suite.attribute("tests").as_int() == 1);
  CHECK(suite.attribute("errors").as_int() == 1);
  const auto* message = suite.child("testcase").child("error").attribute("message").value();
  CHECK(message == std::string("cannot start ?shop"));
}

TEST_CASE("a run that was interrupted is told in every report", "[report]") {
  const RunSummary summary{.client = "shop", .profile = "web_app", .interrupted = true};
  std::ifstream file(MOCKIDP_SOURCE_DIR "/docs/conformance-report.schema.json");
  std::vector<std::string> problems;
  const auto report = json::parse(conformance::json_report(summary));
  check_against(json::parse(file), report, "", problems);
  CHECK(problems == std::vector<std::string>());
  CHECK(report["interrupted"] == true);
  pugi::xml_document document;
  REQUIRE(document.load_string(conformance::junit_report(summary).c_str()));
  const auto suite = document.child("testsuites").child("testsuite");
  CHECK(suite.attribute("errors").as_int() == 1);
  const auto* message = suite.child("testcase").child("error").attribute("message").value();
  CHECK(message == std::string("interrupted; not everything was run"));
  CHECK_FALSE(json::parse(conformance::json_report(one_of_each())).contains("interrupted"));
}

TEST_CASE("people read failures first, with all that is known of them", "[report][golden]") {
  std::ostringstream out;
  conformance::print_report(out, one_of_each(), Colours::off);
  mockidp::check_golden("conformance/report.txt", out.str());
}

TEST_CASE("colours change nothing but colours", "[report]") {
  std::ostringstream plain, coloured;
  conformance::print_report(plain, one_of_each(), Colours::off);
  conformance::print_report(coloured, one_of_each(), Colours::on);
  auto text = coloured.str();
  for (auto at = text.find('\033'); at != std::string::npos; at = text.find('\033'))
    text.erase(at, text.find('m', at) - at + 1);
  CHECK(text == plain.str());
  CHECK(coloured.str() != plain.str());
}

TEST_CASE("progress is a line a scenario, and on a terminal only what is worth one", "[report]") {
  using conformance::Progress;
  using conformance::ProgressStyle;
  const auto summary = one_of_each();
  std::ostringstream lines, live;
  Progress plain(lines, ProgressStyle::lines, 5), terminal(live, ProgressStyle::live, 5);
  for (const auto& result : summary.results)
    for (auto* progress : {&plain, &terminal}) {
      progress->started(*result.scenario);
      progress->finished(result);
    }
  terminal.clear();
  CHECK(lines.str() ==
        "PASS          CB-02              0 ms  The callback comes back without the state\n"
        "FAIL          CB-03             41 ms  The callback carries a foreign state\n"
        "INCONCLUSIVE  CB-04              0 ms  Empty state\n"
        "WARN          CB-08              0 ms  Somebody is refused\n"
        "MISCONFIGURED CB-05              0 ms  The callback comes back at all\n");
  CHECK_THAT(live.str(), ContainsSubstring("3 of 5  CB-08") && !ContainsSubstring("PASS"));
  CHECK(live.str().ends_with("\r\033[K"));
}

TEST_CASE("a scenario is explained by what it says of itself", "[report]") {
  std::ostringstream out;
  auto scenario = told_scenario("CB-02", "No state");
  scenario.needs = {"refresh"};
  scenario.needs_restart = true;
  conformance::print_scenario(out, scenario);
  for (const auto* text :
       {"CB-02  callback/CB-02", "No state", "The client refuses.", "Otherwise <somebody>",
        "RFC 6749, 10.12; CWE-79", "web_app", "CB-01 must hold", "refresh", "started anew"})
    CHECK_THAT(out.str(), ContainsSubstring(text));
}
