// Every mistake that the journal gives away, made at a real provider.

#include <nlohmann/json.hpp>

#include "mockidp/control/findings_test.h"
#include "mockidp/control/mishap_test.h"
#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

void set_status(testing::TestProvider& provider, bool active) {
  provider.change_app(testing::kWebApp, [&](AppIntegration& app) { app.active = active; });
}

void set_server_status(testing::TestProvider& provider, bool active) {
  provider.change_server("default", [&](AuthorizationServer& server) { server.active = active; });
}

void set_api_access_management(testing::TestProvider& provider, bool on) {
  provider.change([&](Directory& directory) { directory.org.switches.api_access_management = on; });
}

void name_a_key(testing::TestProvider& provider, protocol::TokenEndpointAuthMethod method) {
  provider.change_app(testing::kWebApp,
                      [&](AppIntegration& app) { app.token_endpoint_auth_method = method; });
}

// A client assertion that names the web app; nobody looks at its signature.
protocol::Params asserted_redemption() {
  const auto part = [](const protocol::Json& json) {
    return protocol::base64url_encode(protocol::to_text(json));
  };
  const auto claims = protocol::Json{{"iss", testing::kWebApp}, {"sub", testing::kWebApp}};
  auto params = testing::web_redemption("x");
  params.add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  params.add("client_assertion",
             part({{"alg", "RS256"}}) + '.' + part(claims) + '.' + protocol::base64url_encode("signature"));
  return params;
}

void preflight(testing::TestProvider& provider, std::string_view target, const char* origin,
               const char* method = "GET") {
  auto request =
      testing::get_request(target, {{"Origin", origin},
                                    {"Access-Control-Request-Method", method},
                                    {"Access-Control-Request-Headers", "x-okta-user-agent-extended"}});
  request.method = "OPTIONS";
  provider.send(request);
}

void send_json(testing::TestProvider& provider, std::string_view target) {
  auto request =
      testing::get_request(target, {{"Content-Type", "application/json"}, {"Content-Length", "2"}});
  request.method = "POST";
  request.body = "{}";
  CHECK(provider.send(std::move(request)).status == 400);
}

const std::string kMetadata = "/oauth2/default/.well-known/openid-configuration";

