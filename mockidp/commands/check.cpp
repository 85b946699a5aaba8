#include <cstdio>
#include <nlohmann/json.hpp>

#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/commands/org_source.h"
#include "mockidp/directory/org_document.h"
#include "mockidp/policy/cautions.h"

namespace mockidp {

namespace {

int report_problems(const std::string& file, const std::vector<DocumentProblem>& problems) {
  for (const auto& problem : problems)
    std::fprintf(stderr, "%s: %s\n", file.c_str(), to_string(problem).c_str());
  std::fprintf(stderr, "%s: %zu %s\n", file.c_str(), problems.size(),
               problems.size() == 1 ? "problem" : "problems");
  return kWrongUse;
}

std::size_t report_cautions(const std::string& file, const LoadedOrg& org) {
  std::vector<Person> people;
  for (const auto& seed : org.people) people.push_back(seed.person);
  const auto cautions = cautions_of(org.directory, people);
  for (const auto& caution : cautions)
    std::fprintf(stderr, "%s: caution: %s\n", file.c_str(), caution.c_str());
  return cautions.size();
}

}  // namespace

int check(const CheckFlags& flags) {
  if (flags.print_schema) {
    std::printf("%s\n", org_document_schema().c_str());
    return kSuccess;
  }
  const auto text = read_org_text(flags.file);
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
  const auto cautions = report_cautions(flags.file, *org);
  std::printf("%s: good: %zu people, %zu groups, %zu apps, %zu authorization servers", flags.file.c_str(),
              org->people.size(), org->directory.groups.size(), org->directory.apps.size(),
              org->directory.authorization_servers.size());
  if (cautions != 0) std::printf("; %zu %s", cautions, cautions == 1 ? "caution" : "cautions");
  std::printf("\n");
  return kSuccess;
}

}  // namespace mockidp
