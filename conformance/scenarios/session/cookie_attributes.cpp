#include <strings.h>

#include "conformance/oracle/url.h"
#include "conformance/run.h"

namespace conformance::session {

namespace {

// Those without which nobody is signed in.
std::vector<Cookie> session_cookies(Run& run, UserAgent& browser) {
  const auto address = run.client().url(run.client().manifest().protected_path);
  const auto all = browser.cookies(address);
  std::vector<Cookie> needed;
  for (const auto& left_out : all) {
    auto& without = run.another_browser();
    for (const auto& cookie : all)
      if (cookie.name != left_out.name || cookie.path != left_out.path) without.set_cookie(address, cookie);
    if (!run.who(without).anyone) needed.push_back(left_out);
  }
  return needed;
}

bool is_word(const std::string& text, const char* word) { return strcasecmp(text.c_str(), word) == 0; }

void look_at(Run& run, const Cookie& cookie) {
  const auto client = parse_url(run.client().url("/"));
  run.expect(cookie.http_only, "scripts cannot read the cookie " + cookie.name, "it is not HttpOnly");
  run.expect(cookie.domain.empty() || (client && cookie.domain == client->host),
             "the cookie " + cookie.name + " goes to this host only", "Domain=" + cookie.domain);
  const bool https = client && client->scheme == "https";
  run.expect(!https || cookie.secure, "the cookie " + cookie.name + " never goes out in clear",
             "it is not Secure");
  if (!is_word(cookie.same_site, "Lax") && !is_word(cookie.same_site, "Strict"))
    run.warn("the cookie " + cookie.name + " says " +
             (cookie.same_site.empty() ? "nothing about SameSite" : "SameSite=" + cookie.same_site) +
             ": not every browser keeps it from requests that other sites begin");
}

void look_at_cookies(Run& run) {
  const auto person = run.idp().new_person();
  run.sign_in(run.browser(), person);
  if (!expect_person(run, run.browser(), person, "the person is signed in")) return;
  const auto cookies = session_cookies(run, run.browser());
  if (cookies.empty()) run.skip("no single cookie carries the session");
  for (const auto& cookie : cookies) look_at(run, cookie);
}

}  // namespace

Scenario cookie_attributes() {
  return {.id = "SESS-06",
          .title = "The attributes of the cookie that carries the session",
          .requirement = "HttpOnly, for this host only, Secure over https, and SameSite at least Lax.",
          .why = "Each of them closes a way by which the session is stolen, or used by another site.",
          .level = Level::must,
          .clauses = {{"RFC 6265", "8.3"}, {"RFC 6265bis", "5.6.7"}, {"CWE-1004", ""}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = look_at_cookies};
}

}  // namespace conformance::session
