#include "mockidp/endpoints/session_by_token.h"

#include "mockidp/endpoints/sign_in.h"
#include "mockidp/org/session_opening.h"
#include "mockidp/signin/standing.h"

namespace mockidp {

bool open_session_by_token(Exchange& exchange, std::string_view token) {
  const auto ignore = [&](std::string_view why) {
    exchange.trace.decided("session token ignored", why);
    return false;
  };
  const auto redeemed = exchange.org.session_tokens.redeem(token);
  if (!redeemed) return ignore("unknown, or used before");
  if (exchange.now >= redeemed->issued_at + kSessionTokenLifetime) return ignore("it has expired");
  const auto person = exchange.org.people.find(redeemed->person_id);
  if (!person || ends_sessions(person->value.status)) return ignore("status of the person");
  exchange.trace.person(person->value.login);
  const auto before = current_session(exchange);
  exchange.opened_session =
      open_session(exchange.org, session_rule(exchange, &person->value), redeemed->person_id,
                   redeemed->verified, exchange.now, before ? before->token : std::string());
  exchange.trace.decided("session started", "session token");
  return true;
}

void add_opened_session(const Exchange& exchange, http::Response& response) {
  if (!exchange.opened_session) return;
  const auto person = exchange.org.people.find(exchange.opened_session->person_id);
  const auto& rule = session_rule(exchange, person ? &person->value : nullptr);
  response.add("Set-Cookie", to_header(session_cookie(exchange, *exchange.opened_session, rule)));
}

}  // namespace mockidp
