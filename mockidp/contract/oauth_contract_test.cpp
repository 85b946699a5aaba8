// Every response of the OAuth endpoints against the schemas of Okta's OpenAPI description.

#include <nlohmann/json.hpp>

#include "mockidp/contract/openapi_test.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/signing_client_test.h"
#include "mockidp/testing/test_browser.h"

// Skipped by name where the description is not at hand.
#define REQUIRE_DESCRIPTION(description)                         \
  const auto* description = contract::OpenApi::of_environment(); \
  if (description == nullptr) SKIP("MOCKIDP_OKTA_OPENAPI names no file")

namespace mockidp::testing {
namespace {

constexpr std::string_view kAnyServer = "/oauth2/{authorizationServerId}";

// One of both authorization servers: where it is, and how the description calls it.
struct Server {
  std::string base;
  std::string described;
  std::string path(std::string_view endpoint) const { return base + "/v1/" + std::string(endpoint); }
};

Server any_server() {
  return GENERATE(Server{std::string(kOrgServer), std::string(kOrgServer)},
                  Server{std::string(kDefaultServer), std::string(kAnyServer)});
}

class Judge {
 public:
  Judge(const contract::OpenApi& description, const Server& server)
      : description_(description), server_(server) {}

  void check(const char* method, std::string_view endpoint, const http::Response& response,
             int status) const {
    const std::string path = server_.described + std::string(endpoint);
    const auto problems = description_.problems_of(method, path, response);
    CAPTURE(method, path, response.body, problems);
    CHECK(response.status == status);
    CHECK(problems.empty());
  }

 private:
  const contract::OpenApi& description_;
  const Server& server_;
};

std::string text(const protocol::Json& body, const char* name) { return body.at(name).get<std::string>(); }

Params service_request() { return {{"grant_type", "client_credentials"}, {"scope", "api.read"}}; }

}  // namespace

TEST_CASE("contract: metadata of every kind", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  TestProvider provider;
  const auto check = [&](const char* target, const char* path) {
    const auto response = provider.get(target);
    const auto problems = description->problems_of("get", path, response);
    CAPTURE(target, response.body, problems);
    CHECK(problems.empty());
  };
  check("/.well-known/openid-configuration", "/.well-known/openid-configuration");
  check("/.well-known/openid-configuration?client_id=0oawebapp0mockidp001",
        "/.well-known/openid-configuration");
  check("/.well-known/openid-configuration?client_id=nobody", "/.well-known/openid-configuration");
  for (const char* document : {"openid-configuration", "oauth-authorization-server"}) {
    const auto described = "/oauth2/{authorizationServerId}/.well-known/" + std::string(document);
    check(("/oauth2/default/.well-known/" + std::string(document)).c_str(), described.c_str());
    check(("/oauth2/default/.well-known/" + std::string(document) + "?client_id=nobody").c_str(),
          described.c_str());
    check(("/oauth2/nowhere/.well-known/" + std::string(document)).c_str(), described.c_str());
  }
}

TEST_CASE("contract: keys, also while they rotate", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  const Judge judge(*description, server);
  TestProvider provider;
  judge.check("get", "/v1/keys", provider.get(server.path("keys")), 200);
  provider.org.rotate_keys(server.base == kOrgServer ? "" : "default");
  judge.check("get", "/v1/keys", provider.get(server.path("keys")), 200);
}

TEST_CASE("contract: tokens of every grant", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  const Judge judge(*description, server);
  TestProvider provider;
  const auto token = [&](const Params& params, http::Headers headers = web_credentials()) {
    auto response = provider.post(server.path("token"), params, std::move(headers));
    judge.check("post", "/v1/token", response, 200);
    return json_of(response);
  };
  token(web_redemption(web_code(provider, server.base)));
  token(web_redemption(web_code(provider, server.base, with(web_request(), "scope", "openid"))));
  const auto offline = token(web_redemption(web_code(provider, server.base, offline_request())));
  const auto refreshed = token(refreshing(text(offline, "refresh_token")));
  token(with(refreshing(text(refreshed, "refresh_token")), "scope", "openid"));
  if (server.base == kDefaultServer)
    token(service_request(), {{"Authorization", basic_credentials(kService, kServiceSecret)}});
}

TEST_CASE("contract: tokens that are bound to a key, and the refusals on the way there", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  const Judge judge(*description, server);
  TestProvider provider;
  provider.change_app(kWebApp, [](AppIntegration& app) { app.dpop_bound_access_tokens = true; });
  SigningClient client;
  std::string nonce;
  const auto ask = [&](const Params& params) {
    auto claims =
        client.proof_claims("POST", "http://localhost:7070" + server.path("token"), provider.clock.now());
    claims["nonce"] = nonce;
    http::Headers headers = web_credentials();
    headers.emplace_back("DPoP", client.proof(claims));
    return provider.post(server.path("token"), params, std::move(headers));
  };
  // The description knows Bearer and N_A alone; Okta's guide to DPoP has DPoP.
  const auto check_bound = [&](const http::Response& response) {
    CHECK(response.status == 200);
    const auto problems = description->problems_of("post", server.described + "/v1/token", response);
    CAPTURE(response.body, problems);
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0], ContainsSubstring("token_type"));
    CHECK(json_of(response).at("token_type") == "DPoP");
  };
  const Params code = web_redemption(web_code(provider, server.base, offline_request()));
  judge.check("post", "/v1/token", provider.post(server.path("token"), code, web_credentials()), 400);
  const auto refused = ask(code);
  judge.check("post", "/v1/token", refused, 400);
  nonce = refused.header("dpop-nonce");
  const auto bound = ask(code);
  check_bound(bound);
  const auto tokens = json_of(bound);
  check_bound(ask(refreshing(text(tokens, "refresh_token"))));
  const auto facts =
      provider.post(server.path("introspect"), {{"token", text(tokens, "access_token")}}, web_credentials());
  judge.check("post", "/v1/introspect", facts, 200);
  CHECK(json_of(facts).at("token_type") == "DPoP");
}

