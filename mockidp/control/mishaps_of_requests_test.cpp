// Mistakes in single parameters and headers, made at a real provider.

#include <nlohmann/json.hpp>

#include "mockidp/control/mishap_test.h"
#include "mockidp/testing/signing_client_test.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp {
namespace {

using testing::TestProvider;
using testing::web_redemption;
using testing::with;

// The sample web app's request with one parameter changed, or taken out by nullptr.
void authorize_with(TestProvider& org, std::string_view name, const char* value) {
  org.get(authorize_target(with(testing::web_request(), name, value)));
}

std::string access_token_of_web_app(TestProvider& org) {
  return testing::web_tokens(org).value("access_token", "");
}

http::Headers service_secret() {
  return {{"Authorization", testing::basic_credentials(testing::kService, testing::kServiceSecret)}};
}

void want_consent(TestProvider& org) {
  org.change([](Directory& directory) {
    for (auto& app : directory.apps) app.consent_method = ConsentMethod::REQUIRED;
    for (auto& server : directory.authorization_servers)
      for (auto& scope : server.scopes)
        if (scope.name == "api.read") scope.consent = ScopeConsent::REQUIRED;
  });
}

void deny_sign_in(TestProvider& org) {
  org.change([](Directory& directory) {
    for (auto& policy : directory.sign_on_policies)
      for (auto& rule : policy.rules) rule.allow = false;
  });
}

// A client that never looks at the header dpop-nonce.
void ask_without_nonce(TestProvider& org, int times) {
  testing::SigningClient key;
  org.change_app(testing::kSpa, [](AppIntegration& app) { app.dpop_bound_access_tokens = true; });
  for (int i = 0; i < times; ++i) {
    const auto claims =
        key.proof_claims("POST", "http://localhost:7070/oauth2/default/v1/token", org.clock.now());
    refuse_code(org, testing::spa_redemption("x"), {{"DPoP", key.proof(claims)}});
  }
}

}  // namespace

