#include "conformance/scenarios/renewing.h"

#include <thread>

#include "conformance/oracle/url.h"
#include "conformance/scenarios/bent_sign_in.h"

namespace conformance {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr milliseconds kBetweenVisits{250};
constexpr seconds kRunsOut{3};  // a second longer than the access token is good
constexpr int kAtOnce = 10;

std::string value_of(const std::multimap<std::string, std::string>& values, const std::string& name) {
  const auto found = values.find(name);
  return found == values.end() ? std::string() : found->second;
}

}  // namespace

std::string received_at(const JournalEntry& entry, const std::string& name) {
  return value_of(entry.received, name);
}

std::string sent_in(const JournalEntry& entry, const std::string& name) { return value_of(entry.sent, name); }

void keep_tokens_short(Run& run, long seconds) {
  const std::map<std::string, std::string> parameters{{"seconds", std::to_string(seconds)}};
  run.idp().enable("token_response_short_expires_in", parameters);
  run.idp().enable("access_token_short_lived", parameters);
}

ShortSignIn sign_in_for_a_moment(Run& run) {
  ShortSignIn signed_in{.browser = &run.another_browser(), .person = run.idp().new_person()};
  keep_tokens_short(run);
  run.sign_in(*signed_in.browser, signed_in.person);
  signed_in.done =
      run.expect(run.who(*signed_in.browser).is(signed_in.person), "the person is signed in to begin with") &&
      run.expect(!sent_by_token_endpoint(run, "refresh_token").empty(),
                 "the client asks for offline_access and is given a refresh token");
  run.idp().disable_faults();
  signed_in.refreshed = refreshes(run).size();
  return signed_in;
}

std::vector<JournalEntry> refreshes(Run& run) {
  std::vector<JournalEntry> found;
  for (auto& entry : run.idp().journal("token"))
    if (received_at(entry, "grant_type") != "authorization_code") found.push_back(std::move(entry));
  return found;
}

std::vector<JournalEntry> refreshes(Run& run, const ShortSignIn& since) {
  auto found = refreshes(run);
  found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(since.refreshed));
  return found;
}

// Away from the provider: whoever is sent there to sign in again would come back signed in, unseen.
Page visit_client_only(Run& run, UserAgent& browser) {
  const auto address = run.client().url(run.client().manifest().protected_path);
  browser.stop_before(
      [address](const std::string&, const std::string& url) { return same_origin(url, address); });
  auto page = browser.get(address);
  browser.stop_before({});
  return page;
}

void visit_at_once_past_the_token(Run& run, UserAgent& browser) {
  std::this_thread::sleep_for(kRunsOut);
  // The answer takes its time, so that all of them are under way before it comes.
  run.idp().enable("endpoint_slow", {{"endpoint", "token"}, {"milliseconds", "500"}});
  const auto address = run.client().url(run.client().manifest().protected_path);
  const auto cookies = browser.cookies(address);
  std::vector<std::jthread> visits;
  for (int i = 0; i < kAtOnce; ++i)
    visits.emplace_back([&] {
      const auto part = make_http_browser();
      for (const auto& cookie : cookies) part->set_cookie(address, cookie);
      part->stop_before([&](const std::string&, const std::string& url) { return url == address; });
      part->get(address);
    });
  visits.clear();
  run.idp().disable_faults();
}

bool visit_until_refreshed(Run& run, const ShortSignIn& signed_in, std::size_t times,
                           std::chrono::seconds patience) {
  const auto until = steady_clock::now() + patience;
  for (;;) {
    if (refreshes(run, signed_in).size() >= times) return true;
    if (steady_clock::now() >= until) break;
    std::this_thread::sleep_for(kBetweenVisits);
    visit_client_only(run, *signed_in.browser);
  }
  return run.expect(false, "the client refreshes once its access token has run out",
                    std::to_string(refreshes(run, signed_in).size()) + " times within " +
                        std::to_string(patience.count()) + " s of visits, not " + std::to_string(times));
}

}  // namespace conformance