TEST_CASE("contract: what the token endpoint refuses", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  const Judge judge(*description, server);
  TestProvider provider;
  const auto refused = [&](const Params& params, int status, http::Headers headers = web_credentials()) {
    judge.check("post", "/v1/token", provider.post(server.path("token"), params, std::move(headers)), status);
  };
  const auto code = web_redemption("no-such-code");
  refused(code, 400);
  refused({}, 400);
  refused(with(code, "grant_type", nullptr), 400);
  refused(with(code, "grant_type", "unheard_of"), 400);
  refused(with(code, "grant_type", "password"), 400);
  refused(with(code, "code", nullptr), 400);
  refused(
      with(web_redemption(web_code(provider, server.base)), "redirect_uri", "http://localhost:8080/callback"),
      400);
  refused(with(web_redemption(web_code(provider, server.base)), "code_verifier", std::string(kVerifier)),
          400);
  refused(refreshing("no-such-token"), 400);
  refused(with(code, "client_secret", "too"), 401);
  refused(code, 401, {});
  refused(code, 401, {{"Authorization", "Basic ***"}});
  refused(code, 401, {{"Authorization", basic_credentials(kWebApp, "wrong-secret")}});
  refused(code, 401, {{"Authorization", basic_credentials("nobody", kWebSecret)}});
  refused(spa_redemption("no-such-code"), 400, {{"Origin", "https://evil.example"}});
}

TEST_CASE("contract: a preflight of the token endpoint", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  const Judge judge(*description, server);
  TestProvider provider;
  http::Request preflight = get_request(server.path("token"), {{"Origin", std::string(kSpaOrigin)}});
  preflight.method = "OPTIONS";
  judge.check("options", "/v1/token", provider.send(preflight), 204);
}

TEST_CASE("contract: introspection of what is active, what is not, and what is refused", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  const Judge judge(*description, server);
  TestProvider provider;
  const auto tokens = web_tokens(provider, server.base, offline_request());
  const auto introspect = [&](const Params& params, int status, http::Headers headers = web_credentials()) {
    auto response = provider.post(server.path("introspect"), params, std::move(headers));
    judge.check("post", "/v1/introspect", response, status);
    return json_of(response);
  };
  for (const char* kind : {"access_token", "id_token", "refresh_token"}) {
    CAPTURE(kind);
    CHECK(introspect({{"token", text(tokens, kind)}, {"token_type_hint", kind}}, 200).at("active") == true);
  }
  CHECK(introspect({{"token", "nothing"}}, 200).at("active") == false);
  introspect({}, 400);
  introspect({{"token", "nothing"}}, 401, {});
}

