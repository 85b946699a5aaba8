#include "mockidp/policy/scopes.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::GrantType;

namespace {

using Names = std::vector<std::string>;

AuthorizationServer server_with(std::vector<Scope> custom, std::string id = "default") {
  AuthorizationServer server;
  server.id = std::move(id);
  server.name = server.id;
  for (const char* name : {"openid", "profile", "email", "address", "phone", "offline_access"})
    server.scopes.push_back({name, "", true, false, true});
  for (auto& scope : custom) server.scopes.push_back(std::move(scope));
  return server;
}

const std::vector<Scope> kApi{{"api.read", "", false, false, false}, {"api.write", "", false, false, false}};

}  // namespace

TEST_CASE("known scopes stand, in the server's order and once", "[scopes]") {
  const auto decided = decide_scopes(server_with(kApi), GrantType::authorization_code,
                                     {"api.read", "email", "profile", "openid", "email"});
  REQUIRE(decided);
  CHECK(*decided == Names{"openid", "profile", "email", "api.read"});
}

TEST_CASE("scopes that do not stand are refused with Okta's reason", "[scopes]") {
  struct Row {
    const char* what;
    const char* server_id;
    GrantType grant;
    Names requested;
    OktaError error;
    const char* closest;
  };
  const Row rows[] = {
      {"unknown to a custom server",
       "default",
       GrantType::authorization_code,
       {"openid", "api.reed"},
       OktaError::no_matching_scope,
       "api.read"},
      {"unknown and unlike any",
       "default",
       GrantType::authorization_code,
       {"openid", "payments"},
       OktaError::no_matching_scope,
       ""},
      {"groups is no scope of a custom server",
       "default",
       GrantType::authorization_code,
       {"openid", "groups"},
       OktaError::no_matching_scope,
       ""},
      {"custom on the org server",
       "",
       GrantType::authorization_code,
       {"openid", "payments"},
       OktaError::illegal_custom_scope,
       ""},
      {"case counts",
       "default",
       GrantType::authorization_code,
       {"OpenID"},
       OktaError::no_matching_scope,
       "openid"},
      {"none, and no defaults",
       "default",
       GrantType::authorization_code,
       {},
       OktaError::no_default_scopes,
       ""},
      {"none on the org server", "", GrantType::authorization_code, {}, OktaError::missing_scopes, ""},
      {"profile without openid",
       "default",
       GrantType::authorization_code,
       {"profile", "api.read"},
       OktaError::openid_scope_required,
       "openid"},
      {"offline_access without openid",
       "default",
       GrantType::authorization_code,
       {"offline_access"},
       OktaError::openid_scope_required,
       "openid"},
      {"openid without a person",
       "default",
       GrantType::client_credentials,
       {"openid", "api.read"},
       OktaError::openid_not_allowed_client_creds,
       ""},
      {"profile without a person",
       "default",
       GrantType::client_credentials,
       {"profile"},
       OktaError::openid_not_allowed_client_creds,
       ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto decided = decide_scopes(server_with(kApi, row.server_id), row.grant, row.requested);
    REQUIRE_FALSE(decided);
    CHECK(decided.error().error == row.error);
    CHECK(decided.error().closest == row.closest);
    CHECK_FALSE(decided.error().decided_by.empty());
  }
}

TEST_CASE("custom scopes alone need no openid", "[scopes]") {
  const auto person = decide_scopes(server_with(kApi), GrantType::authorization_code, {"api.write"});
  REQUIRE(person);
  CHECK(*person == Names{"api.write"});
  const auto service =
      decide_scopes(server_with(kApi), GrantType::client_credentials, {"api.write", "api.read"});
  REQUIRE(service);
  CHECK(*service == Names{"api.read", "api.write"});
}

TEST_CASE("default scopes stand in for a request that names none, and only then", "[scopes]") {
  const auto server =
      server_with({{"api.read", "", false, true, false}, {"api.write", "", false, false, false}});
  const auto none = decide_scopes(server, GrantType::client_credentials, {});
  REQUIRE(none);
  CHECK(*none == Names{"api.read"});
  const auto one = decide_scopes(server, GrantType::client_credentials, {"api.write"});
  REQUIRE(one);
  CHECK(*one == Names{"api.write"});
}
