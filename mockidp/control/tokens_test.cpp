#include <nlohmann/json.hpp>

#include "mockidp/control/control_fixture_test.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/token/token_fault.h"

using namespace std::chrono_literals;

namespace mockidp {
namespace {

using protocol::Json;
using testing::json_of;

class MintFixture : public ControlFixture {
 public:
  http::Response order(const Json& body) { return post("/tokens", body); }
  Json minted(const Json& body) {
    const auto response = order(body);
    CAPTURE(response.body);
    REQUIRE(response.status == 201);
    return json_of(response);
  }
  protocol::Result<protocol::VerifiedJwt, protocol::JwsError> verify(const std::string& token,
                                                                     const char* base = "/oauth2/default") {
    const auto keys = protocol::parse_key_set(provider.get(std::string(base) + "/v1/keys").body);
    return protocol::verify_jws(token, *keys);
  }
  Json claims(const Json& tokens, const char* kind, const char* base = "/oauth2/default") {
    const auto token = verify(tokens.at(kind).get<std::string>(), base);
    REQUIRE(token);
    return token->claims();
  }
};

Json for_alice() { return {{"client_id", testing::kWebApp}, {"login", testing::kAlice}}; }

Json with_member(Json body, const char* name, const Json& value) {
  body[name] = value;
  return body;
}

}  // namespace

TEST_CASE("tokens of a person are minted as the token endpoint would", "[control][tokens]") {
  MintFixture control;
  const auto body = control.minted(with_member(for_alice(), "nonce", "n-1"));
  CHECK(body["token_type"] == "Bearer");
  CHECK(body["expires_in"] == 3600);
  CHECK(body["scope"] == "openid profile email");
  CHECK(body["issuer"] == "http://localhost:7070/oauth2/default");
  CHECK_FALSE(body.contains("refresh_token"));
  const auto id_token = control.claims(body, "id_token");
  CHECK(id_token["aud"] == testing::kWebApp);
  CHECK(id_token["nonce"] == "n-1");
  CHECK(id_token["amr"] == Json{"pwd"});
  CHECK(id_token["at_hash"] == protocol::half_hash(body["access_token"].get<std::string>()));
  CHECK(control.claims(body, "access_token")["sub"] == testing::kAlice);

  const auto userinfo = control.provider.get(testing::kUserinfoPath,
                                             testing::bearer_header(body["access_token"].get<std::string>()));
  CHECK(userinfo.status == 200);
  CHECK(json_of(userinfo)["sub"] == id_token["sub"]);
}

TEST_CASE("tokens of a client have no person, and no ID token", "[control][tokens]") {
  MintFixture control;
  const auto body = control.minted({{"client_id", testing::kService}, {"scopes", {"api.read"}}});
  CHECK_FALSE(body.contains("id_token"));
  const auto claims = control.claims(body, "access_token");
  CHECK(claims["sub"] == testing::kService);
  CHECK_FALSE(claims.contains("uid"));
}

TEST_CASE("the org's own server mints too", "[control][tokens]") {
  MintFixture control;
  const auto body = control.minted(with_member(for_alice(), "server", "org"));
  CHECK(control.claims(body, "id_token", "/oauth2")["iss"] == "http://localhost:7070");
}

TEST_CASE("a minted refresh token works, and keeps what was said of the sign-in", "[control][tokens]") {
  MintFixture control;
  auto order = for_alice();
  order["scopes"] = {"offline_access", "openid", "api.read"};
  order["acr"] = "urn:okta:loa:2fa:any";
  order["amr"] = {"pwd", "sms", "mfa"};
  order["auth_time"] = protocol::to_unix(control.provider.clock.now()) - 500;
  const auto body = control.minted(order);
  CHECK(body["scope"] == "openid offline_access api.read");
  const auto refreshed = control.provider.post(testing::kTokenPath,
                                               testing::refreshing(body["refresh_token"].get<std::string>()),
                                               testing::web_credentials());
  REQUIRE(refreshed.status == 200);
  const auto before = control.claims(body, "id_token");
  const auto after = control.claims(json_of(refreshed), "id_token");
  for (const char* same : {"sub", "acr", "amr", "auth_time"}) CHECK(after[same] == before[same]);
  CHECK(before["auth_time"] == order["auth_time"]);
  CHECK(after["acr"] == "urn:okta:loa:2fa:any");
}

TEST_CASE("claims take the place of others, and null takes one out", "[control][tokens]") {
  MintFixture control;
  auto order = for_alice();
  order["access_token_claims"] = {{"scp", {"admin"}}, {"tier", 3}, {"uid", nullptr}};
  order["id_token_claims"] = {{"email", nullptr}, {"exp", 1}};
  order["lifetime_seconds"] = 7;
  const auto body = control.minted(order);
  const auto access_token = control.claims(body, "access_token");
  CHECK(access_token["scp"] == Json{"admin"});
  CHECK(access_token["tier"] == 3);
  CHECK_FALSE(access_token.contains("uid"));
  CHECK(access_token["exp"] == access_token["iat"].get<std::int64_t>() + 7);
  const auto id_token = control.claims(body, "id_token");
  CHECK_FALSE(id_token.contains("email"));
  CHECK(id_token["exp"] == 1);
}

TEST_CASE("an introspection does not tell of a claim that was taken out", "[control][tokens]") {
  MintFixture control;
  auto order = for_alice();
  order["access_token_claims"] = {{"sub", nullptr}, {"aud", nullptr}};
  const auto token = control.minted(order)["access_token"].get<std::string>();
  const auto facts = json_of(
      control.provider.post(testing::kIntrospectPath, {{"token", token}}, testing::web_credentials()));
  CHECK(facts["active"] == true);
  CHECK_FALSE(facts.contains("sub"));
  CHECK_FALSE(facts.contains("aud"));
}

TEST_CASE("a token is good from its nbf on", "[control][tokens]") {
  MintFixture control;
  for (const std::string kind : {"access_token", "id_token"}) {
    CAPTURE(kind);
    const auto bent = control.minted(
        with_member(for_alice(), "fault", {{"name", kind + "_not_yet_valid"}, {"seconds", 60}}));
    const auto token = bent[kind].get<std::string>();
    const auto active = [&] {
      return json_of(control.provider.post(testing::kIntrospectPath, {{"token", token}},
                                           testing::web_credentials()))["active"];
    };
    const auto userinfo = [&] {
      return control.provider.get(testing::kUserinfoPath, testing::bearer_header(token)).status;
    };
    CHECK(active() == false);
    CHECK(userinfo() == 401);
    control.provider.clock.advance(std::chrono::seconds(60));
    CHECK(active() == true);
    CHECK(userinfo() == (kind == "access_token" ? 200 : 401));
  }
}

TEST_CASE("a fault bends the one token that it is about, and no other request", "[control][tokens]") {
  MintFixture control;
  const auto bent = control.minted(with_member(
      for_alice(), "fault", {{"name", "id_token_wrong_issuer"}, {"variant", "one_more_character"}}));
  CHECK(control.claims(bent, "id_token")["iss"] != "http://localhost:7070/oauth2/default");
  CHECK(control.claims(bent, "access_token")["iss"] == "http://localhost:7070/oauth2/default");
  CHECK_FALSE(control.provider.org.faults.any());
  const auto right = control.minted(for_alice());
  CHECK(control.claims(right, "id_token")["iss"] == "http://localhost:7070/oauth2/default");
}

TEST_CASE("every fault of tokens can be minted", "[control][tokens]") {
  MintFixture control;
  for (const auto& fault : token_faults()) {
    CAPTURE(fault.name);
    auto order = for_alice();
    order["fault"] = {{"name", fault.name}};
    const std::string_view takes = find_fault(fault.name)->parameters;
    if (takes.find("person") != std::string_view::npos) order["fault"]["person"] = "bob@example.com";
    if (takes.find("url") != std::string_view::npos) order["fault"]["url"] = "http://evil.example";
    const auto bent = control.minted(order);
    const char* kind = fault.kind == TokenKind::id_token ? "id_token" : "access_token";
    const auto right = control.minted(for_alice());
    CHECK(bent.contains(kind));
    const auto verified = control.verify(bent[kind].get<std::string>());
    const auto untouched = control.verify(right[kind].get<std::string>());
    REQUIRE(untouched);
    if (verified) CHECK(protocol::to_text(verified->claims()) != protocol::to_text(untouched->claims()));
  }
}

TEST_CASE("what cannot be minted is refused, each by its own word", "[control][tokens]") {
  MintFixture control;
  struct Row {
    Json body;
    int status;
    const char* message;
  };
  const Row rows[] = {
      {{{"client_id", "nobody"}}, 404, "No app has that client_id."},
      {Json::object(), 404, "No app has that client_id."},
      {with_member(for_alice(), "server", "nowhere"), 404, "No authorization server has that id"},
      {with_member(for_alice(), "login", "nobody@example.com"), 404, "There is no person of that login."},
      {with_member(for_alice(), "scopes", "openid"), 400, "\"scopes\" has to be a list of strings."},
      {with_member(for_alice(), "scopes", {"openid", 1}), 400, "\"scopes\" has to be a list of strings."},
      {with_member(for_alice(), "scopes", {"two words"}), 400, "A scope is a word without blanks."},
      {with_member(for_alice(), "scopes", {""}), 400, "A scope is a word without blanks."},
      {with_member(for_alice(), "lifetime_seconds", 0), 400, "is 1 to ten years"},
      {with_member(for_alice(), "lifetime_seconds", 315360001), 400, "is 1 to ten years"},
      {with_member(for_alice(), "lifetime_seconds", "1"), 400, "has to be a whole number"},
      {with_member(for_alice(), "auth_time", -1), 400, "\"auth_time\" is a time"},
      {with_member(for_alice(), "auth_time", 99999999999), 400, "\"auth_time\" is a time"},
      {with_member(for_alice(), "id_token_claims", Json::array()), 400, "has to be an object"},
      {with_member(for_alice(), "fault", "id_token_wrong_issuer"), 400, "\"fault\" has to be an object."},
      {with_member(for_alice(), "fault", Json::object()), 400, "\"name\" says which fault"},
      {with_member(for_alice(), "fault", {{"name", "id_token_wrong_isuer"}}), 422, "id_token_wrong_issuer"},
      {with_member(for_alice(), "fault", {{"name", "token_endpoint_503"}}), 422, "bends no token"},
      {with_member(for_alice(), "fault", {{"name", "id_token_wrong_issuer"}, {"skip", 1}}), 400,
       "takes name"},
      {{{"client_id", testing::kService}, {"fault", {{"name", "id_token_wrong_issuer"}}}},
       422,
       "none is minted"},
      {with_member(for_alice(), "scope", "openid"), 400, "The body has members"},
  };
  for (const auto& row : rows) {
    CAPTURE(protocol::to_text(row.body));
    const auto response = control.order(row.body);
    CHECK(response.status == row.status);
    CHECK_THAT(control.error(response), ContainsSubstring(row.message));
  }
}

}  // namespace mockidp
