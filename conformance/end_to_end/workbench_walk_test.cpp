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

constexpr const char* kScrollsSideways =
    "return document.documentElement.scrollWidth > document.documentElement.clientWidth";

}  // namespace

TEST_CASE("walk: the timeline draws every request, whatever is in its token", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("timeline", "default", {{"journal", "raw"}});
  walk.control("POST", "/faults", R"({"name": "id_token_bad_exp", "variant": "huge", "times": 1})");
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("You were not signed in");
  walk.test_your_app();
  walk.give_password(kBob);
  walk.land(kBob.name);
  // Names that every object of a script has.
  walk.browser.open(walk.org_url + "/oauth2/v1/authorize?client_id=constructor&constructor=1&__proto__=2");
  walk.browser.console_errors();

  open_timeline(walk);
  const auto text = walk.browser.text("#flows");
  CHECK_THAT(text, ContainsSubstring("Sign-in of alice@example.com"));
  CHECK_THAT(text, ContainsSubstring("Sign-in of bob@example.com"));
  CHECK_THAT(text, ContainsSubstring("__proto__"));
  CHECK_THAT(text, ContainsSubstring("1e+300"));
  CHECK_THAT(text, ContainsSubstring(".000Z"));
  CHECK_THAT(text, !ContainsSubstring("cannot be drawn"));
  CHECK_THAT(text, !ContainsSubstring("password hashes"));
  CHECK(walk.browser.console_errors().empty());
  walk.keep_picture();

  // {"exp": 1e15, "iat": 12345678901234567890}
  open_view(walk, "token", "textarea");
  walk.browser.type("textarea", "e30.eyJleHAiOiAxZTE1LCAiaWF0IjogMTIzNDU2Nzg5MDEyMzQ1Njc4OTB9.c2ln");
  CHECK_THAT(walk.browser.text(".token"), ContainsSubstring("1e15"));
  CHECK_THAT(walk.browser.text(".token"), ContainsSubstring("12345678901234567890"));
  // Parts that are JSON, yet no objects.
  walk.browser.type("textarea", "bnVsbA.bnVsbA.c2ln");
  REQUIRE(walk.browser.has("main .bad"));
  CHECK_THAT(walk.browser.text("main .bad"), ContainsSubstring("That is no JWT"));
  CHECK(walk.browser.console_errors().empty());
}

TEST_CASE("walk: an entry that the timeline cannot draw takes no other away", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("undrawn", "default");
  open_view(walk, "overview", "table");
  walk.browser.run_script(R"(
    const entry = (sequence, sent) => ({ sequence, flow: 'one', endpoint: 'token', method: 'POST', path: '/p', status: 200,
      at: '2026-01-01T00:00:00.000Z', request_id: 'r', received: [], sent, decided: [] });
    const lines = [entry(1, []), entry(2, null), entry(3, [])].map((one) => `data: ${JSON.stringify(one)}\n\n`).join('');
    const ask = window.fetch;
    window.fetch = (url, options) => (String(url).includes('/journal/events') ? Promise.resolve(new Response(lines)) : ask(url, options));
    location.hash = '#timeline';)");
  REQUIRE(walk.browser.has("details.exchange"));
  CHECK(walk.browser.count("details.exchange") == 3);
  CHECK(walk.browser.count("details.exchange pre") == 1);
  CHECK_THAT(walk.browser.text("#flows"), ContainsSubstring("cannot be drawn"));
}

TEST_CASE("walk: the timeline says what to do about a refusal, also on a phone", "[end_to_end][chromium]") {
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
  for (const bool dark : {false, true}) {
    walk.browser.look({.width = 380, .height = 740, .dark = dark});
    CHECK(walk.browser.run_script(kScrollsSideways) == "false");
  }
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
