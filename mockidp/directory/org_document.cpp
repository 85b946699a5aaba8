#include "mockidp/directory/org_document.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/directory/document/assembly.h"
#include "mockidp/directory/document/org_shape.h"

namespace mockidp {
namespace {

using protocol::Json;
using Problems = std::vector<DocumentProblem>;

std::string line_and_column(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto line_start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - line_start + 1);
}

}  // namespace

std::string to_string(const DocumentProblem& problem) {
  return (problem.pointer.empty() ? "the document" : problem.pointer) + ": " + problem.message;
}

protocol::Result<Json, Problems> read_org_document(std::string_view text) {
  auto document = protocol::parse_json(text);
  if (document) return *std::move(document);
  const auto& error = document.error();
  return protocol::fail(
      Problems{{error.pointer, error.message + " (" + line_and_column(text, error.offset) + ")"}});
}

protocol::Result<LoadedOrg, Problems> load_org(const Json& document, std::string_view url,
                                               const Environment& environment) {
  document::Reading reading{environment, {}};
  document::OrgFile file;
  document::org_file_shape().read(document, file, document::Place(reading));

  document::Assembly assembly(file, reading, url);
  add_org(assembly);
  add_groups(assembly);
  add_people(assembly);
  add_authenticators(assembly);
  add_network_zones(assembly);
  add_policies(assembly);
  add_sign_on_policies(assembly);
  add_apps(assembly);
  give_policies_to_apps(assembly);
  add_authorization_servers(assembly);
  add_trusted_origins(assembly);

  if (!reading.problems.empty()) return protocol::fail(std::move(reading.problems));
  assembly.out.directory.index();
  return std::move(assembly.out);
}

std::string org_document_schema() {
  Json schema{
      {"$schema", "http://json-schema.org/draft-07/schema#"},
      {"title", "mockidp org document"},
      {"description",
       "What an org of mockidp is made of: people, groups, apps, authorization servers and policies."}};
  document::org_file_shape().describe(schema);
  return protocol::to_pretty_text(schema) + "\n";
}

}  // namespace mockidp
