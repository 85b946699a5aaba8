#include "conformance/subject/manifest.h"

#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"

using conformance::Manifest;
using conformance::ManifestProblem;

namespace {

struct ReadManifest {
  std::optional<Manifest> manifest;
  std::vector<ManifestProblem> problems;
  std::string mentions() const {
    std::string all;
    for (const auto& problem : problems) all += problem.pointer + ": " + problem.message + "\n";
    return all;
  }
};

ReadManifest read_text_as_manifest(const std::string& text) {
  std::string pattern = (std::filesystem::temp_directory_path() / "manifest-XXXXXX").string();
  const int handle = mkstemp(pattern.data());
  REQUIRE(handle >= 0);
  std::ofstream(pattern) << text;
  ReadManifest read;
  read.manifest = conformance::read_manifest(pattern, read.problems);
  std::filesystem::remove(pattern);
  return read;
}

}  // namespace

TEST_CASE("the clients of this repository have sound manifests", "[manifest]") {
  for (const auto& entry : std::filesystem::directory_iterator(MOCKIDP_SOURCE_DIR "/fixtures/clients")) {
    CAPTURE(entry.path().string());
    std::vector<ManifestProblem> problems;
    const auto manifest = conformance::read_manifest(entry.path().string(), problems);
    CHECK(problems.empty());
    REQUIRE(manifest);
    CHECK_FALSE(manifest->protected_paths.empty());
  }
}

TEST_CASE("a manifest may say how the org has the client's redirect URIs", "[manifest]") {
  const auto read = read_text_as_manifest(R"({"name": "c", "profile": "web_app", "base_url": "http://h:1",
      "redirect_uri": "{base_url}/cb", "registered_redirect_uris": ["{base_url}/cb", "https://*.shop.example/cb"]})");
  REQUIRE(read.manifest);
  CHECK(read.manifest->registered_redirect_uris ==
        std::vector<std::string>{"{base_url}/cb", "https://*.shop.example/cb"});
}

TEST_CASE("every mistake of a manifest is told at once", "[manifest]") {
  const auto read = read_text_as_manifest(R"({"profle": "web_app", "login_path": "login", "command": "run me",
      "start_timeout_milliseconds": 0, "waivers": {"CB-01": ""}, "logout_method": "PUT",
      "login_method": "post", "environment": {"A": 1}, "protected_paths": ["/home", "me"]})");
  CHECK_FALSE(read.manifest);
  for (const auto* line :
       {"/profle: unknown key; \"profile\" is near", "/name: is missing", "/profile: is missing",
        "/protected_paths: \"me\": a path begins with /", "/base_url: is missing",
        "/login_path: a path begins with /", "/command: must be of type array",
        "/start_timeout_milliseconds: 1 to 600000", "/waivers: the waiver of CB-01 needs a reason",
        "/logout_method: \"PUT\" is none of GET, POST", "/login_method: \"post\" is none of GET, POST",
        "/environment: \"A\" is not a text"})
    CHECK_THAT(read.mentions(), ContainsSubstring(line));
}

