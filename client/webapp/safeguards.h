#pragma once
// What keeps the people who use this app safe, as values: what client/rp checks, and what it leaves to the
// app. Right as they stand; nobody but client/breakable changes one, to show that a test of it can fail.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/rp/assurance.h"
#include "client/rp/failure.h"
#include "client/rp/rules.h"
#include "client/rp/step_up_challenge.h"
#include "client/webapp/browser_session.h"
#include "client/webapp/return_path.h"
#include "mockidp/http/message.h"

namespace webapp {

// By the identifier that the provider never gives to anybody else; names and addresses change hands.
bool is_staff(const Account& account, const std::vector<std::string>& staff);

// Where the provider has refused, or has answered with somebody else's ID token. Of anything else a later try
// may come right.
bool ends_session(const rp::SignInFailure& failure);

// Whether the sign-in was just now made for what an API asks for: to ask the provider once more would be a
// loop.
bool was_just_asked_for(const BrowserSession& session, const rp::Assurance& wanted, protocol::TimePoint now);

struct Safeguards {
  rp::Rules sign_in;
  SessionRules session;
  // As whom a guarded page is shown; nobody: the visitor has to sign in first.
  std::function<std::optional<Account>(const http::Request&, const BrowserSession&)> admit =
      [](const auto&, const auto& visitor) { return visitor.account; };
  // Whether the account is one of `staff`. Whoever is not is refused, and not asked to sign in once more:
  // that would change nothing.
  std::function<bool(const Account&, const std::vector<std::string>& staff)> is_staff = &webapp::is_staff;
  // Whether the sign-in behind a session is enough for a page that asks for more than a sign-in.
  std::function<bool(const protocol::Json& claims, const rp::Assurance&, protocol::Seconds clock_skew,
                     protocol::TimePoint now)>
      is_assured = &rp::is_assured;
  // What an API wants of the sign-in, in the WWW-Authenticate of its refusal.
  std::function<std::optional<rp::Assurance>(std::string_view www_authenticate)> wanted_by_api =
      &rp::read_step_up_challenge;
  std::function<bool(const BrowserSession&, const rp::Assurance&, protocol::TimePoint now)>
      was_just_asked_for = &webapp::was_just_asked_for;
  // Where a sign-in may lead, of what somebody wants: a path of this app.
  std::function<std::string(std::string_view wanted)> return_path = &safe_return_path;
  // Whether a session is over because of what became of renewing its tokens.
  std::function<bool(const rp::SignInFailure&)> ends_session = &webapp::ends_session;
  // Signing out, here: whoever had the key of the session has nothing any more.
  std::function<void(BrowserSessions&, const std::string& key)> end_session =
      [](auto& sessions, const auto& key) { sessions.end(key); };
};

}  // namespace webapp
