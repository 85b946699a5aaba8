// The links of mails. A link is worth something in the browser in which it was asked for; in another one it
// shows the code that the same mail has (docs/okta-behaviour.md, Messages).

#include "mockidp/endpoints/sign_in_parts.h"
#include "mockidp/org/life_cycle.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/random.h"
#include "mockidp/signin/sent_code.h"

namespace mockidp {
namespace {

constexpr unsigned kMostTries = 16;
constexpr std::size_t kAdministratorsTokenLength = 20;  // a sign-up's is longer

FollowedLink failed(Exchange& exchange, Problem problem) {
  const auto& row = problem_row(problem);
  exchange.trace.failed(row.name, row.page_text);
  FollowedLink link;
  link.problem = problem;
  return link;
}

std::string client_of(const Transaction& transaction) {
  return transaction.request ? transaction.request->client_id : std::string();
}

// A state token of its own for the tab that the link opened; the old one leads to a notice from now on.
void draw_proof(Exchange& exchange, Transaction& transaction) {
  transaction.state_token = "02" + protocol::random_base64url(exchange.org.random, 30);
  transaction.csrf = protocol::random_base64url(exchange.org.random, 16);
}

FollowedLink continue_here(Exchange& exchange, Stored<Transaction> stored, std::string_view token) {
  const auto session = session_of_browser(exchange);
  const LinkInput input{std::string(token)};
  for (unsigned tries = 0; tries < kMostTries; ++tries) {
    auto read = situation_of_answer(exchange, std::move(stored), session, input);
    auto outcome = mockidp::apply(read.situation, input, exchange.org.random);
    trace_outcome(exchange, outcome);
    if (outcome.problem) {
      commit_if_any(exchange, changes_of(exchange, read, outcome));
      return failed(exchange,
                    outcome.problem == Problem::link_expired ? Problem::link_expired : Problem::link_stale);
    }
    const Transaction left_behind = [&] {
      Transaction old = read.situation.transaction;
      old.challenge.reset();
      old.transferred = true;
      return old;
    }();
    draw_proof(exchange, outcome.transaction);
    Batch batch = changes_of(exchange, read, outcome);
    std::erase_if(batch.put, [&](const Batch::Put& put) { return put.key == read.transaction_record.key; });
    batch.put.push_back(exchange.org.transactions.put_at(read.transaction_record.key, left_behind));
    batch.put.push_back(exchange.org.transactions.put(outcome.transaction));
    if (exchange.org.store.commit(batch)) {
      FollowedLink link;
      link.where = FollowedLink::Where::same_browser;
      link.client_id = client_of(outcome.transaction);
      link.state = sign_in_state(
          exchange, situation_after(exchange, std::move(read.situation), std::move(outcome)), std::nullopt);
      return link;
    }
    auto again = exchange.org.transactions.find_by_link(digest_of_link(token));
    if (!again) return failed(exchange, Problem::link_stale);
    stored = std::move(*again);
  }
  throw StoreUnavailable("a link's sign-in changed under every one of many tries");
}

// What waits for a link of the person's own: to set up what they sign in with, or a new password.
bool waits_for_link(const Person& person) {
  return person.status == PersonStatus::STAGED || person.status == PersonStatus::PROVISIONED ||
         person.status == PersonStatus::RECOVERY;
}

// A sign-in of their own begins here.
FollowedLink let_in(Exchange& exchange, const Person& person) {
  Transaction transaction;
  transaction.created_at = exchange.now;
  transaction.purpose = Purpose::activation;
  if (person.status == PersonStatus::RECOVERY) {
    transaction.purpose = Purpose::recovery;
    transaction.recovered_by.push_back({std::string(kEmailKey), std::string(amr_of("email")), exchange.now});
  }
  transaction.identified = true;
  transaction.identifier = person.login;
  transaction.person_id = person.id;
  transaction.device = device_of(exchange);
  if (transaction.device.empty())
    transaction.device = "DI1" + protocol::random_base64url(exchange.org.random, 16);
  do {
    draw_proof(exchange, transaction);
  } while (!exchange.org.transactions.begin(transaction));
  Situation situation{exchange.dir(), std::move(transaction), person, {}, exchange.now, facts_of(exchange)};
  FollowedLink link;
  link.where = FollowedLink::Where::activation;
  link.state = sign_in_state(exchange, std::move(situation), std::nullopt);
  return link;
}

// A link of a person's own: from an administrator, or the welcome after a sign-up. It proves the address too.
// An administrator's is good until what it is for is done, so that a page that was closed can be opened
// again.
FollowedLink follow_own_link(Exchange& exchange, const Person& found, std::string_view token) {
  exchange.trace.person(found.login);
  if (found.status == PersonStatus::SUSPENDED || found.status == PersonStatus::DEPROVISIONED)
    return failed(exchange, Problem::activation_of_inactive);
  if (token.size() == kAdministratorsTokenLength && !waits_for_link(found))
    return failed(exchange, Problem::link_stale);
  if (exchange.now >= found.activation_expires_at)
    return failed(exchange, found.status == PersonStatus::RECOVERY ? Problem::reset_link_invalid
                                                                   : Problem::activation_link_expired);
  Person person;
  exchange.org.people.update(found.id, [&](Person& one) {
    if (one.activation_digest != digest_of_link(token)) return false;
    one.email_verified = true;
    if (!waits_for_link(one)) one.activation_digest.clear();
    person = one;
    return true;
  });
  if (person.id.empty()) return failed(exchange, Problem::link_stale);
  if (waits_for_link(person)) return let_in(exchange, person);
  FollowedLink link;
  link.where = FollowedLink::Where::address_verified;
  return link;
}

}  // namespace

void renew_activation_link(Exchange& exchange, std::string_view token, std::string_view identifier) {
  exchange.trace.received("token", token);
  const auto by_token = exchange.org.people.find_by_activation(digest_of_link(token));
  const auto by_name = exchange.org.people.find_by_login(identifier);
  const bool theirs = by_token && by_name && by_token->value.id == by_name->value.id;
  // A link that is still good needs no other, so nobody can be flooded with mails.
  if (!theirs || by_token->value.status != PersonStatus::PROVISIONED ||
      exchange.now < by_token->value.activation_expires_at) {
    exchange.trace.decided("activation mail",
                           "not sent: the link and the name are not of one person who waits");
    return;
  }
  exchange.trace.person(by_name->value.login);
  const auto renewed =
      change_life_cycle(exchange.org, by_name->value.id, LifeCycleOperation::reactivate, LifeCycleOptions{});
  exchange.trace.decided("activation mail", renewed ? "sent" : "not sent: somebody was faster");
}

FollowedLink follow_link(Exchange& exchange, std::string_view token) {
  const auto digest = digest_of_link(token);
  auto stored = exchange.org.transactions.find_by_link(digest);
  if (!stored) {
    const auto person = exchange.org.people.find_by_activation(digest);
    return person ? follow_own_link(exchange, person->value, token) : failed(exchange, Problem::link_stale);
  }
  trace_transaction(exchange, stored->value);
  const auto& transaction = stored->value;
  if (is_expired(transaction, exchange.now) || is_over(*transaction.challenge, exchange.now))
    return failed(exchange, Problem::link_expired);
  if (protocol::constant_time_equal(transaction.device, device_of(exchange)))
    return continue_here(exchange, std::move(*stored), token);
  FollowedLink link;
  link.where = FollowedLink::Where::other_browser;
  link.code = code_of_link(token);
  link.asked_from = transaction.challenge->asked_from;
  link.client_id = client_of(transaction);
  link.purpose = transaction.purpose;
  exchange.trace.decided("link opened in another browser", "the DT cookie is another");
  return link;
}

}  // namespace mockidp
