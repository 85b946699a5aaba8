#include "mockidp/endpoints/sign_in.h"

#include <algorithm>

#include "mockidp/endpoints/sign_in_parts.h"
#include "mockidp/policy/applicable_policies.h"
#include "mockidp/policy/session_lifetime.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/random.h"
#include "mockidp/signin/standing.h"

namespace mockidp {
namespace {

// Each lost race means that somebody else's change was kept, so as many tries as threads could be at it
// suffice.
constexpr unsigned kMaxAnswerTries = 256;

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
  session.stays = transaction.stay_signed_in.value_or(goes_on && before->stays);
  return session;
}

// The newest few: a person does not sign in from many browsers.
void remember_device(const Exchange& exchange, std::string_view person_id, std::string_view device) {
  constexpr std::size_t kMostDevices = 10;
  const std::string digest(protocol::as_view(protocol::sha256(device)));
  exchange.org.people.update(person_id, [&](Person& person) {
    auto& devices = person.remembered_devices;
    std::erase_if(devices, [&](const RememberedDevice& one) { return one.device_digest == digest; });
    devices.insert(devices.begin(), {digest, exchange.now});
    if (devices.size() > kMostDevices) devices.resize(kMostDevices);
    return true;
  });
}

// The transaction must still be what the step was decided on; whoever forgets it first has won.
void forget_transaction(const Exchange& exchange, const Transaction& transaction, Batch& batch) {
  if (!is_stored(transaction)) return;
  auto expected = exchange.org.transactions.put(transaction);
  batch.expect.push_back({expected.key, std::move(expected.record.body)});
  batch.erase.push_back(std::move(expected.key));
}

// Whom the app signs in by itself for this request, or "".
std::string automatic_login(const Exchange& exchange, const Transaction& transaction) {
  if (!transaction.request) return {};
  const auto* app = exchange.dir().app_by_client_id(transaction.request->client_id);
  if (app == nullptr || app->auto_sign_in.empty()) return {};
  return app->auto_sign_in == "*" ? transaction.request->login_hint : app->auto_sign_in;
}

// Answers for the person, question by question, through every policy; stops where only a person could go on.
void answer_automatically(Exchange& exchange, Situation& situation) {
  constexpr int kMostAnswers = 8;
  const auto login = automatic_login(exchange, situation.transaction);
  if (login.empty() || situation.transaction.request->prompt_none) return;
  for (int i = 0; i < kMostAnswers; ++i) {
    const auto step = decide_next_step(situation);
    if (!asks(step)) return;
    const bool identifies = std::holds_alternative<Identify>(step.what);
    if (identifies) {
      auto stored = exchange.org.people.find_by_login(login);
      if (!stored) return;
      situation.person = std::move(stored->value);
      situation.transaction.identified = true;
      situation.transaction.identifier = situation.person->login;
      situation.transaction.person_id = situation.person->id;
    } else {
      auto outcome = mockidp::apply(situation, AutomaticInput{}, exchange.org.random);
      const auto& consent = situation.transaction.consent;
      const bool stuck = outcome.transaction.consent.has_value() == consent.has_value() &&
                         outcome.transaction.verified.size() == situation.transaction.verified.size() &&
                         outcome.transaction.stay_signed_in == situation.transaction.stay_signed_in;
      if (stuck) return;
      situation.transaction = std::move(outcome.transaction);
    }
    exchange.trace.decided("answered by itself", "autoSignIn: " + name_of(step));
  }
}

}  // namespace

const SessionRule& session_rule(const Exchange& exchange, const Person* person) {
  return *applicable_session(exchange.dir(), person, facts_of(exchange)).rule;
}

