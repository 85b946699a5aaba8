#pragma once
// Everything that this library checks in a sign-in, as values. Whole as it stands; nobody but
// client/breakable takes a rule out, to show that a test of that rule can fail.

#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "client/rp/callback_rules.h"
#include "client/rp/id_token_validator.h"
#include "client/rp/token_endpoint.h"
#include "client/rp/userinfo.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/result.h"

namespace rp {

// How a signature is checked; what passes is a VerifiedJwt.
using SignatureCheck = std::function<protocol::Result<protocol::VerifiedJwt, protocol::JwsError>(
    std::string_view token, const protocol::KeySet& keys)>;

// OpenID Connect Core 12.2: what a renewed ID token says as the first one did, or it is about another
// sign-in.
inline constexpr std::string_view kRenewedClaims[] = {"sub", "aud", "auth_time"};

// Whether requests of one session that come at once share one renewal.
enum class Renewal { shared, each_its_own };

// Whether a kid that is not in the key set has it fetched again, though one had a moment ago: then anybody's
// token makes us ask.
enum class KeyRenewal { cooled_down, for_every_stranger };

struct Rules {
  std::vector<CallbackRule> callback{callback_rules().begin(), callback_rules().end()};
  std::vector<IdTokenRule> id_token{id_token_rules().begin(), id_token_rules().end()};
  SignatureCheck signature = &protocol::verify_jws;
  KeyRenewal key_renewal = KeyRenewal::cooled_down;
  UserinfoCheck userinfo = &speaks_about;
  std::vector<std::string_view> renewed_claims{std::begin(kRenewedClaims), std::end(kRenewedClaims)};
  Renewal renewal = Renewal::shared;
  // From when on an access token is renewed: expires_in, by the client's own clock. Its exp is by another's,
  // and the token is not the client's to read.
  std::function<protocol::TimePoint(const Tokens&)> runs_out = [](const Tokens& tokens) {
    return tokens.expires_at;
  };
};

}  // namespace rp
