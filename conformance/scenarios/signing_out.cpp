#include "conformance/scenarios/signing_out.h"

namespace conformance {

bool sign_somebody_in(Run& run, UserAgent& browser) {
  const auto person = run.idp().new_person();
  run.sign_in(browser, person);
  return run.expect(run.who(browser).is(person), "the person is signed in before signing out");
}

Page sign_out_of_client(Run& run, UserAgent& browser) {
  const auto& manifest = run.client().manifest();
  if (manifest.logout_path.empty() && manifest.logout_form_page.empty())
    run.skip("the client has no sign-out: the manifest names no logout_path");
  if (manifest.logout_method == "GET") return browser.get(run.client().url(manifest.logout_path));
  const auto target = run.client().url(manifest.logout_path);
  if (manifest.logout_form_page.empty()) return browser.post(target, {});
  const auto page = browser.get(run.client().url(manifest.logout_form_page));
  if (const auto form = form_that_posts_to(target, page)) return browser.submit_form(page, *form);
  run.note("the page " + manifest.logout_form_page + " has no form that posts to " + manifest.logout_path);
  return {.url = page.url, .status = 0, .body = {}, .hops = {}};
}

std::string landing_after_sign_out(Run& run) {
  static const std::string base = "{base_url}";
  auto landing = run.client().manifest().post_logout_redirect_uri;
  if (landing.empty()) run.skip("the client ends its own session only: it has no post-logout redirect URI");
  if (const auto at = landing.find(base); at != std::string::npos)
    landing.replace(at, base.size(), run.client().url(""));
  return landing;
}

}  // namespace conformance
