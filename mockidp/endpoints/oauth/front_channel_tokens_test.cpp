// The implicit and the hybrid flow: tokens from the authorize endpoint.

#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {
namespace {

using Names = std::vector<std::string>;

Params front_channel_request(const std::string& response_type) {
  return with(
      with(with(spa_request(), "response_type", response_type), "code_challenge",
           response_type.find("code") == std::string::npos ? nullptr
                                                           : "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
      "scope", "openid profile email offline_access");
}

Names names_in(const Params& params) {
  Names names;
  for (const auto& [name, value] : params.entries()) names.push_back(name);
  return names;
}

struct FrontChannel {
  FrontChannel() { allow_all_response_types(provider, kSpa); }
  Params answer(const Params& request) {
    TestBrowser browser(provider);
    const auto response = browser.sign_in_to(kDefaultServer, request);
    REQUIRE(response.status == 302);
    location = std::string(response.header("Location"));
    return redirect_params(response);
  }
  protocol::Json claims_of(std::string_view token) {
    const auto keys = protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body);
    const auto verified = protocol::verify_jws(std::string(token), *keys);
    REQUIRE(verified);
    return verified->claims();
  }
  TestProvider provider;
  std::string location;
};

// What the client reads of a refusal, where it reads it.
std::string refused_with(TestProvider& provider, const Params& params,
                         std::string_view server = kDefaultServer) {
  const auto response = provider.get(std::string(server) + "/v1/authorize?" + protocol::encode_form(params));
  CHECK(response.status == 302);
  const std::string location(response.header("Location"));
  CHECK_THAT(location, ContainsSubstring("#state=s-1&error="));
  const auto answer = redirect_params(response);
  return std::string(answer.get("error")) + ": " + std::string(answer.get("error_description"));
}

}  // namespace

TEST_CASE("each response type brings what it names, in Okta's order, in the fragment",
          "[authorize][implicit]") {
  FrontChannel flow;
  struct Row {
    const char* response_type;
    Names names;
  };
  const auto row = GENERATE(
      Row{"id_token", {"id_token", "state"}},
      Row{"token", {"access_token", "token_type", "expires_in", "scope", "state"}},
      Row{"id_token token", {"id_token", "access_token", "token_type", "expires_in", "scope", "state"}},
      Row{"token id_token", {"id_token", "access_token", "token_type", "expires_in", "scope", "state"}},
      Row{"code id_token", {"code", "id_token", "state"}},
      Row{"code token", {"code", "access_token", "token_type", "expires_in", "scope", "state"}},
      Row{"token code id_token",
          {"code", "id_token", "access_token", "token_type", "expires_in", "scope", "state"}});
  CAPTURE(row.response_type);
  const auto answer = flow.answer(front_channel_request(row.response_type));
  CHECK(flow.location.starts_with(std::string(kSpaCallback) + "#"));
  CHECK(names_in(answer) == row.names);
  CHECK(answer.get("state") == "s-1");
  if (!answer.has("access_token")) return;
  CHECK(answer.get("token_type") == "Bearer");
  CHECK(answer.get("expires_in") == "3600");
  const auto claims = flow.claims_of(answer.get("access_token"));
  CHECK(claims["sub"] == kAlice);
  CHECK(claims["scp"].dump().find("openid") != std::string::npos);
  CHECK(flow.provider.get(kUserinfoPath, bearer_header(answer.get("access_token"))).status == 200);
}

