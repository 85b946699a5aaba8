#pragma once
// What makes a signed JWT this client's ID token for this sign-in: OpenID Connect Core 3.1.3.7, one function
// a rule.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/rp/failure.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/result.h"

namespace rp {

struct IdTokenExpectations {
  std::string issuer{};
  std::string client_id{};
  std::string nonce{};
  bool nonce_may_be_absent = false;            // in an answer to a refresh, Core 12.2
  std::string access_token{};                  // what came with it, for at_hash
  std::vector<std::string> acr_values{};       // one of them has to be reached, if there are any
  std::string amr{};                           // has to be among the methods that were used; "": any
  std::optional<protocol::Seconds> max_age{};  // as it was asked for
  std::optional<std::int64_t>
      newer_than{};  // auth_time has to be later than this one, by the provider's clock
  std::optional<protocol::TimePoint> asked_at{};  // a token that is older than the question is a replay
  protocol::Seconds clock_skew{60};
  protocol::TimePoint now{};
};

// Empty if the token keeps the rule, or what is wrong in a few words.
using IdTokenCheck = std::string (*)(const protocol::VerifiedJwt& token, const IdTokenExpectations& expected);

struct IdTokenRule {
  std::string_view name;    // stable: failures carry it, and a defect can leave it out
  std::string_view clause;  // where it is written
  IdTokenCheck check;
};

// In the order in which they are checked.
std::span<const IdTokenRule> id_token_rules();

// The claims of an ID token that kept every rule. Only validate_id_token makes one.
class IdToken {
 public:
  const protocol::Json& claims() const { return token_.claims(); }
  std::string issuer() const;
  std::string subject() const;  // with the issuer the one key to an account
  std::optional<std::int64_t> auth_time() const;

 private:
  friend protocol::Result<IdToken, SignInFailure> validate_id_token(protocol::VerifiedJwt,
                                                                    const IdTokenExpectations&,
                                                                    std::span<const IdTokenRule>);
  explicit IdToken(protocol::VerifiedJwt token) : token_(std::move(token)) {}
  protocol::VerifiedJwt token_;
};

protocol::Result<IdToken, SignInFailure> validate_id_token(
    protocol::VerifiedJwt token, const IdTokenExpectations& expected,
    std::span<const IdTokenRule> rules = id_token_rules());

}  // namespace rp
