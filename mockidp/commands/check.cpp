#include <cstdio>
#include <nlohmann/json.hpp>

#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/commands/files.h"
#include "mockidp/directory/org_document.h"

namespace mockidp {

namespace {

int report_problems(const std::string& file, const std::vector<DocumentProblem>& problems) {
  for (const auto& problem : problems)
    std::fprintf(stderr, "%s: %s\n", file.c_str(), to_string(problem).c_str());
  std::fprintf(stderr, "%s: %zu %s\n", file.c_str(), problems.size(),
               problems.size() == 1 ? "problem" : "problems");
  return kWrongUse;
}

}  // namespace

int check(const CheckFlags& flags) {
  if (flags.print_schema) {
    std::printf("%s\n", org_document_schema().c_str());
    return kSuccess;
  }
  const auto text = read_file(flags.file);
  if (!text) {
    std::fprintf(stderr, "mockidp: %s\n", text.error().c_str());
    return kWrongUse;
  }
  const auto document = read_org_document(*text);
  if (!document) return report_problems(flags.file, document.error());
  const auto org = load_org(*document, "http://localhost:7070",
                            [](const std::string& name) { return getenv(name.c_str()); });
  if (!org) return report_problems(flags.file, org.error());
  for (const auto& caution : org->cautions)
    std::printf("%s: caution: %s\n", flags.file.c_str(), to_string(caution).c_str());
  std::printf("%s: good: %zu people, %zu groups, %zu apps, %zu authorization servers\n", flags.file.c_str(),
              org->people.size(), org->directory.groups.size(), org->directory.apps.size(),
              org->directory.authorization_servers.size());
  return kSuccess;
}

}  // namespace mockidp
