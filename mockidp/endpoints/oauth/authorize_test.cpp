#include <nlohmann/json.hpp>

#include "mockidp/endpoints/hosted/hosted_fixture_test.h"
#include "mockidp/protocol/pkce.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

constexpr std::string_view kAuthorize = "/oauth2/default/v1/authorize";

std::string target_of(const Params& params) {
  return std::string(kAuthorize) + '?' + protocol::encode_form(params);
}

// What the client gets to read of a refusal, exactly as sent.
std::string refused_as(TestProvider& provider, const Params& params) {
  const http::Response response = provider.get(target_of(params));
  CHECK(response.status == 302);
  CHECK(response.header("Referrer-Policy") == "no-referrer");
  const std::string location(response.header("Location"));
  const bool wants_tokens = params.get("response_type").find("token") != std::string_view::npos;
  CHECK(location.starts_with(std::string(params.get("redirect_uri")) + (wants_tokens ? '#' : '?')));
  return location.substr(location.find_first_of("?#") + 1);
}

const char* const kPkceChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

}  // namespace

TEST_CASE("an unknown authorization server is a 404 before anything else", "[authorize]") {
  TestProvider provider;
  const auto response = provider.get("/oauth2/nothere/v1/authorize");
  CHECK(response.status == 404);
  CHECK(json_of(response)["errorCode"] == "E0000007");
  CHECK(json_of(response)["errorSummary"] == "Not found: Resource not found: nothere (AuthorizationServer)");
}

TEST_CASE("a client that is not known or not active is refused in JSON", "[authorize]") {
  TestProvider provider;
  const auto refused = [&](const Params& params) {
    const auto response = provider.get(target_of(params));
    CHECK(response.status == 400);
    CHECK(response.header("Content-Type") == "application/json");
    const auto body = json_of(response);
    CHECK(body["errorCode"] == "invalid_client");
    CHECK(body["errorSummary"] == "Invalid value for 'client_id' parameter.");
    CHECK(body["errorLink"] == "invalid_client");
    CHECK(body["errorId"].get<std::string>().starts_with("oae"));
    CHECK(body["errorCauses"].empty());
  };
  SECTION("missing") { refused(with(web_request(), "client_id", nullptr)); }
  SECTION("unknown") { refused(with(web_request(), "client_id", "0oanobody")); }
  SECTION("in other letters") { refused(with(web_request(), "client_id", "0OAWEBAPP0MOCKIDP001")); }
  SECTION("given twice") {
    Params twice = web_request();
    twice.add("client_id", std::string(kWebApp));
    refused(twice);
  }
  SECTION("inactive") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.active = false; });
    refused(web_request());
  }
}

TEST_CASE("an unregistered redirect URI is never redirected to", "[authorize]") {
  TestProvider provider;
  const auto evil =
      GENERATE("", "http://localhost:8080/authorization-code/callback/",
               "http://localhost:8080/authorization-code/callback?x=1",
               "http://localhost:8081/authorization-code/callback",
               "http://127.0.0.1:8080/authorization-code/callback",
               "http://LOCALHOST:8080/authorization-code/callback",
               "http://localhost:8080.evil.example/authorization-code/callback", "//evil.example");
  CAPTURE(evil);
  const auto response = provider.get(target_of(with(web_request(), "redirect_uri", evil)));
  CHECK(response.status == 400);
  CHECK(response.header("Location").empty());
  CHECK(response.header("Content-Type") == "text/html;charset=utf-8");
  CHECK_THAT(response.body, ContainsSubstring("Your request resulted in an error."));
  CHECK_THAT(response.body, ContainsSubstring("invalid_request"));
  CHECK_THAT(response.body,
             ContainsSubstring("parameter must be a Login redirect URI in the client app settings"));
}

TEST_CASE("a redirect URI that is given twice is not redirected to", "[authorize]") {
  TestProvider provider;
  Params twice = web_request();
  twice.add("redirect_uri", "http://localhost:8080/callback");
  const auto response = provider.get(target_of(twice));
  CHECK(response.status == 400);
  CHECK_THAT(response.body, ContainsSubstring("Duplicated parameters: [redirect_uri]."));
}

