#include <algorithm>

#include "mockidp/endpoints/hosted/step_pages.h"

namespace mockidp {
namespace {

// Okta's page offers to send again once a message could have come.
constexpr std::chrono::seconds kSendAgainAfter{30};

bool holds_method(const std::vector<std::string>& methods, std::string_view method) {
  return std::find(methods.begin(), methods.end(), method) != methods.end();
}

SelectAuthenticatorPage::For purpose_of(const Transaction& transaction) {
  switch (transaction.purpose) {
    case Purpose::recovery:
      return SelectAuthenticatorPage::For::recovery;
    case Purpose::unlock:
      return SelectAuthenticatorPage::For::unlock;
    default:
      return SelectAuthenticatorPage::For::sign_in;
  }
}

}  // namespace

http::Response show_page(Exchange& exchange, const SignInState& state, const SelectAuthenticator& step) {
  auto page = step_page<SelectAuthenticatorPage>(exchange, state);
  page.what_for = purpose_of(state.transaction);
  for (const auto& [method, profile] : step.offers)
    page.offers.push_back({authenticator_id(exchange, method.key), method.method,
                           std::string(authenticator_name(method.key)), profile});
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const SendCode& step) {
  auto page = step_page<SendCodePage>(exchange, state);
  page.method = step.offer.method.method;
  page.address = step.offer.profile;
  page.voice_instead = holds_method(step.other_methods, "voice");
  page.sms_instead = holds_method(step.other_methods, "sms");
  page.ways.others = step.has_others;
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const EnterCode& step) {
  auto page = step_page<EnterCodePage>(exchange, state);
  page.method = step.offer.method.method;
  page.address = step.offer.profile;
  page.enrolling = step.enrolling;
  page.has_link = step.has_link;
  page.sent_before = exchange.now - step.sent_at >= kSendAgainAfter;
  if (step.has_link) page.polled_step = name_of(state.step);
  page.passcode_error = take_field_error(state, page, {Problem::passcode_missing, Problem::wrong_code});
  (step.enrolling ? page.ways.list : page.ways.others) = step.enrolling || step.has_others;
  return step_response(state, page, render(page), step.has_link ? Asking::next_step : Asking::nothing);
}

http::Response show_page(Exchange& exchange, const SignInState& state, const AnswerQuestion& step) {
  auto page = step_page<QuestionPage>(exchange, state);
  page.question = step.offer.profile;
  page.answer_error = take_field_error(state, page, {Problem::passcode_missing, Problem::wrong_answer});
  page.ways.others = step.has_others;
  return step_response(state, page, render(page));
}

}  // namespace mockidp
