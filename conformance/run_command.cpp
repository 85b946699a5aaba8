#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "conformance/commands.h"
#include "conformance/report/progress.h"
#include "conformance/runner/failure.h"
#include "conformance/runner/live_stage.h"
#include "conformance/subject/manifest.h"

namespace conformance {

namespace {

std::atomic<bool> interrupted{false};

// Once: what runs is ended in order, provider and client too. Twice: at once.
void end_on_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

// The build folder that this program lies in: …/conformance/conformance.
std::filesystem::path own_bin_dir() {
  std::error_code unknown;
  return std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path().parent_path();
}

ExitCode refuse(ExitCode code, const std::string& what) {
  std::cerr << "conformance: " << what << "\n";
  return code;
}

SuiteOptions suite_options(const RunFlags& flags, const Manifest& manifest) {
  return {.only = flags.only,
          .waivers = manifest.waivers,
          .profile = manifest.profile,
          .capabilities = manifest.capabilities,
          .fail_fast = flags.fail_fast,
          .shuffle = flags.shuffle,
          .seed = flags.seed,
          .repeat = flags.repeat,
          .jobs = flags.jobs,
          .interrupted = &interrupted};
}

StageOptions stage_options(const RunFlags& flags, unsigned worker) {
  StageOptions options;
  options.bin_dir = flags.bin_dir.empty() ? own_bin_dir() : std::filesystem::path(flags.bin_dir);
  options.mockidp = flags.mockidp.empty() ? (options.bin_dir / "mockidp/mockidp").string() : flags.mockidp;
  options.seed = flags.seed ^ (worker << 24U);  // people of two workers have no marker in common
  options.interrupted = &interrupted;
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

// A device, such as /dev/null, takes both.
bool is_one_file(const std::string& one, const std::string& other) {
  std::error_code unknown;
  const auto file = std::filesystem::weakly_canonical(one, unknown);
  return !other.empty() && file == std::filesystem::weakly_canonical(other, unknown) &&
         !std::filesystem::is_other(file, unknown);
}

// A run takes minutes: that its report cannot be kept is said before.
std::string why_not_writable(const RunFlags& flags) {
  if (!flags.junit.empty() && is_one_file(flags.junit, flags.json))
    return "--junit and --json both name " + flags.json + ", where only one of them fits";
  for (const auto& file : {flags.junit, flags.json}) {
    if (file.empty()) continue;
    std::error_code unknown;
    const bool existed = std::filesystem::exists(file, unknown);
    if (!std::ofstream(file, std::ios::app)) return "cannot write " + file;
    if (!existed) std::filesystem::remove(file, unknown);
  }
  return {};
}

std::string add_flags(const RunFlags& flags, Manifest& manifest) {
  if (manifest.command.empty() && !(flags.client_args.empty() && flags.client_env.empty()))
    return "--client-arg and --client-env need a client that is started here: its manifest has no command";
  manifest.command.insert(manifest.command.end(), flags.client_args.begin(), flags.client_args.end());
  for (const auto& setting : flags.client_env) {
    const auto equals = setting.find('=');
    if (equals == 0 || equals == std::string::npos) return "--client-env " + setting + " is not NAME=VALUE";
    manifest.environment[setting.substr(0, equals)] = setting.substr(equals + 1);
  }
  const bool one_place = manifest.command.empty() || manifest.base_url.find("{port}") == std::string::npos;
  if (flags.jobs > 1 && one_place)
    return "--jobs needs a client that can be started several times: one with {port} in its base_url";
  return {};
}

std::optional<Manifest> checked_manifest(const RunFlags& flags) {
  std::vector<ManifestProblem> problems;
  auto manifest = read_manifest(flags.client, problems);
  if (manifest)
    for (const auto& [id, reason] : manifest->waivers)
      if (!find_scenario(all_scenarios(), id)) problems.push_back({"/waivers", "there is no scenario " + id});
  for (const auto& problem : problems)
    refuse(ExitCode::misconfigured,
           flags.client + (problem.pointer.empty() ? "" : " " + problem.pointer) + ": " + problem.message);
  return problems.empty() ? manifest : std::nullopt;
}

// "" if there is something to run.
std::string why_nothing_to_run(const RunFlags& flags, const Manifest& manifest) {
  const auto& all = all_scenarios();
  if (const auto pattern = pattern_without_scenario(all, flags.only))
    return "--only " + *pattern + " fits no scenario; see conformance list";
  std::string why = "there is no scenario for this client";
  for (const auto& scenario : all) {
    if (!is_selected(scenario, flags.only)) continue;
    const auto skipped = why_skipped(scenario, manifest.profile, manifest.capabilities);
    if (skipped.empty()) return {};
    why = "nothing to run: " + scenario.id + " is skipped, since it is " + skipped;
  }
  return why;
}

std::size_t count_to_run(const RunFlags& flags, const Manifest& manifest) {
  const auto& all = all_scenarios();
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Scenario& scenario) {
    return is_selected(scenario, flags.only) &&
           why_skipped(scenario, manifest.profile, manifest.capabilities).empty();
  }));
}

