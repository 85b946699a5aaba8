#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

using namespace std::chrono_literals;

namespace mockidp::testing {

TEST_CASE("after the sign-in the client gets code and state, in this order", "[authorize]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto response = browser.sign_in_to(kDefaultServer, web_request());
  REQUIRE(response.status == 302);
  CHECK(response.header("Referrer-Policy") == "no-referrer");
  const std::string location(response.header("Location"));
  CHECK(location.starts_with(std::string(kWebCallback) + "?code="));
  CHECK(location.ends_with("&state=s-1"));
  const std::string code(redirect_params(response).get("code"));
  CHECK(code.size() == 43);
  CHECK(protocol::base64url_decode(code).has_value());
}

TEST_CASE("a session is enough for the next sign-in, silently", "[authorize]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in_to(kDefaultServer, web_request());
  const auto silent = browser.authorize(kOrgServer, with(web_request(), "prompt", "none"));
  REQUIRE(silent.status == 302);
  CHECK(redirect_params(silent).get("code").size() == 43);
  CHECK(silent.header("Set-Cookie").empty());

  SECTION("not for prompt=login") {
    CHECK(browser.authorize(kDefaultServer, with(web_request(), "prompt", "login")).status == 200);
  }
  SECTION("not once max_age has passed") {
    provider.clock.advance(101s);
    CHECK(browser.authorize(kDefaultServer, with(web_request(), "max_age", "101")).status == 302);
    CHECK(browser.authorize(kDefaultServer, with(web_request(), "max_age", "100")).status == 200);
    const auto refused =
        browser.authorize(kDefaultServer, with(with(web_request(), "max_age", "100"), "prompt", "none"));
    CHECK(redirect_params(refused).get("error_description") ==
          "The client specified not to prompt, but the client app requires re-authentication or MFA.");
  }
}

TEST_CASE("prompt=none without a session can be shown as Okta's page, by switch", "[authorize]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.org.switches.prompt_none_error_as_page = true; });
  TestBrowser browser(provider);
  const auto response = browser.authorize(kDefaultServer, with(web_request(), "prompt", "none"));
  CHECK(response.status == 400);
  CHECK(response.header("Location").empty());
  CHECK_THAT(response.body, ContainsSubstring("login_required"));
}

namespace {

// What the page of okta_post_message posts, as JSON.
std::string message_of(const std::string& html) {
  constexpr std::string_view marker = "data-message=\"";
  const auto begin = html.find(marker);
  if (begin == std::string::npos) return {};
  auto message = html.substr(begin + marker.size());
  message.resize(message.find('"'));
  for (std::size_t at; (at = message.find("&quot;")) != std::string::npos;) message.replace(at, 6, "\"");
  return message;
}

// What the client hears, by whichever way the mode takes.
Params heard_by(const http::Response& response) {
  if (response.status == 302) return redirect_params(response);
  const auto form = first_form(response.body);
  if (!form.action.empty()) return form.action == kSpaCallback ? form.fields : Params();
  Params heard;
  const auto message = protocol::parse_json(message_of(response.body));
  if (message && message->is_object())
    for (const auto& [name, value] : message->items()) heard.add(name, value.get<std::string>());
  return heard;
}

}  // namespace

TEST_CASE("prompt=none shows no page, whatever stands in the way and in whichever mode", "[authorize]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in_to(kDefaultServer, web_request());
  struct Obstacle {
    const char* title;
    std::function<void(Directory&)> arrange;
    const char* error;
    const char* description;
  };
  const Obstacle obstacles[] = {
      {"a policy that asks for what nobody can do",
       [](Directory& directory) {
         FactorConstraint hardware{.required = true, .hardware_protection = true};
         for (auto& policy : directory.sign_on_policies)
           policy.rules.back().verification.constraints = {{.knowledge = {}, .possession = hardware}};
       },
       "login_required",
       "The client specified not to prompt, but the client app requires re-authentication or MFA."},
      {"a global session policy that denies",
       [](Directory& directory) { directory.session_policies.back().rules.back().allow = false; },
       "access_denied", "The resource owner or authorization server denied the request."},
      {"no assignment, and a page to say so",
       [](Directory& directory) {
         directory.org.switches.not_assigned_as_page = true;
         for (auto& app : directory.apps) app.assignment = {};
       },
       "access_denied", "User is not assigned to the client application."},
  };
  for (const auto& obstacle : obstacles) {
    const auto before = *provider.org.directory();
    provider.change(obstacle.arrange);
    for (const char* mode : {"query", "fragment", "form_post", "okta_post_message"}) {
      CAPTURE(obstacle.title, mode);
      const auto silent = with(with(spa_request(), "prompt", "none"), "response_mode", mode);
      const auto heard = heard_by(browser.authorize(kDefaultServer, silent));
      CHECK(heard.get("error") == obstacle.error);
      CHECK(heard.get("error_description") == obstacle.description);
      CHECK(heard.get("state") == spa_request().get("state"));
      CHECK(provider.newest_entry().find("switch not_assigned_as_page") == std::string::npos);
    }
    provider.change([&](Directory& directory) { directory = before; });
  }
}

TEST_CASE("a redirect URI with a query keeps it", "[authorize]") {
  TestProvider provider;
  const std::string uri = "http://localhost:8080/cb?tenant=a%20b";
  provider.change_app(kWebApp, [&](AppIntegration& app) { app.redirect_uris.push_back(uri); });
  TestBrowser browser(provider);
  const auto response = browser.sign_in_to(kDefaultServer, with(web_request(), "redirect_uri", uri));
  CHECK(std::string(response.header("Location")).starts_with(uri + "&code="));
}

TEST_CASE("response_mode=fragment answers behind a #", "[authorize]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto response = browser.sign_in_to(kDefaultServer, with(web_request(), "response_mode", "fragment"));
  REQUIRE(response.status == 302);
  CHECK(std::string(response.header("Location")).starts_with(std::string(kWebCallback) + "#code="));
  CHECK(response.header("Referrer-Policy") == "no-referrer");
}

TEST_CASE("response_mode=form_post posts code and state by itself, under a policy that allows that script",
          "[authorize]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto response = browser.sign_in_to(kDefaultServer, with(web_request(), "response_mode", "form_post"));
  REQUIRE(response.status == 200);
  const PageForm form = first_form(response.body);
  CHECK(form.action == kWebCallback);
  REQUIRE(form.fields.entries().size() == 2);
  CHECK(form.fields.entries()[0].first == "code");
  CHECK(form.fields.entries()[1] == Params::Entry("state", "s-1"));
  CHECK(response.header("Referrer-Policy") == "no-referrer");
  const std::string policy(response.header("Content-Security-Policy"));
  const std::size_t nonce = response.body.find("<script nonce=\"") + 15;
  CHECK_THAT(policy, ContainsSubstring("'nonce-" +
                                       response.body.substr(nonce, response.body.find('"', nonce) - nonce)));
  CHECK_THAT(policy, ContainsSubstring("frame-ancestors 'self'"));
  CHECK_THAT(response.body, ContainsSubstring("<noscript><button type=\"submit\">"));

  SECTION("and a refusal the same way") {
    const Params params = with(with(web_request(), "response_mode", "form_post"), "prompt", "select_account");
    const auto refused = provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(params));
    const PageForm refusal = first_form(refused.body);
    REQUIRE(refusal.fields.entries().size() == 3);
    CHECK(refusal.fields.entries()[0] == Params::Entry("state", "s-1"));
    CHECK(refusal.fields.entries()[1] == Params::Entry("error", "invalid_request"));
  }
}

