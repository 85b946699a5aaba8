#include "mockidp/org/session_opening.h"

#include "mockidp/policy/session_lifetime.h"
#include "mockidp/protocol/random.h"

namespace mockidp {

Session open_session(Org& org, const SessionRule& rule, std::string_view person_id,
                     std::vector<VerifiedMethod> verified, protocol::TimePoint now,
                     std::string_view replaces) {
  Session session;
  session.id = "102" + protocol::random_alphanumeric(org.random, 22);
  session.token = protocol::random_base64url(org.random, 32);
  session.person_id = person_id;
  session.verified = std::move(verified);
  session.created_at = now;
  session.last_used_at = now;
  Batch batch;
  if (!replaces.empty()) batch.erase.push_back(org.sessions.key(replaces));
  batch.put.push_back(org.sessions.put(session, end_of_session(rule, session)));
  org.store.commit(batch);  // expects nothing, so it cannot be refused
  return session;
}

std::string issue_session_token(Org& org, std::string_view person_id, std::vector<VerifiedMethod> verified,
                                protocol::TimePoint now) {
  const SessionToken value{std::string(person_id), std::move(verified), now};
  for (;;) {
    std::string token = "20111" + protocol::random_base64url(org.random, 30);
    if (org.session_tokens.issue(token, value)) return token;
  }
}

}  // namespace mockidp
