#include "conformance/commands.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>

#include "conformance/report/reports.h"
#include "conformance/runner/failure.h"
#include "conformance/runner/live_stage.h"
#include "conformance/runner/suite.h"
#include "conformance/subject/manifest.h"

namespace conformance {

namespace {

// The build folder that this program lies in: …/conformance/conformance.
std::filesystem::path own_bin_dir() {
  std::error_code unknown;
  return std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path().parent_path();
}

ExitCode wrong_use(const std::string& what) {
  std::cerr << "conformance: " << what << "\n";
  return ExitCode::wrong_use;
}

SuiteOptions suite_options(const RunFlags& flags, const Manifest& manifest) {
  return {.only = flags.only,
          .waivers = manifest.waivers,
          .profile = manifest.profile,
          .capabilities = manifest.capabilities,
          .fail_fast = flags.fail_fast,
          .shuffle = flags.shuffle,
          .seed = flags.seed,
          .repeat = flags.repeat};
}

StageOptions stage_options(const RunFlags& flags) {
  StageOptions options;
  options.bin_dir = flags.bin_dir.empty() ? own_bin_dir() : std::filesystem::path(flags.bin_dir);
  options.mockidp = flags.mockidp.empty() ? (options.bin_dir / "mockidp/mockidp").string() : flags.mockidp;
  options.seed = flags.seed;
  options.scenario_timeout = std::chrono::seconds(flags.timeout_seconds);
  options.provider_port = flags.provider_port;
  options.client_id = flags.client_id;
  options.client_secret = flags.client_secret;
  return options;
}

bool write_report(const std::string& file, const std::string& text) {
  if (file.empty()) return true;
  std::ofstream output(file, std::ios::binary);
  output << text;
  output.close();
  if (!output) std::cerr << "conformance: cannot write " << file << "\n";
  return static_cast<bool>(output);
}

std::string unknown_waiver(const Manifest& manifest) {
  for (const auto& [id, reason] : manifest.waivers) {
    const auto& all = all_scenarios();
    if (std::none_of(all.begin(), all.end(), [&wanted = id](const auto& one) { return one.id == wanted; }))
      return id;
  }
  return {};
}

std::optional<Manifest> checked_manifest(const RunFlags& flags) {
  std::vector<ManifestProblem> problems;
  auto manifest = read_manifest(flags.client, problems);
  for (const auto& problem : problems)
    wrong_use(flags.client + (problem.pointer.empty() ? "" : " " + problem.pointer) + ": " + problem.message);
  if (!manifest) return std::nullopt;
  if (const auto id = unknown_waiver(*manifest); !id.empty()) {
    wrong_use(flags.client + " /waivers: there is no scenario " + id);
    return std::nullopt;
  }
  return manifest;
}

}  // namespace

ExitCode list_scenarios(const std::string& profile) {
  for (const auto& scenario : all_scenarios()) {
    const auto& profiles = scenario.applies_to;
    if (!profile.empty() && std::none_of(profiles.begin(), profiles.end(),
                                         [&](Profile one) { return to_string(one) == profile; }))
      continue;
    std::cout << std::left << std::setw(9) << scenario.id << std::setw(8) << to_string(scenario.level)
              << std::setw(44) << scenario.path << " " << scenario.title << "\n";
  }
  return ExitCode::passed;
}

ExitCode explain_scenario(const std::string& id_or_path) {
  bool found = false;
  for (const auto& scenario : all_scenarios()) {
    if (!is_selected(scenario, {id_or_path})) continue;
    if (found) std::cout << "\n";
    print_scenario(std::cout, scenario);
    found = true;
  }
  return found ? ExitCode::passed
               : wrong_use("there is no scenario " + id_or_path + "; see conformance list");
}

ExitCode print_manifest_schema() {
  std::cout << manifest_schema();
  return ExitCode::passed;
}

ExitCode run_scenarios(const RunFlags& flags) {
  const auto manifest = checked_manifest(flags);
  if (!manifest) return ExitCode::wrong_use;
  for (const auto& pattern : flags.only)
    if (std::none_of(all_scenarios().begin(), all_scenarios().end(),
                     [&](const auto& scenario) { return is_selected(scenario, {pattern}); }))
      return wrong_use("--only " + pattern + " fits no scenario; see conformance list");
  RunSummary summary{manifest->name, std::string(to_string(manifest->profile)), flags.seed, {}, 0};
  const auto started = std::chrono::steady_clock::now();
  try {
    LiveStage stage(*manifest, stage_options(flags));
    const auto on_result = [](const Result& result) {
      if (result.verdict != Verdict::skip) print_progress(std::cout, result);
    };
    summary.results = run_suite(all_scenarios(), suite_options(flags, *manifest), stage, on_result);
  } catch (const CannotRun& error) {
    std::cerr << "conformance: " << error.what() << "\n";
    return ExitCode::cannot_run;
  }
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  print_report(std::cout, summary);
  const bool written =
      write_report(flags.junit, junit_report(summary)) && write_report(flags.json, json_report(summary));
  return written ? exit_code_of(summary.results) : ExitCode::wrong_use;
}

}  // namespace conformance
