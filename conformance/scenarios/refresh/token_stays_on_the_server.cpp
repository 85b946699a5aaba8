#include "conformance/scenarios/bent_sign_in.h"
#include "conformance/scenarios/renewing.h"
#include "conformance/scenarios/signing_out.h"

namespace conformance::refresh {

namespace {

bool tells(const Page& page, const std::string& token) {
  if (page.body.find(token) != std::string::npos || page.url.find(token) != std::string::npos) return true;
  for (const auto& hop : page.hops) {
    if (hop.response_body.find(token) != std::string::npos) return true;
    for (const auto& [name, value] : hop.headers)
      if (value.find(token) != std::string::npos) return true;
  }
  return false;
}

void look_for_token(Run& run) {
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  const auto landed = run.sign_in(browser, person);
  if (!run.expect(run.who(browser).is(person), "the person is signed in")) return;
  const auto token = sent_by_token_endpoint(run, "refresh_token");
  if (!run.expect(!token.empty(), "the client asks for offline_access and is given a refresh token")) return;
  run.expect(!tells(landed, token), "no answer on the way in carries the refresh token");
  for (const auto& path : {run.client().manifest().protected_path, run.client().manifest().public_path})
    if (!path.empty())
      run.expect(!tells(browser.get(run.client().url(path)), token),
                 "the page " + path + " does not carry it");
  for (const auto& cookie : browser.cookies(run.client().url("/")))
    run.expect(cookie.value.find(token) == std::string::npos,
               "the cookie " + cookie.name + " does not carry it");
}

void sign_out_with_token(Run& run) {
  if (!sign_somebody_in(run, run.browser())) return;
  const auto token = sent_by_token_endpoint(run, "refresh_token");
  if (!run.expect(!token.empty(), "the client asks for offline_access and is given a refresh token")) return;
  sign_out_of_client(run, run.browser());
  bool revoked = false;
  for (const auto& entry : run.idp().journal("revoke")) revoked |= received_at(entry, "token") == token;
  run.expect(revoked, "the client revokes its refresh token at sign-out");
}

}  // namespace

std::vector<Scenario> token_stays_on_the_server() {
  return {{.id = "RT-10",
           .title = "A person signs in to a client that holds a refresh token",
           .requirement =
               "The token never reaches the browser: neither by a page, nor by a cookie, nor by an address.",
           .why = "It is good for months, and for whoever reads it out of the browser.",
           .level = Level::must,
           .clauses = {{"RFC 9700", "4.14"}, {"RFC 6749", "10.4"}},
           .applies_to = {Profile::web_app},
           .needs = {"refresh"},
           .control = "CB-01",
           .run = look_for_token,
           .path = {}},
          {.id = "RT-11",
           .title = "A person signs out of a client that holds a refresh token",
           .requirement = "The client revokes it.",
           .why = "A copy of it, in a backup or a log, would go on for months after the person has left.",
           .level = Level::should,
           .clauses = {{"RFC 7009", "2"}},
           .applies_to = {Profile::web_app},
           .needs = {"refresh"},
           .control = "LO-01",
           .run = sign_out_with_token,
           .path = {}}};
}

}  // namespace conformance::refresh