TEST_CASE("what is wrong with a request is the client's to hear, in Okta's words and encoding",
          "[authorize]") {
  TestProvider provider;
  struct Row {
    const char* name;
    const char* value;
    const char* query;
  };
  const auto row = GENERATE(
      Row{"response_type", nullptr,
          "state=s-1&error=unsupported_response_type&error_description=The+response+type+is+not+supported+by+"
          "the+"
          "authorization+server.+Configured+response+types%3A+%5Bcode%5D."},
      Row{"response_type", "token",
          "state=s-1&error=unsupported_response_type&error_description=The+response+type+is+not+supported+by+"
          "the+"
          "authorization+server.+Configured+response+types%3A+%5Bcode%5D."},
      Row{"response_type", "code id_token",
          "state=s-1&error=unsupported_response_type&error_description=The+response+type+is+not+supported+by+"
          "the+"
          "authorization+server.+Configured+response+types%3A+%5Bcode%5D."},
      Row{"response_type", "none",
          "state=s-1&error=invalid_request&error_description=%27prompt%27+parameter+must+have+the+value+%"
          "27enroll_"
          "authenticator%27+for+request+with+%27none%27+as+response_type."},
      Row{"state", nullptr,
          "error=invalid_request&error_description=The+authentication+request+has+an+invalid+%27state%27+"
          "parameter."},
      Row{"state", "",
          "error=invalid_request&error_description=The+authentication+request+has+an+invalid+%27state%27+"
          "parameter."},
      Row{"prompt", "select_account",
          "state=s-1&error=invalid_request&error_description=Invalid+value+for+%27prompt%27+parameter.+"
          "Supported+"
          "values%3A+%5Bnone%2C+login%2C+consent%2C+enroll_authenticator%5D"},
      Row{"prompt", "none login",
          "state=s-1&error=invalid_request&error_description=Invalid+value+for+%27prompt%27+parameter.+"
          "Supported+"
          "values%3A+%5Bnone%2C+login%2C+consent%2C+enroll_authenticator%5D"},
      Row{"prompt", "login login",
          "state=s-1&error=invalid_request&error_description=Invalid+value+for+%27prompt%27+parameter.+"
          "Supported+"
          "values%3A+%5Bnone%2C+login%2C+consent%2C+enroll_authenticator%5D"},
      Row{"prompt", "enroll_authenticator",
          "state=s-1&error=invalid_request&error_description=Authenticator+enrollment+requires+%27none%27+"
          "response_"
          "type."},
      Row{"prompt", "idp_refresh",
          "state=s-1&error=invalid_request&error_description=The+%27prompt%27+parameter+value+%27idp_refresh%"
          "27+"
          "requires+the+%27idp%27+parameter+to+be+specified."},
      Row{"idp", "0oaidp",
          "state=s-1&error=invalid_request&error_description=Identity+provider+is+not+valid."},
      Row{"max_age", "-1",
          "state=s-1&error=invalid_request&error_description=Invalid+value+for+%27max_age%27+parameter.+It+"
          "should+be+"
          "within+range+0+-+2%5E31-1."},
      Row{"max_age", "-0",
          "state=s-1&error=invalid_request&error_description=Invalid+value+for+%27max_age%27+parameter.+It+"
          "should+be+"
          "within+range+0+-+2%5E31-1."},
      Row{"max_age", "2147483648",
          "state=s-1&error=invalid_request&error_description=Invalid+value+for+%27max_age%27+parameter.+It+"
          "should+be+"
          "within+range+0+-+2%5E31-1."},
      Row{"max_age", "1h",
          "state=s-1&error=invalid_request&error_description=Invalid+value+for+%27max_age%27+parameter.+It+"
          "should+be+"
          "within+range+0+-+2%5E31-1."},
      Row{"code_challenge", "too-short",
          "state=s-1&error=invalid_request&error_description=PKCE+code+challenge+contains+illegal+"
          "characters."},
      Row{"code_challenge", kPkceChallenge,  // without a method
          "state=s-1&error=invalid_request&error_description=PKCE+code+challenge+method+is+not+supported.+"
          "Valid+values"
          "%3A+%5BS256%5D"},
      Row{"scope", "openid nosuchscope",
          "state=s-1&error=invalid_scope&error_description=One+or+more+scopes+are+not+configured+for+the+"
          "authorization+server+resource."},
      Row{"scope", nullptr,
          "state=s-1&error=invalid_scope&error_description=The+authorization+server+resource+does+not+have+"
          "any+"
          "configured+default+scopes%2C+%27scope%27+must+be+provided."},
      Row{"request", "e30.e30.",
          "state=s-1&error=request_not_supported&error_description=The+authorize+request+object+is+not+"
          "supported+by+"
          "this+client."},
      Row{"request_uri", "urn:okta:x",
          "state=s-1&error=request_uri_not_supported&error_description=The+authorize+request+uri+is+not+"
          "supported+by+"
          "this+client."},
      Row{"prompt", "none",
          "state=s-1&error=login_required&error_description=The+client+specified+not+to+prompt%2C+but+the+"
          "user+is+not+"
          "logged+in."});
  CAPTURE(row.name, row.value == nullptr ? "(missing)" : row.value);
  CHECK(refused_as(provider, with(web_request(), row.name, row.value)) == row.query);
}

