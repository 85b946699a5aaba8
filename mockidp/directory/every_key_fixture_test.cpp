#include "mockidp/directory/every_key_fixture.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"

namespace mockidp {

using protocol::Json;

const char* environment_for_test(const std::string& name) {
  if (name == "BENS_PASSWORD") return "bens-password";
  if (name == "NEW_SECRET") return "the-new-secret-01";
  if (name == "SHORT") return "short";
  return nullptr;
}

Json every_key_document() {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/fixtures/orgs/every-key.json", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto document = read_org_document(text);
  REQUIRE(document);
  return *std::move(document);
}

Json document_with(const std::string& pointer, const char* value) {
  auto document = every_key_document();
  document[Json::json_pointer(pointer)] = Json::parse(value);
  return document;
}

std::vector<DocumentProblem> problems_of(const Json& document) {
  const auto loaded = load_org(document, "http://localhost:7070", environment_for_test);
  if (loaded) return {};
  return loaded.error();
}

LoadedOrg load_without_problems(const Json& document) {
  auto loaded = load_org(document, "http://localhost:7070", environment_for_test);
  if (!loaded)
    for (const auto& problem : loaded.error()) UNSCOPED_INFO(to_string(problem));
  REQUIRE(loaded);
  return *std::move(loaded);
}

LoadedOrg ready_org(const std::string& name) {
  const auto text = built_in_org(name);
  REQUIRE(text);
  auto document = read_org_document(*text);
  REQUIRE(document);
  return load_without_problems(*document);
}

void check_mistakes(const std::vector<Mistake>& mistakes) {
  for (const auto& mistake : mistakes) {
    const auto problems = problems_of(document_with(mistake.pointer, mistake.value));
    std::string told;
    for (const auto& problem : problems) told += to_string(problem) + "\n";
    CAPTURE(mistake.pointer, mistake.value, told);
    const auto found = std::any_of(problems.begin(), problems.end(), [&](const DocumentProblem& problem) {
      return problem.pointer == mistake.place && problem.message.find(mistake.message) != std::string::npos;
    });
    CHECK(found);
  }
}

}  // namespace mockidp

TEST_CASE("the document that mistakes are made in has none itself", "[org_document]") {
  CHECK(mockidp::problems_of(mockidp::every_key_document()).empty());
}
