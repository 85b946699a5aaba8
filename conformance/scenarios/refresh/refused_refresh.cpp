#include <thread>

#include "conformance/oracle/url.h"
#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

constexpr std::size_t kTriesAllowed = 2;
constexpr int kVisitsAfterRefusal = 3;
constexpr std::chrono::milliseconds kBetweenLooks{250};
// X-Rate-Limit-Reset names the next full minute, and a client may wait for it.
constexpr std::chrono::seconds kUntilLimitStartsAnew{65};

void expect_the_end(Run& run, const ShortSignIn& signed_in) {
  for (int i = 0; i < kVisitsAfterRefusal; ++i) visit_client_only(run, *signed_in.browser);
  expect_nobody(run, *signed_in.browser, "the session is over, or the person is sent to sign in again");
  const auto asked = refreshes(run, signed_in).size();
  run.expect(asked <= kTriesAllowed, "the client does not go on asking", std::to_string(asked) + " times");
}

void refuse_every_refresh(Run& run) {
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return;
  run.idp().enable("token_endpoint_refuses_refresh");
  if (!visit_until_refreshed(run, signed_in, 1)) return;
  expect_the_end(run, signed_in);
  run.idp().disable_faults();
}

std::function<void(Run&)> with_status(const std::string& status) {
  return [status](Run& run) {
    const auto signed_in = sign_in_for_a_moment(run);
    if (!signed_in.done) return;
    run.idp().set_status(signed_in.person, status);
    if (!visit_until_refreshed(run, signed_in, 1)) return;
    expect_the_end(run, signed_in);
  };
}

Scenario person_is_gone(std::string id, std::string title, const std::string& status) {
  return {.id = std::move(id),
          .title = std::move(title),
          .requirement = "Access ends then.",
          .why = "It is the promise of short access tokens: who leaves is out within the hour.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "5.2"}, {"Okta: OpenID Connect & OAuth 2.0 API", "Token lifetime"}},
          .applies_to = {Profile::web_app},
          .needs = {"refresh"},
          .control = "RT-01",
          .run = with_status(status),
          .path = {}};
}

// Whatever the page says until the client tries again, such as 503 with Retry-After: who is sent to sign in
// has lost the session.
bool expect_later_refresh(Run& run, const ShortSignIn& signed_in, std::size_t asked,
                          const std::string& fault) {
  const auto here = run.client().url("/");
  const auto until = std::chrono::steady_clock::now() + kUntilLimitStartsAnew;
  while (refreshes(run, signed_in).size() <= asked && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(kBetweenLooks);
    if (!same_origin(address_asked(visit_client_only(run, *signed_in.browser)), here))
      return run.expect(false, "the session outlives " + fault, "the person is sent to sign in");
  }
  return run.expect(refreshes(run, signed_in).size() > asked, "the client tries again after " + fault,
                    "not within " + std::to_string(kUntilLimitStartsAnew.count()) + " s of visits") &&
         run.expect(refreshes(run, signed_in).back().status == 200, "a later refresh succeeds",
                    refreshes(run, signed_in).back().failed);
}

// Fails for as long as it takes to open the page a few times: a client that waits a little asks no more often
// than if it had failed once.
void fail_for_a_moment(Run& run, const std::string& fault) {
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return;
  run.idp().enable(fault);
  if (!visit_until_refreshed(run, signed_in, 1)) return;
  for (int i = 0; i < kVisitsAfterRefusal; ++i) visit_client_only(run, *signed_in.browser);
  const auto asked = refreshes(run, signed_in).size();
  run.idp().disable_faults();
  run.expect(asked <= kTriesAllowed, "the client waits before it tries again after " + fault,
             std::to_string(asked) + " times in a moment");
  if (!expect_later_refresh(run, signed_in, asked, fault)) return;
  expect_person(run, *signed_in.browser, signed_in.person, "the session outlives " + fault);
}

}  // namespace

std::vector<Scenario> refused_refresh() {
  return {
      {.id = "RT-06",
       .title = "The provider refuses a refresh with invalid_grant",
       .requirement = "The client ends its session or has the person sign in again, and stops asking.",
       .why = "Whoever was thrown out at the provider must not go on here; and nobody wants to be asked "
              "in a loop.",
       .level = Level::must,
       .clauses = {{"RFC 6749", "5.2"}},
       .applies_to = {Profile::web_app},
       .needs = {"refresh"},
       .control = "RT-01",
       .run = refuse_every_refresh,
       .path = {}},
      {.id = "RT-07",
       .title = "A refresh fails for a moment, with 500, with 503 and with 429",
       .requirement = "The client keeps the session, and tries again a little later, not at once.",
       .why = "Otherwise a hiccup of the provider signs everybody out who is at work, or all of them ask it "
              "again and again while it is down.",
       .level = Level::should,
       .clauses = {{"RFC 9110", "15.6"}, {"RFC 6585", "4"}, {"Okta: Rate limits", "429 Too Many Requests"}},
       .applies_to = {Profile::web_app},
       .needs = {"refresh"},
       .control = "RT-01",
       .run =
           [](Run& run) {
             for (const char* fault : {"token_endpoint_500", "token_endpoint_503", "token_endpoint_429"})
               fail_for_a_moment(run, fault);
           },
       .path = {}},
      person_is_gone("RT-12", "The person is suspended at the provider, which refuses the next refresh",
                     "SUSPENDED"),
      person_is_gone("OKTA-19", "The person is deactivated between the sign-in and the next refresh",
                     "DEPROVISIONED")};
}

}  // namespace conformance::refresh