TEST_CASE("the largest max_age is accepted", "[authorize]") {
  TestProvider provider;
  CHECK(provider.get(target_of(with(web_request(), "max_age", "2147483647"))).status == 200);
  CHECK(provider.get(target_of(with(web_request(), "max_age", "0"))).status == 200);
}

TEST_CASE("max_age=0 contradicts prompt=none", "[authorize]") {
  TestProvider provider;
  const Params params = with(with(web_request(), "prompt", "none"), "max_age", "0");
  CHECK(refused_as(provider, params) ==
        "state=s-1&error=invalid_request&error_description=%27prompt%27+parameter+must+not+have+the+value+%"
        "27none%27+"
        "for+request+with+%27zero%27+as+max_age.");
}

TEST_CASE("a repeated parameter is refused by name", "[authorize]") {
  TestProvider provider;
  Params twice = web_request();
  twice.add("scope", "openid");
  twice.add("nonce", "n-2");
  CHECK(
      refused_as(provider, twice) ==
      "state=s-1&error=invalid_request&error_description=Duplicate+parameter+provided+in+request.+Duplicated+"
      "parameters%3A+%5Bnonce%2C+scope%5D.");
}

TEST_CASE("what has no value counts as left out", "[authorize]") {
  TestProvider provider;
  Params params = web_request();
  for (const auto* name :
       {"response_mode", "idp", "request", "request_uri", "prompt", "max_age", "nonce", "acr_values",
        "code_challenge", "code_challenge_method", "sessionToken", "login_hint", "enroll_amr_values"}) {
    CAPTURE(name);
    CHECK(provider.get(target_of(with(params, name, ""))).status == 200);
    params = with(params, name, "");
  }
  CHECK(provider.get(target_of(params)).status == 200);
  CHECK_THAT(provider.get(target_of(with(with(params, "redirect_uri", ""), "request", ""))).body,
             ContainsSubstring("must be a Login redirect URI"));
}

TEST_CASE("state is echoed as it came", "[authorize]") {
  TestProvider provider;
  const std::string odd = "a b&c=d%/?#\xC3\xA9'\"";
  const Params params = with(with(web_request(), "prompt", "none"), "state", odd);
  const auto response = provider.get(target_of(params));
  CHECK(redirect_params(response).get("state") == odd);

  SECTION("unless the org holds it to the documented characters") {
    provider.change([](Directory& directory) { directory.org.switches.strict_state_characters = true; });
    const auto refused = provider.get(target_of(params));
    CHECK_FALSE(redirect_params(refused).has("state"));
    CHECK(redirect_params(refused).get("error") == "invalid_request");
    CHECK(redirect_params(provider.get(target_of(with(params, "state", "aZ09,._-")))).get("error") ==
          "login_required");
  }
}

TEST_CASE("PKCE is demanded where it protects the client", "[authorize]") {
  TestProvider provider;
  const std::string missing =
      "state=s-1&error=invalid_request&error_description=PKCE+code+challenge+is+required+by+the+application.";
  SECTION("of a client without a secret") {
    const Params bare =
        with(with(spa_request(), "code_challenge", nullptr), "code_challenge_method", nullptr);
    CHECK(refused_as(provider, bare) == missing);
    CHECK_THAT(provider.newest_entry(), ContainsSubstring("token_endpoint_auth_method none of app "));
    CHECK(provider.get(target_of(spa_request())).status == 200);
  }
  SECTION("of an app that is registered with pkce_required") {
    CHECK(provider.get(target_of(web_request())).status == 200);
    provider.change_app(kWebApp, [](AppIntegration& app) { app.pkce_required = true; });
    CHECK(refused_as(provider, web_request()) == missing);
    CHECK_THAT(provider.newest_entry(), ContainsSubstring("pkce_required of app Sample web app"));
  }
  SECTION("of whoever names a method") {
    CHECK(refused_as(provider, with(web_request(), "code_challenge_method", "S256")) == missing);
    CHECK_THAT(provider.newest_entry(), ContainsSubstring("code_challenge_method without a challenge"));
    CHECK(provider.newest_entry().find("pkce_required") == std::string::npos);
  }
  SECTION("and never as plain") {
    CHECK(refused_as(provider, with(spa_request(), "code_challenge_method", "plain")) ==
          "state=s-1&error=invalid_request&error_description=PKCE+code+challenge+method+is+not+supported.+"
          "Valid+values%"
          "3A+%5BS256%5D");
  }
}

