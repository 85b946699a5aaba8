#include "mockidp/policy/temporary_password.h"

#include <algorithm>

#include "mockidp/policy/password_rules.h"

namespace mockidp {
namespace {

constexpr unsigned kFewestCharacters = 10;

// Letters and digits that nobody takes for others, and symbols that no shell eats.
constexpr std::string_view kLower = "abcdefghjkmnpqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::string_view kDigits = "23456789";
constexpr std::string_view kSymbols = "-+=.,:";

unsigned char random_byte(protocol::Random& random) {
  unsigned char byte = 0;
  random.fill({&byte, 1});
  return byte;
}

// Below `size`, each as likely as any other.
std::size_t random_below(std::size_t size, protocol::Random& random) {
  const std::size_t fair = 256 / size * size;
  std::size_t drawn = random_byte(random);
  while (drawn >= fair) drawn = random_byte(random);
  return drawn % size;
}

void add(std::string& password, unsigned count, std::string_view from, protocol::Random& random) {
  for (unsigned i = 0; i < count; ++i) password += from[random_below(from.size(), random)];
}

std::string draw(const PasswordPolicy& policy, protocol::Random& random) {
  std::string password;
  add(password, std::max(policy.min_lower_case, 1U), kLower, random);
  add(password, std::max(policy.min_upper_case, 1U), kUpper, random);
  add(password, std::max(policy.min_number, 1U), kDigits, random);
  add(password, policy.min_symbol, kSymbols, random);
  const auto wanted = std::max(policy.min_length, kFewestCharacters);
  while (password.size() < wanted) add(password, 1, random_byte(random) % 2 == 0 ? kLower : kDigits, random);
  for (auto left = password.size(); left > 1; --left)
    std::swap(password[left - 1], password[random_below(left, random)]);
  return password;
}

}  // namespace

std::string draw_temporary_password(const PasswordPolicy& policy, const Person& person,
                                    protocol::TimePoint now, protocol::Random& random) {
  // It can have a part of a short username by chance; it is drawn again then.
  Person anew = person;
  anew.password = {};
  for (unsigned tries = 0;; ++tries) {
    auto password = draw(policy, random);
    constexpr unsigned kMostTries = 100;
    if (tries == kMostTries || decide_new_password(policy, anew, password, now) == PasswordVerdict::good)
      return password;
  }
}

}  // namespace mockidp
