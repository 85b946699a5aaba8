// docs/policies.md: its documents load, and its patches apply to the org that each exercise serves.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::Json;

namespace {

std::string policies_page() {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/docs/policies.md", std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Every text between the two, in order.
std::vector<std::string> texts_between(const std::string& page, const std::string& begin,
                                       const std::string& end) {
  std::vector<std::string> texts;
  for (auto at = page.find(begin); at != page.npos; at = page.find(begin, at)) {
    at += begin.size();
    texts.push_back(page.substr(at, page.find(end, at) - at));
  }
  return texts;
}

}  // namespace

TEST_CASE("the documents of the page on policies load", "[policies_page]") {
  const auto documents = texts_between(policies_page(), "```json\n", "```");
  CHECK(documents.size() == 2);
  for (const auto& text : documents) {
    auto document = read_org_document(text);
    REQUIRE(document);
    load_without_problems(*document);
  }
}

TEST_CASE("the patches of the exercises apply to the orgs that they serve, one after the other",
          "[policies_page]") {
  const auto exercises = texts_between(policies_page(), "## Exercise: ", "\n## ");
  CHECK(exercises.size() == 3);
  for (const auto& exercise : exercises) {
    const auto name = texts_between(exercise, "--org ", "\n").at(0);
    CAPTURE(name);
    const auto text = built_in_org(name);
    REQUIRE(text);
    auto document = Json::parse(*text);
    const auto patches = texts_between(exercise, "-d '", "'");
    CHECK(patches.size() >= 2);
    for (const auto& patch : patches) {
      CAPTURE(patch);
      protocol::json_merge_patch(document, Json::parse(patch));
      load_without_problems(document);
    }
  }
}

TEST_CASE("an exercise ends where its ready org begins", "[policies_page]") {
  const auto exercises = texts_between(policies_page(), "## Exercise: ", "\n## ");
  for (const auto& [number, name] : {std::pair{0, "registration"}, {1, "mfa"}, {2, "recovery"}}) {
    CAPTURE(name);
    const auto ready = Json::parse(*built_in_org(name));
    auto document = ready;
    const auto patches = texts_between(exercises.at(static_cast<std::size_t>(number)), "-d '", "'");
    const auto whole = std::max_element(patches.begin(), patches.end(),
                                        [](const auto& a, const auto& b) { return a.size() < b.size(); });
    protocol::json_merge_patch(document, Json::parse(*whole));
    const auto org = load_without_problems(document);
    const auto before = load_without_problems(ready);
    const auto* app = org.directory.app_by_client_id("0oaspaapp0mockidp001");
    const auto* app_before = before.directory.app_by_client_id("0oaspaapp0mockidp001");
    REQUIRE(app);
    CHECK(org.directory.sign_on_policy(*app).id == before.directory.sign_on_policy(*app_before).id);
    CHECK(org.directory.profile_enrolment_policy(*app).id ==
          before.directory.profile_enrolment_policy(*app_before).id);
    CHECK(org.directory.authenticators.size() == before.directory.authenticators.size());
  }
}

TEST_CASE("the page on policies names every ready org and every preset", "[policies_page]") {
  const auto page = policies_page();
  for (const auto& name : built_in_org_names()) {
    CAPTURE(name);
    CHECK(page.find("`" + name + "`") != page.npos);
  }
  for (const char* preset :
       {"Any two factors", "Password only", "One factor access", "Password optional", "Mandatory MFA"})
    CHECK(page.find("| `" + std::string(preset) + "` |") != page.npos);
}