bool on_terminal() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) != 0 && terminal && std::string_view(terminal) != "dumb" &&
         !std::getenv("NO_COLOR");
}

bool write_reports(const RunFlags& flags, const RunSummary& summary) {
  return write_report(flags.junit, junit_report(summary)) && write_report(flags.json, json_report(summary));
}

ExitCode finish(const RunFlags& flags, RunSummary summary, Colours colours) {
  summary.interrupted = interrupted;
  print_report(std::cout, summary, colours);
  const bool written = write_reports(flags, summary);
  if (summary.interrupted) return refuse(ExitCode::interrupted, "interrupted; not everything was run");
  return written ? exit_code_of(summary.results) : ExitCode::wrong_use;
}

// As a shell takes it for one word.
std::string quoted(const std::string& word) {
  constexpr const char* kPlain = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-+=:,./@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quotes = "'";
  for (const char c : word) quotes += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quotes + "'";
}

// What repeats the run: for one scenario, and without its reports. The secret is for whoever types it: the
// line is printed where many people read.
std::string command_of(const RunFlags& flags) {
  std::string command = quoted(flags.program) + " run --client " + quoted(flags.client);
  for (const auto& argument : flags.client_args) command += " --client-arg=" + quoted(argument);
  for (const auto& variable : flags.client_env) command += " --client-env " + quoted(variable);
  if (!flags.mockidp.empty()) command += " --mockidp " + quoted(flags.mockidp);
  if (!flags.bin_dir.empty()) command += " --bin-dir " + quoted(flags.bin_dir);
  if (flags.timeout_seconds != RunFlags().timeout_seconds)
    command += " --timeout " + std::to_string(flags.timeout_seconds);
  command += " --seed " + std::to_string(flags.seed);
  if (flags.provider_port != 0) command += " --provider-port " + std::to_string(flags.provider_port);
  if (!flags.client_id.empty()) command += " --client-id " + quoted(flags.client_id);
  if (!flags.client_secret.empty()) command += " --client-secret \"$CLIENT_SECRET\"";
  return command;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

ExitCode run_scenarios(const RunFlags& flags) {
  auto manifest = checked_manifest(flags);
  if (!manifest) return ExitCode::misconfigured;
  if (const auto mistake = add_flags(flags, *manifest); !mistake.empty())
    return refuse(ExitCode::wrong_use, mistake);
  if (const auto why = why_nothing_to_run(flags, *manifest); !why.empty())
    return refuse(ExitCode::wrong_use, why);
  if (const auto why = why_not_writable(flags); !why.empty()) return refuse(ExitCode::wrong_use, why);
  end_on_signals();
  RunSummary summary{.client = manifest->name,
                     .profile = std::string(to_string(manifest->profile)),
                     .command = command_of(flags),
                     .seed = flags.seed};
  const auto started = std::chrono::steady_clock::now();
  const bool live = on_terminal();
  Progress progress(std::cout, live ? ProgressStyle::live : ProgressStyle::lines,
                    count_to_run(flags, *manifest));
  try {
    const StageMaker make_stage = [&](unsigned worker) {
      return std::make_unique<LiveStage>(*manifest, stage_options(flags, worker));
    };
    summary.results = run_suite(all_scenarios(), suite_options(flags, *manifest), make_stage, progress);
  } catch (const std::runtime_error& error) {
    progress.clear();
    summary.seconds = seconds_since(started);
    if (interrupted) return finish(flags, std::move(summary), live ? Colours::on : Colours::off);
    summary.set_up_error = error.what();
    write_reports(flags, summary);  // a build server shows what it finds in them
    return refuse(ExitCode::misconfigured, error.what());
  }
  progress.clear();
  summary.seconds = seconds_since(started);
  return finish(flags, std::move(summary), live ? Colours::on : Colours::off);
}

}  // namespace conformance
