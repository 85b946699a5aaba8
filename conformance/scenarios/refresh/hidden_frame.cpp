#include <algorithm>
#include <thread>

#include "conformance/runner/leisure.h"
#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

constexpr std::chrono::seconds kUntilRenewed{20}, kRest{2};
// One in a frame and one by redirect would do. Some try the frame several times; nobody comes to so many who
// does not go round in circles.
constexpr std::size_t kMany = 12;

struct SignIn {
  Window* window = nullptr;
  Needle person{};
  long tokens_at = 0;  // in the journal: what comes later is about renewing them. Until then: its beginning
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
  if (!before.empty()) signed_in.tokens_at = before.back().sequence;
  signed_in.window->sign_in(signed_in.person);
  return signed_in;
}

bool expect_first_tokens(Run& run, SignIn& signed_in) {
  std::vector<JournalEntry> answers;
  eventually_at_leisure([&] { return !(answers = token_answers(run, signed_in.tokens_at)).empty(); },
                        kUntilRenewed);
  if (!run.expect(!answers.empty(), "the client redeems its code")) return false;
  signed_in.tokens_at = answers.front().sequence;
  return true;
}

bool expect_sign_in(Run& run, SignIn& signed_in) {
  return expect_first_tokens(run, signed_in) &&
         expect_shown(run, *signed_in.window, signed_in.person, "the person is signed in to begin with");
}

bool expect_new_tokens(Run& run, const SignIn& signed_in) {
  const bool renewed =
      eventually_at_leisure([&] { return !token_answers(run, signed_in.tokens_at).empty(); }, kUntilRenewed);
  return run.expect(renewed, "the client gets new tokens, since the old ones run out",
                    "none within " + std::to_string(kUntilRenewed.count()) + " s");
}

// Waits until nothing has been asked for a while, or too much.
bool expect_rest(Run& run, const SignIn& signed_in) {
  auto asked = asked_since(run, signed_in).size();
  for (auto seen = asked + 1; seen != asked && asked < kMany;) {
    seen = asked;
    std::this_thread::sleep_for(kRest);
    asked = asked_since(run, signed_in).size();
  }
  return run.expect(asked < kMany, "the client comes to rest, and does not ask the provider again and again",
                    std::to_string(asked) + " authorization requests after the sign-in, and no end");
}

bool is_silent(const JournalEntry& entry) { return received_at(entry, "prompt") == "none"; }

void renew_in_frame(Run& run) {
  auto signed_in = sign_in_at_window(run, FrameCookies::sent);
  if (!expect_sign_in(run, signed_in) || !expect_new_tokens(run, signed_in)) return;
  if (!expect_rest(run, signed_in)) return;
  const auto asked = asked_since(run, signed_in);
  run.expect(std::all_of(asked.begin(), asked.end(), is_silent),
             "the person is not sent to the provider again");
  expect_shown(run, *signed_in.window, signed_in.person, "the page goes on showing the person");
}

void renew_without_cookies_in_frame(Run& run) {
  auto signed_in = sign_in_at_window(run, FrameCookies::kept);
  if (!expect_sign_in(run, signed_in) || !expect_new_tokens(run, signed_in)) return;
  if (!expect_rest(run, signed_in)) return;
  expect_shown(run, *signed_in.window, signed_in.person, "the page goes on showing the person");
}

void renew_without_session(Run& run) {
  // Some renew the moment they have tokens. So the session ends before: while those are under way.
  run.idp().enable("endpoint_slow", {{"endpoint", "token"}, {"milliseconds", "1500"}});
  auto signed_in = sign_in_at_window(run, FrameCookies::kept);
  auto& window = *signed_in.window;
  window.lose_session_at_provider();
  if (!expect_first_tokens(run, signed_in)) return;
  run.idp().disable_faults();
  eventually_at_leisure([&] { return !asked_since(run, signed_in).empty(); }, kUntilRenewed);
  if (!expect_rest(run, signed_in)) return;
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
       .requirement = "The client goes to the provider by redirect, comes back with new tokens, and rests.",
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
