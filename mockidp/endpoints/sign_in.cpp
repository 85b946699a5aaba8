#include "mockidp/endpoints/sign_in.h"

#include <algorithm>
#include <cassert>

#include "mockidp/policy/session_lifetime.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/random.h"
#include "mockidp/signin/standing.h"

namespace mockidp {
namespace {

// Each lost race means that somebody else's change was kept, so as many tries as threads could be at it
// suffice.
constexpr unsigned kMaxTries = 256;

constexpr std::string_view kSessionCookieName = "idx";

// The browser's session as it is kept, whatever it is still worth: the engine says why it no longer suffices.
std::optional<Session> session_of_browser(const Exchange& exchange) {
  if (exchange.opened_session) return exchange.opened_session;
  const auto token = exchange.request.cookie(kSessionCookieName);
  if (!token || token->empty()) return std::nullopt;
  auto stored = exchange.org.sessions.find(*token);
  if (!stored) return std::nullopt;
  stored->value.token = *token;
  return std::move(stored->value);
}

// Whom the next step is about: of the transaction or, before anybody was identified, of the session; "" for
// nobody.
std::string_view person_id_of(const Transaction& transaction, const std::optional<Session>& session) {
  if (transaction.identified) return transaction.person_id;
  return session ? std::string_view(session->person_id) : std::string_view();
}

// What the engine is asked about, and the records that it was read from: none of a person who is not there.
struct ReadSituation {
  Situation situation;
  Batch::Expect transaction_record;
  Batch::Expect person_record;
};

void take_person(std::optional<Stored<Person>> stored, ReadSituation& read) {
  if (!stored) return;
  read.situation.person = std::move(stored->value);
  read.person_record = {std::move(stored->key), std::move(stored->body)};
}

void find_person(const Exchange& exchange, Situation& situation) {
  const auto id = person_id_of(situation.transaction, situation.session);
  if (situation.person && situation.person->id == id) return;
  auto stored = id.empty() ? std::nullopt : exchange.org.people.find(id);
  if (stored) {
    situation.person = std::move(stored->value);
  } else {
    situation.person.reset();
  }
}

bool waits_for_an_answer(const Step& step) {
  return std::holds_alternative<Identify>(step.what) || std::holds_alternative<ChallengePassword>(step.what);
}

bool is_stored(const Transaction& transaction) { return !transaction.state_token.empty(); }

// One flow a request of a client; a sign-in to the org itself goes by a digest of its state token.
std::string flow_of(const Transaction& transaction) {
  if (transaction.request) return protocol::hex_encode(transaction.request->grant_id);
  return protocol::hex_encode(protocol::as_view(protocol::sha256(transaction.state_token))).substr(0, 32);
}

void trace_transaction(Exchange& exchange, const Transaction& transaction) {
  if (!transaction.request && !is_stored(transaction))
    return;  // nothing was asked, and nobody's request answered
  exchange.trace.flow(flow_of(transaction));
  if (!transaction.request) return;
  exchange.trace.client(transaction.request->client_id);
  exchange.trace.server(transaction.request->server_id);
}

std::string why_text(const Why& why) {
  std::string text = why.policy;
  for (const auto* part : {&why.rule, &why.constraint}) {
    if (part->empty()) continue;
    if (!text.empty()) text += ": ";
    text += *part;
  }
  return text;
}

SignInState sign_in_state(Exchange& exchange, Situation situation, std::optional<Problem> problem) {
  auto step = decide_next_step(situation);
  if (const auto* person = person_in_question(situation)) exchange.trace.person(person->login);
  SignInState state{std::move(situation.transaction), std::move(step), problem};
  exchange.trace.decided(name_of(state.step), why_text(state.step.why));
  return state;
}

// A sign-in goes on only in the browser in which it began: somebody else's form, with somebody else's account
// in it, must not sign this browser in (login CSRF).
protocol::Result<Stored<Transaction>, Problem> find_own_transaction(Exchange& exchange,
                                                                    std::string_view state_token) {
  auto stored = exchange.org.transactions.find(state_token);
  if (!stored) return protocol::fail(Problem::session_expired);
  trace_transaction(exchange, stored->value);
  if (is_expired(stored->value, exchange.now)) return protocol::fail(Problem::session_expired);
  if (!protocol::constant_time_equal(stored->value.device, device_of(exchange)))
    return protocol::fail(Problem::foreign_browser);
  return std::move(*stored);
}

// The situation that an answer meets: the person is the one whom it names, or the one in question.
ReadSituation situation_of_answer(const Exchange& exchange, Stored<Transaction> stored,
                                  const std::optional<Session>& session, const Input& input) {
  ReadSituation read{{exchange.dir(), std::move(stored.value), {}, session, exchange.now},
                     {std::move(stored.key), std::move(stored.body)},
                     {}};
  const auto& people = exchange.org.people;
  if (const auto* identify = std::get_if<IdentifyInput>(&input)) {
    take_person(people.find_by_login(trimmed_identifier(identify->identifier)), read);
  } else if (const auto id = person_id_of(read.situation.transaction, session); !id.empty()) {
    take_person(people.find(id), read);
  }
  return read;
}

// What an outcome changes, on condition that nobody has changed it since it was read: of two wrong passwords
// at once both are counted, and neither twice.
Batch changes_of(const Exchange& exchange, const ReadSituation& read, const Outcome& outcome) {
  Batch batch;
  auto put = exchange.org.transactions.put(outcome.transaction);
  if (put.record.body != read.transaction_record.body || !outcome.effects.empty()) {
    batch.expect.push_back(read.transaction_record);
    batch.put.push_back(std::move(put));
  }
  for (const auto& effect : outcome.effects) {
    const auto& change = std::get<ChangePerson>(effect);
    assert(read.situation.person && read.situation.person->id == change.person.id);
    batch.expect.push_back(read.person_record);
    batch.put.push_back(exchange.org.people.put(change.person));
  }
  // What was verified was verified against this person: not one who was locked, suspended or given another
  // password by somebody else meanwhile.
  const bool verified_more = outcome.transaction.verified.size() > read.situation.transaction.verified.size();
  if (verified_more && outcome.effects.empty() && read.situation.person)
    batch.expect.push_back(read.person_record);
  return batch;
}

Situation situation_after(const Exchange& exchange, Situation before, Outcome outcome) {
  before.transaction = std::move(outcome.transaction);
  for (auto& effect : outcome.effects) before.person = std::move(std::get<ChangePerson>(effect).person);
  find_person(exchange, before);
  return before;
}

bool commit_if_any(const Exchange& exchange, const Batch& batch) {
  return batch.expect.empty() || exchange.org.store.commit(batch);
}

void trace_outcome(Exchange& exchange, const Outcome& outcome) {
  if (!outcome.problem) return;
  const auto& shown = problem_row(*outcome.problem);
  exchange.trace.failed(problem_row(outcome.cause.value_or(*outcome.problem)).name, shown.page_text);
}

// A new sign-in gets a new cookie, so that a value which somebody planted before is worth nothing after. The
// person's own session goes on under it; anybody else's ends.
Session session_after(const Exchange& exchange, const Transaction& transaction, const Done& done,
                      const std::optional<Session>& before) {
  Session session;
  const bool goes_on = before && before->person_id == done.person_id;
  session.id = goes_on ? before->id : "102" + protocol::random_alphanumeric(exchange.org.random, 22);
  session.created_at = goes_on ? before->created_at : exchange.now;
  session.token = protocol::random_base64url(exchange.org.random, 32);
  session.person_id = done.person_id;
  session.verified = done.verified;
  session.last_used_at = exchange.now;
  session.keep_signed_in = transaction.keep_signed_in;
  return session;
}

// The transaction must still be what the step was decided on; whoever forgets it first has won.
void forget_transaction(const Exchange& exchange, const Transaction& transaction, Batch& batch) {
  if (!is_stored(transaction)) return;
  auto expected = exchange.org.transactions.put(transaction);
  batch.expect.push_back({expected.key, std::move(expected.record.body)});
  batch.erase.push_back(std::move(expected.key));
}

}  // namespace

std::optional<Session> current_session(Exchange& exchange) {
  auto session = session_of_browser(exchange);
  if (!session) return std::nullopt;
  const auto verdict = decide_session(exchange.dir().session_policy, *session, exchange.now);
  if (verdict != SessionState::usable) {
    exchange.trace.decided("session over", verdict == SessionState::idle_too_long
                                               ? "maxSessionIdleMinutes"
                                               : "maxSessionLifetimeMinutes");
    return std::nullopt;
  }
  const auto person = exchange.org.people.find(session->person_id);
  if (!person || ends_sessions(person->value.status)) {
    exchange.trace.decided("session over", person ? to_string(person->value.status) : "the person is gone");
    return std::nullopt;
  }
  return session;
}

SignInState begin_sign_in(Exchange& exchange, std::optional<AuthorizationRequest> request,
                          std::string return_to) {
  Situation situation{exchange.dir(), {}, {}, session_of_browser(exchange), exchange.now};
  auto& transaction = situation.transaction;
  transaction.request = std::move(request);
  transaction.return_to = std::move(return_to);
  transaction.created_at = exchange.now;
  find_person(exchange, situation);

  auto state = sign_in_state(exchange, std::move(situation), std::nullopt);
  if (waits_for_an_answer(state.step)) {
    auto& random = exchange.org.random;
    state.transaction.device = device_of(exchange);
    if (state.transaction.device.empty())
      state.transaction.device = "DI1" + protocol::random_base64url(random, 16);
    state.transaction.csrf = protocol::random_base64url(random, 16);
    do {
      state.transaction.state_token = "02" + protocol::random_base64url(random, 30);
    } while (!exchange.org.transactions.begin(state.transaction));
  }
  trace_transaction(exchange, state.transaction);
  return state;
}

protocol::Result<SignInState, Problem> resume_sign_in(Exchange& exchange, std::string_view state_token) {
  auto stored = find_own_transaction(exchange, state_token);
  if (!stored) return protocol::fail(stored.error());
  Situation situation{
      exchange.dir(), std::move(stored->value), {}, session_of_browser(exchange), exchange.now};
  find_person(exchange, situation);
  return sign_in_state(exchange, std::move(situation), std::nullopt);
}

protocol::Result<SignInState, Problem> answer_sign_in(Exchange& exchange, std::string_view state_token,
                                                      std::string_view csrf, const Input& input) {
  const auto session = session_of_browser(exchange);
  for (unsigned tries = 0; tries < kMaxTries; ++tries) {
    auto stored = find_own_transaction(exchange, state_token);
    if (!stored) return protocol::fail(stored.error());
    if (!protocol::constant_time_equal(stored->value.csrf, csrf))
      return protocol::fail(Problem::foreign_browser);

    auto read = situation_of_answer(exchange, std::move(*stored), session, input);
    auto outcome = mockidp::apply(read.situation, input);
    if (!commit_if_any(exchange, changes_of(exchange, read, outcome))) continue;

    trace_outcome(exchange, outcome);
    const auto problem = outcome.problem;
    return sign_in_state(exchange, situation_after(exchange, std::move(read.situation), std::move(outcome)),
                         problem);
  }
  throw StoreUnavailable("a sign-in changed under every one of many tries");
}

bool abandon_sign_in(Exchange& exchange, const Transaction& transaction) {
  Batch batch;
  forget_transaction(exchange, transaction, batch);
  return commit_if_any(exchange, batch);
}

std::optional<SignedIn> finish_sign_in(Exchange& exchange, const SignInState& state, const Done& done) {
  const auto before = current_session(exchange);
  Batch batch;
  forget_transaction(exchange, state.transaction, batch);

  if (done.session_sufficed) {
    if (!before || before->person_id != done.person_id) return std::nullopt;
    if (!commit_if_any(exchange, batch)) return std::nullopt;
    exchange.org.sessions.touch(before->token, exchange.now);
    return SignedIn{*before, false};
  }
  auto session = session_after(exchange, state.transaction, done, before);
  if (before) batch.erase.push_back(exchange.org.sessions.key(before->token));
  batch.put.push_back(
      exchange.org.sessions.put(session, end_of_session(exchange.dir().session_policy, session)));
  if (!exchange.org.store.commit(batch)) return std::nullopt;
  return SignedIn{std::move(session), true};
}

}  // namespace mockidp
