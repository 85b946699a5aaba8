#pragma once
#include "mockidp/directory/policies.h"
#include "mockidp/people/session.h"

namespace mockidp {

enum class SessionState { usable, idle_too_long, lived_too_long };

// Global session policy: idle time since the last org-side activity, and absolute lifetime (sheet F.2).
SessionState decide_session(const SessionPolicy& policy, const Session& session, protocol::TimePoint now);

}  // namespace mockidp
