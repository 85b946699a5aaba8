#pragma once
// The provider's keys: kept for a while, fetched again when a token names a key that is not among them.

#include <memory>
#include <string_view>

#include "client/rp/discovery.h"
#include "client/rp/failure.h"
#include "client/rp/fetched.h"
#include "client/rp/rules.h"
#include "client/rp/settings.h"
#include "client/rp/transport.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/result.h"

namespace rp {

class JwksCache {
 public:
  // All borrowed but the check.
  JwksCache(const Settings& settings, Discovery& discovery, Transport& transport,
            SignatureCheck check = &protocol::verify_jws, KeyRenewal renewal = KeyRenewal::cooled_down);
  // The token under a key that the provider publishes now. Without keys nothing verifies. Any thread.
  protocol::Result<protocol::VerifiedJwt, SignInFailure> verify(std::string_view token,
                                                                protocol::TimePoint now);

 private:
  protocol::Result<protocol::KeySet, SignInFailure> fetch_keys(protocol::TimePoint now);

  Discovery& discovery_;
  Transport& transport_;
  const SignatureCheck check_;
  Fetched<protocol::KeySet> keys_;
};

}  // namespace rp
