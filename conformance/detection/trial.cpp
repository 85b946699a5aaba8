#include "conformance/detection/trial.h"

#include <fstream>
#include <iterator>

#include "conformance/runner/failure.h"
#include "conformance/runner/live_stage.h"
#include "conformance/runner/suite.h"
#include "conformance/subject/child_process.h"
#include "conformance/subject/manifest.h"
#include "conformance/subject/temporary_folder.h"

namespace conformance {

namespace {

constexpr std::chrono::seconds kScenarioTimeout{60};

std::string output_of(const std::vector<std::string>& command) {
  const TemporaryFolder folder;
  const auto file = (folder.path() / "output").string();
  ChildProcess child({.command = command, .environment = {}, .output_file = file});
  if (!eventually([&] { return !child.running(); }) || child.exit_status() != 0)
    throw CannotRun(command.front() + " does not do " + command.back());
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), {}};
}

Manifest manifest_of(const TrialSettings& settings, const std::string& client) {
  const auto file = (settings.manifests / (client + ".json")).string();
  std::vector<ManifestProblem> problems;
  auto manifest = read_manifest(file, problems);
  if (!manifest || !problems.empty())
    throw CannotRun(file + ": " + (problems.empty() ? "unreadable" : problems.front().message));
  return *std::move(manifest);
}

std::vector<Result> try_client(const TrialSettings& settings, const Manifest& manifest,
                               const std::vector<Scenario>& scenarios) {
  StageOptions stage;
  stage.bin_dir = settings.bin_dir;
  stage.mockidp = (settings.bin_dir / "mockidp/mockidp").string();
  stage.scenario_timeout = kScenarioTimeout;
  SuiteOptions suite;
  suite.profile = manifest.profile;
  suite.capabilities = manifest.capabilities;
  SuiteObserver nobody;
  return run_suite(
      scenarios, suite, [&](unsigned) { return std::make_unique<LiveStage>(manifest, stage); }, nobody);
}

}  // namespace

std::vector<Defect> list_defects(const TrialSettings& settings) {
  return parse_defects(output_of({settings.breakable, "--list-defects"}));
}

std::vector<Result> try_correct_client(const TrialSettings& settings, const std::string& client) {
  return try_client(settings, manifest_of(settings, client), all_scenarios());
}

std::vector<Result> try_defect(const TrialSettings& settings, const Defect& defect,
                               const std::vector<Scenario>& scenarios) {
  auto manifest = manifest_of(settings, defect.client);
  manifest.name = defect.name;
  auto& command = manifest.command;
  command.front() = settings.breakable;
  command.insert(command.begin() + 1, {"--defect", defect.name});
  return try_client(settings, manifest, scenarios);
}

}  // namespace conformance