TEST_CASE("contract: revocation", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  const Judge judge(*description, server);
  TestProvider provider;
  const auto tokens = web_tokens(provider, server.base, offline_request());
  const auto revoke = [&](const Params& params, int status, http::Headers headers = web_credentials()) {
    judge.check("post", "/v1/revoke", provider.post(server.path("revoke"), params, std::move(headers)),
                status);
  };
  revoke({{"token", text(tokens, "access_token")}}, 200);
  revoke({{"token", text(tokens, "refresh_token")}}, 200);
  revoke({{"token", "nothing"}}, 200);
  revoke({}, 400);
  revoke({{"token", "nothing"}}, 401, {});
}

TEST_CASE("contract: userinfo", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  const Judge judge(*description, server);
  TestProvider provider;
  const auto tokens =
      web_tokens(provider, server.base, with(web_request(), "scope", "openid profile email address phone"));
  const auto userinfo = [&](std::string_view token) {
    return provider.get(server.path("userinfo"), bearer_header(token));
  };
  judge.check("get", "/v1/userinfo", userinfo(text(tokens, "access_token")), 200);
  judge.check("get", "/v1/userinfo", userinfo("nothing"), 401);
  judge.check("get", "/v1/userinfo", provider.get(server.path("userinfo")), 401);
  if (server.base != kDefaultServer) return;
  const auto own = json_of(provider.post(kTokenPath, service_request(),
                                         {{"Authorization", basic_credentials(kService, kServiceSecret)}}));
  judge.check("get", "/v1/userinfo", userinfo(text(own, "access_token")), 403);
}

// The description knows of 200 alone; that the browser is redirected stands in its words.
TEST_CASE("contract: sign-out leads the browser away, and its refusals are pages", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  TestProvider provider;
  TestBrowser browser(provider);
  const std::string code(redirect_params(browser.sign_in_to(server.base, web_request())).get("code"));
  const auto tokens = json_of(provider.post(server.path("token"), web_redemption(code), web_credentials()));
  const Params hint{{"id_token_hint", text(tokens, "id_token")}};
  const auto gone = browser.get(server.path("logout") + "?" + protocol::encode_form(hint));
  CHECK(gone.status == 302);
  CHECK(gone.body.empty());
  const auto refused = browser.get(server.path("logout"));
  CHECK(refused.status == 400);
  CHECK(refused.header("Content-Type") == "text/html;charset=utf-8");
}

// Of authorize the description says no more; these are its error in JSON and what any path may answer.
TEST_CASE("contract: errors in the envelope of the API", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  TestProvider provider;
  for (const char* target :
       {"/oauth2/default/v1/authorize?client_id=nobody", "/oauth2/v1/authorize", "/oauth2/nowhere/v1/token",
        "/oauth2/nowhere/v1/keys", "/oauth2/v1/nothing", "/oauth2/default/v1/token", "/api/v1/sessions/me"}) {
    const auto response = provider.get(target);
    const auto problems = description->problems_of("#/components/schemas/Error", json_of(response));
    CAPTURE(target, response.status, response.body, problems);
    CHECK(response.status >= 400);
    CHECK(json_of(response).contains("errorCode"));
    CHECK(problems.empty());
  }
}

TEST_CASE("contract: a rate limit, by fault", "[contract]") {
  REQUIRE_DESCRIPTION(description);
  const Server server = any_server();
  const Judge judge(*description, server);
  TestProvider provider;
  FaultOrder order;
  order.name = "token_endpoint_429";
  REQUIRE(provider.org.faults.enable(order));
  judge.check("post", "/v1/token",
              provider.post(server.path("token"), web_redemption("x"), web_credentials()), 429);
}

}  // namespace mockidp::testing
