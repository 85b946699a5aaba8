// DPoP from door to door: docs/okta-behaviour.md, DPoP.

#include <atomic>
#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/race.h"
#include "mockidp/testing/signing_client_test.h"
#include "mockidp/testing/test_browser.h"
#include "mockidp/testing/test_provider.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

constexpr std::string_view kTokenUrl = "http://localhost:7070/oauth2/default/v1/token";
constexpr std::string_view kUserinfoUrl = "http://localhost:7070/oauth2/default/v1/userinfo";

// A single-page app that has to prove possession of its key.
struct Prover {
  TestProvider& provider;
  SigningClient key;
  std::string nonce{};

  explicit Prover(TestProvider& where, const std::string& number = "01") : provider(where), key(number) {}

  std::string proof() {
    protocol::Json claims = key.proof_claims("POST", kTokenUrl, provider.clock.now());
    claims["nonce"] = nonce;
    return key.proof(claims);
  }
  // The token endpoint's answer to a proof with its own nonce.
  http::Response post(const Params& params) {
    if (nonce.empty()) nonce = nonce_of(provider, params);
    return provider.post(kTokenPath, params, {{"DPoP", proof()}});
  }
  std::string nonce_of(TestProvider& where, const Params& params) {
    return std::string(where.post(kTokenPath, params, {{"DPoP", proof()}}).header("dpop-nonce"));
  }
  http::Headers resource_headers(const std::string& token) {
    protocol::Json claims = key.proof_claims("GET", kUserinfoUrl, provider.clock.now());
    claims["ath"] = ath_of(token);
    return {{"Authorization", "DPoP " + token}, {"DPoP", key.proof(claims)}};
  }
};

void bind_apps(TestProvider& provider) {
  for (const auto app : {kSpa, kWebApp})
    provider.change_app(app, [](AppIntegration& changed) { changed.dpop_bound_access_tokens = true; });
}

Params fresh_spa_code(TestProvider& provider) {
  TestBrowser browser(provider);
  return spa_redemption(redirect_params(browser.sign_in_to(kDefaultServer, spa_request())).get("code"));
}

std::string access_token_of(const http::Response& response) {
  return json_of(response).value("access_token", std::string());
}

protocol::Json bound_claims_of(TestProvider& provider, const std::string& token) {
  const auto keys = protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body);
  const auto verified = protocol::verify_jws(token, *keys);
  REQUIRE(verified);
  return verified->claims();
}

void check_refused(const http::Response& response, std::string_view error, std::string_view description) {
  CHECK(response.status == 400);
  CHECK(json_of(response)["error"] == error);
  CHECK(json_of(response)["error_description"] == description);
}

void check_challenged(const http::Response& response, int status, std::string_view error,
                      std::string_view description) {
  CHECK(response.status == status);
  CHECK(response.header("WWW-Authenticate") == "DPoP error=\"" + std::string(error) +
                                                   "\", error_description=\"" + std::string(description) +
                                                   "\", algs=\"RS256 RS384 RS512 ES256 ES384 ES512\"");
  CHECK(response.body.empty());
}

std::string journal_of_proofs(TestProvider& provider) {
  std::string journal;
  for (const auto& entry : provider.org.journal.read(0, 1000)) journal += entry.json;
  return journal;
}

}  // namespace

