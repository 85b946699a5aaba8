#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>
#include "mockidp/endpoints/oauth/authorization_request.h"

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"
#include "mockidp/token/claims.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

constexpr std::string_view kOpenid = "/.well-known/openid-configuration";
constexpr std::string_view kOauth = "/.well-known/oauth-authorization-server";

std::vector<std::string> members_of(const protocol::Json& document) {
  std::vector<std::string> names;
  for (const auto& [name, value] : document.items()) names.push_back(name);
  return names;
}

std::vector<std::string> texts(const protocol::Json& list) {
  std::vector<std::string> values;
  for (const auto& value : list) values.push_back(value.get<std::string>());
  return values;
}

}  // namespace

TEST_CASE("the OpenID metadata of a custom server has Okta's fields in Okta's order", "[discovery]") {
  TestProvider provider;
  const auto document = json_of(provider.get("/oauth2/default/.well-known/openid-configuration"));
  CHECK(members_of(document) == std::vector<std::string>{"issuer",
                                                         "authorization_endpoint",
                                                         "token_endpoint",
                                                         "userinfo_endpoint",
                                                         "jwks_uri",
                                                         "response_types_supported",
                                                         "response_modes_supported",
                                                         "grant_types_supported",
                                                         "subject_types_supported",
                                                         "id_token_signing_alg_values_supported",
                                                         "scopes_supported",
                                                         "token_endpoint_auth_methods_supported",
                                                         "claims_supported",
                                                         "code_challenge_methods_supported",
                                                         "introspection_endpoint",
                                                         "introspection_endpoint_auth_methods_supported",
                                                         "revocation_endpoint",
                                                         "revocation_endpoint_auth_methods_supported",
                                                         "end_session_endpoint",
                                                         "dpop_signing_alg_values_supported"});
  const std::string base = "http://localhost:7070/oauth2/default";
  CHECK(document["issuer"] == base);
  CHECK(document["authorization_endpoint"] == base + "/v1/authorize");
  CHECK(document["token_endpoint"] == base + "/v1/token");
  CHECK(document["userinfo_endpoint"] == base + "/v1/userinfo");
  CHECK(document["jwks_uri"] == base + "/v1/keys");
  CHECK(document["end_session_endpoint"] == base + "/v1/logout");
  CHECK(document["introspection_endpoint"] == base + "/v1/introspect");
  CHECK(document["revocation_endpoint"] == base + "/v1/revoke");
  CHECK(texts(document["grant_types_supported"]) ==
        std::vector<std::string>{"authorization_code", "implicit", "refresh_token"});
  CHECK(texts(document["response_types_supported"]) ==
        std::vector<std::string>{"code", "id_token", "code id_token", "code token", "id_token token",
                                 "code id_token token"});
  CHECK(texts(document["scopes_supported"]) == std::vector<std::string>{"openid", "profile", "email",
                                                                        "address", "phone", "offline_access",
                                                                        "api.read", "api.write"});
  CHECK(texts(document["token_endpoint_auth_methods_supported"]) ==
        std::vector<std::string>{"client_secret_basic", "client_secret_post", "client_secret_jwt",
                                 "private_key_jwt", "none"});
  CHECK(texts(document["dpop_signing_alg_values_supported"]) ==
        std::vector<std::string>{"RS256", "RS384", "RS512", "ES256", "ES384", "ES512"});
  CHECK(texts(document["code_challenge_methods_supported"]) == std::vector<std::string>{"S256"});
}

TEST_CASE("the OAuth metadata leaves OpenID out and has every grant", "[discovery]") {
  TestProvider provider;
  const auto path = GENERATE("/oauth2/default/.well-known/oauth-authorization-server",
                             "/.well-known/oauth-authorization-server/oauth2/default");
  const auto document = json_of(provider.get(path));
  CHECK(document["issuer"] == "http://localhost:7070/oauth2/default");
  CHECK_FALSE(document.contains("userinfo_endpoint"));
  CHECK_FALSE(document.contains("id_token_signing_alg_values_supported"));
  CHECK(texts(document["grant_types_supported"]) ==
        std::vector<std::string>{"authorization_code", "implicit", "refresh_token", "client_credentials"});
  CHECK(texts(document["response_types_supported"]) ==
        std::vector<std::string>{"code", "token", "id_token", "code id_token", "code token", "id_token token",
                                 "code id_token token"});
  CHECK(texts(document["claims_supported"]) ==
        std::vector<std::string>{"ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid", "scp", "sub"});
}