TEST_CASE("a manifest that contradicts itself is refused", "[manifest]") {
  struct Row {
    const char *members, *pointer;
  };
  const auto row = GENERATE(
      Row{R"("profile": "web_app", "base_url": "http://h:1")", "/redirect_uri"},
      Row{R"("profile": "api", "base_url": "http://h:1")", "/read_route"},
      Row{R"("profile": "spa", "redirect_uri": "{base_url}/x", "base_url": "h:1")", "/base_url"},
      Row{R"("profile": "spa", "redirect_uri": "{base_url}/x", "base_url": "http://h/")", "/base_url"},
      Row{R"("profile": "spa", "redirect_uri": "{base_url}/x", "base_url": "http://h:{port}")", "/command"},
      Row{R"("profile": "spa", "redirect_uri": "{base_url}/x", "base_url": "http://h", "logout_method": "POST")",
          "/logout_form_page"},
      Row{R"("profile": "web_app", "redirect_uri": "{base_url}/x", "base_url": "http://h", "login_method": "POST", "login_path": "")",
          "/login_path"},
      Row{R"("profile": "spa", "profile": "spa", "base_url": "http://h")", "/profile"},
      Row{R"("profile": "spa", "base_url": "http://h", "environment": {"A": "1", "B": "2", "A": "3"})",
          "/environment/A"});
  CAPTURE(row.members);
  const auto read = read_text_as_manifest(std::string(R"({"name": "n", )") + row.members + "}");
  CHECK_FALSE(read.manifest);
  REQUIRE(read.problems.size() == 1);
  CHECK(read.problems[0].pointer == row.pointer);
}

TEST_CASE("an address of a manifest has to be one that it can be reached at", "[manifest]") {
  struct Row {
    const char *base_url, *told;
  };
  const auto row =
      GENERATE(Row{"http://localhost:99999999999", "has a port beyond 1 to 65535"},
               Row{"http://localhost:65536", "has a port beyond 1 to 65535"},
               Row{"http://localhost:0", "has a port beyond 1 to 65535"}, Row{"http://localhost:{port}0", ""},
               Row{"http://localhost:65535", ""}, Row{"http://localhost:port", "is not an http or https URL"},
               Row{"http://local host:1", "is not an http or https URL"},
               Row{"http://localhost:{port}/app", "goes on after the host and port"},
               Row{"http://localhost:1?a=b", "goes on after the host and port"});
  CAPTURE(row.base_url);
  const auto read = read_text_as_manifest(
      R"({"name": "n", "profile": "web_app", "redirect_uri": "{base_url}/cb", "command": ["c"], "base_url": ")" +
      std::string(row.base_url) + "\"}");
  CHECK(read.problems.size() == (*row.told ? 1 : 0));
  if (*row.told) CHECK_THAT(read.mentions(), ContainsSubstring(std::string("/base_url: ") + row.told));
}

TEST_CASE("the provider's addresses of a manifest are whole ones", "[manifest]") {
  const auto* key = GENERATE("post_logout_redirect_uri", "initiate_login_uri", "redirect_uri");
  CAPTURE(key);
  const auto mentions = [&](const std::string& uri) {
    const std::string other =
        std::string(key) == "redirect_uri" ? "" : R"("redirect_uri": "{base_url}/cb", )";
    return read_text_as_manifest(R"({"name": "n", "profile": "web_app", "base_url": "http://h", )" + other +
                                 "\"" + key + R"(": ")" + uri + "\"}")
        .mentions();
  };
  for (const auto* whole : {"{base_url}/cb", "https://h/cb", "com.example.app:/cb"})
    CHECK(mentions(whole).empty());
  for (const auto* part : {"/cb", "cb", "h:1/cb"})
    CHECK_THAT(mentions(part),
               ContainsSubstring("/" + std::string(key) + ": \"" + part + "\" is not a whole URL"));
}

TEST_CASE("a manifest that names no page has the usual ones, and says so in its schema", "[manifest]") {
  const auto read = read_text_as_manifest(R"({"name": "n", "profile": "web_app", "base_url": "http://h",
      "redirect_uri": "{base_url}/cb", "protected_path": "/me"})");
  REQUIRE(read.manifest);
  const auto schema = nlohmann::json::parse(conformance::manifest_schema())["properties"];
  const conformance::Manifest usual;
  CHECK(schema["login_path"]["default"] == usual.login_path);
  CHECK(schema["logout_path"]["default"] == usual.logout_path);
  CHECK(schema["logout_method"]["default"] == usual.logout_method);
  CHECK(schema["public_path"]["default"] == usual.public_path);
  CHECK(schema["protected_path"]["default"] == usual.protected_path);
  CHECK(schema["audience"]["default"] == usual.audience);
  CHECK(schema["start_timeout_milliseconds"]["default"] == usual.start_timeout.count());
  CHECK(read.manifest->protected_paths == std::vector<std::string>{"/me"});
  CHECK(read.manifest->deep_link == "/me?a=1&b=%2F");
  CHECK(read.manifest->named.contains("protected_path"));
  CHECK_FALSE(read.manifest->named.contains("public_path"));
}

TEST_CASE("the limits of a client are numbers of seconds, and one word", "[manifest]") {
  struct Row {
    const char *tolerances, *told;
  };
  const auto row = GENERATE(
      Row{R"("clock_skew_seconds": "abc")", "clock_skew_seconds: \"abc\" is not a whole number of seconds"},
      Row{R"("clock_skew_seconds": "60s")", "clock_skew_seconds: \"60s\""},
      Row{R"("jwks_cooldown_seconds": "-5")", "jwks_cooldown_seconds: \"-5\""},
      Row{R"("jwks_cooldown_seconds": "3601")", "jwks_cooldown_seconds: \"3601\""},
      Row{R"("jwks_cooldown_seconds": "")", "jwks_cooldown_seconds: \"\""},
      Row{R"("id_token_signature": "by_magic")", "id_token_signature: \"by_magic\" is not \"by_tls\""},
      Row{R"("clock_skew_seconds": "0", "jwks_cooldown_seconds": "3600", "id_token_signature": "by_tls")",
          ""});
  CAPTURE(row.tolerances);
  const auto read = read_text_as_manifest(
      R"({"name": "n", "profile": "web_app", "base_url": "http://h", "redirect_uri": "{base_url}/cb", "tolerances": {)" +
      std::string(row.tolerances) + "}}");
  CHECK(read.problems.size() == (*row.told ? 1 : 0));
  if (*row.told) CHECK_THAT(read.mentions(), ContainsSubstring(std::string("/tolerances: ") + row.told));
  if (read.manifest) {
    CHECK(conformance::tolerated_seconds(*read.manifest, "jwks_cooldown_seconds") == std::chrono::hours(1));
    CHECK(conformance::tolerated_seconds({}, "jwks_cooldown_seconds") == std::chrono::seconds(0));
  }
}

TEST_CASE("what is no manifest is said to be none", "[manifest]") {
  CHECK_THAT(read_text_as_manifest("[1]").mentions(), ContainsSubstring("is not a JSON object"));
  CHECK_THAT(read_text_as_manifest("{\n  \"name\" \"x\"}").mentions(),
             ContainsSubstring("is not JSON: parse error at line 2, column 12"));
  std::vector<ManifestProblem> problems;
  CHECK_FALSE(conformance::read_manifest("/nowhere/client.json", problems));
  CHECK(problems.size() == 1);
}

TEST_CASE("the manifest's schema is the one in docs", "[manifest][golden]") {
  const auto* file = MOCKIDP_SOURCE_DIR "/docs/client.schema.json";
  if (std::getenv("UPDATE_GOLDEN")) std::ofstream(file) << conformance::manifest_schema();
  std::ifstream input(file);
  const std::string kept((std::istreambuf_iterator<char>(input)), {});
  CHECK(kept == conformance::manifest_schema());
}

TEST_CASE("the folder that a client runs in is seen from its manifest", "[manifest]") {
  const std::string rest = R"("name": "n", "profile": "web_app", "base_url": "http://localhost:{port}",
      "command": ["run"], "redirect_uri": "{base_url}/callback")";
  const auto manifests = std::filesystem::temp_directory_path();
  const auto folder = "../" + std::filesystem::canonical(manifests).filename().string();
  const auto beside = read_text_as_manifest("{" + rest + R"(, "folder": ")" + folder + "\"}");
  REQUIRE(beside.manifest);
  CHECK(beside.manifest->folder == (manifests / folder).lexically_normal().string());
  const auto without = read_text_as_manifest("{" + rest + "}");
  REQUIRE(without.manifest);
  CHECK(without.manifest->folder.empty());
}

TEST_CASE("a folder that does not exist is told before a program is looked for there", "[manifest]") {
  const auto read = read_text_as_manifest(R"({"name": "n", "profile": "web_app", "base_url": "http://h",
      "redirect_uri": "{base_url}/x", "folder": "no-such-folder"})");
  CHECK_FALSE(read.manifest);
  const auto folder = std::filesystem::temp_directory_path() / "no-such-folder";
  CHECK(read.mentions() == "/folder: folder " + folder.string() + " does not exist\n");
}

TEST_CASE("a name that is none of the known ones is refused with those that are", "[manifest]") {
  struct Row {
    const char *members, *told;
  };
  const auto row = GENERATE(
      Row{R"("profile": "webapp")", "/profile: \"webapp\" is none of web_app, spa, api; \"web_app\" is near"},
      Row{R"("capabilities": ["restart", "restat"])",
          "/capabilities: \"restat\" is none of restart, refresh, silent_renewal; \"restart\" is near"},
      Row{R"("capabilities": ["userinfo"])",
          "/capabilities: \"userinfo\" is none of restart, refresh, silent_renewal\n"},
      Row{R"("tolerances": {"clock_skew_second": "60"})",
          "/tolerances: \"clock_skew_second\" is none of clock_skew_seconds, jwks_cooldown_seconds, "
          "id_token_signature; \"clock_skew_seconds\" is near"});
  CAPTURE(row.members);
  const auto read = read_text_as_manifest(std::string(R"({"name": "n", )") + row.members + "}");
  CHECK_FALSE(read.manifest);
  CHECK_THAT(read.mentions(), ContainsSubstring(row.told));
}
