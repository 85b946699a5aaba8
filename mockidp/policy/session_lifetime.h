#pragma once
#include "mockidp/directory/policies.h"
#include "mockidp/people/session.h"

namespace mockidp {

enum class SessionState { usable, idle_too_long, lived_too_long };

// Idle time and absolute lifetime of an org session (docs/okta-behaviour.md, Sign-in pages).
SessionState decide_session(const SessionRule& rule, const Session& session, protocol::TimePoint now);

// When it ends if nobody uses it any more.
protocol::TimePoint end_of_session(const SessionRule& rule, const Session& session);

}  // namespace mockidp
