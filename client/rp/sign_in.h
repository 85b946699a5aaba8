#pragma once
// The authorization code flow with PKCE, as a relying party walks it: begin() sends the browser away,
// finish() receives it back. Everything between is the provider's.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/rp/discovery.h"
#include "client/rp/failure.h"
#include "client/rp/id_token_validator.h"
#include "client/rp/jwks_cache.h"
#include "client/rp/rules.h"
#include "client/rp/settings.h"
#include "client/rp/token_endpoint.h"
#include "client/rp/transaction.h"
#include "client/rp/transport.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/random.h"
#include "mockidp/protocol/result.h"

namespace rp {

// What the app wants of this sign-in. Only what the app decides: never fill these from a request unseen.
struct SignInWishes {
  std::string return_to{};
  std::string prompt{};
  std::string login_hint{};
  std::vector<std::string> acr_values{};
  std::string amr{};  // refuse an answer that does not name this method, such as "mfa"
  std::optional<protocol::Seconds> max_age{};
  std::optional<std::int64_t> newer_than{};  // refuse an answer whose auth_time is not later than this one
};

struct Departure {
  std::string authorization_url{};
  Transaction transaction{};  // for the app to keep, bound to this browser
};

struct SignedIn {
  Tokens tokens;
  IdToken id_token;
  std::shared_ptr<const protocol::Json> userinfo;  // null if the settings or the provider do without
  std::string return_to;
};

class SignIn {
 public:
  // All borrowed but the rules. Any thread may call.
  SignIn(const Settings& settings, Transport& transport, protocol::Random& random, Rules rules = {});

  protocol::Result<Departure, SignInFailure> begin(const SignInWishes& wishes, protocol::TimePoint now);
  // Takes the transaction: a code is redeemed once. One token request at most, and none before every check
  // passed.
  protocol::Result<SignedIn, SignInFailure> finish(Transaction transaction, const protocol::Params& callback,
                                                   protocol::TimePoint now);

  // New tokens for the refresh token in `tokens`. The answer's ID token, if any, has to be about the same
  // person; a missing refresh token means that the old one goes on.
  protocol::Result<Tokens, SignInFailure> refresh(const Tokens& tokens, const IdToken& signed_in,
                                                  protocol::TimePoint now);

  Discovery& discovery() { return discovery_; }
  Renewal renewal() const { return rules_.renewal; }

 private:
  protocol::Result<Tokens, SignInFailure> redeem(const Transaction& transaction, std::string_view code,
                                                 const Metadata& metadata, protocol::TimePoint now);
  protocol::Result<IdToken, SignInFailure> validate(const Tokens& tokens, IdTokenExpectations expected,
                                                    const Metadata& metadata, protocol::TimePoint now);

  const Settings& settings_;
  Transport& transport_;
  protocol::Random& random_;
  const Rules rules_;
  Discovery discovery_;
  JwksCache keys_;
};

}  // namespace rp