std::vector<Mishap> mishaps_of_requests() {
  return {
      {"no client_id",
       [](TestProvider& org) { authorize_with(org, "client_id", nullptr); },
       {"authorization_request_incomplete"}},
      {"no redirect_uri",
       [](TestProvider& org) { authorize_with(org, "redirect_uri", nullptr); },
       {"authorization_request_incomplete"}},
      {"an empty redirect_uri",
       [](TestProvider& org) { authorize_with(org, "redirect_uri", ""); },
       {"authorization_request_incomplete"}},
      {"no scope", [](TestProvider& org) { authorize_with(org, "scope", nullptr); }, {"scope_missing"}},
      {"no scope at the org server",
       [](TestProvider& org) {
         const auto request = with(testing::web_request(), "scope", nullptr);
         org.get("/oauth2/v1/authorize?" + protocol::encode_form(request));
       },
       {"scope_missing"}},
      {"a plain code challenge",
       [](TestProvider& org) {
         org.get(authorize_target(with(testing::spa_request(), "code_challenge_method", "plain")));
       },
       {"code_challenge_unfit"},
       {},
       "S256"},
      {"a code challenge without a method",
       [](TestProvider& org) {
         org.get(authorize_target(with(testing::spa_request(), "code_challenge_method", nullptr)));
       },
       {"code_challenge_unfit"},
       {},
       "S256"},
      {"no code challenge",
       [](TestProvider& org) {
         const auto request = with(testing::spa_request(), "code_challenge_method", nullptr);
         org.get(authorize_target(with(request, "code_challenge", nullptr)));
       },
       {"pkce_missing"}},
      {"a page elsewhere at the token endpoint",
       [](TestProvider& org) {
         refuse_code(org, testing::spa_redemption("x"), {{"Origin", "http://localhost:9001"}});
       },
       {"origin_of_no_redirect_uri"},
       {},
       "http://localhost:9000"},
      {"a misspelt client_id at authorize",
       [](TestProvider& org) { authorize_with(org, "client_id", "0oawebapp0mockidp002"); },
       {"client_id_unknown"},
       {},
       std::string(testing::kWebApp)},
      {"the name of an app at the token endpoint",
       [](TestProvider& org) {
         refuse_code(org, with(web_redemption("x"), "client_id", "Sample web app"), {});
       },
       {"client_id_unknown"},
       {},
       std::string(testing::kWebApp)},
      {"a misspelt scope",
       [](TestProvider& org) { authorize_with(org, "scope", "openid api.raed"); },
       {"scope_unknown"},
       {},
       "api.read"},
      {"client_credentials at the org server",
       [](TestProvider& org) {
         CHECK(org.post("/oauth2/v1/token",
                        {{"grant_type", "client_credentials"}, {"scope", "okta.users.read"}},
                        service_secret())
                   .status == 401);
       },
       {"client_credentials_at_the_org_server"}},
      {"introspection by the API's own client",
       [](TestProvider& org) {
         const auto token = access_token_of_web_app(org);
         CHECK(testing::json_of(org.post(testing::kIntrospectPath, {{"token", token}}, service_secret()))
                   .value("active", true) == false);
       },
       {"token_of_another_client"}},
      {"introspection of one's own dead token",
       [](TestProvider& org) {
         org.post(testing::kIntrospectPath, {{"token", "x"}}, testing::web_credentials());
       },
       {}},
      {"an access token in the query",
       [](TestProvider& org) {
         const auto token = access_token_of_web_app(org);
         org.get(std::string(testing::kUserinfoPath) + "?access_token=" + token);
       },
       {"access_token_misplaced"}},
      {"an access token twice",
       [](TestProvider& org) {
         const auto token = access_token_of_web_app(org);
         org.post(testing::kUserinfoPath, {{"access_token", token}}, testing::bearer_header(token));
       },
       {"access_token_misplaced"}},
      {"introspection of nothing",
       [](TestProvider& org) { org.post(testing::kIntrospectPath, {}, testing::web_credentials()); },
       {"token_parameter_missing"}},
      {"revocation of nothing",
       [](TestProvider& org) { org.post(testing::kRevokePath, {}, testing::web_credentials()); },
       {"token_parameter_missing"}},
      {"another vendor's prompt",
       [](TestProvider& org) { authorize_with(org, "prompt", "select_account"); },
       {"prompt_unknown"}},
      {"a misspelt prompt",
       [](TestProvider& org) { authorize_with(org, "prompt", "Login"); },
       {"prompt_unknown"},
       {},
       "login"},
      {"a max_age in words",
       [](TestProvider& org) { authorize_with(org, "max_age", "1h"); },
       {"max_age_unfit"}},
      {"a response mode that is none",
       [](TestProvider& org) { authorize_with(org, "response_mode", "form-post"); },
       {"response_mode_unknown"},
       {},
       "form_post"},
      {"tokens in the query",
       [](TestProvider& org) {
         testing::allow_all_response_types(org, testing::kWebApp);
         const auto request = with(testing::web_request(), "response_type", "id_token");
         org.get(authorize_target(with(request, "response_mode", "query")));
       },
       {"response_mode_unfit"},
       {},
       "fragment"},
      {"a parameter twice",
       [](TestProvider& org) { org.get(authorize_target(testing::web_request()) + "&scope=email"); },
       {"parameter_repeated"}},
      {"consent that a silent request cannot ask for",
       [](TestProvider& org) {
         testing::TestBrowser browser(org);
         browser.sign_in_to(testing::kDefaultServer, testing::web_request());
         want_consent(org);
         const auto request = with(testing::web_request(), "scope", "openid api.read");
         browser.authorize(testing::kDefaultServer, with(request, "prompt", "none"));
       },
       {"consent_missing"}},
      {"consent that a client wants of nobody",
       [](TestProvider& org) {
         want_consent(org);
         org.post(testing::kTokenPath, {{"grant_type", "client_credentials"}, {"scope", "api.read"}},
                  service_secret());
       },
       {"consent_missing"}},
      {"an authentication policy that denies",
       [](TestProvider& org) {
         deny_sign_in(org);
         testing::TestBrowser browser(org);
         browser.sign_in_to(testing::kDefaultServer, testing::web_request());
       },
       {"authentication_policy_denies"}},
      {"a way on that is not trusted",
       [](TestProvider& org) { org.get("/login/login.htm?fromURI=http%3A%2F%2Flocalhost%3A9001%2Fhome"); },
       {"return_not_trusted"},
       [](TestProvider& org) { trust_origin(org, "http://localhost:9001"); },
       "http://localhost:9000"},
      {"a way on with a session token that is not trusted",
       [](TestProvider& org) {
         org.get("/login/sessionCookieRedirect?token=x&redirectUrl=http%3A%2F%2Flocalhost%3A9001%2Fhome");
       },
       {"return_not_trusted"},
       [](TestProvider& org) { trust_origin(org, "http://localhost:9001"); },
       "http://localhost:9000"},
      {"a nonce that is asked for and not sent",
       [](TestProvider& org) { ask_without_nonce(org, 3); },
       {"dpop_nonce_unheard"}},
      {"a nonce that is asked for once", [](TestProvider& org) { ask_without_nonce(org, 1); }, {}},
  };
}

}  // namespace mockidp