TEST_CASE("a form_post page does not let state break out of it", "[authorize]") {
  TestProvider provider;
  Params params = with(with(web_request(), "response_mode", "form_post"), "prompt", "none");
  params = with(params, "state", "\"><script>alert(1)</script>");
  const auto response = provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(params));
  CHECK(response.body.find("<script>alert") == std::string::npos);
  CHECK(first_form(response.body).fields.get("state") == "\"><script>alert(1)</script>");
}

TEST_CASE("response_mode=okta_post_message tells the app's origin, from a page that it may frame",
          "[authorize]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto response =
      browser.sign_in_to(kDefaultServer, with(spa_request(), "response_mode", "okta_post_message"));
  REQUIRE(response.status == 200);
  CHECK_THAT(response.body, ContainsSubstring("data-target=\"http://localhost:9000\""));
  CHECK_THAT(response.body, ContainsSubstring("postMessage"));
  const std::string policy(response.header("Content-Security-Policy"));
  CHECK(policy.find("frame-ancestors") == std::string::npos);
  CHECK_THAT(policy, ContainsSubstring("script-src 'nonce-"));
  CHECK(response.header("X-Frame-Options").empty());
}

TEST_CASE("access policies are asked once the person is known", "[authorize]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto refused_as = [&](const Params& params) {
    const auto response = browser.sign_in_to(kDefaultServer, params);
    CHECK(response.status == 302);
    CHECK(redirect_params(response).get("error") == "access_denied");
    CHECK(redirect_params(response).get("state") == "s-1");
    CHECK_FALSE(redirect_params(response).has("code"));
    return std::string(redirect_params(response).get("error_description"));
  };
  const auto change_default = [&](const std::function<void(AuthorizationServer&)>& edit) {
    provider.change([&](Directory& directory) {
      for (auto& server : directory.authorization_servers)
        if (server.id == "default") edit(server);
    });
  };
  SECTION("no policy") {
    change_default([](AuthorizationServer& server) { server.policies.clear(); });
    CHECK(refused_as(web_request()) ==
          "Policy evaluation failed for this request, please check the policy configurations.");
    CHECK(redirect_params(browser.authorize(kOrgServer, web_request())).has("code"));
  }
  SECTION("a scope that the rule does not list") {
    change_default(
        [](AuthorizationServer& server) { server.policies.at(0).rules.at(0).scopes = {"api.read"}; });
    CHECK(refused_as(with(web_request(), "scope", "openid api.read api.write")) ==
          "Some of the requested scopes were denied by the policy. Denied scopes: [api.write].");
    CHECK(redirect_params(browser.authorize(kDefaultServer, web_request())).has("code"));
  }
}

TEST_CASE("who is not assigned to the app is refused to the client", "[authorize]") {
  TestProvider provider;
  provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment.group_ids.clear(); });
  TestBrowser browser(provider);
  const auto response = browser.sign_in_to(kDefaultServer, web_request());
  CHECK(response.status == 302);
  CHECK(redirect_params(response).get("error") == "access_denied");
  CHECK(redirect_params(response).get("error_description") ==
        "User is not assigned to the client application.");
}

TEST_CASE("an app that was taken away during the sign-in gets nothing", "[authorize]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto page = browser.authorize(kDefaultServer, web_request());
  const auto edit = GENERATE(0, 1);
  provider.change_app(kWebApp, [&](AppIntegration& app) {
    if (edit == 0) app.active = false;
    if (edit == 1) app.redirect_uris = {"http://localhost:8080/elsewhere"};
  });
  const auto response = browser.sign_in(page, kAlice, kAlicePassword);
  CHECK(response.header("Location").empty());
  CHECK(first_form(response.body).action != kWebCallback);
}

}  // namespace mockidp::testing
