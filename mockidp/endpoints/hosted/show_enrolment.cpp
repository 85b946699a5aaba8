#include "mockidp/endpoints/hosted/step_pages.h"
#include "mockidp/pages/enrolment_pages.h"
#include "mockidp/signin/authenticators/security_question.h"

namespace mockidp {
namespace {

std::string_view description_of(std::string_view key) {
  if (key == kPasswordKey) return "Choose a password for your account";
  if (key == kEmailKey) return "Verify with a link or code sent to your email";
  if (key == kPhoneKey) return "Verify with a code sent to your phone";
  if (key == kGoogleOtpKey) return "Enter a temporary code generated from the Google Authenticator app.";
  if (key == kQuestionKey) return "Choose a security question and answer that will be used for signing in";
  return {};
}

std::vector<SelectEnrolmentPage::Item> items_of(const Exchange& exchange,
                                                const std::vector<std::string>& keys) {
  std::vector<SelectEnrolmentPage::Item> items;
  for (const auto& key : keys)
    items.push_back({authenticator_id(exchange, key), std::string(authenticator_name(key)),
                     std::string(description_of(key))});
  return items;
}

}  // namespace

http::Response show_page(Exchange& exchange, const SignInState& state, const SelectEnrolment& step) {
  auto page = step_page<SelectEnrolmentPage>(exchange, state);
  page.required = items_of(exchange, step.required);
  page.optional = items_of(exchange, step.optional);
  page.can_skip = step.can_skip;
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const EnrolPhone& step) {
  auto page = step_page<EnrolPhonePage>(exchange, state);
  page.sms = page.voice = false;
  for (const auto& method : step.methods) (method == "voice" ? page.voice : page.sms) = true;
  page.number = step.number;
  page.voice_chosen = step.method == "voice";
  page.number_error =
      take_field_error(state, page, {Problem::passcode_missing, Problem::phone_number_invalid});
  page.ways.list = true;
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const EnrolOtp& step) {
  auto page = step_page<EnrolOtpPage>(exchange, state);
  page.secret = step.secret;
  page.uri = step.uri;
  page.ways.list = true;
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const EnrolQuestion& step) {
  auto page = step_page<EnrolQuestionPage>(exchange, state);
  for (const auto& [key, text] : known_questions()) page.questions.push_back({key, text});
  page.question_error = take_field_error(state, page, {Problem::question_missing});
  page.own_chosen = step.key == "custom";
  page.chosen_key = step.key;
  page.own_question = step.words;
  page.answer_error = take_field_error(
      state, page, {Problem::passcode_missing, Problem::answer_too_short, Problem::tags_not_allowed});
  page.ways.list = true;
  return step_response(state, page, render(page));
}

}  // namespace mockidp
