// conformance: judges OpenID Connect clients against mockidp.
#include <CLI/CLI.hpp>
#include <random>

#include "conformance/commands.h"

namespace {

constexpr const char* kExitCodes =
    "Exit codes: 0 all passed, warnings allowed; 1 something failed; 2 wrong use; 3 nothing failed, but\n"
    "something is inconclusive; 4 nothing failed, but client and provider do not fit together: the manifest\n"
    "has mistakes, one of them cannot be run, or the org does not know a redirect URI that the client "
    "sends;\n"
    "130 interrupted.";

CLI::App* add_run(CLI::App& program, conformance::RunFlags& flags) {
  auto* run = program.add_subcommand("run", "Run scenarios against a client");
  run->footer(kExitCodes);
  run->add_option("--client", flags.client, "The client's manifest (docs/client.schema.json)")->required();
  run->add_option("--client-arg", flags.client_args,
                  "A further argument of the client's command (repeatable): --client-arg=--verbose")
      ->allow_extra_args(false);
  run->add_option("--client-env", flags.client_env,
                  "A variable for its environment (repeatable): --client-env NAME=VALUE")
      ->allow_extra_args(false);
  run->add_option("--only", flags.only,
                  "Ids or paths, * and ? stand for anything: --only 'CB-*,callback/*' (repeatable)")
      ->delimiter(',')
      ->allow_extra_args(false);
  run->add_flag("--fail-fast", flags.fail_fast, "Stop at the first failure");
  run->add_option("--timeout", flags.timeout_seconds,
                  "Seconds that one scenario may take, and each look at the client before all of them")
      ->check(CLI::Range(1L, 3600L))
      ->capture_default_str();
  run->add_option("--jobs", flags.jobs, "Run so many at once, each with a client and an org of its own")
      ->check(CLI::Range(1U, 64U))
      ->capture_default_str();
  run->add_option_function<unsigned>(
      "--shuffle",
      [&flags](const unsigned& seed) {
        flags.shuffle = true;
        flags.seed = seed;
      },
      "In another order, the one of this seed");
  run->add_option("--seed", flags.seed, "Of people's markers  [a random one; told at the end]");
  run->add_option("--repeat", flags.repeat, "Run everything so often; the worst verdict counts")
      ->check(CLI::Range(1U, 1000U))
      ->capture_default_str();
  run->add_option("--junit", flags.junit, "Write a JUnit XML report to this file");
  run->add_option("--json", flags.json,
                  "Write a JSON report to this file (docs/conformance-report.schema.json)");
  run->add_option("--mockidp", flags.mockidp, "The provider's program  [mockidp/mockidp below --bin-dir]");
  run->add_option("--bin-dir", flags.bin_dir, "Build folder, where programs of manifests are looked for")
      ->envname("MOCKIDP_BIN_DIR");
  run->add_option("--provider-port", flags.provider_port, "For a client that runs already: the org's port")
      ->check(CLI::Range(1, 65535));
  run->add_option("--client-id", flags.client_id, "  and the client id that it was given");
  run->add_option("--client-secret", flags.client_secret, "  and the secret");
  return run;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("conformance: judges OpenID Connect clients against mockidp.");
  program.require_subcommand(1);
  program.footer(kExitCodes);

  std::string profile;
  std::vector<std::string> listed;
  auto* list = program.add_subcommand("list", "Print the scenarios: id, level, path, title");
  list->add_option("--profile", profile, "Only those for this kind of client")
      ->check(CLI::IsMember({"web_app", "spa", "api"}));
  list->add_option("--only", listed, "Only these ids or paths, as for run")
      ->delimiter(',')
      ->allow_extra_args(false);

  std::string wanted;
  auto* explain = program.add_subcommand("explain", "Say what a scenario does, what is correct and why");
  explain->add_option("ID", wanted, "Its id or path; * and ? stand for anything")->required();

  auto* schema = program.add_subcommand("schema", "Print the JSON Schema of client manifests");

  conformance::RunFlags flags;
  if (argc > 0) flags.program = argv[0];
  flags.seed = std::random_device{}();
  const auto* run = add_run(program, flags);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : static_cast<int>(conformance::ExitCode::wrong_use);
  }
  auto code = conformance::ExitCode::passed;
  if (*list) code = conformance::list_scenarios(profile, listed);
  if (*explain) code = conformance::explain_scenario(wanted);
  if (*schema) code = conformance::print_manifest_schema();
  if (*run) code = conformance::run_scenarios(flags);
  return static_cast<int>(code);
}
