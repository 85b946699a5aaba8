// acr_values from the authorization request into the tokens (docs/okta-behaviour.md, Step-up).

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "mockidp/directory/org_document.h"
#include "mockidp/endpoints/hosted/hosted_fixture_test.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/signin/engine.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

constexpr const char* kTwoFactors = "urn:okta:loa:2fa:any";
constexpr const char* kTwoIfPossible = "urn:okta:loa:2fa:any:ifpossible";
constexpr std::string_view kAlicesPhone = "+15556667777";

// The ready org of that name, with its people.
struct StepUpOrg {
  StepUpOrg() {
    std::ifstream file(MOCKIDP_SOURCE_DIR "/fixtures/orgs/step-up.json", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    auto loaded = load_org(*read_org_document(text.str()), provider.org.directory()->org.url,
                           [](const std::string&) { return nullptr; });
    REQUIRE(loaded);
    for (const auto& person : provider.org.people.list("", 100)) provider.org.people.erase(person.id);
    for (const auto& seed : loaded->people) {
      Person person = seed.person;
      person.password = hash_password(seed.password.reveal(), 1, provider.random);
      REQUIRE(provider.org.people.add(person));
    }
    provider.org.set_directory(std::make_shared<const Directory>(std::move(loaded->directory)));
  }

  protocol::Json redeem(const http::Response& redirect) {
    const std::string code(redirect_params(redirect).get("code"));
    CAPTURE(redirect.header("Location"));
    REQUIRE_FALSE(code.empty());
    const auto answer = provider.post(kTokenPath, web_redemption(code), web_credentials());
    CAPTURE(answer.body);
    REQUIRE(answer.status == 200);
    return json_of(answer);
  }

  protocol::Json claims(const protocol::Json& tokens, const char* name) {
    const auto keys = protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body);
    const auto token = protocol::verify_jws(tokens.at(name).get<std::string>(), *keys);
    REQUIRE(token);
    return token->claims();
  }

  TestProvider provider;
};

Params wanting(const char* acr_values, const Params& request = offline_request()) {
  return with(request, "acr_values", acr_values);
}

// Both of a pair, or "" where a token does not say.
std::pair<std::string, std::string> acr_of(StepUpOrg& org, const protocol::Json& tokens) {
  return {org.claims(tokens, "id_token").value("acr", ""),
          org.claims(tokens, "access_token").value("acr", "")};
}

std::pair<std::string, std::string> both(const std::string& acr) { return {acr, acr}; }

http::Response prove_by_phone(StepUpOrg& org, TestBrowser& browser, const http::Response& page) {
  const auto enter = press(browser, page, "/signin/challenge/send");
  return press_answer(browser, enter, newest_message(org.provider, kAlicesPhone).code);
}

}  // namespace

TEST_CASE("acr_values ask a session for the missing factor, and the tokens say so", "[step_up]") {
  StepUpOrg org;
  TestBrowser browser(org.provider);
  const auto plain = org.redeem(browser.sign_in_to(kDefaultServer, offline_request()));
  CHECK(acr_of(org, plain) == both(""));
  CHECK(org.claims(plain, "id_token")["amr"] == protocol::Json{"pwd"});

  org.provider.clock.advance(60s);
  const auto page = browser.authorize(kDefaultServer, wanting(kTwoFactors));
  CHECK(heading(page) == "Verify with your phone");
  const auto stepped_up = org.redeem(prove_by_phone(org, browser, page));
  CHECK(acr_of(org, stepped_up) == both(kTwoFactors));
  const auto claims = org.claims(stepped_up, "id_token");
  CHECK(claims["amr"].size() == 3);
  CHECK(claims["auth_time"] > org.claims(plain, "id_token")["auth_time"]);

  SECTION("a session that has both is enough, silently") {
    const auto silent =
        browser.authorize(kDefaultServer, wanting(kTwoFactors, with(offline_request(), "prompt", "none")));
    CHECK(acr_of(org, org.redeem(silent)) == both(kTwoFactors));
  }
  SECTION("who does not ask is not told") {
    CHECK(acr_of(org, org.redeem(browser.authorize(kDefaultServer, offline_request()))) == both(""));
  }
  SECTION("refreshed tokens keep it") {
    const auto refreshed = json_of(org.provider.post(
        kTokenPath, refreshing(stepped_up["refresh_token"].get<std::string>()), web_credentials()));
    CHECK(acr_of(org, refreshed) == both(kTwoFactors));
    const auto further = json_of(org.provider.post(
        kTokenPath, refreshing(refreshed["refresh_token"].get<std::string>()), web_credentials()));
    CHECK(acr_of(org, further) == both(kTwoFactors));
  }
  SECTION("introspection tells it") {
    const auto facts = json_of(org.provider.post(
        kIntrospectPath, {{"token", stepped_up["access_token"].get<std::string>()}}, web_credentials()));
    CHECK(facts["acr"] == kTwoFactors);
  }
}

TEST_CASE("the acr is the first value that Okta knows, however many come", "[step_up]") {
  StepUpOrg org;
  struct Row {
    const char* asked;
    std::string told;
  };
  const auto row = GENERATE(Row{"urn:okta:loa:1fa:any", "urn:okta:loa:1fa:any"},
                            Row{"urn:okta:loa:1fa:pwd", "urn:okta:loa:1fa:pwd"},
                            Row{"urn:unknown  urn:okta:loa:1fa:pwd phr", "urn:okta:loa:1fa:pwd"},
                            Row{"urn:unknown", ""}, Row{"PHR", ""}, Row{"", ""});
  CAPTURE(row.asked);
  TestBrowser browser(org.provider);
  CHECK(acr_of(org, org.redeem(browser.sign_in_to(kDefaultServer, wanting(row.asked)))) == both(row.told));
}

