// What the provider logs of a sign-in that works and of requests that do not: everything that happened, and
// no secret.
#include <set>

#include "conformance/browser/user_agent.h"
#include "conformance/end_to_end/stage_for_test.h"
#include "mockidp/testing/catch.h"

namespace conformance {
namespace {

constexpr std::size_t kShortestSecret = 8;  // shorter ones ("en", "1") occur by chance

// Everything secret that passed a browser: cookies, codes, tokens, hidden fields.
void collect_secrets(const Page& page, std::set<std::string>& secrets) {
  static const std::vector<std::string> kNames = {"code",         "state",       "nonce", "code_challenge",
                                                  "sessionToken", "stateToken",  "csrf",  "id_token_hint",
                                                  "id_token",     "access_token"};
  const auto add = [&](const std::string& value) {
    if (value.size() >= kShortestSecret) secrets.insert(value);
  };
  for (const Hop& hop : page.hops) {
    for (const auto& [name, value] : hop.headers)
      if (name == "set-cookie" || name == "Set-Cookie") {
        const auto equals = value.find('=');
        add(value.substr(equals + 1, value.find(';') - equals - 1));
      }
    for (const std::string& target : {hop.url, hop.location})
      for (const std::string& name : kNames)
        if (const auto at = target.find(name + "="); at != std::string::npos) {
          const auto from = at + name.size() + 1;
          add(target.substr(from, target.find('&', from) - from));
        }
  }
  if (const auto form = first_form(page.body, page.url))
    for (const auto& [name, value] : form->fields) add(value);
}

Page sign_in(UserAgent& browser, const std::string& base_url, std::set<std::string>& secrets) {
  Page page = browser.get(base_url + "/profile");
  collect_secrets(page, secrets);
  page = browser.submit(page, {{"identifier", "alice@example.com"}});
  collect_secrets(page, secrets);
  page = browser.submit(page, {{"credentials.passcode", "A-wrong-passcode-1"}});
  collect_secrets(page, secrets);
  page = browser.submit(page, {{"credentials.passcode", "Redirect-flow-1"}});
  collect_secrets(page, secrets);
  return page;
}

}  // namespace

TEST_CASE("the log tells every request and no secret, as text and as JSON", "[end_to_end][log]") {
  const bool json = GENERATE(true, false);
  CAPTURE(json);
  Stage stage({"--log-requests", "--log-format", json ? "json" : "text"});
  std::set<std::string> secrets{kStageClientSecret,      "Redirect-flow-1",
                                "A-wrong-passcode-1",    "service-secret-for-local-use-only",
                                "a-wrong-client-secret", "no-such-token-at-all"};
  const auto browser = make_http_browser();
  const Page signed_in = sign_in(*browser, stage.base_url, secrets);
  REQUIRE(signed_in.body.find("Alice") != std::string::npos);

  const std::string token_url = stage.org_url() + "/oauth2/default/v1/token";
  for (const char* secret : {"service-secret-for-local-use-only", "a-wrong-client-secret"})
    browser->post(token_url, {{"grant_type", "client_credentials"},
                              {"client_id", "0oasvcapp0mockidp001"},
                              {"client_secret", secret},
                              {"scope", "api.read"}});
  browser->post(token_url, {{"grant_type", "authorization_code"}, {"code", "no-such-token-at-all"}});
  browser->get(stage.org_url() + "/oauth2/default/v1/userinfo",
               {{"Authorization", "Bearer no-such-token-at-all"}});

  std::string log;
  REQUIRE(eventually([&] {
    log = stage.provider_log();
    return log.rfind("/v1/userinfo") > log.rfind("invalid_client");
  }));
  for (const char* told : {"/oauth2/default/v1/authorize", "/oauth2/default/v1/token",
                           "/oauth2/default/v1/userinfo", "alice@example.com", "0oasvcapp0mockidp001"}) {
    CAPTURE(told);
    CHECK(log.find(told) != std::string::npos);
  }
  CHECK(secrets.size() > 10);
  for (const std::string& secret : secrets) {
    CAPTURE(secret);
    CHECK(log.find(secret) == std::string::npos);
  }
  if (!json) return;
  std::istringstream lines(log.substr(log.find("{\"time\"")));
  for (std::string line; std::getline(lines, line);) {
    const auto event = nlohmann::json::parse(line, nullptr, false);
    CAPTURE(line);
    CHECK(event.is_object());
    CHECK(event.value("event", "") == "request");
    CHECK(event.contains("status"));
  }
}

}  // namespace conformance
