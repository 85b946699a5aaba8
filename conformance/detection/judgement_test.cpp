#include "conformance/detection/judgement.h"

#include "conformance/detection/matrix.h"
#include "conformance/runner/failure.h"
#include "mockidp/testing/catch.h"

using namespace conformance;

namespace {

Scenario judged_scenario(const std::string& id, const std::string& control = "CB-01") {
  Scenario scenario;
  scenario.id = id;
  scenario.control = control;
  return scenario;
}

const std::vector<Scenario>& few_scenarios() {
  static const std::vector<Scenario> scenarios{judged_scenario("CB-01", ""), judged_scenario("CB-02"),
                                               judged_scenario("CB-03")};
  return scenarios;
}

// Of each of the few scenarios, in their order.
std::vector<Result> results_of(std::vector<Verdict> verdicts) {
  std::vector<Result> results;
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    results.push_back({.scenario = &few_scenarios()[i], .verdict = verdicts[i], .reason = {}, .attempt = {}});
  return results;
}

Defect defect_of(std::vector<std::string> must, std::vector<std::string> may = {}) {
  return {.name = "state_unchecked",
          .chapter = "callback",
          .client = "webapp",
          .takes_out = "nobody looks",
          .must = std::move(must),
          .may = std::move(may)};
}

constexpr auto kPass = Verdict::pass, kFail = Verdict::fail, kWarn = Verdict::warning,
               kOpen = Verdict::inconclusive, kMisled = Verdict::misconfigured, kSkip = Verdict::skip;

}  // namespace

TEST_CASE("a defect is detected when who must find it does, and nobody else", "[detection]") {
  CHECK(judge_defect(defect_of({"CB-02"}), results_of({kPass, kFail, kPass})).empty());
  CHECK(judge_defect(defect_of({"CB-02"}), results_of({kPass, kWarn, kPass})).empty());
  CHECK(judge_defect(defect_of({"CB-02"}, {"CB-03"}), results_of({kPass, kFail, kFail})).empty());
  CHECK(judge_defect(defect_of({"CB-02"}, {"CB-03"}), results_of({kPass, kFail, kPass})).empty());
  CHECK(judge_defect(defect_of({"CB-01"}), results_of({kFail, kOpen, kOpen})).empty());
}

TEST_CASE("a defect that somebody misses is told", "[detection]") {
  const auto verdict = GENERATE(kPass, kSkip, kOpen);
  const auto problems = judge_defect(defect_of({"CB-02"}), results_of({kPass, verdict, kPass}));
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems.front(), ContainsSubstring("missed. CB-02"));
  CHECK(judge_defect(defect_of({"CB-99"}), results_of({kPass, kPass, kPass})).size() == 1);
}

TEST_CASE("an accusation of something else is told", "[detection]") {
  const auto verdict = GENERATE(kFail, kWarn);
  const auto problems = judge_defect(defect_of({"CB-02"}), results_of({kPass, kFail, verdict}));
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems.front(), ContainsSubstring("something else. CB-03"));
}

TEST_CASE("a correct client is neither accused nor left open", "[detection]") {
  CHECK(judge_correct_client(results_of({kPass, kPass, kSkip})).empty());
  const auto verdict = GENERATE(kFail, kWarn, kOpen, kMisled);
  CHECK(judge_correct_client(results_of({kPass, verdict, kPass})).size() == 1);
}

TEST_CASE("defects name scenarios that there are, and every negative one has its defect", "[detection]") {
  const auto only = [](const Defect& defect) { return lint_defects({defect}, few_scenarios()); };
  CHECK(only(defect_of({"CB-02", "CB-03"})).empty());
  CHECK(only(defect_of({"CB-02"})).size() == 1);                      // CB-03 was never seen to fail
  CHECK(only(defect_of({"CB-02"}, {"CB-03"})).size() == 1);           // may is no must
  CHECK(only(defect_of({"CB-02", "CB-03", "CB-07"})).size() == 1);    // no such scenario
  CHECK(only(defect_of({"CB-02", "CB-03"}, {"CB-03"})).size() == 1);  // twice
  CHECK(lint_defects({defect_of({"CB-02", "CB-03"}), defect_of({"CB-02"})}, few_scenarios()).size() == 1);
}

TEST_CASE("near a defect are its own scenarios, their chapters and whatever is positive", "[detection]") {
  std::vector<Scenario> scenarios{judged_scenario("CB-01", ""), judged_scenario("CB-02"),
                                  judged_scenario("CB-03"),     judged_scenario("RT-01", ""),
                                  judged_scenario("RT-02"),     judged_scenario("RT-03")};
  for (Scenario& scenario : scenarios)
    scenario.path = (scenario.id.starts_with("CB") ? "callback/" : "refresh/") + scenario.id;
  const auto near = [&](const Defect& defect) {
    std::string ids;
    for (const Scenario& scenario : scenarios_near(defect, scenarios)) ids += scenario.id + ' ';
    return ids;
  };
  CHECK(near(defect_of({"CB-02"})) == "CB-01 CB-02 CB-03 RT-01 ");
  CHECK(near(defect_of({"CB-02"}, {"RT-03"})) == "CB-01 CB-02 CB-03 RT-01 RT-03 ");
  CHECK(near(defect_of({"CB-02", "RT-03"})) == "CB-01 CB-02 CB-03 RT-01 RT-02 RT-03 ");
}

TEST_CASE("the list of defects is read, and nothing else is", "[detection]") {
  const auto defects = parse_defects(
      R"([{"name":"n","chapter":"c","client":"api","takes_out":"t","must":["CB-02"],"may":[]}])");
  REQUIRE(defects.size() == 1);
  CHECK(defects.front().client == "api");
  CHECK(defects.front().must == std::vector<std::string>{"CB-02"});
  const std::string other = GENERATE("", "[]", "{}", "no JSON", R"([{"name":"n"}])", R"([{"name":1}])");
  CAPTURE(other);
  CHECK_THROWS_AS(parse_defects(other), CannotRun);
}

TEST_CASE("the page marks who must find a defect and who may", "[detection]") {
  const auto page = detection_page({defect_of({"CB-02"}, {"CB-03"})}, few_scenarios());
  CHECK_THAT(page,
             ContainsSubstring("| defect | CB-02 | CB-03 |\n|---|:-:|:-:|\n| `state_unchecked` | ● | ○ |"));
  CHECK_THAT(page, ContainsSubstring("- `state_unchecked` (webapp): nobody looks."));
  CHECK_THAT(page, ContainsSubstring("1 defects; 3 scenarios, 2 of them negative."));
}
