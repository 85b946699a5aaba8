#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

namespace mockidp::testing {
namespace {

void check_token_refused(const http::Response& response, int status, std::string_view error,
                         std::string_view description) {
  CHECK(response.status == status);
  CHECK(response.header("Content-Type") == "application/json");
  CHECK(response.header("Cache-Control") == "no-cache, no-store");
  CHECK(response.header("Pragma") == "no-cache");
  const auto body = json_of(response);
  CHECK(body["error"] == error);
  CHECK(body["error_description"] == description);
  CHECK(body.size() == 2);
}

}  // namespace

TEST_CASE("a redeemed code answers in Okta's order, with Okta's headers", "[token]") {
  TestProvider provider;
  const std::string code = web_code(provider);
  const auto response = provider.post(kTokenPath, web_redemption(code), web_credentials());
  REQUIRE(response.status == 200);
  const auto body = json_of(response);
  std::vector<std::string> members;
  for (const auto& [name, value] : body.items()) members.push_back(name);
  CHECK(members == std::vector<std::string>{"token_type", "expires_in", "access_token", "scope", "id_token"});
  CHECK(body["token_type"] == "Bearer");
  CHECK(body["expires_in"] == 3600);
  CHECK(body["scope"] == "openid profile email");
  CHECK(response.header("Content-Type") == "application/json");
  CHECK(response.header("Cache-Control") == "no-cache, no-store");
  CHECK(response.header("Pragma") == "no-cache");
  CHECK(response.header("Expires") == "0");
  CHECK(response.header("X-Robots-Tag") == "noindex,nofollow");
  CHECK(response.header("X-Rate-Limit-Limit") == "1000");
  CHECK(response.header("X-Rate-Limit-Remaining") == "999");
  CHECK(response.header("X-Rate-Limit-Reset") ==
        std::to_string((protocol::to_unix(provider.clock.now()) / 60 + 1) * 60));
  CHECK(response.header("X-Okta-Request-Id").size() == 32);
  CHECK(response.header("Set-Cookie").empty());
  CHECK(response.header("Strict-Transport-Security").empty());
}

TEST_CASE("scopes come in the server's order, and only openid brings an ID token", "[token]") {
  TestProvider provider;
  const auto scope_of = [&](const char* scope) {
    return web_tokens(provider, kDefaultServer, with(web_request(), "scope", scope));
  };
  CHECK(scope_of("profile email openid")["scope"] == "openid profile email");
  const auto bare = scope_of("api.read");
  CHECK(bare["scope"] == "api.read");
  CHECK_FALSE(bare.contains("id_token"));
  const auto offline = scope_of("offline_access openid");
  CHECK(offline["scope"] == "openid offline_access");
  CHECK(offline.contains("refresh_token"));
  provider.change_app(
      kWebApp, [](AppIntegration& app) { app.grant_types = {protocol::GrantType::authorization_code}; });
  const auto without_grant = scope_of("offline_access openid");
  CHECK(without_grant["scope"] == "openid offline_access");
  CHECK_FALSE(without_grant.contains("refresh_token"));
}

TEST_CASE("only form bodies are read", "[token]") {
  TestProvider provider;
  const auto type = GENERATE("", "application/json", "text/plain", "multipart/form-data; boundary=x");
  http::Request request = post_request(kTokenPath, {{"grant_type", "authorization_code"}});
  request.headers.clear();
  if (*type != '\0') request.headers.emplace_back("Content-Type", type);
  const auto response = provider.send(request);
  CHECK(response.status == 400);
  CHECK(json_of(response)["errorCode"] == "E0000021");
  CHECK(json_of(response)["errorSummary"] ==
        "Bad request.  Accept and/or Content-Type headers likely do not match supported values.");
}

TEST_CASE("the media type may be in other letters and have parameters", "[token]") {
  TestProvider provider;
  http::Request request = post_request(kTokenPath, web_redemption(web_code(provider)), web_credentials());
  request.headers.back().second = "Application/X-WWW-Form-URLencoded; charset=UTF-8";
  CHECK(provider.send(request).status == 200);
}

TEST_CASE("parameters in the query count like those of the body", "[token]") {
  TestProvider provider;
  const std::string code = web_code(provider);
  Params params = web_redemption(code);
  params.add("state", "left over by Okta's Go sample");
  CHECK(provider.post(std::string(kTokenPath) + '?' + protocol::encode_form(params), {}, web_credentials())
            .status == 200);
}

TEST_CASE("but not credentials", "[token]") {
  TestProvider provider;
  const auto name = GENERATE("client_secret", "client_assertion");
  const auto response =
      provider.post(std::string(kTokenPath) + '?' + name + "=x", {{"grant_type", "client_credentials"}});
  check_token_refused(response, 400, "invalid_request",
                      "Client credentials cannot be supplied via query parameters.");
}

TEST_CASE("a parameter counts once over query and body", "[token]") {
  TestProvider provider;
  const auto response = provider.post(std::string(kTokenPath) + "?grant_type=authorization_code",
                                      {{"grant_type", "authorization_code"}}, web_credentials());
  check_token_refused(response, 400, "invalid_request",
                      "Duplicate parameter provided in request. Duplicated parameters: [grant_type].");
}

TEST_CASE("a form that does not decode is refused", "[token]") {
  TestProvider provider;
  http::Request request = post_request(kTokenPath, {}, web_credentials());
  request.body = "grant_type=%";
  check_token_refused(provider.send(request), 400, "invalid_request", "Invalid request");
}

TEST_CASE("the grant type decides after the client is known", "[token]") {
  TestProvider provider;
  SECTION("missing") {
    check_token_refused(provider.post(kTokenPath, {{"code", "x"}}, web_credentials()), 400, "invalid_request",
                        "The token request must specify a 'grant_type'. Valid values: [authorization_code, "
                        "refresh_token, client_credentials]");
  }
  SECTION("unknown") {
    check_token_refused(
        provider.post(kTokenPath, {{"grant_type", "Password"}}, web_credentials()), 400,
        "unsupported_grant_type",
        "The authorization grant type is not supported by the authorization server. Configured grant "
        "types: [authorization_code, refresh_token, client_credentials].");
  }
  SECTION("not the app's") {
    check_token_refused(
        provider.post(kTokenPath, {{"grant_type", "client_credentials"}}, web_credentials()), 400,
        "unauthorized_client",
        "The client is not authorized to use the provided grant type. Configured grant types: "
        "[authorization_code, refresh_token].");
  }
  SECTION("Okta's, but not here, is not the app's either") {
    const auto* grant_type = GENERATE("password", "urn:ietf:params:oauth:grant-type:device_code",
                                      "urn:ietf:params:oauth:grant-type:token-exchange",
                                      "urn:ietf:params:oauth:grant-type:saml2-bearer",
                                      "urn:openid:params:grant-type:ciba", "interaction_code");
    check_token_refused(
        provider.post(kTokenPath, {{"grant_type", grant_type}}, web_credentials()), 400,
        "unauthorized_client",
        "The client is not authorized to use the provided grant type. Configured grant types: "
        "[authorization_code, refresh_token].");
  }
  SECTION("no client, no word about grants") {
    check_token_refused(provider.post(kTokenPath, {{"grant_type", "password"}}), 401, "invalid_client",
                        "No client credentials found.");
  }
}

TEST_CASE("an unknown authorization server is a 404", "[token]") {
  TestProvider provider;
  CHECK(provider.post("/oauth2/nothere/v1/token", {}).status == 404);
  CHECK(json_of(provider.post("/oauth2/nothere/v1/token", {}))["errorSummary"] ==
        "Not found: Resource not found: nothere (AuthorizationServer)");
}

TEST_CASE("an inactive authorization server is not there", "[token]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.authorization_servers.back().active = false; });
  CHECK(provider.post(kTokenPath, {}, web_credentials()).status == 404);
}

TEST_CASE("GET is not a way to a token", "[token]") {
  TestProvider provider;
  const auto response = provider.get(kTokenPath);
  CHECK(response.status == 405);
  CHECK(response.header("Allow") == "POST, OPTIONS");
  CHECK(json_of(response)["errorCode"] == "E0000022");
  CHECK(json_of(response)["errorSummary"] == "The endpoint does not support the provided HTTP method");
}

TEST_CASE("secrets and tokens are in the journal only as digests", "[token][journal]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider);
  std::string journal;
  for (const auto& entry : provider.org.journal.read(0, 1000)) journal += entry.json;
  CHECK_THAT(journal, ContainsSubstring("\"access_token\""));
  CHECK(journal.find(tokens["access_token"].get<std::string>()) == std::string::npos);
  CHECK(journal.find(tokens["id_token"].get<std::string>()) == std::string::npos);
  CHECK(journal.find(std::string(kAlicePassword)) == std::string::npos);
}

TEST_CASE("a page of the app can read a refusal, however early", "[token][cors]") {
  TestProvider provider;
  const http::Headers page{{"Origin", "http://localhost:9000"}};
  const Params repeated{{"client_id", std::string(kSpa)}, {"a", "1"}, {"a", "2"}};
  const auto early = provider.post(kTokenPath, repeated, page);
  CHECK(early.status == 400);
  CHECK(early.header("Access-Control-Allow-Origin") == "http://localhost:9000");
  const auto foreign = provider.post(kTokenPath, repeated, {{"Origin", "http://localhost:9001"}});
  CHECK(foreign.status == 400);
  CHECK(foreign.header("Access-Control-Allow-Origin").empty());
}

}  // namespace mockidp::testing
