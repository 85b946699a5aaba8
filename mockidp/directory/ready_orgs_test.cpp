// The org documents of fixtures/orgs that are there to be served.

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mockidp/directory/org_document.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

LoadedOrg ready_org(const std::string& name) {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/fixtures/orgs/" + name + ".json", std::ios::binary);
  const auto document = read_org_document(std::string{std::istreambuf_iterator<char>(file), {}});
  REQUIRE(document);
  auto org = load_org(*document, "http://localhost:7070", nullptr);
  REQUIRE(org);
  return *std::move(org);
}

}  // namespace

TEST_CASE("the ready org for wildcards has an app with them and one without, and cautions", "[ready_orgs]") {
  const auto org = ready_org("wildcard");
  const auto* with = org.directory.app_by_client_id("0oawildcard000000001");
  const auto* without = org.directory.app_by_client_id("0oaexactapp000000001");
  REQUIRE(with != nullptr);
  REQUIRE(without != nullptr);
  CHECK(with->wildcard_redirect == WildcardRedirect::SUBDOMAIN);
  CHECK(without->wildcard_redirect == WildcardRedirect::DISABLED);
  CHECK(org.cautions.size() == 2);
}

}  // namespace mockidp
