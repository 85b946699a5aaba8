#include "mockidp/provider/provider.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "mockidp/http/local_client.h"
#include "mockidp/protocol/json.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

protocol::Json json_at(const std::string& url, const std::string& path) {
  const auto answer = http::call_local({.base_url = url, .path = path});
  REQUIRE(answer);
  const auto json = protocol::parse_json(answer->body);
  REQUIRE(json);
  return *json;
}

std::string refusal_of(const ProviderOptions& options) {
  try {
    const Provider provider(options);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a provider answers while it exists", "[provider][net]") {
  std::string url;
  {
    const Provider provider;
    url = provider.org_url();
    CHECK(json_at(url, "/oauth2/default/.well-known/openid-configuration")["issuer"] == provider.issuer());
    CHECK(json_at(url, "/.well-known/openid-configuration")["issuer"] == provider.issuer("org"));
    CHECK(json_at(provider.workbench_url(), "/control/v1/orgs")["orgs"].size() == 1);
  }
  CHECK_FALSE(http::call_local({.base_url = url, .path = "/"}));
}

TEST_CASE("two providers at once have ports of their own", "[provider][net]") {
  const Provider one, other({.seed = 1});
  CHECK(one.org_url() != other.org_url());
  CHECK(one.workbench_url() != other.workbench_url());
}

TEST_CASE("an app is found by its type, its label and its client id", "[provider]") {
  const Provider provider(
      {.apps = {{.type = "spa", .label = "My shop", .redirect_uris = {"http://localhost:3000/cb"}}}});
  const auto shop = provider.app("My shop");
  CHECK(provider.app("spa").client_id == shop.client_id);
  CHECK(provider.app(shop.client_id).label == "My shop");
  CHECK(shop.client_secret.empty());
  CHECK(shop.redirect_uris == std::vector<std::string>{"http://localhost:3000/cb"});
  CHECK_FALSE(provider.app("web").client_secret.empty());
  CHECK_THROWS_WITH(provider.app("My ship"), ContainsSubstring("My ship"));
  CHECK_THROWS_WITH(provider.issuer("custom"), ContainsSubstring("org, default"));
}

TEST_CASE("an org document may be a file or a text", "[provider]") {
  const std::string document =
      R"({"apps": [{"label": "Only one", "application_type": "service", "client_id": "service-1"}]})";
  CHECK(Provider({.org_document = document}).app("service").client_id == "service-1");
  CHECK(Provider({.org_file = MOCKIDP_SOURCE_DIR "/fixtures/orgs/default.json"}).app("web").client_id ==
        Provider().app("web").client_id);
}

TEST_CASE("what an option has wrong is told", "[provider]") {
  CHECK_THAT(refusal_of({.org_document = "{"}), ContainsSubstring("org document"));
  CHECK_THAT(refusal_of({.org_document = "[]", .apps = {{}}}), ContainsSubstring("object"));
  CHECK_THAT(refusal_of({.org_document = R"({"aps": []})"}), ContainsSubstring("\"apps\""));
  CHECK_THAT(refusal_of({.org_file = "no-such-file.json"}), ContainsSubstring("no-such-file.json"));
  CHECK_THAT(refusal_of({.org_file = "a", .org_document = "{}"}), ContainsSubstring("not both"));
  CHECK_THAT(refusal_of({.apps = {{.type = "desktop"}}}), ContainsSubstring("/apps/0/application_type"));
  const Provider holder;
  const auto port = static_cast<std::uint16_t>(std::stoi(holder.org_url().substr(17)));
  CHECK_THAT(refusal_of({.port = port}), ContainsSubstring(std::to_string(port)));
}

TEST_CASE("a test moves the clock, changes the org, switches faults on, and resets", "[provider][net]") {
  Provider provider;
  const auto state = [&](const std::string& what) {
    return json_at(provider.workbench_url(), "/control/v1/orgs/default/" + what);
  };
  provider.advance_clock(std::chrono::minutes(5));
  provider.advance_clock(std::chrono::minutes(-2));
  CHECK(state("clock")["offset_seconds"] == 180);

  provider.enable_fault({.name = "token_endpoint_503", .times = 2});
  CHECK(state("faults")["faults"][0]["times"] == 2);
  CHECK_THROWS_WITH(provider.enable_fault({.name = "token_endpoint_504"}),
                    ContainsSubstring("token_endpoint_503"));

  provider.merge_into_org(
      R"({"apps": [{"label": "Late", "application_type": "native", "redirect_uris": ["app:/cb"]}]})");
  CHECK(provider.app("native").label == "Late");
  CHECK_THROWS_AS(provider.app("web"), std::runtime_error);
  CHECK_THROWS_WITH(provider.merge_into_org(R"({"apps": 1})"), ContainsSubstring("/apps"));
  CHECK_THROWS_WITH(provider.merge_into_org("{"), ContainsSubstring("JSON"));

  provider.reset();
  CHECK(state("clock")["offset_seconds"] == 0);
  CHECK(state("faults")["faults"].empty());
}

}  // namespace mockidp
