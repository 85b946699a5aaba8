#include "mockidp/policy/lockout.h"

namespace mockidp {

bool is_locked_out(const PasswordPolicy& policy, const Person& person, protocol::TimePoint now) {
  if (person.status != PersonStatus::LOCKED_OUT) return false;
  const bool opens_by_itself = policy.auto_unlock.count() != 0;
  return !opens_by_itself || now < person.locked_at + policy.auto_unlock;
}

Person after_failed_password(const PasswordPolicy& policy, Person person, protocol::TimePoint now) {
  if (is_locked_out(policy, person, now)) return person;
  // A lock that opened by itself leaves nothing behind: this is the first failure of a new count.
  if (person.status == PersonStatus::LOCKED_OUT) person = after_right_password(std::move(person));
  ++person.failed_attempts;
  // Who could not sign in anyway keeps the status that says why.
  if (person.status != PersonStatus::ACTIVE) return person;
  if (policy.max_attempts == 0 || person.failed_attempts < policy.max_attempts) return person;
  person.status = PersonStatus::LOCKED_OUT;
  person.locked_at = now;
  return person;
}

Person after_right_password(Person person) {
  person.failed_attempts = 0;
  person.locked_at = {};
  if (person.status == PersonStatus::LOCKED_OUT) person.status = PersonStatus::ACTIVE;
  return person;
}

}  // namespace mockidp
