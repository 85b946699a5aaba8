#include "mockidp/endpoints/client_authentication.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/bytes.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

namespace mockidp::testing {
namespace {

constexpr std::string_view kBadClient =
    "Client authentication failed. Either the client or the client credentials are invalid.";
constexpr std::string_view kBadHeader = "Found Authentication header but was not valid client credentials.";

http::Response ask_with(TestProvider& provider, const Params& credentials,
                        std::string_view authorization = {}) {
  Params form{{"grant_type", "client_credentials"}, {"scope", "api.read"}};
  for (const auto& [name, value] : credentials.entries()) form.add(name, value);
  http::Headers headers;
  if (!authorization.empty()) headers.emplace_back("Authorization", authorization);
  return provider.post(kTokenPath, form, headers);
}

void check_invalid_client(const http::Response& response, std::string_view description) {
  CHECK(response.status == 401);
  CHECK(json_of(response)["error"] == "invalid_client");
  CHECK(json_of(response)["error_description"] == description);
}

const Params kPosted{{"client_id", std::string(kService)}, {"client_secret", std::string(kServiceSecret)}};

}  // namespace

TEST_CASE("a secret may come in the header or in the body, whatever the app says", "[client]") {
  TestProvider provider;
  CHECK(ask_with(provider, {}, basic_credentials(kService, kServiceSecret)).status == 200);
  CHECK(ask_with(provider, kPosted).status == 200);
  // Many libraries send the id beside the header.
  CHECK(
      ask_with(provider, {{"client_id", std::string(kService)}}, basic_credentials(kService, kServiceSecret))
          .status == 200);
  for (const char* empty : {"client_secret", "client_id", "client_assertion"}) {
    CAPTURE(empty);
    CHECK(ask_with(provider, {{empty, ""}}, basic_credentials(kService, kServiceSecret)).status == 200);
  }
}

TEST_CASE("the scheme is in any letters; id and secret are form-encoded inside", "[client]") {
  TestProvider provider;
  provider.change_app(kService, [](AppIntegration& app) {
    app.client_secrets = {protocol::Secret("a secret: with+100% &=/")};
  });
  std::string header = basic_credentials(kService, "a secret: with+100% &=/");
  CHECK(ask_with(provider, {}, header).status == 200);
  header.replace(0, 5, "bAsIc");
  CHECK(ask_with(provider, {}, header).status == 200);
}

TEST_CASE("either of two secrets works", "[client]") {
  TestProvider provider;
  provider.change_app(kService, [](AppIntegration& app) {
    app.client_secrets = {protocol::Secret("the-old-secret-of-the-service"), protocol::Secret("the-new-one")};
  });
  CHECK(ask_with(provider, {}, basic_credentials(kService, "the-old-secret-of-the-service")).status == 200);
  CHECK(ask_with(provider, {}, basic_credentials(kService, "the-new-one")).status == 200);
  CHECK(ask_with(provider, {}, basic_credentials(kService, kServiceSecret)).status == 401);
}

TEST_CASE("Okta's refusals of clients", "[client]") {
  TestProvider provider;
  SECTION("nothing sent") { check_invalid_client(ask_with(provider, {}), "No client credentials found."); }
  SECTION("a secret without an id") {
    check_invalid_client(ask_with(provider, {{"client_secret", "x"}}), "No client credentials found.");
  }
  SECTION("wrong secret") {
    check_invalid_client(ask_with(provider, with(kPosted, "client_secret", "wrong")),
                         "The client secret supplied for a confidential client is invalid.");
    check_invalid_client(ask_with(provider, {}, basic_credentials(kService, "wrong")),
                         "The client secret supplied for a confidential client is invalid.");
    check_invalid_client(ask_with(provider, {}, basic_credentials(kService, "")),
                         "The client secret supplied for a confidential client is invalid.");
  }
  SECTION("unknown client") {
    check_invalid_client(ask_with(provider, with(kPosted, "client_id", "0oanobody")),
                         "Invalid value for 'client_id' parameter.");
    check_invalid_client(ask_with(provider, {}, basic_credentials("0oanobody", "x")),
                         "Invalid value for 'client_id' parameter.");
  }
  SECTION("an id alone, which only introspection and revocation take") {
    check_invalid_client(ask_with(provider, {}, "Basic " + protocol::base64_encode(kService)), kBadHeader);
  }
  SECTION("malformed header") {
    const auto header =
        GENERATE("Basic", "Basic ", "Basic %%%", "Basic bm9jb2xvbg==", "Basic OnNlY3JldA==", "Bearer abc",
                 "Basic JXp6OnNlY3JldA==", "garbage");
    CAPTURE(header);
    check_invalid_client(ask_with(provider, {}, header), kBadHeader);
  }
  SECTION("a confidential app without its secret") {
    check_invalid_client(ask_with(provider, {{"client_id", std::string(kService)}}), kBadClient);
  }
  SECTION("a public app with one") {
    check_invalid_client(ask_with(provider, {{"client_id", std::string(kSpa)}, {"client_secret", "x"}}),
                         kBadClient);
    check_invalid_client(ask_with(provider, {}, basic_credentials(kSpa, "x")), kBadClient);
  }
  SECTION("inactive app") {
    provider.change_app(kService, [](AppIntegration& app) { app.active = false; });
    check_invalid_client(ask_with(provider, kPosted), kBadClient);
  }
  SECTION("another id in the body than in the header") {
    check_invalid_client(ask_with(provider, {{"client_id", std::string(kWebApp)}},
                                  basic_credentials(kService, kServiceSecret)),
                         kBadClient);
  }
  SECTION("an app without any secret") {
    provider.change_app(kService, [](AppIntegration& app) { app.client_secrets = {protocol::Secret()}; });
    check_invalid_client(ask_with(provider, {}, basic_credentials(kService, "")),
                         "The client secret supplied for a confidential client is invalid.");
  }
}

TEST_CASE("two ways at once are refused, and assertions that are none", "[client]") {
  TestProvider provider;
  const std::string two =
      "Cannot supply multiple client credentials. Use one of the following: credentials in the Authorization "
      "header, "
      "credentials in the post body, or a client_assertion in the post body.";
  const auto both = ask_with(provider, kPosted, basic_credentials(kService, kServiceSecret));
  CHECK(both.status == 401);
  CHECK(json_of(both)["error"] == "invalid_request");
  CHECK(json_of(both)["error_description"] == two);
  const auto assertion = ask_with(provider, {{"client_assertion", "x"}, {"client_assertion_type", "x"}});
  CHECK(assertion.status == 400);
  CHECK(json_of(assertion)["error_description"] == "The client_assertion_type is invalid.");
  check_invalid_client(ask_with(provider, {{"client_assertion", "x"},
                                           {"client_assertion_type",
                                            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}}),
                       "The parsing of the client_assertion failed.");
}

}  // namespace mockidp::testing
