// What is told about a command line that cannot be followed.

#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

struct Told {
  int code = -1;
  std::string errors;
};

Told run(std::vector<const char*> words) {
  words.insert(words.begin(), "mockidp");
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  std::fflush(stderr);
  const int kept = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  Told told;
  told.code = run_command_line(static_cast<int>(words.size()), words.data());
  std::fflush(stderr);
  dup2(kept, STDERR_FILENO);
  close(kept);
  std::rewind(file);
  for (int c; (c = std::fgetc(file)) != EOF;) told.errors += static_cast<char>(c);
  std::fclose(file);
  return told;
}

}  // namespace

TEST_CASE("a misspelt flag is told with the one that was meant, and a right one beside it is not",
          "[command_line]") {
  const auto misspelt = run({"serve", "--redy-file", "/tmp/x"});
  CHECK(misspelt.code == kWrongUse);
  CHECK_THAT(misspelt.errors, ContainsSubstring("did you mean \"--ready-file\" for \"--redy-file\"?"));

  const auto unknown = run({"serve", "--ready-file", "/tmp/x", "--nonsense"});
  CHECK(unknown.code == kWrongUse);
  CHECK_THAT(unknown.errors, !ContainsSubstring("did you mean"));
  CHECK_THAT(unknown.errors, ContainsSubstring("--nonsense"));
}

TEST_CASE("a misspelt command is told with the one that was meant", "[command_line]") {
  const auto misspelt = run({"docter"});
  CHECK(misspelt.code == kWrongUse);
  CHECK_THAT(misspelt.errors, ContainsSubstring("did you mean \"doctor\"?"));
}