TEST_CASE("the org server answers at the root, with its own scopes in its own order", "[discovery]") {
  TestProvider provider;
  const auto document = json_of(provider.get(kOpenid));
  CHECK(document["issuer"] == "http://localhost:7070");
  CHECK(document["jwks_uri"] == "http://localhost:7070/oauth2/v1/keys");
  CHECK(texts(document["scopes_supported"]) == std::vector<std::string>{"openid", "email", "profile",
                                                                        "address", "phone", "offline_access",
                                                                        "groups"});
  CHECK(json_of(provider.get(kOauth))["issuer"] == "http://localhost:7070");
}

TEST_CASE("what the metadata names is there, and what is there is named", "[discovery]") {
  TestProvider provider;
  std::set<std::string> named;
  for (const auto& path : {std::string(kOpenid), "/oauth2/default" + std::string(kOpenid)}) {
    const auto document = json_of(provider.get(path));
    for (const auto& [name, value] : document.items()) {
      if (!name.ends_with("_endpoint") && name != "jwks_uri") continue;
      const std::string url = value.get<std::string>();
      named.insert(url.substr(url.rfind("/v1/") + 4));
      // A route answers something of its own; an unknown path is E0000008.
      CHECK(json_of(provider.post(url.substr(std::string("http://localhost:7070").size()),
                                  {}))["errorCode"] != "E0000008");
    }
  }
  std::set<std::string> routed;
  for (const auto& route : provider.router.routes())
    if (route.pattern.starts_with("/oauth2/{authServerId}/v1/"))
      routed.insert(route.pattern.substr(std::string("/oauth2/{authServerId}/v1/").size()));
  CHECK(named == routed);
}

TEST_CASE("every response mode and type that the metadata names works", "[discovery]") {
  TestProvider provider;
  allow_all_response_types(provider, kSpa);
  const auto document = json_of(provider.get("/oauth2/default/.well-known/oauth-authorization-server"));
  for (const std::string& mode : texts(document["response_modes_supported"]))
    for (const std::string& type : texts(document["response_types_supported"])) {
      CAPTURE(mode, type);
      if (mode == "query" && type != "code") continue;  // refused, as it has to be
      TestBrowser browser(provider);
      const auto response = browser.sign_in_to(
          kDefaultServer, with(with(spa_request(), "response_mode", mode), "response_type", type));
      const std::string answer = response.body + std::string(response.header("Location"));
      CHECK((answer.find("code") != std::string::npos) == (type.find("code") != std::string::npos));
      CHECK((answer.find("id_token") != std::string::npos) == (type.find("id_token") != std::string::npos));
      CHECK((answer.find("access_token") != std::string::npos) ==
            (type == "token" || type.find(" token") != std::string::npos));
      CHECK(answer.find("error") == std::string::npos);
    }
}

TEST_CASE("the claims that the metadata names are those that tokens and userinfo can have", "[discovery]") {
  TestProvider provider;
  Person person;
  person.id = "00u1";
  person.login = "p@example.com";
  for (const auto name :
       {"displayName",  "firstName",   "middleName",    "lastName", "nickName", "email",    "profileUrl",
        "timezone",     "locale",      "streetAddress", "city",     "state",    "zipCode",  "countryCode",
        "primaryPhone", "mobilePhone", "picture",       "website",  "gender",   "birthdate"})
    person.profile[name] = "x";
  const std::vector<std::string> scopes{"openid", "profile", "email", "address", "phone"}, amr{"pwd"};
  const auto claims = id_token_claims({.person = person,
                                       .issuer = "i",
                                       .client_id = "c",
                                       .grant_id = std::string_view("0123456789abcdef"),
                                       .org_id = "o",
                                       .scopes = scopes,
                                       .amr = amr,
                                       .nonce = "n",
                                       .access_token = "a",
                                       .code = "c",
                                       .auth_time = provider.clock.now(),
                                       .now = provider.clock.now(),
                                       .contents = IdTokenContents::fat},
                                      provider.random);
  const auto names = members_of(claims);
  const auto supported = texts(json_of(provider.get(kOpenid))["claims_supported"]);
  for (const std::string& name : names) {
    CAPTURE(name);
    CHECK(std::find(supported.begin(), supported.end(), name) != supported.end());
  }
  for (const std::string& name : supported) {
    CAPTURE(name);
    CHECK(std::find(names.begin(), names.end(), name) != names.end());
  }
}

