#include "mockidp/policy/password_rules.h"

#include <algorithm>
#include <array>
#include <limits>

#include "mockidp/policy/lockout.h"
#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

constexpr std::size_t kShortestPart = 4;  // shorter parts of a name say nothing
constexpr unsigned kMostHistory = 30;
constexpr long kSecondsADay = 24 * 60 * 60;

// Those that every list of leaked passwords begins with and that can meet a policy's other rules.
constexpr std::array<std::string_view, 40> kCommon = {
    "password",   "password1",  "password12", "password123", "password1234",   "p@ssw0rd",   "p@ssword1",
    "passw0rd",   "passw0rd1",  "welcome1",   "welcome123",  "qwerty123",      "qwerty1234", "qwertyuiop",
    "q1w2e3r4t5", "1q2w3e4r",   "1q2w3e4r5t", "abc12345",    "abcd1234",       "a1b2c3d4",   "letmein1",
    "letmein123", "iloveyou1",  "sunshine1",  "football1",   "baseball1",      "princess1",  "superman1",
    "monkey123",  "dragon123",  "master123",  "admin123",    "administrator1", "changeme1",  "changeme123",
    "trustno1",   "summer2024", "winter2024", "12345678",    "123456789"};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// UTF-8 in characters, not bytes.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

struct Counts {
  unsigned lower = 0, upper = 0, number = 0, symbol = 0;
};
Counts counts_of(std::string_view password) {
  Counts counts;
  for (const char c : password) {
    if (c >= 'a' && c <= 'z')
      ++counts.lower;
    else if (c >= 'A' && c <= 'Z')
      ++counts.upper;
    else if (c >= '0' && c <= '9')
      ++counts.number;
    else if (static_cast<unsigned char>(c) < 0x80)
      ++counts.symbol;
  }
  return counts;
}

// The username as a whole and what stands between its separators.
bool has_part_of(std::string_view name, const std::string& password) {
  constexpr std::string_view kSeparators = ",.-_#@";
  const std::string lower = lower_case(name);
  for (std::size_t begin = 0; begin <= lower.size();) {
    const auto end = std::min(lower.find_first_of(kSeparators, begin), lower.size());
    const auto part = std::string_view(lower).substr(begin, end - begin);
    if (part.size() >= kShortestPart && password.find(part) != std::string::npos) return true;
    begin = end + 1;
  }
  return false;
}

bool meets_complexity(const PasswordPolicy& policy, const Person& person, std::string_view password) {
  const auto counts = counts_of(password);
  if (length_of(password) < policy.min_length || counts.lower < policy.min_lower_case ||
      counts.upper < policy.min_upper_case || counts.number < policy.min_number ||
      counts.symbol < policy.min_symbol)
    return false;
  const auto lower = lower_case(password);
  if (policy.exclude_username && has_part_of(person.login, lower)) return false;
  const auto& attributes = policy.exclude_attributes;
  return std::none_of(attributes.begin(), attributes.end(), [&](const std::string& name) {
    const auto value = lower_case(person.attribute(name));
    return !value.empty() && lower.find(value) != std::string::npos;
  });
}

bool is_in_history(const PasswordPolicy& policy, const Person& person, std::string_view password) {
  if (policy.history_count == 0) return false;
  if (is_that_password(person.password, password)) return true;
  const auto& old = person.password_history;
  const auto kept = std::min<std::size_t>(old.size(), policy.history_count - 1);
  return std::any_of(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(kept),
                     [&](const PasswordHash& one) { return is_that_password(one, password); });
}

std::string several(unsigned count, std::string_view one, std::string_view many) {
  return count == 1 ? "A" + std::string(one) : "At least " + std::to_string(count) + " " + std::string(many);
}

std::string not_the_first_name(const std::string& attribute) {
  if (attribute == "firstName") return "Does not include your first name";
  if (attribute == "lastName") return "Does not include your last name";
  return "Does not include your " + attribute;
}

std::string age_line(std::chrono::minutes age) {
  const auto minutes = age.count();
  std::string amount = std::to_string(minutes) + " minute(s)";
  if (minutes % (24 * 60) == 0)
    amount = std::to_string(minutes / (24 * 60)) + " day(s)";
  else if (minutes % 60 == 0)
    amount = std::to_string(minutes / 60) + " hour(s)";
  return "At least " + amount + " must have elapsed since you last changed your password";
}

