#include <algorithm>
#include <thread>

#include "conformance/runner/leisure.h"
#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

constexpr std::chrono::seconds kUntilRenewed{20}, kRest{2};
// After the sign-in: one in a frame, one by redirect, and as much again for whoever tries the frame twice.
constexpr std::size_t kFewRequests = 4;

struct SignIn {
  Window* window = nullptr;
  Needle person{};
  long tokens_at = 0;  // in the journal: what comes later is about renewing them
  bool done = false;
};

std::vector<JournalEntry> later_than(long sequence, std::vector<JournalEntry> entries) {
  std::erase_if(entries, [&](const JournalEntry& entry) { return entry.sequence <= sequence; });
  return entries;
}

std::vector<JournalEntry> token_answers(Run& run, long after) {
  auto entries = later_than(after, run.idp().journal("token"));
  std::erase_if(entries, [](const JournalEntry& entry) { return entry.status != 200; });
  return entries;
}

std::vector<JournalEntry> asked_since(Run& run, const SignIn& signed_in) {
  return later_than(signed_in.tokens_at, run.idp().journal("authorize"));
}

// A fresh person's access token runs out in two seconds; whatever comes after it is good for long.
SignIn sign_in_at_window(Run& run, FrameCookies cookies) {
  const std::map<std::string, std::string> once{{"seconds", "2"}, {"times", "1"}};
  run.idp().enable("token_response_short_expires_in", once);
  run.idp().enable("access_token_short_lived", once);
  const auto before = run.idp().journal();
  SignIn signed_in{.window = &run.window(cookies), .person = run.idp().new_person()};
  signed_in.window->sign_in(signed_in.person);
  signed_in.done =
      expect_shown(run, *signed_in.window, signed_in.person, "the person is signed in to begin with");
  const auto tokens = token_answers(run, before.empty() ? 0 : before.back().sequence);
  signed_in.done = signed_in.done && run.expect(!tokens.empty(), "the client redeems its code");
  if (signed_in.done) signed_in.tokens_at = tokens.front().sequence;
  return signed_in;
}

bool expect_new_tokens(Run& run, const SignIn& signed_in) {
  const bool renewed =
      eventually_at_leisure([&] { return !token_answers(run, signed_in.tokens_at).empty(); }, kUntilRenewed);
  return run.expect(renewed, "the client gets new tokens, since the old ones run out",
                    "none within " + std::to_string(kUntilRenewed.count()) + " s");
}

// Waits until nothing has been asked for a while, or too much.
void expect_rest(Run& run, const SignIn& signed_in) {
  auto asked = asked_since(run, signed_in).size();
  for (auto seen = asked + 1; seen != asked && asked <= kFewRequests;) {
    seen = asked;
    std::this_thread::sleep_for(kRest);
    asked = asked_since(run, signed_in).size();
  }
  run.expect(asked <= kFewRequests, "the client comes to rest, and does not ask the provider again and again",
             std::to_string(asked) + " authorization requests after the sign-in, and no end");
}

bool is_silent(const JournalEntry& entry) { return received_at(entry, "prompt") == "none"; }

void renew_in_frame(Run& run) {
  const auto signed_in = sign_in_at_window(run, FrameCookies::sent);
  if (!signed_in.done || !expect_new_tokens(run, signed_in)) return;
  expect_rest(run, signed_in);
  const auto asked = asked_since(run, signed_in);
  run.expect(std::all_of(asked.begin(), asked.end(), is_silent),
             "the person is not sent to the provider again");
  expect_shown(run, *signed_in.window, signed_in.person, "the page goes on showing the person");
}

void renew_without_cookies_in_frame(Run& run) {
  const auto signed_in = sign_in_at_window(run, FrameCookies::kept);
  if (!signed_in.done || !expect_new_tokens(run, signed_in)) return;
  expect_rest(run, signed_in);
  expect_shown(run, *signed_in.window, signed_in.person, "the page goes on showing the person");
}

// Quicker than the client's renewal: signed in, and the provider has forgotten the person.
SignIn sign_in_and_be_forgotten(Run& run) {
  constexpr int kTries = 3;
  SignIn signed_in;
  for (int i = 0; i < kTries; ++i) {
    signed_in = sign_in_at_window(run, FrameCookies::kept);
    signed_in.window->forget_cookies();
    if (!signed_in.done || asked_since(run, signed_in).empty()) return signed_in;
  }
  run.skip("the client renews its tokens the moment it has them");
  return signed_in;
}

void renew_without_session(Run& run) {
  const auto signed_in = sign_in_and_be_forgotten(run);
  if (!signed_in.done) return;
  auto& window = *signed_in.window;
  eventually_at_leisure([&] { return !asked_since(run, signed_in).empty(); }, kUntilRenewed);
  expect_rest(run, signed_in);
  const auto who = window.who();
  run.expect(!who.anyone, "the page does not show the person any longer", described(who));
  if (!window.at_provider()) return;
  window.continue_as(signed_in.person);
  expect_shown(run, window, signed_in.person, "who signs in again is shown");
}

}  // namespace

std::vector<Scenario> hidden_frame() {
  const Clause guide{"Okta: Refresh access tokens and rotate refresh tokens",
                     "Get a new access token/ID token silently for your SPA"};
  return {
      {.id = "RT-16-control",
       .title = "The access token of a single-page app runs out, and there is no refresh token",
       .requirement =
           "The client gets new ones with prompt=none in a hidden frame, and the person notices nothing.",
       .why = "Otherwise people lose what they were typing, once an hour.",
       .level = Level::must,
       .clauses = {{"OpenID Connect Core 1.0", "3.1.2.1"}, guide},
       .applies_to = {Profile::spa},
       .needs = {"silent_renewal"},
       .control = {},
       .run = renew_in_frame,
       .path = {}},
      {.id = "RT-16",
       .title =
           "The browser keeps the provider's cookies from frames, as where third-party cookies are blocked",
       .requirement = "The client goes to the provider by redirect, once, and comes back with new tokens.",
       .why = "Most browsers do so by now: a client that knows no other way signs people out every hour, or "
              "goes on "
              "with tokens that nobody takes.",
       .level = Level::must,
       .clauses = {{"OpenID Connect Core 1.0", "3.1.2.6"}, guide},
       .applies_to = {Profile::spa},
       .needs = {"silent_renewal"},
       .control = "RT-16-control",
       .run = renew_without_cookies_in_frame,
       .path = {}},
      {.id = "RT-16-ended",
       .title = "The browser keeps the provider's cookies from frames, and the session there has ended",
       .requirement =
           "The person is asked to sign in again, by the client or the provider, and nothing goes round in "
           "circles.",
       .why =
           "A client that asks with prompt=none until it works asks some times a second: the page flickers, "
           "nobody can sign in, and the provider's rate limit locks out everybody else.",
       .level = Level::must,
       .clauses = {{"OpenID Connect Core 1.0", "3.1.2.6"}, guide},
       .applies_to = {Profile::spa},
       .needs = {"silent_renewal"},
       .control = "RT-16-control",
       .run = renew_without_session,
       .path = {}}};
}

}  // namespace conformance::refresh
