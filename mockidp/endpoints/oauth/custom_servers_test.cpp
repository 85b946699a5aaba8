// Custom authorization servers: side by side, with claims of their own, and where the org may not have them.

#include <nlohmann/json.hpp>

#include "mockidp/directory/expression/expression.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {
namespace {

constexpr std::string_view kSecondServer = "/oauth2/ausapi00000000000001";

CustomClaim expression_claim(std::string name, ClaimType type, const std::string& text) {
  CustomClaim claim;
  claim.name = std::move(name);
  claim.type = type;
  claim.expression = std::make_shared<const expression::Expression>(*expression::Expression::parse(text));
  return claim;
}

void add_second_server(TestProvider& provider) {
  provider.change([](Directory& directory) {
    AuthorizationServer second = directory.authorization_servers.at(1);
    second.id = "ausapi00000000000001";
    second.name = "API";
    second.audience = "api://second";
    second.base_path = kSecondServer;
    second.issuer = directory.org.url + second.base_path;
    directory.authorization_servers.push_back(std::move(second));
  });
}

protocol::Json claims_signed_by(TestProvider& provider, std::string_view server,
                                const protocol::Json& token) {
  const auto keys = protocol::parse_key_set(provider.get(std::string(server) + "/v1/keys").body);
  const auto verified = protocol::verify_jws(token.get<std::string>(), *keys);
  REQUIRE(verified);
  return verified->claims();
}

std::vector<std::string> names_of(const protocol::Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("servers stand side by side, with issuer, audience and keys of their own", "[servers]") {
  TestProvider provider;
  add_second_server(provider);
  const auto first = web_tokens(provider);
  const auto second = web_tokens(provider, kSecondServer);
  const auto claims = claims_signed_by(provider, kSecondServer, second["access_token"]);
  CHECK(claims["iss"] == "http://localhost:7070/oauth2/ausapi00000000000001");
  CHECK(claims["aud"] == "api://second");
  CHECK(claims_signed_by(provider, kDefaultServer, first["access_token"])["aud"] == "api://default");
  CHECK(provider.get("/oauth2/default/v1/keys").body !=
        provider.get(std::string(kSecondServer) + "/v1/keys").body);

  // Tokens are bound to their server.
  const std::string token = second["access_token"];
  CHECK(provider.get(std::string(kSecondServer) + "/v1/userinfo", bearer_header(token)).status == 200);
  const auto foreign = provider.get(kUserinfoPath, bearer_header(token));
  CHECK(foreign.status == 401);
  CHECK_THAT(std::string(foreign.header("WWW-Authenticate")), ContainsSubstring("invalid issuer"));

  provider.change_server("ausapi00000000000001", [](AuthorizationServer& server) { server.active = false; });
  CHECK(provider.get(std::string(kSecondServer) + "/v1/userinfo", bearer_header(token)).status == 404);
  CHECK(provider.get(std::string(kSecondServer) + "/.well-known/openid-configuration").status == 404);
  CHECK(provider.get(kUserinfoPath, bearer_header(std::string(first["access_token"]))).status == 200);
}

TEST_CASE("no claim takes the place of what an introspection says itself", "[servers][claims][introspect]") {
  TestProvider provider;
  provider.change_server("default", [](AuthorizationServer& server) {
    for (const char* name : {"active", "scope", "client_id", "username", "token_type"})
      for (const auto type : {ClaimType::RESOURCE, ClaimType::IDENTITY})
        server.claims.push_back(expression_claim(name, type, "'mine'"));
  });
  const auto tokens = web_tokens(provider);
  for (const char* kind : {"access_token", "id_token"}) {
    CAPTURE(kind);
    CHECK(claims_signed_by(provider, kDefaultServer, tokens[kind])["active"] == "mine");
    const auto facts =
        json_of(provider.post(kIntrospectPath, {{"token", std::string(tokens[kind])}}, web_credentials()));
    CHECK(facts["active"] == true);
    CHECK(facts["client_id"] == kWebApp);
    CHECK(facts["username"] == kAlice);
    CHECK(facts["token_type"] == "Bearer");
    CHECK((!facts.contains("scope") || facts["scope"] == "openid profile email"));
  }
}

TEST_CASE("custom claims come last, each in its own token, and in userinfo", "[servers][claims]") {
  TestProvider provider;
  provider.change_server("default", [](AuthorizationServer& server) {
    server.claims = {
        expression_claim("tier", ClaimType::RESOURCE, "isMemberOfGroupName('Engineering') ? 'gold' : 'none'"),
        expression_claim("town", ClaimType::IDENTITY, "user.city"),
        expression_claim("shown_rarely", ClaimType::IDENTITY, "user.title")};
    server.claims[2].always_include = false;
  });
  const auto tokens = web_tokens(provider);
  const auto access = claims_signed_by(provider, kDefaultServer, tokens["access_token"]);
  CHECK(names_of(access) == std::vector<std::string>{"ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid",
                                                     "scp", "auth_time", "sub", "tier"});
  CHECK(access["tier"] == "gold");
  const auto identity = claims_signed_by(provider, kDefaultServer, tokens["id_token"]);
  CHECK(names_of(identity).back() == "town");
  CHECK(identity["town"] == "San Francisco");
  CHECK_FALSE(identity.contains("shown_rarely"));
  const auto userinfo =
      json_of(provider.get(kUserinfoPath, bearer_header(std::string(tokens["access_token"]))));
  CHECK(userinfo["town"] == "San Francisco");
  CHECK(userinfo["shown_rarely"] == "Engineer");
  CHECK_FALSE(userinfo.contains("tier"));

  SECTION("an ID token that comes without an access token has all of them") {
    const auto* response_type = GENERATE("id_token", "code id_token");
    allow_all_response_types(provider, kSpa);
    TestBrowser browser(provider);
    const auto answer = redirect_params(
        browser.sign_in_to(kDefaultServer, with(spa_request(), "response_type", response_type)));
    CHECK(claims_signed_by(provider, kDefaultServer, std::string(answer.get("id_token")))["shown_rarely"] ==
          "Engineer");
  }
}

TEST_CASE("userinfo knows how the person signed in", "[servers][claims]") {
  TestProvider provider;
  provider.change_server("default", [](AuthorizationServer& server) {
    server.claims = {expression_claim("proved_by", ClaimType::IDENTITY, "session.amr")};
  });
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto identity = claims_signed_by(provider, kDefaultServer, tokens["id_token"]);
  REQUIRE(identity["proved_by"] == identity["amr"]);
  REQUIRE_FALSE(identity["amr"].empty());
  const auto refreshed = json_of(
      provider.post(kTokenPath, refreshing(tokens["refresh_token"].get<std::string>()), web_credentials()));
  for (const auto& from : {tokens, refreshed}) {
    const auto token = from["access_token"].get<std::string>();
    CHECK(json_of(provider.get(kUserinfoPath, bearer_header(token)))["proved_by"] == identity["amr"]);
  }
}

TEST_CASE("the subject of access tokens can be given another expression", "[servers][claims]") {
  TestProvider provider;
  provider.change_server("default", [](AuthorizationServer& server) {
    server.claims = {expression_claim("sub", ClaimType::RESOURCE,
                                      "(appuser != null) ? user.employeeNumber : app.clientId")};
  });
  const auto tokens = web_tokens(provider);
  const auto access = claims_signed_by(provider, kDefaultServer, tokens["access_token"]);
  CHECK(access["sub"] == "1001");
  CHECK(names_of(access).back() == "sub");
  CHECK(claims_signed_by(provider, kDefaultServer, tokens["id_token"])["sub"] == access["uid"]);
  const auto service =
      json_of(provider.post(kTokenPath, {{"grant_type", "client_credentials"}, {"scope", "api.read"}},
                            {{"Authorization", basic_credentials(kService, kServiceSecret)}}));
  CHECK(claims_signed_by(provider, kDefaultServer, service["access_token"])["sub"] == kService);
}

TEST_CASE("a claim that cannot be made refuses the tokens, at the endpoint that would give them",
          "[servers][claims]") {
  TestProvider provider;
  allow_all_response_types(provider, kSpa);
  provider.change_server("default", [](AuthorizationServer& server) {
    server.claims = {expression_claim("bad", ClaimType::IDENTITY, "Convert.toInt(user.city)")};
  });
  const auto tokens = web_tokens(provider);
  CHECK(tokens["error"] == "server_error");
  CHECK(tokens["error_description"] == "The 'bad' system claim could not be evaluated.");
  TestBrowser browser(provider);
  const auto answer =
      redirect_params(browser.sign_in_to(kDefaultServer, with(spa_request(), "response_type", "id_token")));
  CHECK(answer.get("error_description") == "The 'bad' system claim could not be evaluated.");
  CHECK_FALSE(answer.has("id_token"));

  SECTION("userinfo says so in its header alone, as of every error") {
    provider.change_server("default", [](AuthorizationServer& server) { server.claims[0].active = false; });
    const auto good = web_tokens(provider);
    provider.change_server("default", [](AuthorizationServer& server) { server.claims[0].active = true; });
    const auto refused = provider.get(kUserinfoPath, bearer_header(good["access_token"].get<std::string>()));
    CHECK(refused.status == 400);
    CHECK(refused.body.empty());
    CHECK(refused.header("WWW-Authenticate") ==
          "Bearer error=\"server_error\", error_description=\"The 'bad' system claim could not be "
          "evaluated.\"");
  }
}

TEST_CASE("at the org server the scope groups brings the app's groups", "[servers][claims]") {
  TestProvider provider;
  provider.change_app(kWebApp, [](AppIntegration& app) {
    app.groups_claim = GroupsClaim{"groups", {GroupFilterType::STARTS_WITH, "eng", nullptr}};
  });
  const auto tokens = web_tokens(provider, kOrgServer, with(web_request(), "scope", "openid groups"));
  CHECK(claims_signed_by(provider, kOrgServer, tokens["id_token"])["groups"] ==
        protocol::Json::array({"Engineering"}));
  CHECK_FALSE(claims_signed_by(provider, kOrgServer, tokens["access_token"]).contains("groups"));
  const auto without = web_tokens(provider, kOrgServer);
  CHECK_FALSE(claims_signed_by(provider, kOrgServer, without["id_token"]).contains("groups"));
}

TEST_CASE("an org without API Access Management has its own server only", "[servers]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.org.switches.api_access_management = false; });
  const auto page = provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(web_request()));
  CHECK(page.status == 400);
  CHECK_THAT(page.body, ContainsSubstring("server_error"));
  CHECK_THAT(page.body, ContainsSubstring("The requested feature is not enabled in this environment."));
  for (const char* path : {"/oauth2/default/v1/keys", "/oauth2/default/.well-known/openid-configuration",
                           "/oauth2/nothere/v1/keys"}) {
    CAPTURE(path);
    const auto response = provider.get(path);
    CHECK(response.status == 401);
    CHECK(json_of(response)["errorCode"] == "E0000015");
  }
  CHECK(json_of(provider.post(kTokenPath, {}))["errorCode"] == "E0000015");
  CHECK(web_tokens(provider, kOrgServer).contains("id_token"));
}

TEST_CASE("a sign-in at a custom server ends when the org loses the product", "[servers]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto page = browser.authorize(kDefaultServer, web_request());
  provider.change([](Directory& directory) { directory.org.switches.api_access_management = false; });
  const auto response = browser.sign_in(page, kAlice, kAlicePassword);
  CHECK(response.header("Location").empty());
}

}  // namespace mockidp::testing
