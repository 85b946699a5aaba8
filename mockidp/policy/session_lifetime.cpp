#include "mockidp/policy/session_lifetime.h"

#include <algorithm>

namespace mockidp {

SessionState decide_session(const SessionRule& rule, const Session& session, protocol::TimePoint now) {
  const bool has_end = rule.max_lifetime.count() != 0;
  if (has_end && now >= session.created_at + rule.max_lifetime) return SessionState::lived_too_long;
  if (now >= session.last_used_at + rule.max_idle) return SessionState::idle_too_long;
  return SessionState::usable;
}

protocol::TimePoint end_of_session(const SessionRule& rule, const Session& session) {
  const protocol::TimePoint idle = session.last_used_at + rule.max_idle;
  if (rule.max_lifetime.count() == 0) return idle;
  return std::min<protocol::TimePoint>(idle, session.created_at + rule.max_lifetime);
}

}  // namespace mockidp
