#pragma once
// The claims of the userinfo endpoint, bound to the subject of the ID token (OpenID Connect Core 5.3).

#include <memory>
#include <string>

#include "client/rp/failure.h"
#include "client/rp/transport.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/result.h"

namespace rp {

// Core 5.3.2: without this, a substituted access token shows somebody else's profile.
bool speaks_about(const protocol::Json& claims, const std::string& subject);
using UserinfoCheck = bool (*)(const protocol::Json& claims, const std::string& subject);

// An answer that does not speak about `subject` is thrown away whole.
protocol::Result<std::shared_ptr<const protocol::Json>, SignInFailure> fetch_userinfo(
    Transport& transport, const std::string& endpoint, const protocol::Secret& access_token,
    const std::string& subject, UserinfoCheck check = &speaks_about);

}  // namespace rp
