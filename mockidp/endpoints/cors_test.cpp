#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {
namespace {

http::Headers from_origin(std::string_view origin, http::Headers headers = {}) {
  headers.emplace_back("Origin", origin);
  return headers;
}

http::Response send_preflight(TestProvider& provider, std::string_view target, std::string_view origin,
                              std::string_view method) {
  http::Request request =
      get_request(target, {{"Origin", std::string(origin)},
                           {"Access-Control-Request-Method", std::string(method)},
                           {"Access-Control-Request-Headers", "authorization,x-okta-user-agent-extended"}});
  request.method = "OPTIONS";
  return provider.send(std::move(request));
}

std::string spa_code(TestProvider& provider) {
  TestBrowser browser(provider);
  return std::string(redirect_params(browser.sign_in_to(kDefaultServer, spa_request())).get("code"));
}

}  // namespace

TEST_CASE("any origin may read metadata and keys", "[cors]") {
  TestProvider provider;
  const auto path =
      GENERATE("/.well-known/openid-configuration", "/oauth2/default/.well-known/openid-configuration",
               "/oauth2/v1/keys", "/oauth2/default/v1/keys", "/oauth2/nothere/v1/keys");
  CAPTURE(path);
  const auto response = provider.get(path, from_origin("https://anywhere.example"));
  CHECK(response.header("Access-Control-Allow-Origin") == "https://anywhere.example");
  CHECK(response.header("Access-Control-Allow-Credentials").empty());
  CHECK_THAT(std::string(response.header("Access-Control-Expose-Headers")),
             ContainsSubstring("X-Okta-Request-Id"));
  CHECK(response.header("Vary") == "Origin");
  CHECK(provider.get(path).header("Access-Control-Allow-Origin").empty());
  CHECK(provider.get(path).header("Vary") == "Origin");
  CHECK(send_preflight(provider, path, "https://anywhere.example", "GET").status == 204);
}

TEST_CASE("any origin may revoke and introspect what it holds", "[cors]") {
  TestProvider provider;
  const auto path = GENERATE("/oauth2/v1/introspect", "/oauth2/default/v1/introspect", "/oauth2/v1/revoke",
                             "/oauth2/default/v1/revoke");
  CAPTURE(path);
  const auto response =
      provider.post(path, {{"token", "x"}}, from_origin("https://anywhere.example", web_credentials()));
  CHECK(response.status == 200);
  CHECK(response.header("Access-Control-Allow-Origin") == "https://anywhere.example");
  CHECK(response.header("Access-Control-Allow-Credentials").empty());
  CHECK(provider.post(path, {}, from_origin("https://anywhere.example"))
            .header("Access-Control-Allow-Origin") == "https://anywhere.example");
  const auto asked = send_preflight(provider, path, "https://anywhere.example", "POST");
  CHECK(asked.status == 204);
  CHECK(asked.header("Access-Control-Allow-Methods") == "POST");
  CHECK(asked.header("Access-Control-Allow-Headers") == "authorization,x-okta-user-agent-extended");
}

TEST_CASE("the token endpoint lets any origin ask whether it may ask", "[cors]") {
  TestProvider provider;
  const auto response = send_preflight(provider, kTokenPath, "https://anywhere.example", "POST");
  CHECK(response.status == 204);
  CHECK(response.body.empty());
  CHECK(response.header("Access-Control-Allow-Origin") == "https://anywhere.example");
  CHECK(response.header("Access-Control-Allow-Methods") == "POST");
  CHECK(response.header("Access-Control-Allow-Headers") == "authorization,x-okta-user-agent-extended");
  CHECK(response.header("Access-Control-Max-Age") == "3600");
  CHECK(response.header("Vary") == "Origin");
}

TEST_CASE("a page of a redirect URI's origin may redeem its code", "[cors]") {
  TestProvider provider;
  const auto origin = GENERATE("http://localhost:9000", "HTTP://LOCALHOST:9000");
  const auto response = provider.post(kTokenPath, spa_redemption(spa_code(provider)), from_origin(origin));
  CHECK(response.status == 200);
  CHECK(response.header("Access-Control-Allow-Origin") == origin);
  CHECK(response.header("Vary") == "Origin");
  const auto refused = provider.post(kTokenPath, spa_redemption("nonsense"), from_origin(origin));
  CHECK(refused.status == 400);
  CHECK(refused.header("Access-Control-Allow-Origin") == origin);  // so that the page can read why
}

TEST_CASE("a page of any other origin may not, trusted or not", "[cors]") {
  TestProvider provider;
  const auto origin = GENERATE("http://localhost:9001", "https://localhost:9000", "http://127.0.0.1:9000",
                               "null", "https://trusted.example");
  CAPTURE(origin);
  provider.change([](Directory& directory) {
    directory.trusted_origins.push_back({.id = "tos1", .name = "t", .origin = "https://trusted.example"});
  });
  const std::string code = spa_code(provider);
  const auto response = provider.post(kTokenPath, spa_redemption(code), from_origin(origin));
  CHECK(response.status == 400);
  CHECK(response.header("Access-Control-Allow-Origin").empty());
  CHECK(json_of(response)["error"] == "invalid_request");
  CHECK(json_of(response)["error_description"] ==
        "Browser requests to the token endpoint must be part of at least one whitelisted redirect_uri.");
  CHECK(provider.post(kTokenPath, spa_redemption(code), from_origin(kSpaOrigin)).status ==
        200);  // the code was not spent
}

TEST_CASE("a browser must use PKCE", "[cors]") {
  TestProvider provider;
  const auto response = provider.post(kTokenPath, web_redemption(web_code(provider)),
                                      from_origin("http://localhost:8080", web_credentials()));
  CHECK(response.status == 401);
  CHECK(json_of(response)["error"] == "invalid_client");
  CHECK(json_of(response)["error_description"] ==
        "Browser requests to the token endpoint must use Proof Key for Code Exchange.");
}

TEST_CASE("userinfo answers bearers of any origin", "[cors]") {
  TestProvider provider;
  const std::string token = web_tokens(provider)["access_token"].get<std::string>();
  const auto response =
      provider.get("/oauth2/default/v1/userinfo",
                   from_origin("https://anywhere.example", {{"Authorization", "Bearer " + token}}));
  CHECK(response.status == 200);
  CHECK(response.header("Access-Control-Allow-Origin") == "https://anywhere.example");
  const auto asked =
      send_preflight(provider, "/oauth2/default/v1/userinfo", "https://anywhere.example", "GET");
  CHECK(asked.status == 204);
  CHECK(asked.header("Access-Control-Allow-Methods") == "GET, POST");
}

TEST_CASE("navigation endpoints are not for scripts", "[cors]") {
  TestProvider provider;
  const auto path = GENERATE("/oauth2/default/v1/authorize", "/oauth2/default/v1/logout");
  CHECK(send_preflight(provider, path, kSpaOrigin, "GET").status == 405);
  CHECK(provider.get(path, from_origin(kSpaOrigin)).header("Access-Control-Allow-Origin").empty());
}

}  // namespace mockidp::testing
