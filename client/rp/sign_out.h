#pragma once
// Ending a session at the provider too: RP-Initiated Logout 1.0, and RFC 7009 for the refresh token.

#include <string>

#include "client/rp/discovery.h"
#include "client/rp/failure.h"
#include "client/rp/settings.h"
#include "client/rp/transport.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/random.h"
#include "mockidp/protocol/result.h"

namespace rp {

struct SignOutDeparture {
  std::string end_session_url{};
  std::string state{};  // for the app to keep, bound to this browser
};

// The app ends its own session first, whatever comes of this. A failure if the provider has no end-session
// endpoint.
protocol::Result<SignOutDeparture, SignInFailure> begin_sign_out(const Settings& settings,
                                                                 const Metadata& metadata,
                                                                 const std::string& id_token,
                                                                 protocol::Random& random);

// Whether the browser comes back from a sign-out that it began: exactly one state, compared in constant time.
bool is_back_from_sign_out(const std::string& expected_state, const protocol::Params& callback);

// Ok if the provider took note, or offers no revocation.
protocol::Result<protocol::Ok, SignInFailure> revoke_refresh_token(const Settings& settings,
                                                                   const Metadata& metadata,
                                                                   Transport& transport,
                                                                   const protocol::Secret& refresh_token);

}  // namespace rp
