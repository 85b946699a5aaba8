#include "mockidp/signin/authenticators/password.h"

#include <algorithm>
#include <array>
#include <span>

#include "mockidp/policy/applicable_policies.h"
#include "mockidp/policy/lockout.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/signin/standing.h"

namespace mockidp {
namespace {

constexpr std::size_t kSaltBytes = 16;

// One derivation for every answer, whether or not there is a person with a password: how long it takes must
// not tell who has an account.
bool knows_password(const Person* person, std::string_view passcode, unsigned iterations_of_the_org) {
  static const std::string nobodys_salt(kSaltBytes, '\0');
  const bool has_password = person != nullptr && !person->password.hash.empty();
  const std::string& salt = has_password ? person->password.salt : nobodys_salt;
  const unsigned iterations = has_password ? person->password.iterations : iterations_of_the_org;
  const std::string derived = protocol::pbkdf2_sha256(passcode, salt, std::max(iterations, 1U));
  return has_password && protocol::constant_time_equal(derived, person->password.hash);
}

// The tenth wrong password for nobody is no different from the tenth for somebody.
Verification refuse_unknown(const PasswordPolicy& policy, unsigned failures_so_far) {
  const bool would_be_locked = policy.max_attempts != 0 && failures_so_far >= policy.max_attempts;
  return {.cause = would_be_locked ? Problem::locked_out : Problem::unknown_identifier, .changed = {}};
}

class PasswordAuthenticator final : public Authenticator {
 public:
  std::string_view key() const override { return kPasswordKey; }

  // Somebody without a password is asked for one like everybody else, where they have nothing else either.
  std::vector<Offer> offers(const AuthenticatorSetting&, const Person* person,
                            std::string_view) const override {
    if (person != nullptr && !person->has_password()) return {};
    return {{{std::string(kPasswordKey), "password"}, {}}};
  }

  StepKind page(const Offer&, const Challenge*, const PageFacts& facts) const override {
    return ChallengePassword{facts.identifier, facts.has_others, facts.can_recover};
  }

  Verification verify(const Situation& situation, const Person* person, const Challenge*,
                      std::string_view passcode) const override {
    if (passcode.empty()) return {.cause = Problem::passcode_missing, .changed = {}, .attempted = false};
    auto verification = judge(situation, person, passcode);
    verification.password_hashes = 1;
    return verification;
  }

  StepKind enrol_page(const Situation& situation, const Challenge&) const override {
    const Person* person = person_in_question(situation);
    return SetPassword{.reason = SetPassword::Reason::enrol,
                       .identifier = person == nullptr ? std::string() : person->login,
                       .policy = applicable_password(situation.directory, person)};
  }

 private:
  static Verification judge(const Situation& situation, const Person* person, std::string_view passcode) {
    const PasswordPolicy& policy = applicable_password(situation.directory, person);
    const bool right = knows_password(person, passcode, situation.directory.org.password_iterations);
    if (person == nullptr) return refuse_unknown(policy, situation.transaction.failures);

    // Whoever cannot sign in leaves no mark: neither may a wrong password turn a suspension into a lock-out
    // that ends by itself, nor a right one end it. A lock-out answers before the password does, or guessing
    // could go on.
    const auto standing = decide_standing(policy, *person, situation.now);
    if (standing == Problem::locked_out) return {.cause = standing, .changed = {}};
    if (standing) return {.cause = right ? standing : Problem::wrong_password, .changed = {}};
    if (!right)
      return {.cause = Problem::wrong_password,
              .changed = after_failed_password(policy, *person, situation.now)};
    // Whose count is clean already is not written again: most sign-ins change nothing about the person.
    if (person->failed_attempts == 0 && person->status != PersonStatus::LOCKED_OUT) return {};
    return {.cause = {}, .changed = after_right_password(*person)};
  }
};

}  // namespace

const Authenticator& password_authenticator() {
  static const PasswordAuthenticator password;
  return password;
}

PasswordHash hash_password(std::string_view password, unsigned iterations, protocol::Random& random) {
  std::array<unsigned char, kSaltBytes> bytes{};
  random.fill(bytes);
  PasswordHash made;
  made.salt.assign(bytes.begin(), bytes.end());
  made.iterations = std::max(iterations, 1U);
  made.hash = protocol::pbkdf2_sha256(password, made.salt, made.iterations);
  return made;
}

}  // namespace mockidp
