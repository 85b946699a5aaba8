// detection: holds the conformance suite against clients of which it is known what is wrong with them.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <thread>

#include "conformance/detection/judgement.h"
#include "conformance/detection/matrix.h"
#include "conformance/detection/trial.h"

namespace {

using namespace conformance;

constexpr int kPassed = 0, kProblems = 1, kWrongUse = 2;

int tell(const std::string& about, const std::vector<std::string>& problems, const std::string& otherwise) {
  std::cout << (problems.empty() ? "ok      " : "NOT OK  ") << about
            << (problems.empty() ? "  " + otherwise : "") << "\n";
  for (const auto& problem : problems) std::cout << "    " << problem << "\n";
  std::cout.flush();
  return problems.empty() ? kPassed : kProblems;
}

std::string findings_of(const std::vector<Result>& results) {
  std::string ids;
  for (const auto& result : results)
    if (is_finding(result)) ids += (ids.empty() ? "" : " ") + result.scenario->id;
  return ids.empty() ? "nothing found" : ids;
}

int check_correct_clients(const TrialSettings& settings) {
  int code = kPassed;
  for (const std::string client : {"webapp", "api", "spa"}) {
    const auto results = try_correct_client(settings, client);
    code |= tell(client, judge_correct_client(results), findings_of(results));
  }
  return code;
}

struct Choice {
  std::vector<std::string> only{};                 // names; none: all of the part
  std::pair<std::size_t, std::size_t> part{1, 1};  // the k-th of n
  unsigned jobs = 2;
  bool near = false;  // only the scenarios near each defect
};

std::vector<Defect> chosen_from(const std::vector<Defect>& defects, const Choice& choice) {
  std::vector<Defect> chosen;
  for (std::size_t i = 0; i < defects.size(); ++i) {
    const bool named =
        std::find(choice.only.begin(), choice.only.end(), defects[i].name) != choice.only.end();
    if (choice.only.empty() ? i % choice.part.second + 1 == choice.part.first : named)
      chosen.push_back(defects[i]);
  }
  return chosen;
}

int check_defect(const TrialSettings& settings, const Defect& defect, const std::vector<Scenario>& scenarios,
                 std::mutex& output) {
  std::vector<Result> results;
  std::vector<std::string> problems;
  try {
    results = try_defect(settings, defect, scenarios);
    problems = judge_defect(defect, results);
  } catch (const std::runtime_error& error) {
    problems.emplace_back(error.what());
  }
  const std::lock_guard lock(output);
  return tell(defect.name, problems, findings_of(results));
}

// Several at once: much of a run is waiting.
int check_defects(const TrialSettings& settings, const Choice& choice) {
  const auto defects = chosen_from(list_defects(settings), choice);
  if (defects.empty()) return tell("defects", {"there is none to try"}, {});
  std::atomic<std::size_t> next{0};
  std::atomic<int> code{kPassed};
  std::mutex output;
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < choice.jobs; ++i)
    workers.emplace_back([&] {
      for (std::size_t mine; (mine = next++) < defects.size();)
        code |= check_defect(settings, defects[mine],
                             choice.near ? scenarios_near(defects[mine], all_scenarios()) : all_scenarios(),
                             output);
    });
  workers.clear();
  return code;
}

int check_page(const TrialSettings& settings, const std::string& file) {
  const auto defects = list_defects(settings);
  auto problems = lint_defects(defects, all_scenarios());
  const auto page = detection_page(defects, all_scenarios());
  if (std::getenv("UPDATE_GOLDEN")) std::ofstream(file, std::ios::binary) << page;
  std::ifstream input(file, std::ios::binary);
  if (std::string(std::istreambuf_iterator<char>(input), {}) != page)
    problems.push_back(file + " is out of date: run this with UPDATE_GOLDEN=1");
  return tell(file, problems, "says what is the case");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("detection: holds the conformance suite against clients of which is known what is wrong.");
  program.require_subcommand(1);
  TrialSettings settings;
  program.add_option("--bin-dir", settings.bin_dir, "Build folder, with the programs")->required();
  program.add_option("--breakable", settings.breakable, "The program with the defects")->required();
  program.add_option("--manifests", settings.manifests, "Folder with webapp.json, api.json and spa.json")
      ->required();

  const auto* correct = program.add_subcommand("correct", "The correct clients: nothing may be found");
  Choice choice;
  auto* defects = program.add_subcommand("defects", "Each defect: found by those who must, and nobody else");
  defects->add_option("--only", choice.only, "Names of defects");
  defects->add_option("--part", choice.part, "K N: only the k-th of n parts");
  defects->add_flag(
      "--near", choice.near,
      "Only the scenarios that a defect names, those of the same chapters, and the positive ones");
  defects->add_option("--jobs", choice.jobs, "How many at a time")
      ->check(CLI::Range(1U, 64U))
      ->capture_default_str();
  std::string file;
  auto* page = program.add_subcommand("page", "docs/detection.md, and whether each scenario has a defect");
  page->add_option("FILE", file)->required();
  try {
    program.parse(argc, argv);
    if (*correct) return check_correct_clients(settings);
    if (*defects) return check_defects(settings, choice);
    return check_page(settings, file);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kPassed : kWrongUse;
  } catch (const std::runtime_error& error) {
    std::cerr << "detection: " << error.what() << "\n";
    return kProblems;
  }
}