TEST_CASE("an ID token from here hashes what comes along, and says everything where nothing else could",
          "[authorize][implicit]") {
  FrontChannel flow;
  struct Row {
    const char* response_type;
    bool fat;
  };
  const auto row = GENERATE(Row{"id_token", true}, Row{"code id_token", true}, Row{"id_token token", false},
                            Row{"code id_token token", false});
  CAPTURE(row.response_type);
  const auto answer = flow.answer(front_channel_request(row.response_type));
  const auto claims = flow.claims_of(answer.get("id_token"));
  CHECK(claims["nonce"] == "n-1");
  CHECK(claims["aud"] == kSpa);
  CHECK(claims.contains("given_name") == row.fat);
  CHECK(claims["email"] == kAlice);
  CHECK(claims.contains("at_hash") == answer.has("access_token"));
  if (answer.has("access_token"))
    CHECK(claims["at_hash"] == protocol::half_hash(std::string(answer.get("access_token"))));
  CHECK(claims.contains("c_hash") == answer.has("code"));
  if (answer.has("code")) CHECK(claims["c_hash"] == protocol::half_hash(std::string(answer.get("code"))));
}

TEST_CASE("the code of the hybrid flow is redeemed as any other, and shown again ends the tokens beside it",
          "[authorize][implicit]") {
  FrontChannel flow;
  const auto request = with(front_channel_request("code token"), "code_challenge",
                            std::string(spa_request().get("code_challenge")));
  const auto answer = flow.answer(request);
  const auto userinfo = [&] {
    return flow.provider.get(kUserinfoPath, bearer_header(answer.get("access_token"))).status;
  };
  const auto redeem = [&] {
    return flow.provider.post(kTokenPath, spa_redemption(answer.get("code"))).status;
  };
  CHECK(redeem() == 200);
  CHECK(userinfo() == 200);
  CHECK(redeem() == 400);
  CHECK(userinfo() == 401);
}

TEST_CASE("offline_access is ignored where no code comes", "[authorize][implicit]") {
  FrontChannel flow;
  CHECK(flow.answer(front_channel_request("token")).get("scope") == "openid profile email");
  CHECK(flow.answer(front_channel_request("code token")).get("scope") ==
        "openid profile email offline_access");
}

TEST_CASE("what is wrong with a request for tokens, in Okta's words", "[authorize][implicit]") {
  TestProvider provider;
  const auto request = front_channel_request("id_token");
  SECTION("an app that may not have them") {
    CHECK(refused_with(provider, request) ==
          "unsupported_response_type: The response type is not supported by the authorization server. "
          "Configured response types: [code].");
  }
  SECTION("one of two words is not the app's") {
    provider.change_app(kSpa, [](AppIntegration& app) {
      app.grant_types = {protocol::GrantType::authorization_code, protocol::GrantType::implicit};
      app.response_types = {"code", "token"};
    });
    CHECK(refused_with(provider, front_channel_request("code id_token")) ==
          "unsupported_response_type: The response type is not supported by the authorization server. "
          "Configured response types: [code, token].");
  }
  SECTION("a response type without its grant") {
    provider.change_app(kSpa, [](AppIntegration& app) {
      app.response_types = {"code", "token", "id_token"};
    });
    CHECK(
        refused_with(provider, request) ==
        "unauthorized_client: The client is not authorized to use the provided grant type. Configured grant "
        "types: [authorization_code, refresh_token].");
  }
  SECTION("no nonce") {
    allow_all_response_types(provider, kSpa);
    const auto response_type = GENERATE("id_token", "token", "code id_token");
    CHECK(refused_with(provider, with(front_channel_request(response_type), "nonce", nullptr)) ==
          "invalid_request: The 'nonce' parameter is required for authorize requests with either the "
          "'id_token' or "
          "'token' response types..");
  }
  SECTION("an ID token without openid") {
    allow_all_response_types(provider, kSpa);
    CHECK(refused_with(provider, with(request, "scope", "api.read")) ==
          "invalid_scope: Requests for ID tokens or access tokens with OpenID scopes require the 'openid' "
          "scope.");
  }
  SECTION("a hybrid request of a public app without PKCE") {
    allow_all_response_types(provider, kSpa);
    CHECK(refused_with(provider, with(front_channel_request("code token"), "code_challenge", nullptr)) ==
          "invalid_request: PKCE code challenge is required by the application.");
  }
}

