// detection: holds the conformance suite against clients of which it is known what is wrong with them.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "conformance/detection/judgement.h"
#include "conformance/detection/matrix.h"
#include "conformance/detection/trial.h"
#include "conformance/runner/failure.h"

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
  for (const std::string client : {"webapp", "api"}) {
    const auto results = try_correct_client(settings, client);
    code |= tell(client, judge_correct_client(results), findings_of(results));
  }
  return code;
}

// Every one whose turn it is: the k-th of n parts, or those that were named.
bool is_chosen(const Defect& defect, std::size_t index, const std::vector<std::string>& only,
               const std::pair<std::size_t, std::size_t>& part) {
  if (!only.empty()) return std::find(only.begin(), only.end(), defect.name) != only.end();
  return index % part.second + 1 == part.first;
}

int check_defects(const TrialSettings& settings, const std::vector<std::string>& only,
                  const std::pair<std::size_t, std::size_t>& part) {
  int code = kPassed;
  std::size_t index = 0;
  for (const auto& defect : list_defects(settings)) {
    if (!is_chosen(defect, index++, only, part)) continue;
    const auto results = try_defect(settings, defect);
    code |= tell(defect.name, judge_defect(defect, results), findings_of(results));
  }
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
  program.add_option("--manifests", settings.manifests, "Folder with webapp.json and api.json")->required();

  const auto* correct = program.add_subcommand("correct", "The correct clients: nothing may be found");
  std::vector<std::string> only;
  std::pair<std::size_t, std::size_t> part{1, 1};
  auto* defects = program.add_subcommand("defects", "Each defect: found by those who must, and nobody else");
  defects->add_option("--only", only, "Names of defects");
  defects->add_option("--part", part, "K N: only the k-th of n parts");
  std::string file;
  auto* page = program.add_subcommand("page", "docs/detection.md, and whether each scenario has a defect");
  page->add_option("FILE", file)->required();
  try {
    program.parse(argc, argv);
    if (*correct) return check_correct_clients(settings);
    if (*defects) return check_defects(settings, only, part);
    return check_page(settings, file);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kPassed : kWrongUse;
  } catch (const CannotRun& error) {
    std::cerr << "detection: " << error.what() << "\n";
    return kProblems;
  }
}