std::vector<Mishap> mishaps() {
  using testing::TestProvider;
  using testing::web_redemption;
  using testing::with;
  return {
      {"no API Access Management",
       [](TestProvider& org) {
         set_api_access_management(org, false);
         CHECK(org.get(kMetadata).status == 401);
       },
       {"authorization_server_inactive"},
       [](TestProvider& org) { set_api_access_management(org, true); }},
      {"an inactive server",
       [](TestProvider& org) {
         set_server_status(org, false);
         CHECK(org.get(kMetadata).status == 404);
       },
       {"authorization_server_inactive"},
       [](TestProvider& org) { set_server_status(org, true); }},
      {"an unknown server",
       [](TestProvider& org) { org.get("/oauth2/defualt/.well-known/openid-configuration"); },
       {"authorization_server_unknown"},
       {},
       "http://localhost:7070/oauth2/default"},
      {"an inactive app at the token endpoint",
       [](TestProvider& org) {
         set_status(org, false);
         refuse_code(org, web_redemption("x"));
       },
       {"app_inactive"},
       [](TestProvider& org) { set_status(org, true); }},
      {"an inactive app at authorize",
       [](TestProvider& org) {
         set_status(org, false);
         org.get(authorize_target(testing::web_request()));
       },
       {"app_inactive"},
       [](TestProvider& org) { set_status(org, true); }},
      {"JSON at the token endpoint",
       [](TestProvider& org) { send_json(org, testing::kTokenPath); },
       {"body_is_no_form"}},
      {"JSON at introspect",
       [](TestProvider& org) { send_json(org, testing::kIntrospectPath); },
       {"body_is_no_form"}},
      {"JSON at revoke",
       [](TestProvider& org) { send_json(org, testing::kRevokePath); },
       {"body_is_no_form"}},
      {"JSON at authorize",
       [](TestProvider& org) { send_json(org, "/oauth2/default/v1/authorize"); },
       {"body_is_no_form"}},
      {"two clients in one request",
       [](TestProvider& org) {
         refuse_code(org, with(web_redemption("x"), "client_id", std::string(testing::kSpa)));
       },
       {"client_ids_differ"}},
      {"a client twice",
       [](TestProvider& org) {
         org.get(authorize_target(testing::web_request()) + "&client_id=" + std::string(testing::kWebApp));
       },
       {"client_ids_differ"}},
      {"no client",
       [](TestProvider& org) { refuse_code(org, web_redemption("x"), {}); },
       {"client_credentials_missing"}},
      {"a web app without its secret",
       [](TestProvider& org) {
         refuse_code(org, with(web_redemption("x"), "client_id", std::string(testing::kWebApp)), {});
       },
       {"client_credentials_missing"}},
      {"a web app with a verifier and without its secret",
       [](TestProvider& org) {
         const auto params = with(web_redemption("x"), "client_id", std::string(testing::kWebApp));
         refuse_code(org, with(params, "code_verifier", std::string(testing::kVerifier)), {});
       },
       {"client_credentials_missing"}},
      {"a page at a web app",
       [](TestProvider& org) {
         refuse_code(org, with(web_redemption("x"), "client_id", std::string(testing::kWebApp)),
                     {{"Origin", "http://localhost:8080"}});
       },
       {"secret_demanded_of_a_public_client"}},
      {"an assertion of an app with a secret",
       [](TestProvider& org) { refuse_code(org, asserted_redemption(), {}); },
       {"client_authentication_differs"}},
      {"a secret of an app with a key",
       [](TestProvider& org) {
         name_a_key(org, protocol::TokenEndpointAuthMethod::private_key_jwt);
         refuse_code(org, web_redemption("x"));
       },
       {"client_authentication_differs"},
       [](TestProvider& org) { name_a_key(org, protocol::TokenEndpointAuthMethod::client_secret_basic); }},
      {"nothing of an app with a key",
       [](TestProvider& org) {
         name_a_key(org, protocol::TokenEndpointAuthMethod::private_key_jwt);
         refuse_code(org, with(web_redemption("x"), "client_id", std::string(testing::kWebApp)), {});
       },
       {"client_authentication_differs"}},
      {"a page without a verifier",
       [](TestProvider& org) {
         refuse_code(org, with(testing::spa_redemption("x"), "code_verifier", nullptr),
                     {{"Origin", std::string(testing::kSpaOrigin)}});
       },
       {"code_verifier_wrong"}},
      {"a page elsewhere",
       [](TestProvider& org) {
         refuse_code(org, testing::spa_redemption("x"), {{"Origin", "http://localhost:5000"}});
       },
       {"origin_of_no_redirect_uri"},
       [](TestProvider& org) {
         org.change_app(testing::kSpa, [](AppIntegration& app) {
           app.redirect_uris.emplace_back("http://localhost:5000/callback");
         });
       }},
      {"a page that is not trusted",
       [](TestProvider& org) {
         CHECK(org.get("/api/v1/sessions/me", {{"Origin", "http://localhost:5999"}}).status == 403);
       },
       {"origin_not_trusted"},
       [](TestProvider& org) { trust_origin(org, "http://localhost:5999"); }},
      {"a preflight of a page that is not trusted",
       [](TestProvider& org) { preflight(org, "/api/v1/sessions/me", "http://localhost:9001"); },
       {"origin_not_trusted"},
       [](TestProvider& org) { trust_origin(org, "http://localhost:9001"); },
       "http://localhost:9000"},
      {"a preflight of its sign-out",
       [](TestProvider& org) { preflight(org, "/api/v1/sessions/me", "http://localhost:5999", "DELETE"); },
       {"origin_not_trusted"},
       [](TestProvider& org) { trust_origin(org, "http://localhost:5999"); }},
      {"preflights of a page that is trusted",
       [](TestProvider& org) {
         preflight(org, "/api/v1/sessions/me", "http://localhost:9000");
         preflight(org, testing::kTokenPath, "http://localhost:5999", "POST");
       },
       {}},
      {"authorize by a script, with a preflight",
       [](TestProvider& org) { preflight(org, "/oauth2/default/v1/authorize", "http://localhost:9000"); },
       {"page_asked_for_by_script"}},
      {"authorize by a script, without one",
       [](TestProvider& org) {
         org.get(authorize_target(testing::web_request()), {{"Origin", "http://localhost:9000"}});
       },
       {"page_asked_for_by_script"}},
      {"logout by a script",
       [](TestProvider& org) { preflight(org, "/oauth2/v1/logout", "http://localhost:9000"); },
       {"page_asked_for_by_script"}},
      {"success at another server",
       [](TestProvider& org) {
         refuse_code(org, with(web_redemption(testing::web_code(org)), "code_verifier", "x"));
         CHECK(testing::web_tokens(org, testing::kOrgServer).contains("access_token"));
       },
       {"code_verifier_wrong"}},
      {"another redirect_uri with the code",
       [](TestProvider& org) {
         const auto code = testing::web_code(org);
         refuse_code(org, with(web_redemption(code), "redirect_uri", "http://localhost:8080/callback"));
       },
       {"redirect_uri_not_repeated"}},
      {"another redirect_uri",
       [](TestProvider& org) {
         org.get(authorize_target(with(testing::web_request(), "redirect_uri", "http://localhost:8080/x")));
       },
       {"redirect_uri_not_registered"},
       [](TestProvider& org) {
         org.change_app(testing::kWebApp, [](AppIntegration& app) {
           app.redirect_uris.emplace_back("http://localhost:8080/x");
         });
       }},
      {"more scopes at a refresh",
       [](TestProvider& org) {
         const auto refresh = testing::refreshing(testing::web_refresh_token(org));
         refuse_code(org, with(refresh, "scope", "openid api.read"));
       },
       {"refresh_asks_for_more"}},
      {"userinfo without openid",
       [](TestProvider& org) {
         const auto request = with(testing::web_request(), "scope", "api.read");
         const auto tokens = testing::web_tokens(org, testing::kDefaultServer, request);
         const auto bearer = testing::bearer_header(tokens.value("access_token", ""));
         CHECK(org.get(testing::kUserinfoPath, bearer).status == 403);
       },
       {"userinfo_without_openid"}},
      {"groups at a custom server",
       [](TestProvider& org) {
         org.get(authorize_target(with(testing::web_request(), "scope", "openid groups")));
       },
       {"groups_at_a_custom_server"}},
      {"no access policy",
       [](TestProvider& org) {
         org.change_server("default", [](AuthorizationServer& server) { server.policies.clear(); });
         testing::web_code(org);
       },
       {"access_policy_missing"}},
      {"a policy of another app's",
       [](TestProvider& org) {
         org.change_server("default", [](AuthorizationServer& server) {
           for (auto& policy : server.policies) policy.client_ids = {std::string(testing::kSpa)};
         });
         testing::web_code(org);
       },
       {"access_policy_denies"},
       [](TestProvider& org) {
         org.change_server("default", [](AuthorizationServer& server) {
           for (auto& policy : server.policies) policy.client_ids = {"ALL_CLIENTS"};
         });
       }},
      {"an app of nobody",
       [](TestProvider& org) {
         org.change_app(testing::kWebApp, [](AppIntegration& app) { app.assignment = {}; });
         testing::web_code(org);
       },
       {"not_assigned"},
       [](TestProvider& org) {
         org.change_app(testing::kWebApp,
                        [](AppIntegration& app) { app.assignment.federation_broker_mode = true; });
       }},
      {"a refresh without the grant",
       [](TestProvider& org) {
         const auto refresh = testing::refreshing(testing::web_refresh_token(org));
         org.change_app(testing::kWebApp, [](AppIntegration& app) {
           app.grant_types = {protocol::GrantType::authorization_code};
         });
         refuse_code(org, refresh);
       },
       {"refresh_token_grant_missing"},
       [](TestProvider& org) {
         org.change_app(testing::kWebApp, [](AppIntegration& app) {
           app.grant_types.push_back(protocol::GrantType::refresh_token);
         });
       }},
      {"tokens from authorize without the grant",
       [](TestProvider& org) {
         org.get(authorize_target(with(testing::web_request(), "response_type", "id_token")));
       },
       {"grant_type_missing"},
       [](TestProvider& org) { testing::allow_all_response_types(org, testing::kWebApp); }},
      {"no response_type",
       [](TestProvider& org) {
         org.get(authorize_target(with(testing::web_request(), "response_type", nullptr)));
       },
       {"response_type_unknown"},
       {},
       "code"},
      {"a misspelt response_type",
       [](TestProvider& org) {
         org.get(authorize_target(with(testing::web_request(), "response_type", "codes")));
       },
       {"response_type_unknown"},
       {},
       "code"},
      {"a misspelt grant_type",
       [](TestProvider& org) {
         refuse_code(org, with(web_redemption("x"), "grant_type", "authorisation_code"));
       },
       {"grant_type_unknown"},
       {},
       "authorization_code"},
      {"a grant_type that is none",
       [](TestProvider& org) { refuse_code(org, with(web_redemption("x"), "grant_type", "magic")); },
       {"grant_type_unknown"}},
      {"people at a service app",
       [](TestProvider& org) {
         org.get(authorize_target(with(testing::web_request(), "client_id", std::string(testing::kService))));
       },
       {"service_app_for_people"}},
      {"the server's name alone",
       [](TestProvider& org) { org.get("/default/.well-known/openid-configuration"); },
       {"endpoint_unknown"}},
      {"a slash at the end",
       [](TestProvider& org) { org.get("/.well-known/openid-configuration/"); },
       {"endpoint_unknown"}},
      {"an endpoint at the root",
       [](TestProvider& org) { org.post("/v1/token", web_redemption("x")); },
       {"endpoint_unknown"}},
      {"another vendor's endpoint",
       [](TestProvider& org) { org.post("/oauth/token", web_redemption("x")); },
       {"endpoint_unknown"}},
      {"icons and what browsers look for",
       [](TestProvider& org) {
         org.get("/favicon.ico");
         org.get("/.well-known/appspecific/com.chrome.devtools.json");
         org.get("/api/v1/sessions/me");
       },
       {}},
      {"a silent renewal that works",
       [](TestProvider& org) {
         testing::TestBrowser browser(org);
         browser.sign_in_to(testing::kDefaultServer, testing::web_request());
         browser.authorize(testing::kDefaultServer, with(testing::web_request(), "prompt", "none"));
       },
       {}},
  };
}

