#pragma once
// What a scenario declares. One file in scenarios/<chapter>/ each; the build makes the list.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

class Run;

enum class Level { must, should, info };
enum class Profile { web_app, spa, api };

struct Clause {
  std::string document{};  // "OpenID Connect Core 1.0"
  std::string section{};   // "3.1.3.7 (11)"
};

struct Scenario {
  std::string id{};           // of the catalogue: "IDT-17". Rows of one file: "IDT-17", "IDT-18"
  std::string title{};        // what happens, as a sentence
  std::string requirement{};  // what a correct client does, in one sentence of ours
  std::string why{};          // what goes wrong for people if it does not
  Level level = Level::must;
  std::vector<Clause> clauses{};
  std::vector<Profile> applies_to{};
  std::vector<std::string> needs{};  // capabilities of the client: "refresh", …; not claimed: skipped
  std::string control{};  // id of the positive scenario that differs only by the fault; none: is positive
  bool needs_restart = false;  // wants cold caches
  std::function<void(Run&)> run{};

  std::string path{};  // "id_token/claims_are_checked", from the file's name; filled in by the list
};

// All of them, in the order of the files. Written by the build: a file without its function is a link error.
const std::vector<Scenario>& all_scenarios();

std::string_view to_string(Level level);
std::string_view to_string(Profile profile);

}  // namespace conformance
