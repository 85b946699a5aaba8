#include "mockidp/policy/lockout.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;
using namespace std::chrono_literals;

namespace {

const auto kNoon = protocol::from_unix(1767268800);

PasswordPolicy policy_of(unsigned attempts, std::chrono::minutes unlock) {
  PasswordPolicy policy;
  policy.max_attempts = attempts;
  policy.auto_unlock = unlock;
  return policy;
}

Person fail_times(const PasswordPolicy& policy, unsigned times, Person person = {}) {
  for (unsigned i = 0; i < times; ++i) person = after_failed_password(policy, std::move(person), kNoon);
  return person;
}

}  // namespace

TEST_CASE("the last allowed failure locks, the one before it does not", "[lockout]") {
  const auto policy = policy_of(3, 0min);
  const auto second = fail_times(policy, 2);
  CHECK(second.status == PersonStatus::ACTIVE);
  CHECK_FALSE(is_locked_out(policy, second, kNoon));
  const auto third = fail_times(policy, 3);
  CHECK(third.status == PersonStatus::LOCKED_OUT);
  CHECK(third.locked_at == kNoon);
  CHECK(is_locked_out(policy, third, kNoon));
}

TEST_CASE("a policy without a limit counts and never locks", "[lockout]") {
  const auto person = fail_times(policy_of(0, 0min), 1000);
  CHECK(person.status == PersonStatus::ACTIVE);
  CHECK(person.failed_attempts == 1000);
}

TEST_CASE("a lock opens by itself at the policy's time, or never", "[lockout]") {
  const auto locked = fail_times(policy_of(1, 5min), 1);
  CHECK(is_locked_out(policy_of(1, 5min), locked, kNoon + 299s));
  CHECK_FALSE(is_locked_out(policy_of(1, 5min), locked, kNoon + 300s));
  CHECK(is_locked_out(policy_of(1, 0min), locked, kNoon + 24h * 365));
}

TEST_CASE("failures while locked change nothing, and after the lock has opened they count anew",
          "[lockout]") {
  const auto policy = policy_of(2, 5min);
  const auto locked = fail_times(policy, 2);
  const auto still = after_failed_password(policy, locked, kNoon + 299s);
  CHECK(still.failed_attempts == 2);
  CHECK(still.locked_at == kNoon);
  const auto anew = after_failed_password(policy, locked, kNoon + 300s);
  CHECK(anew.status == PersonStatus::ACTIVE);
  CHECK(anew.failed_attempts == 1);
}

TEST_CASE("a right password clears count and lock", "[lockout]") {
  const auto cleared = after_right_password(fail_times(policy_of(2, 5min), 2));
  CHECK(cleared.status == PersonStatus::ACTIVE);
  CHECK(cleared.failed_attempts == 0);
  CHECK(cleared.locked_at == protocol::TimePoint{});
}

TEST_CASE("who may not sign in anyway keeps the status that says why", "[lockout]") {
  Person suspended;
  suspended.status = PersonStatus::SUSPENDED;
  const auto tried = fail_times(policy_of(1, 0min), 5, suspended);
  CHECK(tried.status == PersonStatus::SUSPENDED);
  CHECK(after_right_password(tried).status == PersonStatus::SUSPENDED);
}
