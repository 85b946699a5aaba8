#pragma once
#include <utility>
#include <vector>

#include "mockidp/signin/authenticators/authenticator.h"

namespace mockidp {

const Authenticator& security_question_authenticator();

// Keys of the questions that can be chosen, with their words; and the words of any key, or of a question of
// one's own.
const std::vector<std::pair<std::string, std::string>>& known_questions();
std::string question_text(std::string_view key_or_words);

// The enrolment for an answer; also for those that a document gives.
Enrolment enrol_question(std::string_view question, std::string_view answer, unsigned iterations,
                         protocol::Random& random);

}  // namespace mockidp
