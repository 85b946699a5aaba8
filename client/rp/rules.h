#pragma once
// Everything that this library checks in a sign-in, as values. Whole as it stands; nobody but
// client/breakable takes a rule out, to show that a test of that rule can fail.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/rp/callback_rules.h"
#include "client/rp/id_token_validator.h"
#include "client/rp/userinfo.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/result.h"

namespace rp {

// How a signature is checked; what passes is a VerifiedJwt.
using SignatureCheck = std::function<protocol::Result<protocol::VerifiedJwt, protocol::JwsError>(
    std::string_view token, const protocol::KeySet& keys)>;

struct Rules {
  std::vector<CallbackRule> callback{callback_rules().begin(), callback_rules().end()};
  std::vector<IdTokenRule> id_token{id_token_rules().begin(), id_token_rules().end()};
  SignatureCheck signature = &protocol::verify_jws;
  UserinfoCheck userinfo = &speaks_about;
};

}  // namespace rp
