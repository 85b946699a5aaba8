#include "mockidp/policy/session_lifetime.h"

namespace mockidp {

SessionState decide_session(const SessionRule& rule, const Session& session, protocol::TimePoint now) {
  const bool has_end = rule.max_lifetime.count() != 0;
  if (has_end && now >= session.created_at + rule.max_lifetime) return SessionState::lived_too_long;
  if (now >= session.last_used_at + rule.max_idle) return SessionState::idle_too_long;
  return SessionState::usable;
}

}  // namespace mockidp
