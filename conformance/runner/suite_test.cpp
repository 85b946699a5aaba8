#include "conformance/runner/suite.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "mockidp/testing/catch.h"

using conformance::Attempt;
using conformance::Level;
using conformance::Profile;
using conformance::Result;
using conformance::Scenario;
using conformance::SuiteOptions;
using conformance::Verdict;

namespace {

Scenario scenario_of(const std::string& id, const std::string& control = {}) {
  Scenario scenario;
  scenario.id = id;
  scenario.title = scenario.requirement = scenario.why = "x";
  scenario.clauses = {{"RFC 6749", "4.1"}};
  scenario.applies_to = {Profile::web_app};
  scenario.control = control;
  scenario.run = [](conformance::Run&) {};
  scenario.path = "callback/" + id;
  return scenario;
}

Attempt unmet_attempt() {
  Attempt attempt;
  attempt.unmet = {{"it holds", "it does not"}};
  return attempt;
}

// Plays what each scenario is to show, performance by performance; afterwards all is well.
class PlayedStage final : public conformance::Stage {
 public:
  Attempt perform(const Scenario& scenario) override {
    const std::lock_guard lock(mutex);
    performed.push_back(scenario.id);
    auto& script = scripts[scenario.id];
    if (script.empty()) return {};
    auto attempt = script.front();
    script.erase(script.begin());
    return attempt;
  }
  std::map<std::string, std::vector<Attempt>> scripts;
  std::vector<std::string> performed;
  std::mutex mutex;
};

// A stage of several workers is in truth the same one, so that it can be asked afterwards.
class Loan final : public conformance::Stage {
 public:
  explicit Loan(PlayedStage& stage) : stage_(stage) {}
  Attempt perform(const Scenario& scenario) override { return stage_.perform(scenario); }

