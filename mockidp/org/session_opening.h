#pragma once
#include <string>
#include <vector>

#include "mockidp/org/org.h"

namespace mockidp {

// A fresh session of a person who has proved who they are, kept by the org; its token is the cookie's value.
// `rule` is that of the global session policy which the person falls under. `replaces` is the token of the
// session that the browser had, which ends; "" for none.
Session open_session(Org& org, const SessionRule& rule, std::string_view person_id,
                     std::vector<VerifiedMethod> verified, protocol::TimePoint now,
                     std::string_view replaces = {});

// A one-time token that a browser can turn into such a session within five minutes.
std::string issue_session_token(Org& org, std::string_view person_id, std::vector<VerifiedMethod> verified,
                                protocol::TimePoint now);

}  // namespace mockidp