TEST_CASE("tokens from the authorize endpoint tell the acr too", "[step_up]") {
  StepUpOrg org;
  allow_all_response_types(org.provider, kWebApp);
  TestBrowser browser(org.provider);
  const auto request = with(web_request(), "response_type", "id_token token");
  const auto params =
      redirect_params(browser.sign_in_to(kDefaultServer, wanting("urn:okta:loa:1fa:any", request)));
  const protocol::Json tokens{{"id_token", params.get("id_token")},
                              {"access_token", params.get("access_token")}};
  CHECK(acr_of(org, tokens) == both("urn:okta:loa:1fa:any"));
}

TEST_CASE("what cannot be met is the client's to hear; if possible means that it need not be", "[step_up]") {
  StepUpOrg org;
  constexpr std::string_view carol = "carol@example.com", password = "Redirect-flow-3";
  TestBrowser browser(org.provider);
  const auto refused = [&](const char* acr_values) {
    return std::string(
        redirect_params(browser.sign_in_to(kDefaultServer, wanting(acr_values), carol, password))
            .get("error_description"));
  };
  const std::string unmet =
      "Unable to meet the authentication requirements imposed by 'acr_values' parameter.";
  CHECK(refused(kTwoFactors) == unmet);
  CHECK(refused("phr") == unmet);
  CHECK(refused("phrh") == unmet);
  const auto let_in = browser.sign_in_to(kDefaultServer, wanting(kTwoIfPossible), carol, password);
  CHECK(acr_of(org, org.redeem(let_in)) == both(kTwoIfPossible));

  // Bob has no phone yet, but may set one up.
  TestBrowser bobs(org.provider);
  const auto list =
      bobs.sign_in_to(kDefaultServer, wanting(kTwoIfPossible), "bob@example.com", "Redirect-flow-2");
  CHECK(heading(list) == "Set up phone authentication");
}

TEST_CASE("with prompt=none a factor that acr_values miss is the client's to hear", "[step_up]") {
  StepUpOrg org;
  TestBrowser browser(org.provider);
  browser.sign_in_to(kDefaultServer, web_request());
  const auto refused =
      browser.authorize(kDefaultServer, wanting(kTwoFactors, with(web_request(), "prompt", "none")));
  CHECK(redirect_params(refused).get("error") == "login_required");
  CHECK(redirect_params(refused).get("error_description") ==
        "The client specified not to prompt, but the client app requires re-authentication or MFA.");
}

namespace {

Params enrolling(const char* enroll_amr_values) {
  return {{"client_id", std::string(kWebApp)},
          {"redirect_uri", std::string(kWebCallback)},
          {"response_type", "none"},
          {"state", "s-1"},
          {"prompt", "enroll_authenticator"},
          {"acr_values", kTwoIfPossible},
          {"max_age", "0"},
          {"enroll_amr_values", enroll_amr_values}};
}

}  // namespace

TEST_CASE("an app sends a person to set up an authenticator, and hears its state alone", "[step_up]") {
  StepUpOrg org;
  TestBrowser browser(org.provider);
  const auto page =
      browser.sign_in_to(kDefaultServer, enrolling("sms"), "bob@example.com", "Redirect-flow-2");
  REQUIRE(heading(page) == "Set up phone authentication");
  const auto code_page = press(
      browser, page, "/signin/enroll/phone",
      {{"authenticator.methodType", "sms"}, {"country", "US"}, {"authenticator.phoneNumber", "5556668888"}});
  const auto back = press_answer(browser, code_page, newest_message(org.provider, "+15556668888").code);
  CHECK(back.status == 302);
  CHECK(back.header("Location") == std::string(kWebCallback) + "?state=s-1");
  CHECK(org.provider.org.people.find_by_login("bob@example.com")->value.enrolments.size() == 1);

  SECTION("who has it already is asked to prove themselves, and comes back") {
    TestBrowser another(org.provider);
    const auto again =
        another.sign_in_to(kDefaultServer, enrolling("sms"), "bob@example.com", "Redirect-flow-2");
    CHECK(heading(again) == "Verify with your phone");
    const auto enter = press(another, again, "/signin/challenge/send");
    const auto done = press_answer(another, enter, newest_message(org.provider, "+15556668888").code);
    CHECK(done.header("Location") == std::string(kWebCallback) + "?state=s-1");
  }
}

TEST_CASE("nobody sets up what the org or their policy does not have", "[step_up]") {
  StepUpOrg org;
  const auto error = [&](const char* values) {
    TestBrowser browser(org.provider);
    const auto answer =
        browser.sign_in_to(kDefaultServer, enrolling(values), "carol@example.com", "Redirect-flow-3");
    return std::string(redirect_params(answer).get("error_description"));
  };
  const std::string not_allowed =
      "Authenticator enrollment is not allowed at this time. Please contact support for assistance.";
  CHECK(error("sms") == not_allowed);                  // her policy
  CHECK(error("okta_verify yubikey") == not_allowed);  // the org
  CHECK_THAT(error("sms unheard_of"), ContainsSubstring("'enroll_amr_values' parameter must have valid"));
  CHECK_THAT(error(" "), ContainsSubstring("'enroll_amr_values' parameter must have valid"));
}

}  // namespace mockidp::testing
