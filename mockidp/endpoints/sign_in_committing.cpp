#include <cassert>

#include "mockidp/endpoints/sign_in_parts.h"
#include "mockidp/outbox/render_message.h"

namespace mockidp {
namespace {

const ChangePerson* last_change(const std::vector<Effect>& effects) {
  const ChangePerson* last = nullptr;
  for (const auto& effect : effects)
    if (const auto* change = std::get_if<ChangePerson>(&effect)) last = change;
  return last;
}

// All of the person's sessions but the one of this browser.
void end_other_sessions(const Exchange& exchange, const std::string& person_id, Batch& batch) {
  const auto own = exchange.org.sessions.key(exchange.request.cookie(kSessionCookieName).value_or(""));
  for (auto& key : exchange.org.sessions.keys_of(person_id))
    if (key != own) batch.erase.push_back(std::move(key));
}

void add_effects(Exchange& exchange, const Outcome& outcome, Batch& batch) {
  for (const auto& effect : outcome.effects) {
    if (const auto* created = std::get_if<CreatePerson>(&effect))
      exchange.org.people.add(created->person, batch);
    if (const auto* ended = std::get_if<EndSessions>(&effect))
      end_other_sessions(exchange, ended->person_id, batch);
    if (const auto* message = std::get_if<SendMessage>(&effect))
      batch.put.push_back(exchange.org.messages.put(render_message(
          exchange.dir(), *message, exchange.org.messages.draw_id(exchange.org.random), exchange.now)));
  }
}

}  // namespace

Batch changes_of(Exchange& exchange, const ReadSituation& read, const Outcome& outcome) {
  Batch batch;
  auto put = exchange.org.transactions.put_at(read.transaction_record.key, outcome.transaction);
  if (put.record.body != read.transaction_record.body || !outcome.effects.empty()) {
    batch.expect.push_back(read.transaction_record);
    batch.put.push_back(std::move(put));
  }
  const auto* change = last_change(outcome.effects);
  if (change != nullptr) {
    assert(read.situation.person && read.situation.person->id == change->person.id);
    batch.expect.push_back(read.person_record);
    batch.put.push_back(exchange.org.people.put(change->person));
  }
  add_effects(exchange, outcome, batch);
  // What was verified was verified against this person: not one who was locked, suspended or given another
  // password by somebody else meanwhile.
  const auto& before = read.situation.transaction;
  const bool verified_more = outcome.transaction.verified.size() > before.verified.size() ||
                             outcome.transaction.recovered_by.size() > before.recovered_by.size();
  if (verified_more && change == nullptr && read.situation.person && !read.person_record.key.id.empty())
    batch.expect.push_back(read.person_record);
  return batch;
}

Situation situation_after(const Exchange& exchange, Situation before, Outcome outcome) {
  before.transaction = std::move(outcome.transaction);
  for (auto& effect : outcome.effects) {
    if (auto* change = std::get_if<ChangePerson>(&effect)) before.person = std::move(change->person);
    if (auto* created = std::get_if<CreatePerson>(&effect)) before.person = std::move(created->person);
  }
  find_person(exchange, before);
  return before;
}

bool commit_if_any(const Exchange& exchange, const Batch& batch) {
  if (batch.expect.empty()) return true;
  if (!exchange.org.store.commit(batch)) return false;
  exchange.org.messages.committed(batch);
  return true;
}

}  // namespace mockidp
