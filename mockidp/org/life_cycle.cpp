#include "mockidp/org/life_cycle.h"

#include "mockidp/org/taking_away.h"
#include "mockidp/outbox/render_message.h"
#include "mockidp/policy/applicable_policies.h"
#include "mockidp/policy/lockout.h"
#include "mockidp/policy/password_rules.h"
#include "mockidp/policy/temporary_password.h"
#include "mockidp/signin/engine.h"
#include "mockidp/signin/sent_code.h"
#include "mockidp/signin/standing.h"

namespace mockidp {
namespace {

constexpr std::chrono::hours kActivationLife{7 * 24};
constexpr std::chrono::hours kResetLife{1};
constexpr std::size_t kTokenBytes = 15;  // 20 characters

using Refused = LifeCycleRefusal::Why;

// One attempt: what it makes of the person, and what it commits.
struct Attempt {
  Org& org;
  const Directory& directory;
  protocol::TimePoint now;
  const LifeCycleOptions& options;
  LifeCycleChange change;
  Batch batch;

  void draw_link(MessageKind kind, std::chrono::seconds life);
  void draw_temporary_password();
  void end_sessions();
};

void Attempt::draw_link(MessageKind kind, std::chrono::seconds life) {
  auto& person = change.person;
  SendMessage wanted{.kind = kind, .to = std::string(person.attribute("email"))};
  wanted.person_id = person.id;
  wanted.first_name = person.attribute("firstName");
  wanted.detail = person.login;
  wanted.link_token = protocol::random_base64url(org.random, kTokenBytes);
  wanted.expires_at = now + life;
  person.activation_digest = digest_of_link(wanted.link_token);
  person.activation_expires_at = wanted.expires_at;
  const auto message = render_message(directory, wanted, org.messages.draw_id(org.random), now);
  change.link = message.link;
  if (options.mail == TellByMail::no || wanted.to.empty()) return;
  change.sent = TellByMail::yes;
  batch.put.push_back(org.messages.put(message));
}

void Attempt::draw_temporary_password() {
  const auto& policy = applicable_password(directory, &change.person);
  change.temporary_password = mockidp::draw_temporary_password(policy, change.person, now, org.random);
  change.person = with_new_password(
      policy, std::move(change.person),
      hash_password(change.temporary_password, directory.org.password_iterations, org.random), now);
}

void Attempt::end_sessions() {
  for (auto& key : org.sessions.keys_of(change.person.id)) batch.erase.push_back(std::move(key));
}

void carry_out(Attempt& attempt, LifeCycleOperation operation, PersonStatus becomes) {
  auto& person = attempt.change.person;
  if (operation == LifeCycleOperation::unlock) person = after_right_password(std::move(person));
  if (attempt.options.expire_to == ExpireTo::temporary_password &&
      operation == LifeCycleOperation::expire_password)
    attempt.draw_temporary_password();
  person.status = becomes;
  person.updated_at = attempt.now;
  if (becomes == PersonStatus::DEPROVISIONED) person.activation_digest.clear();
  if (becomes == PersonStatus::PROVISIONED) attempt.draw_link(MessageKind::UserActivation, kActivationLife);
  if (becomes == PersonStatus::RECOVERY) attempt.draw_link(MessageKind::PasswordResetByAdmin, kResetLife);
  if (ends_sessions(becomes)) attempt.end_sessions();
}

}  // namespace

protocol::Result<LifeCycleChange, LifeCycleRefusal> change_life_cycle(Org& org, std::string_view person_id,
                                                                      LifeCycleOperation operation,
                                                                      const LifeCycleOptions& options) {
  const auto directory = org.directory();
  while (const auto found = org.people.find(person_id)) {
    const auto& before = found->value;
    const auto needed = applicable_enrolment(*directory, &before).self(kPasswordKey);
    const auto becomes = decide_life_cycle(operation, before, needed);
    if (!becomes) return protocol::fail(LifeCycleRefusal{Refused::wrong_status, before.status});
    const bool about_password =
        operation == LifeCycleOperation::expire_password && options.expire_to == ExpireTo::new_password;
    if (about_password && !before.has_password())
      return protocol::fail(LifeCycleRefusal{Refused::no_password, before.status});
    Attempt attempt{org, *directory, org.clock.now(), options, {.person = before}, {}};
    attempt.batch.expect = {{found->key, found->body}};
    carry_out(attempt, operation, *becomes);
    attempt.batch.put.push_back(org.people.put(attempt.change.person));
    if (!org.store.commit(attempt.batch)) continue;  // somebody else changed them meanwhile: once more
    org.messages.committed(attempt.batch);
    end_lost_grants(org.grants, {*directory, before}, {*directory, attempt.change.person});
    return std::move(attempt.change);
  }
  return protocol::fail(LifeCycleRefusal{Refused::unknown_person, {}});
}

bool reset_enrolments(Org& org, std::string_view person_id) {
  const auto now = org.clock.now();
  return org.people.update(person_id, [now](Person& person) {
    person.enrolments.clear();
    person.factor_failures.clear();
    person.remembered_devices.clear();
    person.updated_at = now;
    return true;
  });
}

}  // namespace mockidp