TEST_CASE("a bound app is given tokens for a proof with the org's nonce, and no code is lost on the way",
          "[dpop]") {
  TestProvider provider;
  bind_apps(provider);
  const Params code = fresh_spa_code(provider);
  Prover prover(provider);
  check_refused(provider.post(kTokenPath, code), "invalid_dpop_proof",
                "The DPoP proof JWT header is missing.");
  const auto first = provider.post(kTokenPath, code, {{"DPoP", prover.proof()}});
  check_refused(first, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof.");
  CHECK(first.header("Cache-Control") == "no-cache, no-store");
  prover.nonce = first.header("dpop-nonce");
  REQUIRE(prover.nonce.size() == 32);

  const auto response = prover.post(code);
  REQUIRE(response.status == 200);
  const auto body = json_of(response);
  CHECK(body["token_type"] == "DPoP");
  std::vector<std::string> members;
  for (const auto& [name, value] : body.items()) members.push_back(name);
  CHECK(members == std::vector<std::string>{"token_type", "expires_in", "access_token", "scope", "id_token"});

  const auto claims = bound_claims_of(provider, body["access_token"]);
  CHECK(claims["cnf"] == protocol::Json{{"jkt", prover.key.jkt()}});
  std::vector<std::string> order;
  for (const auto& [name, value] : claims.items()) order.push_back(name);
  CHECK(order == std::vector<std::string>{"ver", "jti", "iss", "aud", "iat", "exp", "cnf", "cid", "uid",
                                          "scp", "auth_time", "sub"});
  CHECK_FALSE(bound_claims_of(provider, body["id_token"]).contains("cnf"));
}

TEST_CASE("the nonce may be up to three days older than its day", "[dpop]") {
  TestProvider provider;  // its clock stands at midnight
  bind_apps(provider);
  Prover prover(provider);
  REQUIRE(prover.post(fresh_spa_code(provider)).status == 200);
  provider.clock.advance(4 * 24h - 1s);
  CHECK(prover.post(fresh_spa_code(provider)).status == 200);
  provider.clock.advance(1s);
  const auto late = prover.post(fresh_spa_code(provider));
  check_refused(late, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof.");
  CHECK(late.header("dpop-nonce").size() == 32);
  CHECK(late.header("dpop-nonce") != prover.nonce);
}

TEST_CASE("Okta's refusals of proofs at the token endpoint spend no code", "[dpop]") {
  TestProvider provider;
  bind_apps(provider);
  const Params code = fresh_spa_code(provider);
  Prover prover(provider);
  REQUIRE(prover.nonce_of(provider, code).size() == 32);
  const auto refused_for = [&](std::vector<std::string> proofs) {
    http::Headers headers;
    for (auto& proof : proofs) headers.emplace_back("DPoP", std::move(proof));
    const auto response = provider.post(kTokenPath, code, std::move(headers));
    CHECK(response.status == 400);
    CHECK(response.header("dpop-nonce").empty());
    CHECK(json_of(response)["error"] == "invalid_dpop_proof");
    return json_of(response)["error_description"].get<std::string>();
  };
  CHECK(refused_for({prover.proof(), prover.proof()}) == "Multiple DPoP proof JWT headers are not allowed.");
  CHECK(refused_for({"nonsense"}) == "The DPoP proof JWT cannot be parsed.");
  CHECK(refused_for({""}) == "The DPoP proof JWT cannot be parsed.");
  CHECK(refused_for({prover.key.proof(prover.key.proof_claims("GET", kTokenUrl, provider.clock.now()))}) ==
        "'htm' claim in the DPoP proof JWT is invalid.");
  CHECK(
      refused_for({prover.key.proof(prover.key.proof_claims("POST", kUserinfoUrl, provider.clock.now()))}) ==
      "'htu' claim in the DPoP proof JWT is invalid.");
  CHECK(refused_for(
            {prover.key.proof(prover.key.proof_claims("POST", kTokenUrl, provider.clock.now() + 1s))}) ==
        "The DPoP proof JWT is issued in the future.");
  CHECK(prover.post(code).status == 200);
}

TEST_CASE("a proof works once", "[dpop]") {
  TestProvider provider;
  bind_apps(provider);
  Prover prover(provider);
  prover.nonce = prover.nonce_of(provider, fresh_spa_code(provider));
  const std::string proof = prover.proof();
  CHECK(provider.post(kTokenPath, fresh_spa_code(provider), {{"DPoP", proof}}).status == 200);
  const Params code = fresh_spa_code(provider);
  check_refused(provider.post(kTokenPath, code, {{"DPoP", proof}}), "invalid_dpop_proof",
                "The DPoP proof JWT has already been used.");
  CHECK(prover.post(code).status == 200);
}

TEST_CASE("of 64 that refresh at once with one proof a single one is answered", "[dpop][race]") {
  TestProvider provider;
  Prover prover(provider);
  const auto web_post = [&](const Params& params, const std::string& proof) {
    http::Headers headers = web_credentials();
    headers.emplace_back("DPoP", proof);
    return provider.post(kTokenPath, params, headers);
  };
  const std::string token = web_refresh_token(provider);  // persistent: it would do for all of them
  prover.nonce = web_post(refreshing(token), prover.proof()).header("dpop-nonce");
  const std::string proof = prover.proof();
  std::atomic<int> refused{0};
  const int won = race(kRacers, [&](int) {
    const auto response = web_post(refreshing(token), proof);
    refused += response.status == 400 && json_of(response)["error"] == "invalid_dpop_proof";
    return response.status == 200;
  });
  CHECK(won == 1);
  CHECK(refused == kRacers - 1);
}

TEST_CASE("a proof of an app that need not prove anything binds its tokens, unless the switch is off",
          "[dpop]") {
  TestProvider provider;
  Prover prover(provider);
  const bool binds = GENERATE(true, false);
  provider.change([&](Directory& directory) { directory.org.switches.dpop_proof_binds_any_app = binds; });
  if (!binds) prover.nonce = "not even looked at";
  const auto response = prover.post(fresh_spa_code(provider));
  CHECK(json_of(response)["token_type"] == (binds ? "DPoP" : "Bearer"));
  CHECK(bound_claims_of(provider, access_token_of(response)).contains("cnf") == binds);
  CHECK(json_of(provider.post(kTokenPath, fresh_spa_code(provider)))["token_type"] == "Bearer");
}

TEST_CASE("a public client's refresh token is bound to the key of the sign-in", "[dpop][refresh]") {
  TestProvider provider;
  provider.change_app(
      kSpa, [](AppIntegration& app) { app.grant_types.push_back(protocol::GrantType::refresh_token); });
  const auto sign_in = [&](Prover* prover) {
    TestBrowser browser(provider);
    const auto request = with(spa_request(), "scope", "openid offline_access");
    const Params code =
        spa_redemption(redirect_params(browser.sign_in_to(kDefaultServer, request)).get("code"));
    const auto tokens = json_of(prover != nullptr ? prover->post(code) : provider.post(kTokenPath, code));
    return with(refreshing(tokens["refresh_token"].get<std::string>()), "client_id", std::string(kSpa));
  };
  Prover own(provider), thief(provider, "02");
  const Params refresh = sign_in(&own);
  check_refused(thief.post(refresh), "invalid_dpop_proof",
                "Invalid DPoP Public Key binding in refresh token");
  check_refused(provider.post(kTokenPath, refresh), "invalid_dpop_proof",
                "The DPoP proof JWT header is missing.");
  const auto renewed = own.post(refresh);
  REQUIRE(renewed.status == 200);
  CHECK(json_of(renewed)["token_type"] == "DPoP");
  CHECK(bound_claims_of(provider, access_token_of(renewed))["cnf"]["jkt"] == own.key.jkt());
  // A token that was used before ends the sign-in, but not at the hands of who does not have its key.
  provider.clock.advance(1h);
  CHECK(thief.post(refresh).status == 400);
  const Params next = with(refresh, "refresh_token", json_of(renewed)["refresh_token"].get<std::string>());
  CHECK(own.post(next).status == 200);

  const Params unbound = sign_in(nullptr);
  check_refused(own.post(unbound), "invalid_dpop_proof", "Invalid DPoP Public Key binding in refresh token");
  CHECK(json_of(provider.post(kTokenPath, unbound))["token_type"] == "Bearer");
}

TEST_CASE("a confidential client may refresh with another key, unless the switch asks for the same",
          "[dpop][refresh]") {
  TestProvider provider;
  bind_apps(provider);
  const bool asks = GENERATE(false, true);
  provider.change(
      [&](Directory& directory) { directory.org.switches.dpop_binds_confidential_refresh_tokens = asks; });
  Prover own(provider), other(provider, "02");
  const auto post = [&](Prover& prover, const Params& params) {
    http::Headers headers = web_credentials();
    headers.emplace_back("DPoP", prover.proof());
    return provider.post(kTokenPath, params, headers);
  };
  const Params code = web_redemption(web_code(provider, kDefaultServer, offline_request()));
  own.nonce = other.nonce = post(own, code).header("dpop-nonce");
  const Params refresh = refreshing(json_of(post(own, code))["refresh_token"].get<std::string>());
  const std::string by_switch = "switch dpop_binds_confidential_refresh_tokens";
  CHECK(post(other, refresh).status == (asks ? 400 : 200));
  CHECK_THAT(provider.newest_entry(), ContainsSubstring(by_switch));
  CHECK(post(own, refresh).status == 200);
  CHECK(provider.newest_entry().find(by_switch) == std::string::npos);
}

TEST_CASE("userinfo wants a bound token with a proof, by the scheme DPoP", "[dpop][userinfo]") {
  TestProvider provider;
  Prover prover(provider), other(provider, "02");
  const std::string token = access_token_of(prover.post(fresh_spa_code(provider)));
  const auto headers = prover.resource_headers(token);
  const auto response = provider.get(kUserinfoPath, headers);
  CHECK(response.status == 200);
  CHECK(json_of(response)["email"] == kAlice);
  check_challenged(provider.get(kUserinfoPath, headers), 400, "invalid_dpop_proof",
                   "The DPoP proof JWT has already been used.");
  check_challenged(
      provider.get(kUserinfoPath, bearer_header(token)), 400, "invalid_request",
      "The resource request must use the DPoP authentication scheme when using a DPoP bound token.");
  check_challenged(
      provider.post(kUserinfoPath, {{"access_token", token}}), 400, "invalid_request",
      "The resource request must use the DPoP authentication scheme when using a DPoP bound token.");
  check_challenged(provider.get(kUserinfoPath, {{"Authorization", "dpop " + token}}), 400, "invalid_request",
                   "The resource request requires a DPoP proof.");
  check_challenged(provider.get(kUserinfoPath, other.resource_headers(token)), 400, "invalid_dpop_proof",
                   "The access_token is not bound to the provided DPoP proof.");
  http::Headers unnamed{
      {"Authorization", "DPoP " + token},
      {"DPoP", prover.key.proof(prover.key.proof_claims("GET", kUserinfoUrl, provider.clock.now()))}};
  check_challenged(provider.get(kUserinfoPath, unnamed), 400, "invalid_dpop_proof",
                   "'ath' claim in the DPoP proof does not match the presented access_token.");
  CHECK(provider.post(kUserinfoPath, {}, prover.resource_headers(token)).status == 400);  // htm is GET

  const std::string bearer = web_tokens(provider)["access_token"].get<std::string>();
  check_challenged(provider.get(kUserinfoPath, prover.resource_headers(bearer)), 401, "invalid_token",
                   "The presented access_token is not DPoP bound.");
  check_challenged(provider.get(kUserinfoPath, prover.resource_headers("nonsense")), 401, "invalid_token",
                   "The access token is invalid.");
  provider.clock.advance(1h);
  check_challenged(provider.get(kUserinfoPath, prover.resource_headers(token)), 401, "invalid_token",
                   "The token has expired.");
}

TEST_CASE("introspection tells the key that a token is bound to", "[dpop][introspect]") {
  TestProvider provider;
  Prover prover(provider);
  const std::string token = access_token_of(prover.post(fresh_spa_code(provider)));
  const auto facts =
      json_of(provider.post(kIntrospectPath, {{"client_id", std::string(kSpa)}, {"token", token}}));
  CHECK(facts["active"] == true);
  CHECK(facts["token_type"] == "DPoP");
  CHECK(facts["cnf"] == protocol::Json{{"jkt", prover.key.jkt()}});
}

TEST_CASE("a page may read the nonce, and is let send proofs", "[dpop][cors]") {
  TestProvider provider;
  Prover prover(provider);
  const auto refused = provider.post(kTokenPath, fresh_spa_code(provider),
                                     {{"DPoP", prover.proof()}, {"Origin", std::string(kSpaOrigin)}});
  CHECK(json_of(refused)["error"] == "use_dpop_nonce");
  CHECK(refused.header("Access-Control-Allow-Origin") == kSpaOrigin);
  CHECK_THAT(std::string(refused.header("Access-Control-Expose-Headers")), ContainsSubstring("dpop-nonce"));
  for (const auto path : {kTokenPath, kUserinfoPath}) {
    http::Request preflight = get_request(path, {{"Origin", std::string(kSpaOrigin)},
                                                 {"Access-Control-Request-Headers", "dpop, authorization"}});
    preflight.method = "OPTIONS";
    CHECK(provider.send(preflight).header("Access-Control-Allow-Headers") == "dpop, authorization");
  }
}

TEST_CASE("the journal tells what was decided of proofs, and holds none", "[dpop][journal]") {
  TestProvider provider;
  bind_apps(provider);
  Prover prover(provider);
  prover.nonce = prover.nonce_of(provider, fresh_spa_code(provider));
  const std::string proof = prover.proof();
  const std::string token =
      access_token_of(provider.post(kTokenPath, fresh_spa_code(provider), {{"DPoP", proof}}));
  const auto headers = prover.resource_headers(token);
  CHECK(provider.get(kUserinfoPath, headers).status == 200);
  provider.post(kTokenPath, fresh_spa_code(provider));
  const std::string journal = journal_of_proofs(provider);
  CHECK_THAT(journal, ContainsSubstring("the proof has no nonce"));
  CHECK_THAT(journal, ContainsSubstring("the proof's key is " + prover.key.jkt()));
  CHECK_THAT(journal, ContainsSubstring("dpop_bound_access_tokens of app"));
  CHECK(journal.find(proof) == std::string::npos);
  CHECK(journal.find(headers.back().second) == std::string::npos);
  CHECK(journal.find(token) == std::string::npos);
}

}  // namespace mockidp::testing