std::vector<Mishap> all_mishaps() {
  auto all = mishaps();
  for (auto& mishap : mishaps_of_requests()) all.push_back(std::move(mishap));
  return all;
}

std::vector<std::string> kinds_of(const http::Response& response) {
  std::vector<std::string> kinds;
  const auto body = testing::json_of(response);
  for (const auto& finding : body["findings"]) kinds.push_back(finding["kind"].get<std::string>());
  return kinds;
}

}  // namespace

TEST_CASE("each mishap is told by the journal of the requests that ran into it, and nothing beside it",
          "[control][doctor]") {
  for (const auto& mishap : all_mishaps()) {
    CAPTURE(mishap.what);
    ControlFixture control;
    mishap.happens(control.provider);
    const auto answer = control.post("/diagnosis", protocol::Json::object());
    CHECK(names_of(answer) == mishap.found);
    const auto body = testing::json_of(answer);
    CHECK(body["mistakes"] == mishap.found.size());
    if (!mishap.nearest.empty())
      CHECK(body["findings"].at(0)["seen"].at(0).value("closest", "") == mishap.nearest);
  }
}

TEST_CASE("what the administrator has mended since is told as past, and is no mistake", "[control][doctor]") {
  for (const auto& mishap : all_mishaps()) {
    if (!mishap.is_mended) continue;
    CAPTURE(mishap.what);
    ControlFixture control;
    mishap.happens(control.provider);
    mishap.is_mended(control.provider);
    const auto answer = control.post("/diagnosis", protocol::Json::object());
    CHECK(names_of(answer) == mishap.found);
    CHECK(kinds_of(answer) == std::vector<std::string>{"past"});
    CHECK(testing::json_of(answer)["findings"][0]["seen"][0]["past"] == true);
    CHECK(testing::json_of(answer)["mistakes"] == 0);
  }
}

