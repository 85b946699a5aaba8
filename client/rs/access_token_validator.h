#pragma once
// What makes a signed JWT an access token for this API: RFC 9068 4 and the shape of Okta's custom
// authorization servers, one function a rule.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/rp/assurance.h"
#include "client/rp/discovery.h"
#include "client/rp/jwks_cache.h"
#include "client/rp/rules.h"
#include "client/rp/settings.h"
#include "client/rp/transport.h"
#include "client/rs/refusal.h"
#include "client/rs/settings.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/result.h"

namespace rs {

struct AccessTokenExpectations {
  std::string issuer{};
  std::string audience{};
  std::vector<std::string> client_ids{};  // empty: any
  protocol::Seconds clock_skew{60};
  protocol::TimePoint now{};
  std::string proven_key{};  // thumbprint of the key that the request has proven; empty: a bearer token came
};

// Empty if the token keeps the rule, or what is wrong in a few words.
using AccessTokenCheck = std::string (*)(const protocol::VerifiedJwt& token,
                                         const AccessTokenExpectations& expected);

struct AccessTokenRule {
  std::string_view name;    // stable: refusals carry it, and a defect can leave it out
  std::string_view clause;  // where it is written
  AccessTokenCheck check;
};

// In the order in which they are checked.
std::span<const AccessTokenRule> access_token_rules();

// The claims of an access token that kept every rule. Only validate_access_token makes one.
class AccessToken {
 public:
  const protocol::Json& claims() const { return token_.claims(); }
  std::string subject() const;    // Okta: the login of the person, or the client id of a service
  std::string client_id() const;  // `cid`
  // `scp` as Okta writes it, or `scope` as RFC 9068 does. A token that names none has none.
  const std::vector<std::string>& scopes() const { return scopes_; }

 private:
  friend protocol::Result<AccessToken, Refusal> validate_access_token(protocol::VerifiedJwt,
                                                                      const AccessTokenExpectations&,
                                                                      std::span<const AccessTokenRule>);
  AccessToken(protocol::VerifiedJwt token, std::vector<std::string> scopes)
      : token_(std::move(token)), scopes_(std::move(scopes)) {}
  protocol::VerifiedJwt token_;
  std::vector<std::string> scopes_;
};

protocol::Result<AccessToken, Refusal> validate_access_token(
    protocol::VerifiedJwt token, const AccessTokenExpectations& expected,
    std::span<const AccessTokenRule> rules = access_token_rules());

// 403 unless the token has every one of them.
protocol::Result<protocol::Ok, Refusal> require_scopes(const AccessToken& token,
                                                       const std::vector<std::string>& needed);

// 401 with what would be enough, unless the sign-in behind the token gives it (RFC 9470).
protocol::Result<protocol::Ok, Refusal> require_assurance(const AccessToken& token,
                                                          const rp::Assurance& wanted,
                                                          protocol::Seconds clock_skew,
                                                          protocol::TimePoint now);

// Everything that this library checks in a token, as values. Whole as it stands; nobody but client/breakable
// takes a rule out, to show that a test of that rule can fail.
using ScopeCheck = protocol::Result<protocol::Ok, Refusal> (*)(const AccessToken& token,
                                                               const std::vector<std::string>& needed);

using SignInCheck = protocol::Result<protocol::Ok, Refusal> (*)(const AccessToken& token,
                                                                const rp::Assurance& wanted,
                                                                protocol::Seconds clock_skew,
                                                                protocol::TimePoint now);

struct Rules {
  std::vector<AccessTokenRule> access_token{access_token_rules().begin(), access_token_rules().end()};
  rp::SignatureCheck signature = &protocol::verify_jws;
  rp::KeyRenewal key_renewal = rp::KeyRenewal::cooled_down;
  ScopeCheck scopes = &require_scopes;         // for the app to call
  SignInCheck assurance = &require_assurance;  // likewise
};

class AccessTokenValidator {
 public:
  // The transport is borrowed.
  AccessTokenValidator(Settings settings, rp::Transport& transport, Rules rules = {});
  AccessTokenValidator(const AccessTokenValidator&) = delete;
  AccessTokenValidator& operator=(const AccessTokenValidator&) = delete;

  // Any thread. Metadata and keys are fetched when first needed and kept; without them nothing is valid, and
  // the refusal is a 503 that a later request may not meet.
  // `proven_key`: of prove_possession(), where the token came by the scheme DPoP. A token that is bound to a
  // key is good with that key alone, and one that is not is good as a bearer token alone.
  protocol::Result<AccessToken, Refusal> validate(std::string_view token, protocol::TimePoint now,
                                                  std::string_view proven_key = {});

 private:
  const Settings settings_;
  const rp::Settings provider_;  // what discovery needs to know of the issuer
  const Rules rules_;
  rp::Discovery discovery_;
  rp::JwksCache keys_;
};

}  // namespace rs
