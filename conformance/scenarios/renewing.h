#pragma once
// People whose access token runs out while they use the client, and what the client then does with its
// refresh token.

#include <chrono>
#include <vector>

#include "conformance/run.h"

namespace conformance {

// Clients refresh when the token has run out, and after a failure they wait: ten seconds is a usual pause.
inline constexpr std::chrono::seconds kPatienceWithRefreshes{20};

// Signs a fresh person in whose access token is good for two seconds. Unmet, and false, if that fails or the
// client got no refresh token, though its manifest claims the capability "refresh". A client that refreshes a
// while before a token runs out has done so with this one by then, and each answer was as short-lived: what a
// scenario is about begins afterwards.
struct ShortSignIn {
  UserAgent* browser = nullptr;
  Needle person{};
  std::size_t refreshed = 0;  // in this scenario, up to here
  bool done = false;
};
ShortSignIn sign_in_for_a_moment(Run& run);

// Requests of the token endpoint that redeem no code, in their order: all of this scenario, or those since
// the sign-in.
std::vector<JournalEntry> refreshes(Run& run);
std::vector<JournalEntry> refreshes(Run& run, const ShortSignIn& since);
// Opens the protected page now and then, never leaving the client's origin, until there are so many since the
// sign-in. Unmet, and false, if that takes too long.
bool visit_until_refreshed(Run& run, const ShortSignIn& signed_in, std::size_t times,
                           std::chrono::seconds patience = kPatienceWithRefreshes);
Page visit_client_only(Run& run, UserAgent& browser);
// Waits until the access token has run out, and then opens the protected page ten times at once, as a page
// does whose parts are all asked for together. No fault is on afterwards.
void visit_at_once_past_the_token(Run& run, UserAgent& browser);
// The token answers from now on are as short-lived again, or as ever.
void keep_tokens_short(Run& run, long seconds = 2);

std::string received_at(const JournalEntry& entry, const std::string& name);
std::string sent_in(const JournalEntry& entry, const std::string& name);

}  // namespace conformance