TEST_CASE("what the app does right since is told as past, and a mistake again when it comes back",
          "[control][doctor]") {
  ControlFixture control;
  const auto code = testing::web_code(control.provider);
  const auto redeem = [&](const protocol::Params& params) {
    return control.provider.post(testing::kTokenPath, params, testing::web_credentials()).status;
  };
  const auto wrong = testing::with(testing::web_redemption(code), "redirect_uri", "http://localhost:8080/x");
  CHECK(redeem(wrong) == 400);
  CHECK(kinds_of(control.post("/diagnosis", protocol::Json::object())) ==
        std::vector<std::string>{"mistake"});
  CHECK(redeem(testing::web_redemption(code)) == 200);
  CHECK(kinds_of(control.post("/diagnosis", protocol::Json::object())) == std::vector<std::string>{"past"});
  CHECK(redeem(testing::with(testing::web_redemption(testing::web_code(control.provider)), "redirect_uri",
                             "http://localhost:8080/x")) == 400);
  const auto answer = testing::json_of(control.post("/diagnosis", protocol::Json::object()));
  CHECK(answer["mistakes"] == 1);
  const auto& seen = answer["findings"][0]["seen"];
  REQUIRE(seen.size() == 2);
  CHECK_FALSE(seen[0].contains("past"));
  CHECK(seen[1]["past"] == true);
}

}  // namespace mockidp
