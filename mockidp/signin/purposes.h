#pragma once
// The parts of the engine that are about more than signing in: each answers for its purpose and leaves the
// rest.

#include <optional>

#include "mockidp/signin/engine.h"
#include "mockidp/signin/rulebook.h"

namespace mockidp {

// Answers in the middle of a situation: what they change, built up step by step.
struct Answering {
  const Situation& situation;
  protocol::Random& random;
  Outcome outcome;

  explicit Answering(const Situation& s, protocol::Random& r) : situation(s), random(r) {
    outcome.transaction = s.transaction;
  }
  Outcome problem(Problem what, std::string argument = {}) {
    outcome.problem = outcome.cause = what;
    outcome.argument = std::move(argument);
    return std::move(outcome);
  }
  Outcome done() { return std::move(outcome); }
  void change(Person person) { outcome.effects.push_back(ChangePerson{std::move(person)}); }
  // The person as the effects so far leave them; call only with a person in question.
  const Person& person() const;
};

// ---- recovery and unlock (recovery.cpp): nullopt once they are over and the sign-in goes on
std::optional<Step> recovery_step(const Situation& situation, const Rulebook& rules);
Outcome begin_recovery(Answering answering, Purpose purpose);
Outcome answer_recovery_code(Answering answering, std::string_view passcode);
Outcome send_recovery_code(Answering answering, std::string_view method);
// What somebody may recover with; for an unknown identifier, what somebody would.
std::vector<Offer> recovery_offers(const Situation& situation);

// ---- registration (registration.cpp)
// The form and, where the policy verifies the address, the wait for it.
std::optional<Step> registration_step(const Situation& situation, const Rulebook& rules);
// What a known person's profile lacks (progressive profiling).
std::optional<Step> profile_step(const Situation& situation, const Rulebook& rules);
Outcome begin_registration(Answering answering);
Outcome take_profile(Answering answering, const ProfileInput& input);
bool can_sign_up(const Situation& situation, const Rulebook& rules);
// Made in this very sign-in, or let in by an activation link: they may set up what they prove themselves
// with.
bool is_newcomer(const Transaction& transaction);

// ---- setting up authenticators (enrolling.cpp)
enum class EnrolmentScope { required, all };
// What the enrolment policy asks for. With `all`, a newcomer is also shown what is optional.
std::optional<Step> enrolment_step(const Situation& situation, EnrolmentScope scope);
// The page of what is being set up, or the list.
StepKind enrolment_page(const Situation& situation, const std::vector<std::string>& required,
                        const std::vector<std::string>& optional, bool can_skip);
bool may_enrol(const Situation& situation, std::string_view key);
Outcome select_enrolment(Answering answering, const MethodRef& method);
Outcome send_enrolment_code(Answering answering, std::string_view method);
Outcome verify_enrolment(Answering answering, std::string_view passcode);
Outcome take_phone_number(Answering answering, const EnrolPhoneInput& input);
Outcome take_question(Answering answering, const EnrolQuestionInput& input);

// ---- passwords (new_password.cpp)
// Expired: to be changed before anything else is asked. About to expire: at the end, and may be put off.
std::optional<Step> expired_password_step(const Situation& situation);
std::optional<Step> expiring_password_step(const Situation& situation);
Outcome take_new_password(Answering answering, const NewPasswordInput& input);
// What is wrong with it, if anything, as the outcome's problem.
std::optional<Problem> objection_to_password(const Situation& situation, const Person& person,
                                             std::string_view password, std::string& argument);

// ---- consent (consenting.cpp)
// What the person in question, who must be there, still has to allow the app; nullopt: nothing.
std::optional<Step> consent_step(const Situation& situation, const Rulebook& rules);
Outcome answer_consent(Answering answering, const ConsentInput& input);

// ---- messages (messages.cpp)
// A code for what was chosen is drawn, kept in the challenge, and sent; or it is too early.
std::optional<Problem> too_soon(const Challenge& challenge, protocol::TimePoint now);
void send_to(Answering& answering, Challenge& challenge, MessageKind mail, const Person* person);
SendMessage message_to(const Situation& situation, const Person* person, MessageKind kind, std::string to);

}  // namespace mockidp
