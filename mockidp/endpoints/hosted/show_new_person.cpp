// What a person sets about themselves: a password, and a profile.

#include "mockidp/endpoints/hosted/step_pages.h"
#include "mockidp/pages/enrolment_pages.h"
#include "mockidp/policy/applicable_policies.h"
#include "mockidp/policy/password_rules.h"

namespace mockidp {
namespace {

constexpr auto kBadPassword = {Problem::passcode_missing, Problem::password_requirements_not_met,
                               Problem::password_in_history, Problem::password_too_young,
                               Problem::password_common};

SetPasswordPage::Reason reason_of(SetPassword::Reason reason) {
  switch (reason) {
    case SetPassword::Reason::enrol:
      return SetPasswordPage::Reason::enrol;
    case SetPassword::Reason::expired:
      return SetPasswordPage::Reason::expired;
    case SetPassword::Reason::expiring:
      return SetPasswordPage::Reason::expiring;
    case SetPassword::Reason::reset:
      break;
  }
  return SetPasswordPage::Reason::reset;
}

std::string title_of(const SetPassword& step) {
  switch (step.reason) {
    case SetPassword::Reason::enrol:
      return "Set up password";
    case SetPassword::Reason::expired:
      return "Your password has expired";
    case SetPassword::Reason::expiring:
      return step.days_left == 0 ? "Your password will expire later today"
                                 : "Your password will expire in " + std::to_string(step.days_left) + " days";
    case SetPassword::Reason::reset:
      break;
  }
  return "Reset your password";
}

bool is_about_a_field(const std::optional<Problem>& problem) {
  return problem == Problem::field_missing || problem == Problem::field_too_long ||
         problem == Problem::not_unique || problem == Problem::not_an_email_address;
}

}  // namespace

http::Response show_page(Exchange& exchange, const SignInState& state, const SetPassword& step) {
  auto page = step_page<SetPasswordPage>(exchange, state);
  page.identifier = step.identifier;
  page.reason = reason_of(step.reason);
  page.title = title_of(step);
  if (step.reason == SetPassword::Reason::expiring)
    page.message =
        "When your password expires, you will have to change your password before you can login to your " +
        page.frame.org_name + " account.";
  page.requirements = requirement_lines(step.policy);
  page.can_skip = step.can_skip;
  page.passcode_error = take_field_error(state, page, kBadPassword);
  page.repeated_error = take_field_error(state, page, {Problem::passwords_differ});
  page.ways.list = step.reason == SetPassword::Reason::enrol;
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const EnrolProfile& step) {
  auto page = step_page<ProfilePage>(exchange, state);
  page.sign_up = step.sign_up;
  page.with_password = step.with_password;
  if (step.with_password) page.requirements = requirement_lines(applicable_password(exchange.dir(), nullptr));
  for (const auto& field : step.fields) {
    const auto value = step.values.find(field.name);
    page.fields.push_back({field.name,
                           field.label,
                           value == step.values.end() ? std::string() : value->second,
                           field.required,
                           {}});
    // The argument of what is wrong with a field names it.
    if (is_about_a_field(state.problem) && state.argument == field.label)
      page.fields.back().error = take_field_error(state, page, {*state.problem});
  }
  page.passcode_error = take_field_error(state, page, kBadPassword);
  page.ways.start_over = !step.sign_up;
  page.ways.has_account = step.sign_up;
  return step_response(state, page, render(page));
}

}  // namespace mockidp
