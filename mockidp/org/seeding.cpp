#include "mockidp/org/seeding.h"

#include <algorithm>

#include "mockidp/org/taking_away.h"
#include "mockidp/signin/authenticators/security_question.h"
#include "mockidp/signin/engine.h"
#include "mockidp/signin/standing.h"

namespace mockidp {
namespace {

// A seed's answer is in clear until here.
Enrolment seeded_enrolment(Enrolment enrolment, const PersonSeed& seed, const OrgSettings& settings,
                           protocol::TimePoint now, protocol::Random& random) {
  if (enrolment.authenticator == kQuestionKey) {
    auto answered = enrol_question(enrolment.question, seed.security_answer.reveal(),
                                   settings.password_iterations, random);
    answered.id = enrolment.id;
    enrolment = std::move(answered);
  }
  enrolment.created_at = now;
  return enrolment;
}

void set_password(Person& person, const PersonSeed& seed, const OrgSettings& settings,
                  protocol::TimePoint now, protocol::Random& random) {
  person.password = seed.password.empty()
                        ? PasswordHash{}
                        : hash_password(seed.password.reveal(), settings.password_iterations, random);
  person.password_changed_at = now;
}

bool same_enrolment(const PersonSeed& a, const PersonSeed& b, std::string_view authenticator) {
  const auto* left = a.person.enrolment(authenticator);
  const auto* right = b.person.enrolment(authenticator);
  if (left == nullptr || right == nullptr) return left == right;
  return left->phone_number == right->phone_number && left->secret == right->secret &&
         left->question == right->question && a.security_answer.matches(b.security_answer.reveal());
}

bool same_enrolments(const PersonSeed& a, const PersonSeed& b) {
  return std::all_of(std::begin(kAuthenticatorKeys), std::end(kAuthenticatorKeys),
                     [&](std::string_view key) { return same_enrolment(a, b, key); });
}

template <class V>
void change(V& present, const V& before, const V& after) {
  if (before != after) present = after;
}

const PersonSeed* seed_of(const std::vector<PersonSeed>& seeds, const std::string& id) {
  const auto found =
      std::find_if(seeds.begin(), seeds.end(), [&](const PersonSeed& seed) { return seed.person.id == id; });
  return found == seeds.end() ? nullptr : &*found;
}

}  // namespace

Person seeded_person(const PersonSeed& seed, const OrgSettings& settings, protocol::TimePoint now,
                     protocol::Random& random) {
  Person person = seed.person;
  person.created_at = person.updated_at = now;
  if (!seed.password.empty()) set_password(person, seed, settings, now, random);
  for (auto& enrolment : person.enrolments)
    enrolment = seeded_enrolment(std::move(enrolment), seed, settings, now, random);
  return person;
}

bool same_seed(const PersonSeed& a, const PersonSeed& b) {
  return a.person.login == b.person.login && a.person.status == b.person.status &&
         a.person.profile == b.person.profile && a.person.group_ids == b.person.group_ids &&
         a.person.app_ids == b.person.app_ids && a.person.email_verified == b.person.email_verified &&
         a.password.matches(b.password.reveal()) && same_enrolments(a, b);
}

void apply_change(Person& person, const PersonSeed& before, const PersonSeed& after,
                  const OrgSettings& settings, protocol::TimePoint now, protocol::Random& random) {
  change(person.login, before.person.login, after.person.login);
  change(person.status, before.person.status, after.person.status);
  change(person.profile, before.person.profile, after.person.profile);
  change(person.group_ids, before.person.group_ids, after.person.group_ids);
  change(person.app_ids, before.person.app_ids, after.person.app_ids);
  change(person.email_verified, before.person.email_verified, after.person.email_verified);
  if (!before.password.matches(after.password.reveal())) set_password(person, after, settings, now, random);
  for (const auto key : kAuthenticatorKeys) {
    if (same_enrolment(before, after, key)) continue;
    std::erase_if(person.enrolments, [&](const Enrolment& one) { return one.authenticator == key; });
    if (const auto* enrolment = after.person.enrolment(key))
      person.enrolments.push_back(seeded_enrolment(*enrolment, after, settings, now, random));
  }
  person.updated_at = now;
}

void seed_people(Org& org, const std::vector<PersonSeed>& seeds, const OrgSettings& settings) {
  const auto now = org.clock.now();
  for (const auto& seed : seeds) org.people.add(seeded_person(seed, settings, now, org.random));
}

namespace {

void remove_person(Org& org, const std::string& id) {
  org.people.erase(id);
  org.sessions.end_all_of(id);
  org.grants.end_all_on({GrantBasis::Kind::person, id});
}

void change_person(Org& org, const PersonSeed& old, const PersonSeed& seed, const LoadedOrg& after) {
  const auto now = org.clock.now();
  const auto directory = org.directory();
  Person before, changed;
  org.people.update(seed.person.id, [&](Person& person) {
    before = person;
    apply_change(person, old, seed, after.directory.org, now, org.random);
    changed = person;
    return true;
  });
  if (ends_sessions(changed.status)) org.sessions.end_all_of(seed.person.id);
  if (directory) end_lost_grants(org.grants, {*directory, before}, {after.directory, changed});
}

}  // namespace

void reconcile_people(Org& org, const std::vector<PersonSeed>& before, const LoadedOrg& after) {
  const auto now = org.clock.now();
  for (const auto& old : before)
    if (seed_of(after.people, old.person.id) == nullptr) remove_person(org, old.person.id);
  for (const auto& seed : after.people) {
    const auto* old = seed_of(before, seed.person.id);
    if (old == nullptr)
      org.people.add(seeded_person(seed, after.directory.org, now, org.random));
    else if (!same_seed(*old, seed))
      change_person(org, *old, seed, after);
  }
}

}  // namespace mockidp
