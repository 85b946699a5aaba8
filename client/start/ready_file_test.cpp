#include "client/start/ready_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "mockidp/testing/catch.h"

namespace start {
namespace {

struct TestFile {
  explicit TestFile(const std::string& text) {
    char name[] = "/tmp/ready-XXXXXX";
    folder = ::mkdtemp(name);
    path = folder + "/ready.json";
    std::ofstream(path) << text;
  }
  ~TestFile() { std::filesystem::remove_all(folder); }
  std::string folder, path;
};

constexpr const char* kReady = R"({
  "issuers": {"org": "http://localhost:7070", "default": "http://localhost:7070/oauth2/default"},
  "apps": [
    {"label": "My SPA", "application_type": "browser", "client_id": "0oa1"},
    {"label": "My web app", "application_type": "web", "client_id": "0oa2", "client_secret": "s"}
  ]})";

}  // namespace

TEST_CASE("an app is found by its type, label or client id, with the provider's issuers", "[start]") {
  const TestFile file(kReady);
  for (const char* name : {"web", "My web app", "0oa2"}) {
    CAPTURE(name);
    const auto app = read_app(file.path, name);
    REQUIRE(app);
    CHECK(app->client_id == "0oa2");
    CHECK(app->client_secret == "s");
    CHECK(app->provider.default_issuer == "http://localhost:7070/oauth2/default");
    CHECK(app->provider.org_issuer == "http://localhost:7070");
  }
  CHECK(read_app(file.path, "browser")->client_secret.empty());
  CHECK(read_app(file.path, "native").error() == file.path + " has no app \"native\"");
}

TEST_CASE("a file that is none of the provider's is refused in a line", "[start]") {
  CHECK(read_provider("/nowhere/ready.json").error() == "cannot read /nowhere/ready.json");
  const TestFile text("not JSON"), other("{}"), odd(R"({"issuers": {"org": "http://a"}, "apps": {}})");
  CHECK(read_provider(text.path).error().starts_with(text.path + " is not JSON: "));
  CHECK(read_provider(other.path).error() == other.path + " was not written by mockidp serve --ready-file");
  CHECK(read_app(odd.path, "web").error() == odd.path + " was not written by mockidp serve --ready-file");
  CHECK(read_provider(odd.path)->default_issuer.empty());
}

TEST_CASE("a client's own file is there whole or not at all", "[start]") {
  const TestFile file("");
  REQUIRE(write_ready_file(file.path, "http://localhost:8080"));
  std::ifstream input(file.path);
  const std::string text((std::istreambuf_iterator<char>(input)), {});
  CHECK(text.find("\"base_url\": \"http://localhost:8080\"") != std::string::npos);
  CHECK(text.find("\"pid\": ") != std::string::npos);
  CHECK_FALSE(write_ready_file("/nowhere/ready.json", "http://localhost:8080"));
}

}  // namespace start