std::vector<std::string> complexity_lines(const PasswordPolicy& policy) {
  std::vector<std::string> lines{"At least " + std::to_string(policy.min_length) + " characters"};
  if (policy.min_lower_case > 0)
    lines.push_back(several(policy.min_lower_case, " lowercase letter", "lowercase letters"));
  if (policy.min_upper_case > 0)
    lines.push_back(several(policy.min_upper_case, "n uppercase letter", "uppercase letters"));
  if (policy.min_number > 0) lines.push_back(several(policy.min_number, " number", "numbers"));
  if (policy.min_symbol > 0) lines.push_back(several(policy.min_symbol, " symbol", "symbols"));
  if (policy.exclude_username) lines.emplace_back("No parts of your username");
  for (const auto& attribute : policy.exclude_attributes) lines.push_back(not_the_first_name(attribute));
  return lines;
}

}  // namespace

bool is_that_password(const PasswordHash& kept, std::string_view password) {
  if (kept.hash.empty()) return false;
  const auto derived = protocol::pbkdf2_sha256(password, kept.salt, std::max(kept.iterations, 1U));
  return protocol::constant_time_equal(derived, kept.hash);
}

PasswordVerdict decide_new_password(const PasswordPolicy& policy, const Person& person,
                                    std::string_view password, protocol::TimePoint now) {
  const bool chosen_by_oneself = person.has_password() && person.status == PersonStatus::ACTIVE;
  if (chosen_by_oneself && policy.min_age.count() > 0 && now < person.password_changed_at + policy.min_age)
    return PasswordVerdict::too_young;
  if (!meets_complexity(policy, person, password)) return PasswordVerdict::requirements_not_met;
  if (policy.exclude_common &&
      std::find(kCommon.begin(), kCommon.end(), lower_case(password)) != kCommon.end())
    return PasswordVerdict::common;
  return is_in_history(policy, person, password) ? PasswordVerdict::in_history : PasswordVerdict::good;
}

std::vector<std::string> requirement_lines(const PasswordPolicy& policy) {
  auto lines = complexity_lines(policy);
  if (policy.history_count > 0)
    lines.push_back("Password can't be the same as your last " + std::to_string(policy.history_count) +
                    " passwords");
  if (policy.min_age.count() > 0) lines.push_back(age_line(policy.min_age));
  return lines;
}

std::string requirement_sentence(const PasswordPolicy& policy) {
  std::string sentence;
  for (auto line : complexity_lines(policy)) {
    if (line[0] >= 'A' && line[0] <= 'Z') line[0] = static_cast<char>(line[0] - 'A' + 'a');
    sentence += (sentence.empty() ? "" : ", ") + line;
  }
  sentence += '.';
  if (policy.history_count > 0)
    sentence +=
        " Your password cannot be any of your last " + std::to_string(policy.history_count) + " passwords.";
  return sentence;
}

long days_until_expiry(const PasswordPolicy& policy, const Person& person, protocol::TimePoint now) {
  if (policy.max_age_days == 0 || !person.has_password()) return std::numeric_limits<long>::max();
  const long age = std::max(now - person.password_changed_at, std::chrono::seconds(0)).count();
  const long left = static_cast<long>(policy.max_age_days) * kSecondsADay - age;
  return left > 0 ? (left - 1) / kSecondsADay : -1;
}

Person with_new_password(const PasswordPolicy& policy, Person person, PasswordHash hash,
                         protocol::TimePoint now) {
  if (person.has_password()) person.password_history.insert(person.password_history.begin(), person.password);
  const auto kept = std::min({policy.history_count, kMostHistory});
  if (person.password_history.size() > kept) person.password_history.resize(kept);
  person.password = std::move(hash);
  person.password_changed_at = person.updated_at = now;
  if (person.status == PersonStatus::PASSWORD_EXPIRED || person.status == PersonStatus::RECOVERY)
    person.status = PersonStatus::ACTIVE;
  return after_right_password(std::move(person));
}

}  // namespace mockidp
