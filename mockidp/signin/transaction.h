#pragma once
// One sign-in under way, from the first page to the code: plain values, kept as a record between requests.

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mockidp/directory/authenticator.h"
#include "mockidp/people/session.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {

// An authorization request that passed every check which needs no person (docs/okta-behaviour.md, Authorize).
struct AuthorizationRequest {
  std::string
      grant_id;  // 16 raw bytes, drawn when it came in: what it grants, and what ties its journal together
  std::string server_id;  // "" for the org authorization server
  std::string client_id;
  std::string redirect_uri;
  std::string state;
  std::string nonce;  // empty: none was sent
  protocol::ResponseType response_type{.code = true};
  protocol::ResponseMode response_mode = protocol::ResponseMode::query;
  std::vector<std::string> scopes;  // as granted by decide_scopes, in the server's order
  std::string code_challenge;       // empty: no PKCE
  bool prompt_login = false;
  bool prompt_none = false;
  bool prompt_consent = false;
  std::optional<std::chrono::seconds> max_age;
  std::string login_hint;
  std::vector<std::string> acr_values;  // those that are known, as sent
  // prompt=enroll_authenticator: keys of the authenticators to set up, any of which; empty: a sign-in.
  std::vector<std::string> enrols;
};

// What the person is at. A transaction that began as another ends as sign_in, if an app waits for it.
enum class Purpose { sign_in, recovery, unlock, registration, activation };

// One authenticator that was chosen, and what was sent for it. Neither code nor link is kept: the code
// follows from the link's token, and of that there is a digest.
struct Challenge {
  MethodRef method;
  bool enrolling = false;
  std::string address;  // the phone number or e-mail address it goes to; or typed to be enrolled
  std::string secret;   // google_otp while enrolling: raw bytes of the shared key
  // security_question while enrolling: what was chosen before a mistake; of "custom" the words are in
  // `address`.
  std::string question_key;
  std::string asked_from;   // the browser that asked for it, in words: "Firefox on Windows"
  std::string code_digest;  // empty: nothing was sent yet
  std::string link_digest;  // SHA-256 of the token in the mail's link; found by it
  protocol::TimePoint sent_at{};
  protocol::TimePoint expires_at{};
};

// What a person answered to the consent page. Another person in the same browser has not answered.
struct ConsentAnswer {
  std::string person_id;
  bool allowed = false;
};

struct Transaction {
  std::string state_token;  // "02" and 40 characters; stored as a digest only
  std::string device;       // the DT cookie of the browser that began it: the answer must come from there
  std::string csrf;         // what each page's form carries back
  std::optional<AuthorizationRequest> request;  // absent: signing in to the org itself
  std::string return_to;  // where a sign-in to the org itself leads; empty: to its home page
  protocol::TimePoint created_at{};
  std::string identifier;   // as typed
  std::string person_id;    // empty until known; stays empty for an unknown identifier
  bool identified = false;  // an identifier was given
  // "Back to sign in": from then on the session neither names the person nor suffices.
  bool started_over = false;
  bool keep_signed_in = false;
  std::vector<VerifiedMethod> verified;  // in this transaction
  unsigned failures = 0;                 // wrong answers in this transaction

  Purpose purpose = Purpose::sign_in;
  std::optional<Challenge> challenge;        // what was chosen, until it is verified or given up
  bool choosing = false;                     // "Verify with something else"
  std::vector<VerifiedMethod> recovered_by;  // proofs of a recovery or unlock: they count for nothing else
  bool password_was_set = false;             // in this transaction
  bool enrolment_skipped = false;            // "Set up later"
  bool warning_skipped = false;              // "Remind me later", of a password about to expire
  std::optional<bool> stay_signed_in;        // the answer to the question after a sign-in
  std::optional<ConsentAnswer> consent;
  std::map<std::string, std::string, std::less<>> typed_profile;  // of a sign-up, until it is taken
  bool transferred = false;  // the sign-in goes on in another tab, under another state token
  bool completed = false;    // recovery, unlock or activation without an app: nothing is left to ask
};

inline constexpr std::chrono::seconds kTransactionLifetime{
    3600};  // the page's life: Okta's state token lives an hour
// Whoever loads a transaction asks this first; the engine takes its life for granted.
bool is_expired(const Transaction& transaction, protocol::TimePoint now);

}  // namespace mockidp