TEST_CASE("an access token without an ID token needs no openid", "[authorize][implicit]") {
  FrontChannel flow;
  CHECK(flow.answer(with(front_channel_request("token"), "scope", "api.read")).get("scope") == "api.read");
}

TEST_CASE("tokens never travel in a query: Okta says so on its own page", "[authorize][implicit]") {
  FrontChannel flow;
  const auto response_type = GENERATE("id_token", "token", "code token");
  TestBrowser browser(flow.provider);
  const auto response =
      browser.authorize(kDefaultServer, with(front_channel_request(response_type), "response_mode", "query"));
  CHECK(response.status == 400);
  CHECK(response.header("Location").empty());
  CHECK_THAT(response.body, ContainsSubstring("response mode cannot be used with either the"));
}

TEST_CASE("form_post carries tokens in fields, okta_post_message in one object", "[authorize][implicit]") {
  FrontChannel flow;
  TestBrowser browser(flow.provider);
  const auto request = front_channel_request("id_token token");
  const auto posted = browser.sign_in_to(kDefaultServer, with(request, "response_mode", "form_post"));
  CHECK(names_in(first_form(posted.body).fields) ==
        Names{"id_token", "access_token", "token_type", "expires_in", "scope", "state"});
  // Silent renewal of the implicit flow: a session, an iframe, no code and so no PKCE.
  const auto silent = browser.authorize(
      kDefaultServer, with(with(request, "response_mode", "okta_post_message"), "prompt", "none"));
  CHECK(silent.status == 200);
  CHECK_THAT(silent.body, ContainsSubstring("id_token"));
  CHECK_THAT(silent.body, ContainsSubstring("access_token"));
}

TEST_CASE("silent renewal without a session is refused by the mode that was asked for",
          "[authorize][implicit]") {
  FrontChannel flow;
  const auto request = with(front_channel_request("id_token"), "prompt", "none");
  CHECK(refused_with(flow.provider, request) ==
        "login_required: The client specified not to prompt, but the user is not logged in.");
  TestBrowser browser(flow.provider);
  const auto message = browser.authorize(kDefaultServer, with(request, "response_mode", "okta_post_message"));
  CHECK(message.status == 200);
  CHECK_THAT(message.body, ContainsSubstring("login_required"));
  CHECK(message.body.find("id_token") == std::string::npos);
}

TEST_CASE("tokens from here are implicit to the access policy, a code is authorization_code",
          "[authorize][implicit]") {
  FrontChannel flow;
  using protocol::GrantType;
  const auto allow = [&](std::vector<GrantType> grants) {
    flow.provider.change_server("default", [&](AuthorizationServer& server) {
      server.policies.at(0).rules.at(0).grant_types = grants;
    });
  };
  const auto error_of = [&](const char* response_type) {
    return std::string(flow.answer(front_channel_request(response_type)).get("error"));
  };
  allow({GrantType::authorization_code});
  CHECK(error_of("code").empty());
  CHECK(error_of("id_token") == "access_denied");
  CHECK(error_of("code id_token") == "access_denied");
  allow({GrantType::implicit});
  CHECK(error_of("code") == "access_denied");
  CHECK(error_of("id_token").empty());
  CHECK(error_of("code id_token") == "access_denied");
  allow({GrantType::implicit, GrantType::authorization_code});
  CHECK(error_of("code id_token").empty());
}

TEST_CASE("a fault bends tokens from here too", "[authorize][implicit][faults]") {
  FrontChannel flow;
  FaultOrder order;
  order.name = "id_token_wrong_nonce";
  REQUIRE(flow.provider.org.faults.enable(order));
  const auto answer = flow.answer(front_channel_request("id_token"));
  CHECK(flow.claims_of(answer.get("id_token"))["nonce"] != "n-1");
}

}  // namespace mockidp::testing
