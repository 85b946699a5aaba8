#include "conformance/oracle/jwt.h"
#include "conformance/scenarios/bent_sign_in.h"
#include "conformance/scenarios/renewing.h"
#include "conformance/scenarios/signing_out.h"

namespace conformance::refresh {

namespace {

// Where a browser gets to read: each text of what it was sent.
std::vector<std::string> texts_of(const Page& page) {
  std::vector<std::string> texts{page.body, page.url};
  for (const auto& hop : page.hops) {
    texts.push_back(hop.response_body);
    for (const auto& [name, value] : hop.headers) texts.push_back(value);
  }
  return texts;
}

bool any_holds(const std::vector<std::string>& texts, const std::vector<std::string>& needles) {
  for (const auto& text : texts)
    for (const auto& needle : needles)
      if (text.find(needle) != std::string::npos) return true;
  return false;
}

// Base64 is no secret, but somebody at least meant to put it away.
void expect_kept_from(Run& run, const std::vector<std::string>& texts, const std::string& token,
                      const std::string& whose) {
  run.expect(!any_holds(texts, {token}), whose + " does not carry the refresh token");
  if (any_holds(texts, forms_in_base64(token)))
    run.warn(whose + " carries the refresh token, in base64 only, which everybody reads");
}

void look_for_token(Run& run) {
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  const auto landed = run.sign_in(browser, person);
  if (!run.expect(run.who(browser).is(person), "the person is signed in")) return;
  const auto token = sent_by_token_endpoint(run, "refresh_token");
  if (!run.expect(!token.empty(), "the client asks for offline_access and is given a refresh token")) return;
  expect_kept_from(run, texts_of(landed), token, "what comes on the way in");
  for (const auto& path : {run.client().manifest().protected_path, run.client().manifest().public_path})
    if (!path.empty())
      expect_kept_from(run, texts_of(browser.get(run.client().url(path))), token, "the page " + path);
  for (const auto& cookie : browser.cookies(run.client().url("/")))
    expect_kept_from(run, {cookie.value}, token, "the cookie " + cookie.name);
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