 private:
  PlayedStage& stage_;
};

struct Played {
  std::map<std::string, Verdict> verdicts;
  std::vector<Result> results;
};

Played play(const std::vector<Scenario>& scenarios, PlayedStage& stage, const SuiteOptions& options = {}) {
  Played played;
  conformance::SuiteObserver nobody;
  const conformance::StageMaker same_stage = [&](unsigned) { return std::make_unique<Loan>(stage); };
  played.results = conformance::run_suite(scenarios, options, same_stage, nobody);
  for (const auto& result : played.results) played.verdicts[result.scenario->id] = result.verdict;
  return played;
}

const std::vector<Scenario>& three_scenarios() {
  static const std::vector<Scenario> all{scenario_of("CB-01"), scenario_of("CB-02", "CB-01"),
                                         scenario_of("CB-03", "CB-01")};
  return all;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("what was seen decides the verdict", "[runner][verdict]") {
  struct Row {
    Level level;
    Attempt attempt;
    Verdict verdict;
  };
  Attempt warned, skipped, broken, noted, unmet_and_broken = unmet_attempt();
  warned.warnings = {"weak"};
  skipped.skipped = "no nonce";
  broken.broken = "provider gone";
  noted.notes = {"seen"};
  unmet_and_broken.broken = "provider gone";
  Attempt unmet_and_misconfigured = unmet_attempt();
  unmet_and_misconfigured.misconfigured = "configuration error: no such URI";
  const std::vector<Row> rows{{Level::must, {}, Verdict::pass},
                              {Level::must, unmet_attempt(), Verdict::fail},
                              {Level::should, unmet_attempt(), Verdict::warning},
                              {Level::info, unmet_attempt(), Verdict::warning},
                              {Level::must, warned, Verdict::warning},
                              {Level::must, noted, Verdict::pass},
                              {Level::must, skipped, Verdict::skip},
                              {Level::must, broken, Verdict::inconclusive},
                              {Level::must, unmet_and_broken, Verdict::fail},
                              {Level::must, unmet_and_misconfigured, Verdict::misconfigured},
                              {Level::should, unmet_and_misconfigured, Verdict::misconfigured}};
  for (std::size_t at = 0; at < rows.size(); ++at) {
    CAPTURE(at);
    auto scenario = scenario_of("X-1");
    scenario.level = rows[at].level;
    CHECK(conformance::judge(scenario, rows[at].attempt).verdict == rows[at].verdict);
  }
}

TEST_CASE("a batch stands between two performances of its control", "[runner]") {
  PlayedStage stage;
  const auto played = play(three_scenarios(), stage);
  CHECK(stage.performed == Ids{"CB-01", "CB-02", "CB-03", "CB-01"});
  CHECK(played.verdicts == std::map<std::string, Verdict>{
                               {"CB-01", Verdict::pass}, {"CB-02", Verdict::pass}, {"CB-03", Verdict::pass}});
}

TEST_CASE("when the control fails nothing is said of its batch", "[runner]") {
  PlayedStage stage;
  stage.scripts["CB-01"] = {unmet_attempt()};
  const auto played = play(three_scenarios(), stage);
  CHECK(stage.performed == Ids{"CB-01"});
  CHECK(played.verdicts.at("CB-01") == Verdict::fail);
  CHECK(played.verdicts.at("CB-02") == Verdict::inconclusive);
  CHECK_THAT(played.results.at(1).reason, ContainsSubstring("CB-01") && ContainsSubstring("it holds"));
}

TEST_CASE("where app and org do not fit, nobody is accused of what follows from it", "[runner]") {
  PlayedStage stage;
  auto misled = unmet_attempt();
  misled.misconfigured = "configuration error: no such URI";
  SECTION("in a negative scenario") {
    stage.scripts["CB-02"] = {misled};
    const auto played = play(three_scenarios(), stage);
    CHECK(played.verdicts.at("CB-02") == Verdict::misconfigured);
    CHECK(played.results.at(1).reason == misled.misconfigured);
    CHECK(played.verdicts.at("CB-03") == Verdict::pass);
  }
  SECTION("in the control") {
    stage.scripts["CB-01"] = {misled};
    const auto played = play(three_scenarios(), stage);
    CHECK(played.verdicts.at("CB-01") == Verdict::misconfigured);
    CHECK(played.verdicts.at("CB-02") == Verdict::inconclusive);
    CHECK_THAT(played.results.at(1).reason, ContainsSubstring("no such URI"));
  }
}

TEST_CASE("when the control fails afterwards, passes are worth nothing and failures stay", "[runner]") {
  PlayedStage stage;
  stage.scripts["CB-01"] = {{}, unmet_attempt()};
  stage.scripts["CB-03"] = {unmet_attempt()};
  const auto played = play(three_scenarios(), stage);
  CHECK(played.verdicts.at("CB-01") == Verdict::fail);
  CHECK(played.verdicts.at("CB-02") == Verdict::inconclusive);
  CHECK(played.verdicts.at("CB-03") == Verdict::fail);
}

TEST_CASE("a control of lower level has to hold all the same", "[runner]") {
  auto scenarios = three_scenarios();
  scenarios[0].level = Level::info;
  PlayedStage stage;
  stage.scripts["CB-01"] = {unmet_attempt()};
  CHECK(play(scenarios, stage).verdicts.at("CB-02") == Verdict::inconclusive);
}

TEST_CASE("the control of a selected scenario is performed though not selected", "[runner]") {
  PlayedStage stage;
  SuiteOptions options;
  options.only = {"callback/cb-03"};
  const auto played = play(three_scenarios(), stage, options);
  CHECK(stage.performed == Ids{"CB-01", "CB-03", "CB-01"});
  CHECK(played.verdicts == std::map<std::string, Verdict>{{"CB-03", Verdict::pass}});
}

TEST_CASE("fail fast stops at the first failure", "[runner]") {
  PlayedStage stage;
  stage.scripts["CB-02"] = {unmet_attempt()};
  auto scenarios = three_scenarios();
  scenarios.push_back(scenario_of("SO-01"));
  SuiteOptions options;
  options.fail_fast = true;
  const auto played = play(scenarios, stage, options);
  CHECK(stage.performed == Ids{"CB-01", "CB-02", "CB-01"});
  CHECK_FALSE(played.verdicts.contains("SO-01"));
}

TEST_CASE("a waiver forgives a failure and goes stale with a pass", "[runner]") {
  PlayedStage stage;
  stage.scripts["CB-02"] = {unmet_attempt()};
  SuiteOptions options;
  options.waivers = {{"CB-02", "known, ticket 7"}, {"CB-03", "known, ticket 8"}};
  const auto played = play(three_scenarios(), stage, options);
  CHECK(played.verdicts.at("CB-02") == Verdict::warning);
  CHECK(played.verdicts.at("CB-03") == Verdict::fail);
  CHECK_THAT(played.results.at(1).reason, ContainsSubstring("ticket 7"));
  CHECK_THAT(played.results.at(2).reason, ContainsSubstring("stale"));
}

TEST_CASE("what leans on a control that does not apply does not apply either", "[runner]") {
  PlayedStage stage;
  Attempt none;
  none.skipped = "the client has no such page";
  stage.scripts["CB-01"] = {none};
  const auto played = play(three_scenarios(), stage, {});
  CHECK(played.verdicts.at("CB-01") == Verdict::skip);
  CHECK(played.verdicts.at("CB-02") == Verdict::skip);
  CHECK(played.verdicts.at("CB-03") == Verdict::skip);
  CHECK_THAT(played.results.at(1).reason, ContainsSubstring("no such page"));
}

TEST_CASE("a waiver says why a warning is accepted", "[runner]") {
  PlayedStage stage;
  Attempt weaker;
  weaker.warnings = {"no state is sent"};
  stage.scripts["CB-02"] = {weaker};
  SuiteOptions options;
  options.waivers = {{"CB-02", "known, ticket 9"}};
  const auto played = play(three_scenarios(), stage, options);
  CHECK(played.verdicts.at("CB-02") == Verdict::warning);
  CHECK_THAT(played.results.at(1).reason, ContainsSubstring("ticket 9"));
}

TEST_CASE("scenarios are skipped for the profile and for capabilities that are not claimed", "[runner]") {
  auto scenarios = three_scenarios();
  scenarios[1].needs = {"refresh"};
  scenarios[2].needs_restart = true;
  scenarios.push_back(scenario_of("API-01"));
  scenarios[3].applies_to = {Profile::api};
  SuiteOptions options;
  options.capabilities = {"refresh"};
  PlayedStage stage;
  const auto played = play(scenarios, stage, options);
  CHECK(played.verdicts.at("CB-02") == Verdict::pass);
  CHECK(played.verdicts.at("CB-03") == Verdict::skip);
  CHECK(played.verdicts.at("API-01") == Verdict::skip);
}

TEST_CASE("of repeated runs the worst verdict counts", "[runner]") {
  PlayedStage stage;
  stage.scripts["CB-02"] = {{}, unmet_attempt(), {}};
  SuiteOptions options;
  options.repeat = 3;
  const auto played = play(three_scenarios(), stage, options);
  CHECK(stage.performed.size() == 12);
  CHECK(played.verdicts.at("CB-02") == Verdict::fail);
}

TEST_CASE("a shuffled run performs the same scenarios, the same way for the same seed", "[runner]") {
  std::vector<Scenario> scenarios;
  for (int i = 10; i < 30; ++i) scenarios.push_back(scenario_of("S-" + std::to_string(i)));
  SuiteOptions options;
  options.shuffle = true;
  options.seed = 7;
  PlayedStage first, second, third;
  play(scenarios, first, options);
  play(scenarios, second, options);
  options.seed = 8;
  play(scenarios, third, options);
  CHECK(first.performed == second.performed);
  CHECK(first.performed != third.performed);
  std::sort(first.performed.begin(), first.performed.end());
  std::sort(third.performed.begin(), third.performed.end());
  CHECK(first.performed == third.performed);
}

TEST_CASE("the exit code tells failures from what could not be told", "[runner]") {
  using conformance::ExitCode;
  const auto scenario = scenario_of("X-1");
  const auto code = [&](std::vector<Verdict> verdicts) {
    std::vector<Result> results;
    for (const auto verdict : verdicts) results.push_back({&scenario, verdict, {}, {}});
    return conformance::exit_code_of(results);
  };
  CHECK(code({Verdict::pass, Verdict::warning, Verdict::skip}) == ExitCode::passed);
  CHECK(code({Verdict::inconclusive, Verdict::pass}) == ExitCode::inconclusive);
  CHECK(code({Verdict::inconclusive, Verdict::fail}) == ExitCode::failures);
  CHECK(code({Verdict::misconfigured, Verdict::inconclusive, Verdict::pass}) == ExitCode::misconfigured);
  CHECK(code({Verdict::misconfigured, Verdict::fail}) == ExitCode::failures);
}

TEST_CASE("patterns match ids and paths", "[runner]") {
  struct Row {
    const char *pattern, *text;
    bool fits;
  };
  const auto row =
      GENERATE(Row{"CB-*", "CB-01", true}, Row{"cb-01", "CB-01", true}, Row{"CB-0?", "CB-010", false},
               Row{"callback/*", "callback/state", true}, Row{"*state*", "callback/state_bad", true},
               Row{"", "CB-01", false}, Row{"CB", "CB-01", false}, Row{"**", "", true});
  CAPTURE(row.pattern, row.text);
  CHECK(conformance::matches_pattern(row.pattern, row.text) == row.fits);
}

TEST_CASE("a list with mistakes does not get by", "[runner][lint]") {
  auto scenarios = three_scenarios();
  CHECK(conformance::lint(scenarios).empty());
  scenarios.push_back(scenario_of("CB-02", "CB-03"));
  scenarios.push_back(scenario_of("CB-05", "CB-77"));
  scenarios.push_back(scenario_of("API-01", "CB-01"));
  scenarios[5].applies_to = {Profile::api};
  scenarios.push_back({});
  std::string all;
  for (const auto& problem : conformance::lint(scenarios)) all += problem + "\n";
  for (const auto* text : {"CB-02: stands there twice", "CB-03 is negative itself", "CB-77 does not exist",
                           "does not apply to api", "has no id", "has no title", "cites no clause",
                           "does nothing", "has no path", "does not say why"})
    CHECK_THAT(all, ContainsSubstring(text));
}

TEST_CASE("a large batch is split, each part with its own two controls", "[runner]") {
  std::vector<Scenario> scenarios{scenario_of("CB-01")};
  for (int i = 11; i < 16; ++i) scenarios.push_back(scenario_of("N-" + std::to_string(i), "CB-01"));
  PlayedStage stage;
  stage.scripts["CB-01"] = {{}, {}, {}, unmet_attempt()};
  SuiteOptions options;
  options.most_in_batch = 3;
  const auto played = play(scenarios, stage, options);
  CHECK(stage.performed == Ids{"CB-01", "N-11", "N-12", "N-13", "CB-01", "CB-01", "N-14", "N-15", "CB-01"});
  CHECK(played.verdicts == std::map<std::string, Verdict>{{"CB-01", Verdict::fail},
                                                          {"N-11", Verdict::pass},
                                                          {"N-12", Verdict::pass},
                                                          {"N-13", Verdict::pass},
                                                          {"N-14", Verdict::inconclusive},
                                                          {"N-15", Verdict::inconclusive}});
}

TEST_CASE("several workers perform everything once", "[runner]") {
  std::vector<Scenario> scenarios;
  for (int i = 100; i < 200; ++i) scenarios.push_back(scenario_of("S-" + std::to_string(i)));
  SuiteOptions options;
  options.jobs = 4;
  PlayedStage stage;
  stage.scripts["S-150"] = {unmet_attempt()};
  const auto played = play(scenarios, stage, options);
  CHECK(played.results.size() == scenarios.size());
  std::sort(stage.performed.begin(), stage.performed.end());
  CHECK(std::unique(stage.performed.begin(), stage.performed.end()) == stage.performed.end());
  CHECK(played.verdicts.at("S-150") == Verdict::fail);
}

TEST_CASE("a worker whose client cannot be started ends the run", "[runner]") {
  std::vector<Scenario> scenarios;
  for (int i = 10; i < 30; ++i) scenarios.push_back(scenario_of("S-" + std::to_string(i)));
  SuiteOptions options;
  options.jobs = 2;
  PlayedStage stage;
  const conformance::StageMaker only_once = [&](unsigned worker) {
    if (worker > 0) throw std::runtime_error("there can be but one");
    return std::make_unique<Loan>(stage);
  };
  conformance::SuiteObserver nobody;
  CHECK_THROWS_AS(conformance::run_suite(scenarios, options, only_once, nobody), std::runtime_error);
}

TEST_CASE("an interrupted run begins nothing more, and tells of nothing that it broke off", "[runner]") {
  std::atomic<bool> interrupted{false};
  class InterruptedStage final : public conformance::Stage {
   public:
    explicit InterruptedStage(std::atomic<bool>& flag) : flag_(flag) {}
    Attempt perform(const Scenario&) override {
      CHECK_FALSE(flag_);
      flag_ = true;
      return {};
    }

   private:
    std::atomic<bool>& flag_;
  };
  const conformance::StageMaker make = [&](unsigned) {
    return std::make_unique<InterruptedStage>(interrupted);
  };
  SuiteOptions options;
  options.interrupted = &interrupted;
  conformance::SuiteObserver nobody;
  const std::vector<Scenario> scenarios{scenario_of("A-1"), scenario_of("B-1")};
  CHECK(conformance::run_suite(scenarios, options, make, nobody).empty());
}
