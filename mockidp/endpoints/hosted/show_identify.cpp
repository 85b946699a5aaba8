#include "mockidp/endpoints/hosted/step_pages.h"

namespace mockidp {

http::Response show_page(Exchange& exchange, const SignInState& state, const Identify& step) {
  const auto& transaction = state.transaction;
  const auto remembered = remembered_login(exchange);
  auto page = step_page<SignInPage>(exchange, state);
  page.identifier = step.prefill.empty() && !transaction.started_over ? remembered : step.prefill;
  page.keep_signed_in = transaction.keep_signed_in || !remembered.empty();
  page.with_password = step.with_password;
  page.identifier_error = take_field_error(state, page, {Problem::identifier_missing});
  page.passcode_error = take_field_error(state, page, {Problem::passcode_missing});
  page.ways.start_over = false;
  page.ways.recover = step.can_recover;
  page.ways.unlock = step.can_unlock;
  page.ways.sign_up = step.can_sign_up;
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const ChallengePassword& step) {
  auto page = step_page<PasswordPage>(exchange, state);
  page.identifier = step.identifier;
  page.passcode_error = take_field_error(state, page, {Problem::passcode_missing, Problem::wrong_password});
  page.ways.others = step.has_others;
  page.ways.recover = step.can_recover;
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const RecoverIdentify& step) {
  auto page = step_page<RecoverPage>(exchange, state);
  page.unlock = step.unlock;
  page.identifier_error = take_field_error(state, page, {Problem::identifier_missing});
  return step_response(state, page, render(page));
}

}  // namespace mockidp
