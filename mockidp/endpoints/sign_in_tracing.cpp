#include "mockidp/endpoints/sign_in_parts.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/signin/authenticators/email.h"
#include "mockidp/signin/authenticators/phone.h"

namespace mockidp {
namespace {

// One flow a request of a client; a sign-in to the org itself goes by a digest of its state token.
std::string flow_of(const Transaction& transaction) {
  if (transaction.request) return protocol::hex_encode(Grants::lasting_part(transaction.request->grant_id));
  return protocol::hex_encode(protocol::as_view(protocol::sha256(transaction.state_token))).substr(0, 32);
}

// Enough to tell whose it is.
std::string masked_recipient(const SendMessage& message) {
  const bool by_phone = message.kind == MessageKind::sms || message.kind == MessageKind::voice;
  return by_phone ? masked_phone(message.to) : masked_email(message.to);
}

// What a page tells of an account only where nothing prevents it.
bool tells_of_account(Problem shown) {
  return shown == Problem::unknown_identifier || shown == Problem::locked_out ||
         shown == Problem::suspended || shown == Problem::not_active;
}

void trace_address(Exchange& exchange, const std::string& ip) {
  if (ip != exchange.request.remote_address)
    exchange.trace.decided("address of the client", "switch client_ip_from_forwarded_for", ip);
}

}  // namespace

bool is_stored(const Transaction& transaction) { return !transaction.state_token.empty(); }

void trace_transaction(Exchange& exchange, const Transaction& transaction) {
  if (!transaction.request && !is_stored(transaction))
    return;  // nothing was asked, and nobody's request answered
  exchange.trace.flow(flow_of(transaction));
  if (!transaction.request) return;
  exchange.trace.client(transaction.request->client_id);
  exchange.trace.server(transaction.request->server_id);
}

void trace_outcome(Exchange& exchange, const Outcome& outcome) {
  if (!outcome.problem) return;
  const auto& shown = problem_row(*outcome.problem);
  exchange.trace.failed(problem_row(outcome.cause.value_or(*outcome.problem)).name, shown.page_text);
  if (tells_of_account(*outcome.problem))
    exchange.trace.decided("told about the account", "switch prevent_user_enumeration");
}

void trace_effects(Exchange& exchange, const std::vector<Effect>& effects, unsigned password_hashes) {
  for (const auto& effect : effects)
    if (const auto* message = std::get_if<SendMessage>(&effect))
      exchange.trace.decided("message sent",
                             std::string(to_string(message->kind)) + " to " + masked_recipient(*message));
  if (password_hashes > 0) exchange.trace.decided("password hashes", std::to_string(password_hashes));
}

SignInState sign_in_state(Exchange& exchange, Situation situation, std::optional<Problem> problem,
                          std::string argument) {
  auto step = decide_next_step(situation);
  trace_address(exchange, situation.facts.ip);
  if (const auto* person = person_in_question(situation)) exchange.trace.person(person->login);
  SignInState state{std::move(situation.transaction), std::move(step), problem, std::move(argument)};
  const auto& why = state.step.why;
  exchange.trace.step(name_of(state.step), why.policy, why.rule, why.constraint);
  return state;
}

}  // namespace mockidp
