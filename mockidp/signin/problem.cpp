#include "mockidp/signin/problem.h"

#include <array>
#include <cassert>
#include <cstddef>

namespace mockidp {
namespace {

struct NumberedProblem {
  Problem problem;
  ProblemRow row;
};

// The widget's English texts with the Identity Engine's message keys, and the errors of the classic API. A
// locked, suspended or inactive person reads what Okta's sign-in page makes of E0000004, "Authentication
// failed".
constexpr std::array kProblems{
    NumberedProblem{Problem::identifier_missing,
                    {"identifier_missing", "This field cannot be left blank", "model.validation.field.blank",
                     "E0000001"}},
    NumberedProblem{
        Problem::passcode_missing,
        {"passcode_missing", "This field cannot be left blank", "model.validation.field.blank", "E0000001"}},
    NumberedProblem{
        Problem::unknown_identifier,
        {"unknown_identifier", "There is no account with the Username {0}.", "idx.unknown.user", "E0000004"}},
    NumberedProblem{Problem::wrong_password,
                    {"wrong_password", "Password is incorrect", "incorrectPassword", "E0000004"}},
    NumberedProblem{Problem::locked_out, {"locked_out", "Unable to sign in", "errors.E0000004", "E0000004"}},
    NumberedProblem{Problem::suspended, {"suspended", "Unable to sign in", "errors.E0000004", "E0000004"}},
    NumberedProblem{Problem::not_active, {"not_active", "Unable to sign in", "errors.E0000004", "E0000004"}},
    NumberedProblem{Problem::denied_by_policy,
                    {"denied_by_policy", "You do not have permission to perform the requested action.",
                     "security.access_denied", "E0000006"}},
    NumberedProblem{Problem::session_expired,
                    {"session_expired",
                     "You have been logged out due to inactivity. Refresh or return to the sign in screen.",
                     "idx.session.expired", "E0000011"}},
    NumberedProblem{Problem::foreign_browser,
                    {"foreign_browser", "You do not have permission to perform the requested action.",
                     "security.access_denied", "E0000006"}},
    NumberedProblem{Problem::authentication_failed,
                    {"authentication_failed", "Unable to sign in", "errors.E0000004", "E0000004"}},
    NumberedProblem{Problem::lockout_told,
                    {"lockout_told", "Your account is locked. Please contact your administrator.",
                     "errors.E0000119", "E0000119"}},
    NumberedProblem{
        Problem::wrong_code,
        {"wrong_code", "Invalid code. Try again.", "api.authn.error.PASSCODE_INVALID", "E0000068"}},
    NumberedProblem{Problem::wrong_answer,
                    {"wrong_answer", "Your answer doesn't match our records. Please try again.",
                     "authfactor.challenge.question_factor.answer_invalid", "E0000068"}},
    NumberedProblem{
        Problem::authenticator_blocked,
        {"authenticator_blocked", "This factor is suspended for your account due to too many failed attempts",
         "authfactor.challenge.suspended_factor", "E0000047"}},
    NumberedProblem{
        Problem::sent_too_soon_email,
        {"sent_too_soon_email", "An email was recently sent. Please wait 5 seconds before trying again.",
         "tooManyRequests", "E0000118"}},
    NumberedProblem{
        Problem::sent_too_soon_sms,
        {"sent_too_soon_sms", "An SMS message was recently sent. Please wait 30 seconds before trying again.",
         "tooManyRequests", "E0000109"}},
    NumberedProblem{
        Problem::sent_too_soon_voice,
        {"sent_too_soon_voice", "A phone call was recently made. Please wait 30 seconds before trying again.",
         "tooManyRequests", "E0000133"}},
    NumberedProblem{
        Problem::phone_number_invalid,
        {"phone_number_invalid", "Invalid Phone Number.", "api.factors.error.sms.invalid_phone", "E0000098"}},
    NumberedProblem{
        Problem::answer_too_short,
        {"answer_too_short", "The security question answer must be at least 4 characters in length",
         "securityQuestion.answer.tooShort.arg", "E0000001"}},
    NumberedProblem{
        Problem::tags_not_allowed,
        {"tags_not_allowed", "The field must not contain HTML tags", "tagsNotAllowed", "E0000001"}},
    NumberedProblem{
        Problem::question_missing,
        {"question_missing", "This field cannot be left blank", "model.validation.field.blank", "E0000001"}},
    NumberedProblem{Problem::passwords_differ,
                    {"passwords_differ", "New passwords must match", "password.error.match", "E0000001"}},
    NumberedProblem{
        Problem::password_requirements_not_met,
        {"password_requirements_not_met", "Password requirements were not met. Password requirements: {0}",
         "password.passwordRequirementsNotMet", "E0000080"}},
    NumberedProblem{Problem::password_in_history,
                    {"password_in_history", "Password cannot be one of your last {0} passwords.",
                     "password.passwordInHistory", "E0000080"}},
    NumberedProblem{Problem::password_too_young,
                    {"password_too_young", "Change password not allowed on specified user.",
                     "errors.E0000035", "E0000035"}},
    NumberedProblem{
        Problem::password_common,
        {"password_common",
         "This password was found in a list of commonly used passwords. Please try another password.",
         "password.common", "E0000080"}},
    NumberedProblem{
        Problem::password_expired,
        {"password_expired", "Your password has expired", "password.expired.title.generic", "E0000064"}},
    NumberedProblem{Problem::reset_not_allowed,
                    {"reset_not_allowed",
                     "Reset password is not allowed at this time. Please contact support for assistance.",
                     "oie.selfservice.reset.password.not.allowed", "E0000034"}},
    NumberedProblem{
        Problem::unlock_not_allowed,
        {"unlock_not_allowed",
         "Self Service Unlock is not allowed at this time. Please contact support for assistance.",
         "oie.selfservice.user.unlock.not.allowed", "E0000006"}},
    NumberedProblem{Problem::registration_unavailable,
                    {"registration_unavailable", "Registration is currently unavailable.",
                     "idx.error.registration.unavailable", "E0000006"}},
    NumberedProblem{Problem::not_unique,
                    {"not_unique", "A user with this {0} already exists",
                     "registration.error.notUniqueWithinOrg", "E0000001"}},
    NumberedProblem{Problem::not_an_email_address,
                    {"not_an_email_address", "'{0}' must be in the form of an email address",
                     "registration.error.invalidLoginEmail", "E0000001"}},
    NumberedProblem{
        Problem::field_missing,
        {"field_missing", "This field cannot be left blank", "model.validation.field.blank", "E0000001"}},
    NumberedProblem{Problem::field_too_long,
                    {"field_too_long", "Provided value for property '{0}' does not match required pattern",
                     "registration.error.doesNotMatchPattern", "E0000001"}},
    NumberedProblem{
        Problem::assurance_unsatisfiable,
        {"assurance_unsatisfiable",
         "Unable to login to \"{0}\" at this time. For assistance, please contact your administrator.",
         "oie.assurance.unsatisfiable", "E0000006"}},
    NumberedProblem{Problem::not_assigned,
                    {"not_assigned", "User is not assigned to this application.",
                     "idx.error.user.not.assigned.to.app", "E0000006"}},
    NumberedProblem{
        Problem::link_expired,
        {"link_expired",
         "This email link has expired. To resend it, return to the screen where you requested it.",
         "idx.return.link.expired", "E0000105"}},
    NumberedProblem{
        Problem::link_stale,
        {"link_stale", "This email link is out of date. Return to the screen where you requested it.",
         "idx.return.stale", "E0000105"}},
    NumberedProblem{Problem::activation_link_invalid,
                    {"activation_link_invalid",
                     "This can happen if you have already activated your account, or if the URL you are "
                     "trying to use is invalid. Contact your administrator for further assistance.",
                     "idx.missing.activation.token", "E0000105"}},
    NumberedProblem{Problem::activation_link_expired,
                    {"activation_link_expired",
                     "Your account activation link is no longer valid. Request a new activation email below.",
                     "idx.expired.activation.token", "E0000105"}},
    NumberedProblem{
        Problem::activation_of_inactive,
        {"activation_of_inactive",
         "Your account has been temporarily suspended. Contact your administrator for further assistance.",
         "idx.activating.inactive.user", "E0000006"}},
    NumberedProblem{Problem::reset_link_invalid,
                    {"reset_link_invalid",
                     "Your reset password token is no longer valid.  Contact your administrator to obtain a "
                     "new token.",
                     "idx.invalid.reset.password.token", "E0000105"}},
};

constexpr bool rows_are_in_the_order_of_the_enumerators() {
  for (std::size_t i = 0; i < kProblems.size(); ++i) {
    if (static_cast<std::size_t>(kProblems[i].problem) != i) return false;
  }
  return true;
}
static_assert(rows_are_in_the_order_of_the_enumerators());

}  // namespace

const ProblemRow& problem_row(Problem problem) {
  const auto row = static_cast<std::size_t>(problem);
  assert(row < kProblems.size());
  return kProblems[row].row;
}

std::string problem_text(Problem problem, std::string_view argument) {
  std::string text(problem_row(problem).page_text);
  if (const auto at = text.find("{0}"); at != std::string::npos) text.replace(at, 3, argument);
  return text;
}

}  // namespace mockidp
