#include "mockidp/policy/password_rules.h"

#include "mockidp/protocol/bytes.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const protocol::TimePoint kPasswordNow = protocol::from_unix(1'800'000'000);

PasswordHash hash_of(std::string_view password) {
  return {"salt", protocol::pbkdf2_sha256(password, "salt", 1), 1};
}
Person somebody() {
  Person person;
  person.login = "ann.archer@example.com";
  person.profile = {{"firstName", "Annabel"}};
  person.password = hash_of("Present-one-1");
  person.password_changed_at = kPasswordNow - hours(24 * 10);
  return person;
}
PasswordVerdict verdict(const PasswordPolicy& policy, std::string_view password) {
  return decide_new_password(policy, somebody(), password, kPasswordNow);
}

}  // namespace

TEST_CASE("a password meets each requirement from its limit on", "[policy]") {
  const auto good = PasswordVerdict::good;
  const auto bad = PasswordVerdict::requirements_not_met;
  const PasswordPolicy policy;
  CHECK(verdict(policy, "Abcdefg1") == good);
  CHECK(verdict(policy, "Abcdef1") == bad);
  CHECK(verdict(policy, "ABCDEFG1") == bad);
  CHECK(verdict(policy, "abcdefg1") == bad);
  CHECK(verdict(policy, "Abcdefgh") == bad);
  CHECK(verdict(policy, "Ab1äöüäö") == good);  // eight characters, not bytes
  CHECK(verdict(policy, "Ab1äöüä") == bad);
  CHECK(verdict(policy, "xARCHERx1") == bad);  // a part of the username
  PasswordPolicy stricter = policy;
  stricter.min_symbol = 1;
  stricter.exclude_attributes = {"firstName"};
  stricter.exclude_common = true;
  CHECK(verdict(stricter, "Abcdefg1") == bad);
  CHECK(verdict(stricter, "Abcdefg1!") == good);
  CHECK(verdict(stricter, "xANNABELx1!") == bad);
  CHECK(verdict(stricter, "P@ssword1") == PasswordVerdict::common);
}

TEST_CASE("as many of the last passwords as the policy says are refused, and no more", "[policy]") {
  PasswordPolicy policy;
  policy.history_count = 3;
  Person person = somebody();
  for (const auto* password : {"Second-one-2", "Third-one-3", "Fourth-one-4"})
    person = with_new_password(policy, std::move(person), hash_of(password), kPasswordNow - hours(1));
  const auto tried = [&](std::string_view password) {
    return decide_new_password(policy, person, password, kPasswordNow);
  };
  CHECK(tried("Fourth-one-4") == PasswordVerdict::in_history);
  CHECK(tried("Second-one-2") == PasswordVerdict::in_history);
  CHECK(tried("Present-one-1") == PasswordVerdict::good);
  policy.history_count = 0;
  CHECK(tried("Fourth-one-4") == PasswordVerdict::good);
}

TEST_CASE("a password is too young up to the minute, and expires with its last day", "[policy]") {
  PasswordPolicy policy;
  policy.min_age = minutes(60);
  Person person = somebody();
  person.password_changed_at = kPasswordNow - minutes(60) + seconds(1);
  CHECK(decide_new_password(policy, person, "Another-one-9", kPasswordNow) == PasswordVerdict::too_young);
  person.password_changed_at = kPasswordNow - minutes(60);
  CHECK(decide_new_password(policy, person, "Another-one-9", kPasswordNow) == PasswordVerdict::good);

  policy.max_age_days = 30;
  person.password_changed_at = kPasswordNow - hours(24 * 30) + seconds(1);
  CHECK(days_until_expiry(policy, person, kPasswordNow) == 0);
  person.password_changed_at = kPasswordNow - hours(24 * 30);
  CHECK(days_until_expiry(policy, person, kPasswordNow) < 0);
  person.password_changed_at = kPasswordNow - hours(24 * 25);
  CHECK(days_until_expiry(policy, person, kPasswordNow) == 4);
}

TEST_CASE("the requirements are told as the policy has them", "[policy]") {
  const PasswordPolicy policy;
  CHECK(requirement_sentence(policy) ==
        "at least 8 characters, a lowercase letter, an uppercase letter, a number, no parts of your "
        "username. Your "
        "password cannot be any of your last 4 passwords.");
  CHECK(requirement_lines(policy).back() == "Password can't be the same as your last 4 passwords");
}

TEST_CASE("a new password ends a lock, a recovery and an expiry", "[policy]") {
  for (const auto status :
       {PersonStatus::LOCKED_OUT, PersonStatus::RECOVERY, PersonStatus::PASSWORD_EXPIRED}) {
    Person person = somebody();
    person.status = status;
    CHECK(with_new_password({}, person, hash_of("x"), kPasswordNow).status == PersonStatus::ACTIVE);
  }
}

}  // namespace mockidp
