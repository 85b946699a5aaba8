#include "client/rs/access_token_validator.h"

#include <set>

#include "client/rs/tokens_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rs;
using protocol::Json;

namespace {

struct SomeApi {
  rp::FakeProvider provider;
  AccessTokenValidator validator{test_api_settings(), provider};

  Refusal refusal(const std::string& token) {
    const auto result = validator.validate(token, test_now());
    return result ? Refusal{.status = 200} : result.error();
  }
  // The name of the rule that refused, or "".
  std::string broken_rule(const Json& claims, const std::string& more_header = "") {
    const auto refused = refusal(signed_token(claims, more_header));
    if (refused.status == 200) return "";
    CHECK(refused.status == 401);
    CHECK(refused.error == "invalid_token");
    CHECK_FALSE(refused.description.empty());
    return refused.rule;
  }
};

std::vector<std::string> scopes_in(const Json& claims) {
  SomeApi api;
  const auto token = api.validator.validate(signed_token(claims), test_now());
  REQUIRE(token);
  return token->scopes();
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("an access token for this API passes and gives its claims", "[access_token]") {
  SomeApi api;
  const auto token = api.validator.validate(signed_token(access_claims()), test_now());
  REQUIRE(token);
  CHECK(token->subject() == "alice@example.com");
  CHECK(token->client_id() == "0oa-client");
  CHECK(token->scopes() == Words{"openid", "api.read"});
}

TEST_CASE("keys and metadata are fetched once for many tokens", "[access_token]") {
  SomeApi api;
  for (int i = 0; i < 5; ++i) REQUIRE(api.validator.validate(signed_token(access_claims()), test_now()));
  CHECK(api.provider.count("openid-configuration") == 1);
  CHECK(api.provider.count("keys") == 1);
}

TEST_CASE("the token's issuer is compared byte for byte", "[access_token]") {
  SomeApi api;
  const auto issuer = GENERATE(
      values<Json>({rp::kTestIssuer + "/", "https://idp.example", "https://idp.example/oauth2/other",
                    "https://IDP.example/oauth2/default", "", nullptr, 1, Json::array({rp::kTestIssuer})}));
  CAPTURE(protocol::to_text(issuer));
  CHECK(api.broken_rule(access_claims_with("iss", issuer)) == "iss");
}

TEST_CASE("an issuer configured with a slash at the end still wants the issuer's own spelling",
          "[access_token]") {
  rp::FakeProvider provider;
  auto settings = test_api_settings();
  settings.issuer += "/";
  AccessTokenValidator validator(settings, provider);
  CHECK(validator.validate(signed_token(access_claims()), test_now()));
  CHECK_FALSE(validator.validate(signed_token(access_claims_with("iss", settings.issuer)), test_now()));
}

TEST_CASE("the audience names this API, alone or among others", "[access_token]") {
  SomeApi api;
  CHECK(api.broken_rule(access_claims_with("aud", Json::array({kTestAudience}))) == "");
  CHECK(api.broken_rule(access_claims_with("aud", Json::array({"api://other", kTestAudience}))) == "");
  CHECK(api.broken_rule(access_claims_without("aud")) == "aud");
  const auto audience = GENERATE(
      values<Json>({"api://other", "api://default2", "API://default", "", "api://default api://other",
                    "0oa-client", nullptr, 7, Json::array(), Json::array({"api://other"}),
                    Json::array({"api://default", 7}), Json{{"api://default", true}}}));
  CAPTURE(protocol::to_text(audience));
  CHECK(api.broken_rule(access_claims_with("aud", audience)) == "aud");
}

TEST_CASE("an access token expires, with the skew, to the second", "[access_token]") {
  SomeApi api;
  CHECK(api.broken_rule(access_claims_with("exp", kTestNow - 59)) == "");
  CHECK(api.broken_rule(access_claims_with("exp", kTestNow - 60)) == "exp");
  CHECK(api.broken_rule(access_claims_without("exp")) == "exp");
}

TEST_CASE("an access token is neither early nor from the future", "[access_token]") {
  SomeApi api;
  CHECK(api.broken_rule(access_claims_with("iat", kTestNow + 60)) == "");
  CHECK(api.broken_rule(access_claims_with("iat", kTestNow + 61)) == "iat");
  CHECK(api.broken_rule(access_claims_without("iat")) == "iat");
  CHECK(api.broken_rule(access_claims_with("nbf", kTestNow + 60)) == "");
  CHECK(api.broken_rule(access_claims_with("nbf", kTestNow + 61)) == "nbf");
}

TEST_CASE("an access token's times are whole numbers of seconds", "[access_token]") {
  SomeApi api;
  const auto claim = GENERATE("exp", "iat", "nbf");
  const auto value = GENERATE(values<Json>(
      {nullptr, std::to_string(kTestNow), -1, 1e300, 1.5, true, Json::array({kTestNow}), INT64_MAX}));
  CAPTURE(claim, protocol::to_text(value));
  CHECK(api.broken_rule(access_claims_with(claim, value)) == claim);
}

TEST_CASE("an ID token is no access token", "[access_token]") {
  SomeApi api;
  SECTION("as Okta writes it") {
    api.provider.expect_sign_in("n-1", test_now());
    CHECK(api.refusal(api.provider.id_token()).rule == "aud");
  }
  SECTION("even where the client is called like the API") {
    api.provider.expect_sign_in("n-1", test_now());
    api.provider.claims["aud"] = kTestAudience;
    CHECK(api.refusal(api.provider.id_token()).rule == "cid");
  }
  SECTION("even with a client in it") {
    const auto claim = GENERATE("nonce", "at_hash", "c_hash");
    CHECK(api.broken_rule(access_claims_with(claim, "x")) == "id_token");
  }
}

TEST_CASE("a token without a client or a subject is refused", "[access_token]") {
  SomeApi api;
  const auto claim = GENERATE("cid", "sub");
  CHECK(api.broken_rule(access_claims_without(claim)) == claim);
  const auto value = GENERATE(values<Json>({"", nullptr, 7, Json::array({"a"})}));
  CHECK(api.broken_rule(access_claims_with(claim, value)) == claim);
}

TEST_CASE("an API that names its clients refuses the others", "[access_token]") {
  rp::FakeProvider provider;
  auto settings = test_api_settings();
  settings.client_ids = {"0oa-one", "0oa-two"};
  AccessTokenValidator validator(settings, provider);
  CHECK(validator.validate(signed_token(access_claims_with("cid", "0oa-two")), test_now()));
  const auto refused = validator.validate(signed_token(access_claims()), test_now());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().rule == "client");
}

TEST_CASE("a token that is bound to a key is no bearer token", "[access_token]") {
  SomeApi api;
  CHECK(api.broken_rule(access_claims_with("cnf", {{"jkt", "x"}})) == "cnf");
}

TEST_CASE("the type may be absent, JWT or at+jwt", "[access_token]") {
  SomeApi api;
  CHECK(api.broken_rule(access_claims(), R"(,"typ":"JWT")") == "");
  CHECK(api.broken_rule(access_claims(), R"(,"typ":"at+jwt")") == "");
  CHECK(api.broken_rule(access_claims(), R"(,"typ":"application/at+jwt")") == "");
  CHECK(api.broken_rule(access_claims(), R"(,"typ":"logout+jwt")") == "typ");
  CHECK(api.broken_rule(access_claims(), R"(,"typ":7)") == "typ");
}

TEST_CASE("scopes come as a list or as words, and absence is none", "[access_token]") {
  CHECK(scopes_in(access_claims_with("scp", Json::array({"a", "b"}))) == Words{"a", "b"});
  CHECK(scopes_in(access_claims_with("scp", Json::array())) == Words{});
  CHECK(scopes_in(access_claims_without("scp")) == Words{});
  auto words = access_claims_without("scp");
  words["scope"] = "a  b";
  CHECK(scopes_in(words) == Words{"a", "b"});
  words["scope"] = "";
  CHECK(scopes_in(words) == Words{});
}

TEST_CASE("of two claims for scopes the one of Okta counts", "[access_token]") {
  auto claims = access_claims_with("scp", Json::array({"a"}));
  claims["scope"] = "a b";
  CHECK(scopes_in(claims) == Words{"a"});
}

TEST_CASE("scopes of another shape allow nothing", "[access_token]") {
  SomeApi api;
  const auto scopes = GENERATE(values<Json>({nullptr, true, "api.read", Json::array({"api.read", 1}), 7}));
  CAPTURE(protocol::to_text(scopes));
  CHECK(api.broken_rule(access_claims_with("scp", scopes)) == "scp");
}

TEST_CASE("every needed scope has to be there, whole", "[access_token]") {
  SomeApi api;
  const auto token = api.validator.validate(signed_token(access_claims()), test_now());
  REQUIRE(token);
  CHECK(require_scopes(*token, {}));
  CHECK(require_scopes(*token, {"api.read"}));
  const auto refused = require_scopes(*token, {"api.read", "api.write"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().status == 403);
  CHECK(refused.error().error == "insufficient_scope");
  CHECK(refused.error().scopes == Words{"api.read", "api.write"});
  CHECK_FALSE(require_scopes(*token, {"api"}));
  CHECK_FALSE(require_scopes(*token, {"API.read"}));
}

TEST_CASE("a sign-in that is not enough is refused with what would be", "[access_token]") {
  SomeApi api;
  const auto token = api.validator.validate(signed_token(access_claims_with("acr", "phr")), test_now());
  REQUIRE(token);
  CHECK(require_assurance(*token, {}, protocol::Seconds(60), test_now()));
  CHECK(require_assurance(*token, {.acr_values = {"phr"}, .max_age = protocol::Seconds(20)},
                          protocol::Seconds(0), test_now()));
  const rp::Assurance wanted{.acr_values = {"phr", "phrh"}, .max_age = protocol::Seconds(19)};
  const auto refused = require_assurance(*token, wanted, protocol::Seconds(0), test_now());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().status == 401);
  CHECK(challenge(refused.error(), "r") ==
        "Bearer realm=\"r\", error=\"insufficient_user_authentication\", error_description=\"This needs a "
        "stronger "
        "or a more recent sign-in.\", acr_values=\"phr phrh\", max_age=\"19\"");
}

TEST_CASE("only the issuer's keys sign access tokens", "[access_token]") {
  SomeApi api;
  const auto good = signed_token(access_claims());
  const auto payload = good.substr(0, good.rfind('.'));
  const auto stranger = protocol::SigningKey::generate_rsa();
  const std::string real_kid = R"({"kid":")" + rp::first_test_key()->kid() + R"(","alg":"RS256"})";
  const std::vector<std::string> tokens = {
      payload + ".",
      payload,
      payload + ".AAAA",
      good + "x",
      protocol::sign_compact(*stranger, real_kid, protocol::to_text(access_claims())),
      signed_token(access_claims(), "", *stranger),
      signed_token(access_claims(), R"(,"crit":["b64"],"b64":false)"),
      protocol::base64url_encode(R"({"alg":"none"})") + payload.substr(payload.find('.')) + ".",
      "garbage",
      std::string(16 * 1024, 'a'),
  };
  for (const auto& token : tokens) {
    CAPTURE(token);
    const auto refused = api.refusal(token);
    CHECK(refused.status == 401);
    CHECK(refused.error == "invalid_token");
    CHECK(refused.rule == "signature");
  }
}

TEST_CASE("a key that the issuer published since is found", "[access_token]") {
  SomeApi api;
  REQUIRE(api.validator.validate(signed_token(access_claims()), test_now()));
  api.provider.published = {rp::second_test_key()};
  CHECK(api.validator.validate(signed_token(access_claims(), "", *rp::second_test_key()), test_now()));
}

TEST_CASE("a flood of unknown keys costs the issuer one fetch", "[access_token]") {
  SomeApi api;
  for (int i = 0; i < 20; ++i)
    CHECK(api.refusal(protocol::sign_compact(*rp::second_test_key(),
                                             R"({"kid":"k)" + std::to_string(i) + R"(","alg":"RS256"})",
                                             protocol::to_text(access_claims())))
              .status == 401);
  CHECK(api.provider.count("keys") == 2);
  CHECK(api.validator.validate(signed_token(access_claims()), test_now()));
}

TEST_CASE("without keys nothing is valid, and later it may be", "[access_token]") {
  SomeApi api;
  api.provider.instead["keys"] = [] { return rp::HttpAnswer{.status = 503}; };
  const auto refused = api.refusal(signed_token(access_claims()));
  CHECK(refused.status == 503);
  CHECK(refused.error == "temporarily_unavailable");
  api.provider.instead.clear();
  CHECK(api.validator.validate(signed_token(access_claims()), test_now() + protocol::Seconds(5)));
}

TEST_CASE("an outage goes unnoticed while the keys are fresh", "[access_token]") {
  SomeApi api;
  REQUIRE(api.validator.validate(signed_token(access_claims()), test_now()));
  api.provider.instead["keys"] = [] { return rp::HttpAnswer{.status = 503}; };
  CHECK(api.validator.validate(signed_token(access_claims()), test_now() + protocol::Seconds(600)));
}

TEST_CASE("the rules of an access token have names of their own", "[access_token]") {
  std::set<std::string_view> names;
  for (const auto& rule : access_token_rules()) {
    CHECK(names.insert(rule.name).second);
    CHECK_FALSE(rule.clause.empty());
  }
  CHECK(names.size() == access_token_rules().size());
}