TEST_CASE("metadata may be kept for a day, and is compared by ETag", "[discovery]") {
  TestProvider provider;
  const auto response = provider.get(kOpenid);
  REQUIRE(response.status == 200);
  CHECK(response.header("Content-Type") == "application/json");
  CHECK(response.header("Cache-Control") == "max-age=86400, must-revalidate");
  CHECK(response.header("Expires") == "Fri, 02 Jan 2026 00:00:00 GMT");
  CHECK(response.header("Vary") == "Origin");
  CHECK(response.header("X-Rate-Limit-Limit").empty());
  CHECK(response.header("Pragma").empty());
  CHECK(response.header("X-Okta-Request-Id").size() == 32);
  CHECK(response.header("Referrer-Policy") == "strict-origin-when-cross-origin");
  CHECK(response.header("X-Content-Type-Options") == "nosniff");
  const std::string etag(response.header("ETag"));
  const auto again = provider.get(kOpenid, {{"If-None-Match", "\"other\", W/" + etag}});
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(again.header("ETag") == etag);

  SECTION("until the org changes") {
    provider.change([](Directory& directory) {
      for (auto& server : directory.authorization_servers)
        server.scopes.push_back({.name = "fresh", .description = "", .published = true});
    });
    const auto fresh = provider.get(kOpenid, {{"If-None-Match", etag}});
    CHECK(fresh.status == 200);
    CHECK_THAT(fresh.body, ContainsSubstring("\"fresh\""));
  }
}

TEST_CASE("a scope that is not published is not listed", "[discovery]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    for (auto& server : directory.authorization_servers)
      server.scopes.push_back({.name = "secret.scope", .description = "", .published = false});
  });
  CHECK(provider.get("/oauth2/default/.well-known/openid-configuration").body.find("secret.scope") ==
        std::string::npos);
}

TEST_CASE("metadata may be asked for a client, which has to exist", "[discovery]") {
  TestProvider provider;
  const std::string known = "?client_id=" + std::string(kWebApp);
  CHECK(json_of(provider.get(std::string(kOpenid) + known))["jwks_uri"] ==
        "http://localhost:7070/oauth2/v1/keys" + known);
  CHECK(json_of(provider.get("/oauth2/default" + std::string(kOpenid) + known))["jwks_uri"] ==
        "http://localhost:7070/oauth2/default/v1/keys");
  CHECK(provider.get(std::string(kOpenid) + "?client_id=").body == provider.get(kOpenid).body);
  CHECK(provider.get(std::string(kOpenid) + "?client_id=%zz").status == 400);
  const auto refused = provider.get(std::string(kOpenid) + "?client_id=nobody");
  CHECK(refused.status == 400);
  CHECK(json_of(refused)["errorCode"] == "invalid_client");
  CHECK(json_of(refused)["errorSummary"] == "Invalid value for 'client_id' parameter.");
  CHECK(json_of(refused)["errorLink"] == "invalid_client");
}

TEST_CASE("no metadata of a server that is not there", "[discovery]") {
  TestProvider provider;
  const auto path = GENERATE("/oauth2/nothere/.well-known/openid-configuration",
                             "/oauth2/nothere/.well-known/oauth-authorization-server",
                             "/.well-known/oauth-authorization-server/oauth2/nothere");
  const auto response = provider.get(path);
  CHECK(response.status == 404);
  CHECK(json_of(response)["errorCode"] == "E0000007");
  CHECK(json_of(response)["errorSummary"] == "Not found: Resource not found: nothere (AuthorizationServer)");
}

}  // namespace mockidp::testing
