#include <nlohmann/json.hpp>

#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_in.h"

namespace conformance::okta {

namespace {

using nlohmann::json;

constexpr const char* kSomebodyElses = "https://another-app.example/callback";

// What the org had before.
json replace_redirect_uris(Run& run, const json& uris) {
  json before;
  run.idp().change_org([&](json& org) {
    for (auto& app : org["apps"])
      if (app["client_id"] == run.client().client_id()) {
        before = app["redirect_uris"];
        app["redirect_uris"] = uris;
      }
  });
  return before;
}

void expect_rest_at_provider(Run& run, const std::string& from, const std::function<Page()>& open) {
  const auto before = run.idp().journal("authorize").size();
  const auto page = open();
  if (!same_origin(page.url, run.idp().org_url()))
    return;  // this page does not lead to the provider by itself
  const auto asked = run.idp().journal("authorize").size() - before;
  run.expect(asked == 1, "the browser comes to rest at the provider's page, after one request",
             std::to_string(asked) + " requests from " + from);
}

void take_the_redirect_uri_away(Run& run) {
  auto& browser = run.browser();
  const auto registered = replace_redirect_uris(run, json::array({kSomebodyElses}));
  expect_rest_at_provider(run, "the login", [&] { return run.begin_sign_in(browser); });
  for (const auto& path : run.client().manifest().protected_paths)
    expect_rest_at_provider(run, path, [&] { return browser.get(run.client().url(path)); });
  expect_nobody(run, browser, "nobody is signed in where nothing came back");
  run.expect(run.idp().journal("token").empty(), "the client redeems nothing");

  replace_redirect_uris(run, registered);
  const auto person = run.idp().new_person();
  run.sign_in(browser, person);
  expect_person(run, browser, person, "once the org has the URI again, the same browser signs in");
}

}  // namespace

Scenario redirect_uri_unknown() {
  return {
      .id = "OKTA-10",
      .title = "The org does not have the client's redirect URI; later it has it again",
      .requirement =
          "The browser rests at the provider's page, nobody is signed in, and when the administrator "
          "has mended it the same browser signs in.",
      .why =
          "Nothing reaches the app, so only the next sign-in can help. An app that waits for the answer to "
          "the last one keeps people out long after the mistake is mended.",
      .level = Level::must,
      .clauses = {{"RFC 6749", "3.1.2.4"}, {"RFC 6749", "4.1.2.1"}},
      .applies_to = {Profile::web_app},
      .control = "CB-01",
      .run = take_the_redirect_uri_away};
}

}  // namespace conformance::okta
