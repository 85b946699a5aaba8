#include <set>

#include "conformance/oracle/url.h"
#include "conformance/scenarios/redirect_targets.h"

namespace conformance::redirect {

namespace {

// As they stand in the address; {host} is the attacker's. Browsers read "\" as "/", drop tabs and line ends,
// take what is before "@" for a name, and need no slash behind a scheme.
constexpr const char* kDisguises[] = {"/\\{host}/",    "\\/{host}/",       "\\\\{host}/",     "///{host}/",
                                      "/%5c{host}/",   "/%09/{host}/",     "%09//{host}/",    "/%0a/{host}/",
                                      "/%0d/{host}/",  "/%255c{host}/",    "https:{host}/",   "http:{host}/",
                                      "http:/{host}/", "HTTP://{host}/",   "%20//{host}/",    "@{host}/",
                                      "%40{host}/",    ".{host}/",         "//{host}%00.app", "/..//{host}/",
                                      "/./%2f{host}/", "//{host}%5c@app/", "%2f%2f{host}%2f", "/%2f{host}/"};

std::string aimed(std::string disguise, const std::string& host) {
  return disguise.replace(disguise.find("{host}"), 6, host);
}

// What the provider remembers of this browser: it need not ask who it is again.
std::vector<Cookie> cookies_of_provider(Run& run, UserAgent& browser, const Page& signed_in) {
  std::set<std::string> names;
  for (const auto& hop : signed_in.hops)
    if (same_origin(hop.url, run.idp().org_url()))
      for (const auto& [name, value] : hop.headers)
        if (name == "Set-Cookie" || name == "set-cookie") names.insert(value.substr(0, value.find('=')));
  std::vector<Cookie> found;
  for (auto& cookie : browser.cookies(run.idp().org_url() + "/"))
    if (names.contains(cookie.name)) found.push_back(std::move(cookie));
  return found;
}

void try_disguises(Run& run) {
  const auto& parameter = run.client().manifest().return_to_parameter;
  if (parameter.empty()) run.skip("the manifest names no return_to_parameter");
  const auto person = run.idp().new_person();
  const auto signed_in = run.sign_in(run.browser(), person);
  const auto remembered = cookies_of_provider(run, run.browser(), signed_in);
  auto& browser = run.another_browser();
  for (const auto* disguise : kDisguises) {
    browser.forget_cookies();
    for (const auto& cookie : remembered) browser.set_cookie(run.idp().org_url() + "/", cookie);
    const auto written = aimed(disguise, beacon_host(run));
    const auto page = run.begin_sign_in(browser, parameter + "=" + written);
    // The beacon's count tells of no visit any more once there was one.
    if (!expect_no_visit(run, run.continue_as(browser, page, person), parameter + "=" + written)) return;
  }
}

}  // namespace

Scenario disguised_return_address() {
  return {.id = "REDIR-03",
          .title = "The address to come back to is another site's, in disguise",
          .requirement = "The client ignores it, or refuses it, however it is written.",
          .why = "What a check takes for a path of the client, a browser may read as another site.",
          .level = Level::must,
          .clauses = {{"RFC 9700", "4.11.1"}, {"WHATWG URL", "4.4"}, {"CWE-601", ""}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = try_disguises};
}

}  // namespace conformance::redirect
