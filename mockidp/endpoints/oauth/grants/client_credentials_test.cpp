#include <nlohmann/json.hpp>
#include "mockidp/protocol/jws.h"

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

namespace mockidp::testing {
namespace {

http::Response ask_as_service(TestProvider& provider, std::string_view server, const char* scope) {
  const Params params{{"grant_type", "client_credentials"}, {"scope", "api.read"}};
  return provider.post(std::string(server) + "/v1/token", with(params, "scope", scope),
                       {{"Authorization", basic_credentials(kService, kServiceSecret)}});
}

}  // namespace

TEST_CASE("a service gets an access token of its own and nothing else", "[token][client_credentials]") {
  TestProvider provider;
  const auto response = ask_as_service(provider, kDefaultServer, "api.write api.read");
  REQUIRE(response.status == 200);
  const auto body = json_of(response);
  CHECK(body.size() == 4);
  CHECK(body["token_type"] == "Bearer");
  CHECK(body["scope"] == "api.read api.write");
  const auto keys = protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body);
  const auto token = protocol::verify_jws(body["access_token"].get<std::string>(), *keys);
  REQUIRE(token);
  CHECK(token->claims()["sub"] == kService);
  CHECK(token->claims()["cid"] == kService);
  CHECK(token->claims()["aud"] == "api://default");
  CHECK_FALSE(token->claims().contains("uid"));
}

TEST_CASE("Okta's refusals of client_credentials", "[token][client_credentials]") {
  TestProvider provider;
  struct Row {
    std::string_view server;
    const char* scope;
    int status;
    const char* error;
    const char* description;
  };
  const auto row =
      GENERATE(Row{kDefaultServer, "openid", 400, "invalid_scope",
                   "Cannot request 'openid' scopes using client credentials."},
               Row{kDefaultServer, "api.read profile", 400, "invalid_scope",
                   "Cannot request 'openid' scopes using client credentials."},
               Row{kDefaultServer, "nosuch", 400, "invalid_scope",
                   "One or more scopes are not configured for the authorization server resource."},
               Row{kDefaultServer, nullptr, 400, "invalid_scope",
                   "The authorization server resource does not have any configured default scopes, 'scope' "
                   "must be provided."},
               Row{kOrgServer, "api.read", 401, "invalid_client",
                   "Client Credentials requests to the Org Authorization Server must use the private_key_jwt "
                   "token_endpoint_auth_method."});
  CAPTURE(row.server, row.scope == nullptr ? "(missing)" : row.scope);
  const auto response = ask_as_service(provider, row.server, row.scope);
  CHECK(response.status == row.status);
  CHECK(json_of(response)["error"] == row.error);
  CHECK(json_of(response)["error_description"] == row.description);
}

TEST_CASE("at the org server an app that is no service is told so", "[token][client_credentials]") {
  TestProvider provider;
  provider.change_app(
      kWebApp, [](AppIntegration& app) { app.grant_types = {protocol::GrantType::client_credentials}; });
  const auto response = provider.post(
      "/oauth2/v1/token", {{"grant_type", "client_credentials"}, {"scope", "x"}}, web_credentials());
  CHECK(response.status == 401);
  CHECK(json_of(response)["error_description"] ==
        "Only clients with 'application_type' of 'service' may use the client_credentials 'grant_type' with "
        "the Org "
        "Authorization Server.");
}

TEST_CASE("a public client cannot vouch for itself", "[token][client_credentials]") {
  TestProvider provider;
  provider.change_app(
      kSpa, [](AppIntegration& app) { app.grant_types = {protocol::GrantType::client_credentials}; });
  const auto response = provider.post(
      "/oauth2/default/v1/token",
      {{"grant_type", "client_credentials"}, {"client_id", std::string(kSpa)}, {"scope", "api.read"}});
  CHECK(response.status == 401);
  CHECK(json_of(response)["error"] == "invalid_client");
}

TEST_CASE("the access policy decides, and its rule sets the lifetime", "[token][client_credentials]") {
  TestProvider provider;
  const auto change_rule = [&](const std::function<void(AccessPolicyRule&)>& edit) {
    provider.change([&](Directory& directory) {
      for (auto& server : directory.authorization_servers)
        if (server.id == "default") edit(server.policies.at(0).rules.at(0));
    });
  };
  SECTION("its lifetime") {
    change_rule([](AccessPolicyRule& rule) { rule.access_token_lifetime = std::chrono::minutes(5); });
    CHECK(json_of(ask_as_service(provider, kDefaultServer, "api.read"))["expires_in"] == 300);
  }
  SECTION("a rule without the grant") {
    change_rule([](AccessPolicyRule& rule) { rule.grant_types = {protocol::GrantType::authorization_code}; });
    const auto response = ask_as_service(provider, kDefaultServer, "api.read");
    CHECK(response.status == 401);
    CHECK(json_of(response)["error"] == "access_denied");
    CHECK(json_of(response)["error_description"] ==
          "Policy evaluation failed for this request, please check the policy configurations.");
  }
}

}  // namespace mockidp::testing