TEST_CASE("an app without the grant is told which it has", "[authorize]") {
  TestProvider provider;
  provider.change_app(
      kWebApp, [](AppIntegration& app) { app.grant_types = {protocol::GrantType::client_credentials}; });
  CHECK(redirect_params(provider.get(target_of(web_request()))).get("error_description") ==
        "The client is not authorized to use the provided grant type. Configured grant types: "
        "[client_credentials].");
}

TEST_CASE("a service app may not come here", "[authorize]") {
  TestProvider provider;
  provider.change_app(kService, [](AppIntegration& app) { app.redirect_uris = {std::string(kWebCallback)}; });
  const auto response = provider.get(target_of(with(web_request(), "client_id", std::string(kService))));
  CHECK(redirect_params(response).get("error_description") ==
        "Clients with 'application_type' of 'service' are not allowed to access the 'authorize' endpoint.");
}

TEST_CASE("the org server knows no custom scopes, and groups where the custom one does not", "[authorize]") {
  TestProvider provider;
  const auto error_of = [&](std::string_view server, const char* scope) {
    const Params params = with(web_request(), "scope", scope);
    const auto response =
        provider.get(std::string(server) + "/v1/authorize?" + protocol::encode_form(params));
    return std::string(redirect_params(response).get("error_description"));
  };
  CHECK(error_of(kOrgServer, "openid api.read") == "Custom scopes are not allowed for this request.");
  CHECK(error_of(kOrgServer, "openid groups").empty());
  CHECK(error_of(kDefaultServer, "openid groups") ==
        "One or more scopes are not configured for the authorization server resource.");
}

TEST_CASE("too long a scope parameter is refused before sign-in", "[authorize]") {
  TestProvider provider;
  const std::string fits = "openid " + std::string(1017, 'x');
  CHECK(
      redirect_params(provider.get(target_of(with(web_request(), "scope", fits)))).get("error_description") ==
      "One or more scopes are not configured for the authorization server resource.");
  CHECK(redirect_params(provider.get(target_of(with(web_request(), "scope", fits + 'x'))))
            .get("error_description") ==
        "The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource "
        "owner.");
}

TEST_CASE("a response mode that cannot be used is reported where it can be read", "[authorize]") {
  TestProvider provider;
  SECTION("an unknown one on Okta's page") {
    const auto response = provider.get(target_of(with(web_request(), "response_mode", "carrier_pigeon")));
    CHECK(response.status == 400);
    CHECK_THAT(response.body,
               ContainsSubstring("Valid response modes: [query, fragment, form_post, okta_post_message]."));
  }
  SECTION("a message to a scheme whose pages have no origin on Okta's page, as anything else about it") {
    provider.change_app(kSpa, [](AppIntegration& app) {
      app.redirect_uris = {"com.example.app:/callback", "com.example.app://callback"};
    });
    const auto uri = GENERATE("com.example.app:/callback", "com.example.app://callback");
    const Params params =
        with(with(spa_request(), "response_mode", "okta_post_message"), "redirect_uri", uri);
    const auto response = provider.get(target_of(params));
    CHECK(response.status == 400);
    CHECK_THAT(response.body, ContainsSubstring("unsupported_response_mode"));
    const auto other = provider.get(target_of(with(params, "response_type", "nonsense")));
    CHECK(other.status == 400);
    CHECK_THAT(other.body, ContainsSubstring("unsupported_response_type"));
    CHECK(provider.get(target_of(with(params, "response_mode", nullptr))).status == 200);
  }
  SECTION("okta_post_message without PKCE by message") {
    const auto response = provider.get(target_of(with(web_request(), "response_mode", "okta_post_message")));
    CHECK(response.status == 200);
    CHECK_THAT(response.body, ContainsSubstring("unsupported_response_mode"));
  }
}

