#include "mockidp/signin/standing.h"

#include "mockidp/policy/lockout.h"

namespace mockidp {

std::optional<Problem> decide_standing(const PasswordPolicy& policy, const Person& person,
                                       protocol::TimePoint now) {
  switch (person.status) {
    case PersonStatus::ACTIVE:
    case PersonStatus::PASSWORD_EXPIRED:  // lets in as far as to a new password
      return std::nullopt;
    case PersonStatus::LOCKED_OUT:
      if (is_locked_out(policy, person, now)) return Problem::locked_out;
      return std::nullopt;
    case PersonStatus::SUSPENDED:
      return Problem::suspended;
    case PersonStatus::STAGED:
    case PersonStatus::PROVISIONED:
    case PersonStatus::RECOVERY:
    case PersonStatus::DEPROVISIONED:
      break;
  }
  return Problem::not_active;
}

bool ends_sessions(PersonStatus status) {
  switch (status) {
    case PersonStatus::ACTIVE:
    case PersonStatus::LOCKED_OUT:
    case PersonStatus::RECOVERY:
    case PersonStatus::PASSWORD_EXPIRED:
      return false;
    case PersonStatus::STAGED:
    case PersonStatus::PROVISIONED:
    case PersonStatus::SUSPENDED:
    case PersonStatus::DEPROVISIONED:
      break;
  }
  return true;
}

}  // namespace mockidp
