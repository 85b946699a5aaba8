// Self-service registration, and what a newcomer goes through before the first sign-in ends.

#include <algorithm>

#include "mockidp/policy/applicable_policies.h"
#include "mockidp/signin/factors.h"
#include "mockidp/signin/purposes.h"
#include "mockidp/signin/sent_code.h"

namespace mockidp {
namespace {

constexpr std::size_t kLongestValue = 100;
constexpr std::chrono::hours kWelcomeLife{7 * 24};

const ProfileEnrolmentPolicy* policy_of(const Situation& situation, const Rulebook& rules) {
  const auto& policies = situation.directory.profile_enrolment_policies;
  if (rules.app != nullptr && !policies.empty())
    return &situation.directory.profile_enrolment_policy(*rules.app);
  return policies.empty() ? nullptr : &policies.front();
}

bool is_email_address(std::string_view text) {
  const auto at = text.find('@');
  return at != text.npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos &&
         text.find_first_of(" \t\r\n<>\"") == text.npos;
}

// The first thing that is wrong with a value of the form.
std::optional<Problem> objection_to(const ProfileField& field, std::string_view value) {
  if (value.empty()) return field.required ? std::optional(Problem::field_missing) : std::nullopt;
  if (value.size() > kLongestValue) return Problem::field_too_long;
  if (field.name == "email" && !is_email_address(value)) return Problem::not_an_email_address;
  return std::nullopt;
}

// The values of the form's own fields, without outer blanks; or what is wrong with the first one.
std::optional<std::pair<Problem, std::string>> read_values(
    const std::vector<ProfileField>& fields, const ProfileInput& input,
    std::map<std::string, std::string, std::less<>>& values) {
  std::optional<std::pair<Problem, std::string>> first;
  for (const auto& field : fields) {
    const auto given = input.values.find(field.name);
    const auto value = given == input.values.end() ? std::string_view() : trimmed_identifier(given->second);
    if (!value.empty()) values[field.name] = value.substr(0, kLongestValue + 1);
    if (const auto objection = objection_to(field, value); objection && !first)
      first.emplace(*objection, field.label);
  }
  return first;
}

bool password_is_required(const Situation& situation) {
  return applicable_enrolment(situation.directory, nullptr).self(kPasswordKey) == SelfEnrolment::REQUIRED &&
         situation.directory.authenticator(kPasswordKey) != nullptr;
}

Person newcomer(const Answering& answering, const ProfileEnrolmentPolicy& policy, std::string login,
                const std::map<std::string, std::string, std::less<>>& values) {
  Person person;
  person.id = "00u" + protocol::random_alphanumeric(answering.random, 17);
  person.login = std::move(login);
  person.profile = values;
  person.group_ids = policy.target_group_ids;
  person.email_verified = false;
  person.created_at = person.updated_at = answering.situation.now;
  const bool ready = !policy.email_verification && !password_is_required(answering.situation);
  person.status = policy.email_verification ? PersonStatus::STAGED
                  : ready                   ? PersonStatus::ACTIVE
                                            : PersonStatus::PROVISIONED;
  return person;
}

// With verification the mail's link or code is what the sign-up waits for; without, it is a welcome that
// verifies the address at leisure, in a link of the person's own.
void send_first_mail(Answering& answering, Person& person, const ProfileEnrolmentPolicy& policy) {
  const auto address = std::string(person.attribute("email"));
  if (policy.email_verification) {
    Challenge challenge;
    challenge.method = {std::string(kEmailKey), "email"};
    challenge.enrolling = true;
    challenge.address = address;
    send_to(answering, challenge, MessageKind::RegistrationActivation, &person);
    answering.outcome.transaction.challenge = std::move(challenge);
    return;
  }
  Challenge link;
  const auto sent = send_code(link, kWelcomeLife, answering.situation.now, answering.random);
  person.activation_digest = link.link_digest;
  person.activation_expires_at = link.expires_at;
  auto message =
      message_to(answering.situation, &person, MessageKind::RegistrationEmailVerification, address);
  message.link_token = sent.link_token;
  message.expires_at = link.expires_at;
  answering.outcome.effects.push_back(std::move(message));
}

std::vector<ProfileField> lacking(const ProfileEnrolmentPolicy& policy, const Person& person) {
  std::vector<ProfileField> fields;
  for (const auto& field : policy.fields)
    if (field.required && person.attribute(field.name).empty()) fields.push_back(field);
  return fields;
}

Outcome complete_profile(Answering answering, const ProfileEnrolmentPolicy& policy,
                         const ProfileInput& input) {
  Person person = answering.person();
  if (const auto wrong = read_values(lacking(policy, person), input, person.profile))
    return answering.problem(wrong->first, wrong->second);
  if (person.attribute("email") != answering.person().attribute("email")) person.email_verified = false;
  person.updated_at = answering.situation.now;
  answering.change(std::move(person));
  return answering.done();
}

}  // namespace

bool is_newcomer(const Transaction& transaction) {
  return transaction.identified &&
         (transaction.purpose == Purpose::registration || transaction.purpose == Purpose::activation);
}

bool can_sign_up(const Situation& situation, const Rulebook& rules) {
  const auto* policy = policy_of(situation, rules);
  return policy != nullptr && policy->self_service_registration;
}

std::optional<Step> registration_step(const Situation& situation, const Rulebook& rules) {
  const auto& transaction = situation.transaction;
  const auto* policy = policy_of(situation, rules);
  if (transaction.purpose != Purpose::registration || policy == nullptr) return std::nullopt;
  Why why{policy->name, "Catch-all Rule", "unknownUserAction=REGISTER"};
  if (!transaction.identified)
    return Step{EnrolProfile{policy->fields, transaction.typed_profile, true, policy->password_on_form},
                std::move(why)};
  const Person& person = *person_in_question(situation);
  if (!policy->email_verification || person.email_verified) return std::nullopt;
  why.constraint = "emailVerification=true";
  return Step{CheckEmail{std::string(person.attribute("email"))}, std::move(why)};
}

std::optional<Step> profile_step(const Situation& situation, const Rulebook& rules) {
  const auto* policy = policy_of(situation, rules);
  if (policy == nullptr || !policy->progressive_profiling) return std::nullopt;
  const Person& person = *person_in_question(situation);
  auto fields = lacking(*policy, person);
  if (fields.empty()) return std::nullopt;
  Why why{policy->name, "Catch-all Rule", "progressiveProfilingAction=ENABLED: " + fields.front().name};
  return Step{EnrolProfile{std::move(fields), {}, false, false}, std::move(why)};
}

Outcome begin_registration(Answering answering) {
  auto& transaction = answering.outcome.transaction;
  if (!transaction.verified.empty() || is_newcomer(transaction)) return answering.done();
  if (!can_sign_up(answering.situation, rules_for(answering.situation)))
    return answering.problem(Problem::registration_unavailable);
  transaction.purpose = Purpose::registration;
  transaction.identified = false;
  transaction.person_id.clear();
  transaction.challenge.reset();
  transaction.typed_profile.clear();
  return answering.done();
}

Outcome take_profile(Answering answering, const ProfileInput& input) {
  const auto& situation = answering.situation;
  const auto step = decide_next_step(situation);
  const auto* page = std::get_if<EnrolProfile>(&step.what);
  const auto* policy = policy_of(situation, rules_for(situation));
  if (page == nullptr || policy == nullptr) return answering.done();
  if (!page->sign_up) return complete_profile(std::move(answering), *policy, input);

  auto& transaction = answering.outcome.transaction;
  transaction.typed_profile.clear();
  if (const auto wrong = read_values(policy->fields, input, transaction.typed_profile))
    return answering.problem(wrong->first, wrong->second);
  const auto email = transaction.typed_profile.find("email");
  if (email == transaction.typed_profile.end()) return answering.problem(Problem::field_missing, "Email");
  if (situation.person) return answering.problem(Problem::not_unique, "Email");

  Person person = newcomer(answering, *policy, email->second, transaction.typed_profile);
  if (policy->password_on_form) {
    std::string argument;
    if (auto objection = objection_to_password(situation, person, input.passcode, argument))
      return answering.problem(*objection, std::move(argument));
    person.password =
        hash_password(input.passcode, situation.directory.org.password_iterations, answering.random);
    person.password_changed_at = situation.now;
    if (person.status == PersonStatus::PROVISIONED) person.status = PersonStatus::ACTIVE;
    transaction.verified.push_back({std::string(kPasswordKey), "pwd", situation.now});
  }
  send_first_mail(answering, person, *policy);
  transaction.identified = true;
  transaction.identifier = person.login;
  transaction.person_id = person.id;
  transaction.typed_profile.clear();
  answering.outcome.effects.push_back(CreatePerson{std::move(person)});
  return answering.done();
}

}  // namespace mockidp
