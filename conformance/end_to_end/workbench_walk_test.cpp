// The workbench in a browser: what its pages make of whatever an org has journaled.
#include "conformance/end_to_end/walk_for_test.h"

using namespace conformance;
using nlohmann::json;

namespace {

void open_view(Walk& walk, const std::string& view, const std::string& awaited) {
  walk.browser.open("about:blank");
  walk.browser.open(walk.workbench_url + "/#" + view);
  REQUIRE(walk.browser.has(awaited));
}

// With every request drawn, and everything open that can be.
void open_timeline(Walk& walk) {
  const auto requests = walk.control("GET", "/journal").at("entries").size();
  open_view(walk, "timeline", "details.exchange");
  REQUIRE(eventually([&] { return walk.browser.count("details.exchange") >= static_cast<int>(requests); }));
  walk.browser.run_script("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
}

json ask(Walk& walk, const std::string& script) { return json::parse(walk.browser.run_script(script)); }

}  // namespace

TEST_CASE("walk: the timeline says what to do about a refusal", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("refusals", "default");
  const auto ask_for_code =
      walk.org_url + "/oauth2/default/v1/authorize?response_type=code&scope=openid&state=s";
  walk.browser.open(ask_for_code + "&client_id=nobody");
  open_timeline(walk);
  CHECK_THAT(walk.browser.text(".failure"), ContainsSubstring("invalid_client"));
  CHECK_THAT(walk.browser.text(".failure"), ContainsSubstring("the overview lists"));

  walk.control("DELETE", "/journal");
  const auto uri = ask(walk,
                       "return fetch('/control/v1/orgs/default/apps').then((answer) => answer.json())"
                       ".then((answer) => answer.apps.find((app) => app.client_id === '" +
                           std::string(kOtherApp) + "').redirect_uris[0])")
                       .get<std::string>();
  walk.browser.open(ask_for_code + "&response_mode=okta_post_message&client_id=" + kOtherApp +
                    "&redirect_uri=" + uri);
  open_timeline(walk);
  CHECK_THAT(walk.browser.text(".failure"),
             ContainsSubstring("unsupported_response_mode_okta_post_message_with_code"));
  CHECK_THAT(walk.browser.text(".failure"), ContainsSubstring("code_challenge"));
  walk.keep_picture();
}

TEST_CASE("walk: an explanation is that of the endpoint, and of no name that scripts have",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("explanations", "default");
  open_view(walk, "overview", "table");
  const auto explained = [&](const std::string& endpoint, const std::string& name) {
    return ask(walk, "return import('/explanations.js').then((texts) => texts.explainReceived('" + endpoint +
                         "', '" + name + "')[0])")
        .get<std::string>();
  };
  CHECK_THAT(explained("hosted.challenge", "credentials.passcode"), ContainsSubstring("code that was sent"));
  CHECK_THAT(explained("hosted.password", "credentials.passcode"), ContainsSubstring("new password"));
  CHECK_THAT(explained("logout", "state"), ContainsSubstring("after signing out"));
  CHECK_THAT(explained("authorize", "state"), !ContainsSubstring("after signing out"));
  CHECK_THAT(explained("revoke", "token"), ContainsSubstring("end"));
  for (const char* name :
       {"refresh_token", "token", "token_type_hint", "consent", "stateToken", "grant_type"})
    CHECK_FALSE(explained("token", name).empty());
  for (const char* name : {"constructor", "__proto__", "toString"}) CHECK(explained(name, name).empty());
}

TEST_CASE("walk: every fault can be switched on with what it takes", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("faults", "default");
  open_view(walk, "faults", "details.card");
  const auto outcome = ask(walk, R"(
    const values = { endpoint: 'token', status: 503, milliseconds: 1, seconds: 60, bytes: 5, person: 'bob@example.com',
      url: 'http://127.0.0.1:9/keys', token: 'e30.e30.c2ln' };
    const { faults } = await (await fetch('/control/v1/faults')).json();
    const status = document.getElementById('status');
    const refused = [];
    for (const { name, parameters } of faults) {
      for (const parameter of parameters.split(' ').filter(Boolean)) document.getElementById(`${name}-${parameter}`).value = values[parameter];
      status.textContent = '';
      document.getElementById(`${name}-times`).form.requestSubmit();
      for (let i = 0; i < 500 && !status.textContent; i += 1) await new Promise((resolve) => { setTimeout(resolve, 10); });
      if (status.textContent !== `${name} is on.`) refused.push(`${name}: ${status.textContent}`);
    }
    return { refused, faults: faults.length };)");
  CHECK(outcome.at("refused") == json::array());
  CHECK(walk.control("GET", "/faults").at("faults").size() == outcome.at("faults").get<std::size_t>());
  CHECK_THAT(walk.browser.text("main"), !ContainsSubstring("[object"));
  walk.keep_picture();
}
