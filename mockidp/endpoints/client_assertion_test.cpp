// private_key_jwt and client_secret_jwt from door to door: docs/okta-behaviour.md, Token.

#include <atomic>
#include <nlohmann/json.hpp>

#include "mockidp/endpoints/client_authentication.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/race.h"
#include "mockidp/testing/signing_client_test.h"
#include "mockidp/testing/test_provider.h"

namespace mockidp::testing {
namespace {

constexpr std::string_view kJwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

std::string url_of(std::string_view path) { return "http://localhost:7070" + std::string(path); }

void give_key(TestProvider& provider, std::string_view client_id, const SigningClient& client) {
  provider.change_app(client_id, [&](AppIntegration& app) {
    app.token_endpoint_auth_method = protocol::TokenEndpointAuthMethod::private_key_jwt;
    app.client_secrets.clear();
    app.jwks = {*protocol::PublicKey::from_jwk(client.jwk())};
  });
}

Params asserting(const Params& params, const std::string& assertion) {
  return with(with(params, "client_assertion_type", std::string(kJwtBearer)), "client_assertion", assertion);
}

const Params kServiceQuestion{{"grant_type", "client_credentials"}, {"scope", "api.read"}};

void check_not_authenticated(const http::Response& response, std::string_view description) {
  CHECK(response.status == 401);
  CHECK(json_of(response)["error"] == "invalid_client");
  CHECK(json_of(response)["error_description"] == description);
}

}  // namespace

TEST_CASE("a service authenticates with its key, at every endpoint that asks who it is",
          "[client][client_assertion]") {
  TestProvider provider;
  SigningClient client;
  give_key(provider, kService, client);
  const auto assert_at = [&](std::string_view path) {
    return client.assertion(client.assertion_claims(kService, url_of(path), provider.clock.now()));
  };
  const auto tokens = provider.post(kTokenPath, asserting(kServiceQuestion, assert_at(kTokenPath)));
  REQUIRE(tokens.status == 200);
  const std::string token = json_of(tokens)["access_token"].get<std::string>();
  const auto told = [&] {
    return json_of(provider.post(kIntrospectPath, asserting({{"token", token}}, assert_at(kIntrospectPath))));
  };
  CHECK(told()["active"] == true);
  CHECK(told()["client_id"] == kService);
  CHECK(provider.post(kRevokePath, asserting({{"token", token}}, assert_at(kRevokePath))).status == 200);
  CHECK(told()["active"] == false);
  // The client id may stand beside it, if it is the same.
  CHECK(provider
            .post(kTokenPath, asserting(with(kServiceQuestion, "client_id", std::string(kService)),
                                        assert_at(kTokenPath)))
            .status == 200);
  check_not_authenticated(
      provider.post(kTokenPath, asserting(with(kServiceQuestion, "client_id", std::string(kWebApp)),
                                          assert_at(kTokenPath))),
      "Client authentication failed. Either the client or the client credentials are invalid.");
  for (const auto path : {kTokenPath, kIntrospectPath, kRevokePath})
    check_not_authenticated(
        provider.post(path, asserting(with(kServiceQuestion, "token", token), assert_at("/oauth2/v1/keys"))),
        "The audience claim for client_assertion must be the endpoint invoked for the request.");
}

TEST_CASE("an app signs with its secret", "[client][client_assertion]") {
  TestProvider provider;
  provider.change_app(kService, [](AppIntegration& app) {
    app.token_endpoint_auth_method = protocol::TokenEndpointAuthMethod::client_secret_jwt;
  });
  SigningClient client;
  const auto assertion = [&](std::string_view secret) {
    const auto claims = client.assertion_claims(kService, url_of(kTokenPath), provider.clock.now());
    const std::string input = protocol::signing_input(R"({"alg":"HS256"})", protocol::to_text(claims));
    return input + '.' + protocol::base64url_encode(protocol::as_view(protocol::hmac_sha256(secret, input)));
  };
  CHECK(provider.post(kTokenPath, asserting(kServiceQuestion, assertion(kServiceSecret))).status == 200);
  check_not_authenticated(
      provider.post(kTokenPath, asserting(kServiceQuestion, assertion(std::string(32, 'x')))),
      "The client_assertion signature is invalid.");
  check_not_authenticated(
      provider.post(kTokenPath, kServiceQuestion,
                    {{"Authorization", basic_credentials(kService, kServiceSecret)}}),
      "Client authentication failed. Either the client or the client credentials are invalid.");
}

TEST_CASE("an assertion with a jti works once; without one as long as it lives",
          "[client][client_assertion]") {
  TestProvider provider;
  SigningClient client;
  give_key(provider, kService, client);
  auto claims = client.assertion_claims(kService, url_of(kTokenPath), provider.clock.now());
  const auto once = asserting(kServiceQuestion, client.assertion(claims));
  CHECK(provider.post(kTokenPath, once).status == 200);
  check_not_authenticated(provider.post(kTokenPath, once),
                          "The client_assertion token has already been used.");
  claims.erase("jti");
  const auto again = asserting(kServiceQuestion, client.assertion(claims));
  CHECK(provider.post(kTokenPath, again).status == 200);
  CHECK(provider.post(kTokenPath, again).status == 200);
}

TEST_CASE("of 64 with one assertion a single one is authenticated", "[client][client_assertion][race]") {
  TestProvider provider;
  SigningClient client;
  give_key(provider, kService, client);
  const auto request = asserting(kServiceQuestion, client.assertion(client.assertion_claims(
                                                       kService, url_of(kTokenPath), provider.clock.now())));
  std::atomic<int> refused{0};
  const int won = race(kRacers, [&](int) {
    const auto response = provider.post(kTokenPath, request);
    refused += response.status == 401;
    return response.status == 200;
  });
  CHECK(won == 1);
  CHECK(refused == kRacers - 1);
}

TEST_CASE("who an assertion is of has to be an app in service that signs", "[client][client_assertion]") {
  TestProvider provider;
  SigningClient client;
  give_key(provider, kService, client);
  const auto ask = [&](std::string_view client_id) {
    const auto claims = client.assertion_claims(client_id, url_of(kTokenPath), provider.clock.now());
    return provider.post(kTokenPath, asserting(kServiceQuestion, client.assertion(claims)));
  };
  check_not_authenticated(ask("0oanobody"),
                          "The issuer claim for client_assertion is not a valid client_id.");
  for (const auto app : {kWebApp, kSpa})
    check_not_authenticated(
        ask(app), "Client authentication failed. Either the client or the client credentials are invalid.");
  provider.change_app(kService, [](AppIntegration& app) { app.active = false; });
  check_not_authenticated(
      ask(kService),
      "Client authentication failed. Either the client or the client credentials are invalid.");
  check_not_authenticated(
      provider.post(kTokenPath, kServiceQuestion,
                    {{"Authorization", basic_credentials(kService, kServiceSecret)}}),
      "Client authentication failed. Either the client or the client credentials are invalid.");
}

TEST_CASE("an app that signs with a key has no secret to show", "[client][client_assertion]") {
  TestProvider provider;
  give_key(provider, kService, SigningClient());
  check_not_authenticated(
      provider.post(kTokenPath, kServiceQuestion,
                    {{"Authorization", basic_credentials(kService, kServiceSecret)}}),
      "Client authentication failed. Either the client or the client credentials are invalid.");
  check_not_authenticated(
      provider.post(kTokenPath, with(kServiceQuestion, "client_id", std::string(kService))),
      "Client authentication failed. Either the client or the client credentials are invalid.");
}

TEST_CASE("at the org server a service that signs with a key passes on to the scopes",
          "[client][client_assertion]") {
  TestProvider provider;
  SigningClient client;
  give_key(provider, kService, client);
  const auto response = provider.post(
      "/oauth2/v1/token",
      asserting(kServiceQuestion, client.assertion(client.assertion_claims(
                                      kService, url_of("/oauth2/v1/token"), provider.clock.now()))));
  CHECK(response.status == 400);
  CHECK(json_of(response)["error"] == "invalid_scope");
}

TEST_CASE("no assertion stands in the journal", "[client][client_assertion][journal]") {
  TestProvider provider;
  SigningClient client;
  give_key(provider, kService, client);
  const std::string assertion =
      client.assertion(client.assertion_claims(kService, url_of(kTokenPath), provider.clock.now()));
  CHECK(provider.post(kTokenPath, asserting(kServiceQuestion, assertion)).status == 200);
  CHECK(provider.post(kTokenPath, asserting(kServiceQuestion, assertion)).status == 401);
  std::string journal;
  for (const auto& entry : provider.org.journal.read(0, 100)) journal += entry.json;
  CHECK_THAT(journal, ContainsSubstring("private_key_jwt"));
  CHECK_THAT(journal, ContainsSubstring("jti of the assertion"));
  CHECK(journal.find(assertion) == std::string::npos);
}

TEST_CASE("a request is known by its assertion's client, unproven, for the faults that are meant for it",
          "[client][client_assertion]") {
  SigningClient client;
  const auto request = post_request(
      kTokenPath,
      asserting({}, client.assertion(client.assertion_claims(kService, "x", protocol::from_unix(1)))));
  CHECK(named_client(request) == kService);
  CHECK(named_client(post_request(kTokenPath, asserting({}, "nonsense"))).empty());
}

}  // namespace mockidp::testing
