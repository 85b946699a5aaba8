#include "mockidp/signin/authenticators/security_question.h"

#include <algorithm>

#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

// Case and outer blanks of an answer do not count.
std::string normal_form(std::string_view answer) {
  std::string normal(trimmed_identifier(answer));
  for (auto& c : normal)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return normal;
}

class SecurityQuestionAuthenticator final : public Authenticator {
 public:
  std::string_view key() const override { return kQuestionKey; }

  std::vector<Offer> offers(const AuthenticatorSetting&, const Person* person,
                            std::string_view) const override {
    const auto* enrolment = person == nullptr ? nullptr : person->enrolment(kQuestionKey);
    if (enrolment == nullptr) return {};
    return {{{std::string(kQuestionKey), "security_question"}, question_text(enrolment->question)}};
  }

  StepKind page(const Offer& offer, const Challenge*, const PageFacts& facts) const override {
    return AnswerQuestion{offer, facts.has_others};
  }

  Verification verify(const Situation& situation, const Person* person, const Challenge*,
                      std::string_view passcode) const override {
    if (passcode.empty()) return {.cause = Problem::passcode_missing, .changed = {}, .attempted = false};
    const auto* enrolment = person == nullptr ? nullptr : person->enrolment(kQuestionKey);
    if (enrolment == nullptr) return {.cause = Problem::wrong_answer, .changed = {}};
    if (is_blocked(*person, kQuestionKey, situation.now))
      return {.cause = Problem::authenticator_blocked, .changed = {}};
    const auto derived = protocol::pbkdf2_sha256(normal_form(passcode), enrolment->answer_salt,
                                                 std::max(enrolment->answer_iterations, 1U));
    if (!protocol::constant_time_equal(derived, enrolment->answer_hash))
      return {.cause = Problem::wrong_answer,
              .changed = after_wrong_code(*person, kQuestionKey, situation.now)};
    return {.cause = {}, .changed = after_right_code(*person, kQuestionKey)};
  }

  StepKind enrol_page(const Situation&, const Challenge& challenge) const override {
    return EnrolQuestion{challenge.question_key, challenge.address};
  }
};

}  // namespace

const Authenticator& security_question_authenticator() {
  static const SecurityQuestionAuthenticator question;
  return question;
}

// Okta's keys; the words are ours but for those that are documented.
const std::vector<std::pair<std::string, std::string>>& known_questions() {
  static const std::vector<std::pair<std::string, std::string>> all{
      {"disliked_food", "What is the food you least liked as a child?"},
      {"name_of_first_plush_toy", "What is the name of your first stuffed animal?"},
      {"first_award", "What did you earn your first medal or award for?"},
      {"favorite_toy", "What was your favorite toy as a child?"},
      {"first_computer_game", "What was the first computer game you played?"},
      {"favorite_movie_quote", "What is your favorite movie quote?"},
      {"first_sports_team_mascot", "What was the mascot of the first sports team you played on?"},
      {"first_music_purchase", "What music album or song did you first purchase?"},
      {"favorite_art_piece", "What is your favorite piece of art?"},
      {"grandmother_favorite_desert", "What was your grandmother's favorite dessert?"},
      {"first_thing_cooked", "What was the first thing you learned to cook?"},
      {"childhood_dream_job", "What was your dream job as a child?"},
      {"place_where_significant_other_was_met", "Where did you meet your spouse or significant other?"},
      {"favorite_vacation_location", "Where did you go for your favorite vacation?"},
      {"new_years_two_thousand", "Where were you on New Year's Eve in the year 2000?"},
      {"favorite_speaker_actor", "Who is your favorite speaker or actor?"},
      {"favorite_book_movie_character", "Who is your favorite book or movie character?"},
      {"favorite_sports_player", "Who is your favorite sports player?"},
  };
  return all;
}

std::string question_text(std::string_view key_or_words) {
  for (const auto& [key, words] : known_questions())
    if (key == key_or_words) return words;
  return std::string(key_or_words);
}

Enrolment enrol_question(std::string_view question, std::string_view answer, unsigned iterations,
                         protocol::Random& random) {
  Enrolment enrolment;
  enrolment.id = new_enrolment_id("qae", random);
  enrolment.authenticator = kQuestionKey;
  enrolment.question = question;
  const auto hash = hash_password(normal_form(answer), iterations, random);
  enrolment.answer_salt = hash.salt;
  enrolment.answer_hash = hash.hash;
  enrolment.answer_iterations = hash.iterations;
  return enrolment;
}

}  // namespace mockidp