std::optional<Session> current_session(Exchange& exchange) {
  auto session = session_of_browser(exchange);
  if (!session) return std::nullopt;
  const auto person = exchange.org.people.find(session->person_id);
  const auto& rule = session_rule(exchange, person ? &person->value : nullptr);
  const auto verdict = decide_session(rule, *session, exchange.now);
  if (verdict != SessionState::usable) {
    exchange.trace.decided("session over", verdict == SessionState::idle_too_long
                                               ? "maxSessionIdleMinutes"
                                               : "maxSessionLifetimeMinutes");
    return std::nullopt;
  }
  if (!person || ends_sessions(person->value.status)) {
    exchange.trace.decided("session over", person ? to_string(person->value.status) : "the person is gone");
    return std::nullopt;
  }
  return session;
}

SignInState begin_sign_in(Exchange& exchange, std::optional<AuthorizationRequest> request,
                          std::string return_to) {
  Situation situation{exchange.dir(), {}, {}, session_of_browser(exchange), exchange.now, facts_of(exchange)};
  auto& transaction = situation.transaction;
  transaction.request = std::move(request);
  transaction.return_to = std::move(return_to);
  transaction.created_at = exchange.now;
  find_person(exchange, situation);
  answer_automatically(exchange, situation);

  auto state = sign_in_state(exchange, std::move(situation), std::nullopt);
  if (asks(state.step)) {
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
  // Also where the client is refused or a page is shown; a sign-in that is done does it at its end.
  if (!std::holds_alternative<Done>(state.step.what))
    if (const auto session = current_session(exchange))
      exchange.org.sessions.touch(session->token, exchange.now);
  return state;
}

protocol::Result<SignInState, Problem> resume_sign_in(Exchange& exchange, std::string_view state_token) {
  auto stored = find_own_transaction(exchange, state_token);
  if (!stored) return protocol::fail(stored.error());
  Situation situation{exchange.dir(), std::move(stored->value), {}, session_of_browser(exchange),
                      exchange.now,   facts_of(exchange)};
  find_person(exchange, situation);
  return sign_in_state(exchange, std::move(situation), std::nullopt);
}

protocol::Result<SignInState, Problem> answer_sign_in(Exchange& exchange, std::string_view state_token,
                                                      std::string_view csrf, const Input& input) {
  const auto session = session_of_browser(exchange);
  for (unsigned tries = 0; tries < kMaxAnswerTries; ++tries) {
    auto stored = find_own_transaction(exchange, state_token);
    if (!stored) return protocol::fail(stored.error());
    if (!protocol::constant_time_equal(stored->value.csrf, csrf))
      return protocol::fail(Problem::foreign_browser);

    auto read = situation_of_answer(exchange, std::move(*stored), session, input);
    auto outcome = mockidp::apply(read.situation, input, exchange.org.random);
    if (!commit_if_any(exchange, changes_of(exchange, read, outcome))) continue;

    trace_outcome(exchange, outcome);
    const auto problem = outcome.problem;
    auto argument = outcome.argument;
    const auto hashes = outcome.password_hashes;
    const auto effects = outcome.effects;
    auto state =
        sign_in_state(exchange, situation_after(exchange, std::move(read.situation), std::move(outcome)),
                      problem, std::move(argument));
    trace_effects(exchange, effects, hashes);
    return state;
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
  const auto person = exchange.org.people.find(done.person_id);
  const auto& rule = session_rule(exchange, person ? &person->value : nullptr);

  if (done.session_sufficed) {
    if (!before || before->person_id != done.person_id) return std::nullopt;
    if (!commit_if_any(exchange, batch)) return std::nullopt;
    exchange.org.sessions.touch(before->token, exchange.now);
    return SignedIn{*before, false, rule};
  }
  auto session = session_after(exchange, state.transaction, done, before);
  if (before) batch.erase.push_back(exchange.org.sessions.key(before->token));
  batch.put.push_back(exchange.org.sessions.put(session, end_of_session(rule, session)));
  if (!exchange.org.store.commit(batch)) return std::nullopt;
  if (done.remember_device) remember_device(exchange, done.person_id, state.transaction.device);
  return SignedIn{std::move(session), true, rule};
}

}  // namespace mockidp
