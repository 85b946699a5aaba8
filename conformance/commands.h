#pragma once
// What the program does, after its flags are read. Each answers with the exit code.

#include <string>
#include <vector>

#include "conformance/runner/verdict.h"

namespace conformance {

struct RunFlags {
  std::string program = "conformance";  // as it was called
  std::string client, mockidp, bin_dir, junit, json;
  std::vector<std::string> client_args, client_env;
  std::vector<std::string> only;
  bool fail_fast = false, shuffle = false;
  long timeout_seconds = 120;
  unsigned seed = 0, repeat = 1, jobs = 1;
  int provider_port = 0;
  std::string client_id, client_secret;
};

ExitCode list_scenarios(const std::string& profile, const std::vector<std::string>& only);
ExitCode explain_scenario(const std::string& id_or_path);
ExitCode print_manifest_schema();
ExitCode run_scenarios(const RunFlags& flags);

}  // namespace conformance