TEST_CASE("POST takes the form body and nothing else", "[authorize]") {
  TestProvider provider;
  CHECK(provider.post(kAuthorize, web_request()).status == 200);
  CHECK_THAT(provider.post(kAuthorize, web_request()).body, ContainsSubstring("identifier"));

  const auto mixed = provider.post(std::string(kAuthorize) + "?prompt=none", web_request());
  CHECK(mixed.status == 400);
  CHECK(mixed.header("Location").empty());

  http::Request json = post_request(kAuthorize, web_request());
  json.headers = {{"Content-Type", "application/json"}};
  const auto refused = provider.send(json);
  CHECK(refused.status == 400);
  CHECK(json_of(refused)["errorCode"] == "E0000021");
  json.headers.clear();
  CHECK(json_of(provider.send(json))["errorCode"] == "E0000021");
}

TEST_CASE("a form that does not decode is refused on the page", "[authorize]") {
  TestProvider provider;
  const auto response = provider.get(std::string(kAuthorize) + "?client_id=%zz");
  CHECK(response.status == 400);
  CHECK_THAT(response.body, ContainsSubstring("invalid_request"));
}

TEST_CASE("no script of another origin may read the endpoint", "[authorize][cors]") {
  TestProvider provider;
  const auto response = provider.get(target_of(spa_request()), {{"Origin", std::string(kSpaOrigin)}});
  CHECK(response.header("Access-Control-Allow-Origin").empty());
  http::Request preflight = get_request(kAuthorize, {{"Origin", std::string(kSpaOrigin)}});
  preflight.method = "OPTIONS";
  CHECK(provider.send(preflight).status == 405);
}

TEST_CASE("enrolment is refused with the first of Okta's rules that is broken", "[authorize]") {
  TestProvider provider;
  Params params = with(with(web_request(), "scope", nullptr), "nonce", nullptr);
  params = with(with(params, "prompt", "enroll_authenticator"), "response_type", "none");
  const auto description = [&] {
    return std::string(redirect_params(provider.get(target_of(params))).get("error_description"));
  };
  CHECK(description() ==
        "'acr_values' parameter must have the value 'urn:okta:loa:2fa:any:ifpossible' for request with "
        "'enroll_authenticator' as prompt.");
  params.add("acr_values", "urn:okta:loa:2fa:any:ifpossible");
  CHECK(description() ==
        "'max_age' parameter must have the value '0' for request with 'enroll_authenticator' as prompt.");
  params.add("max_age", "0");
  CHECK(description() ==
        "'enroll_amr_values' parameter must have valid space delimited authenticators list for request with "
        "'none' as "
        "response_type.");
  params.add("enroll_amr_values", "sms");
  CHECK(description() ==
        "Authenticator enrollment is not allowed at this time. Please contact support for assistance.");
  params.add("resource", "x");
  CHECK(description() == "'resource' parameter is not supported for request with 'none' as response_type.");
  params.add("nonce", "n");
  CHECK(description() == "'nonce' parameter is not supported for request with 'none' as response_type.");
  params.add("scope", "openid");
  CHECK(description() == "'scope' parameter is not supported for request with 'none' as response_type.");
}

TEST_CASE("an enrolment is answered by the modes that there are", "[authorize]") {
  TestProvider provider;
  provider.change(offer_all_authenticators);
  Params params = with(with(web_request(), "scope", ""), "nonce", "");
  params = with(with(params, "prompt", "enroll_authenticator"), "response_type", "none");
  params = with(with(params, "acr_values", "urn:okta:loa:2fa:any:ifpossible"), "max_age", "0");
  params = with(with(params, "enroll_amr_values", "sms"), "resource", "");
  for (const auto* mode : {"", "query", "fragment", "form_post"}) {
    CAPTURE(mode);
    CHECK(provider.get(target_of(with(params, "response_mode", mode))).status == 200);
  }
  const auto refused = provider.get(target_of(with(params, "response_mode", "carrier_pigeon")));
  CHECK(refused.status == 400);
  CHECK_THAT(refused.body, ContainsSubstring("unsupported_response_mode"));
}

}  // namespace mockidp::testing
