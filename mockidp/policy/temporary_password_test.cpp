#include "mockidp/policy/temporary_password.h"

#include <set>

#include "mockidp/policy/password_rules.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

TEST_CASE("a temporary password meets the policy that it was drawn by", "[policy]") {
  PasswordPolicy strict;
  strict.min_length = 30;
  strict.min_symbol = 1;
  PasswordPolicy lax;
  lax.min_length = 4;
  lax.min_lower_case = lax.min_upper_case = lax.min_number = 0;
  Person person;
  person.login = "al.x.7@example.com";
  person.profile["firstName"] = "Al";
  protocol::SeededRandom random(7);
  std::set<std::string> drawn;
  for (const auto& policy : {PasswordPolicy{}, strict, lax})
    for (int i = 0; i < 50; ++i) {
      const auto password = draw_temporary_password(policy, person, {}, random);
      CAPTURE(password);
      CHECK(decide_new_password(policy, person, password, {}) == PasswordVerdict::good);
      CHECK(password.size() >= 10);
      drawn.insert(password);
    }
  CHECK(drawn.size() == 150);
}
