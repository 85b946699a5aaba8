#pragma once
// The tokens of one session, renewed when they have expired. Requests of the same session that come at once
// share one renewal: a second use of the same refresh token would look like theft to the provider.

#include <mutex>
#include <optional>

#include "client/rp/failure.h"
#include "client/rp/id_token_validator.h"
#include "client/rp/sign_in.h"
#include "client/rp/token_endpoint.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/result.h"

namespace rp {

class LiveTokens {
 public:
  // `sign_in` and `settings` are borrowed.
  LiveTokens(SignIn& sign_in, const Settings& settings, Tokens tokens, IdToken id_token);

  // Any thread. A failure of kind `token` or `id_token` is final: the app ends its session. After any other a
  // later call tries again, though not at once.
  protocol::Result<Tokens, SignInFailure> current(protocol::TimePoint now);
  // As they are, expired or not: for signing out.
  Tokens last() const;
  unsigned renewals() const;  // how often they were renewed

 private:
  bool may_ask_again(protocol::TimePoint now) const;

  SignIn& sign_in_;
  const Settings& settings_;
  const IdToken id_token_;
  mutable std::mutex mutex_;  // held during a renewal, so that the others wait for its outcome
  Tokens tokens_;
  unsigned renewals_ = 0;
  std::optional<SignInFailure> failure_;
  protocol::TimePoint failed_at_{};
};

}  // namespace rp
