#pragma once
// What can go wrong while signing in: one table, three renderings (page text, IDX i18n key, error code).

#include <string>
#include <string_view>

namespace mockidp {

enum class Problem {
  identifier_missing,  // "This field cannot be left blank"
  passcode_missing,
  unknown_identifier,  // only without user-enumeration prevention
  wrong_password,
  locked_out,
  suspended,
  not_active,  // staged, provisioned, deprovisioned
  denied_by_policy,
  session_expired,        // the transaction is too old or unknown
  foreign_browser,        // the form came from another browser, or with a wrong token
  authentication_failed,  // identifier and password on one page
  lockout_told,           // where the password policy shows lock-outs
  wrong_code,
  wrong_answer,
  authenticator_blocked,  // five wrong codes within five minutes
  sent_too_soon_email,    // 5 s after the last one
  sent_too_soon_sms,      // 30 s
  sent_too_soon_voice,    // 30 s
  phone_number_invalid,
  answer_too_short,
  tags_not_allowed,
  question_missing,
  passwords_differ,
  password_requirements_not_met,  // {0}: the sentence made of the policy
  password_in_history,            // {0} of the last ones
  password_too_young,
  password_common,
  password_expired,
  reset_not_allowed,
  unlock_not_allowed,
  registration_unavailable,
  not_unique,               // {0}: the field's label
  not_an_email_address,     // {0}: the field's label
  field_missing,            // {0}: the field's label
  field_too_long,           // {0}: the field's label
  assurance_unsatisfiable,  // {0}: the app's label
  not_assigned,
  link_expired,
  link_stale,
  activation_link_invalid,
  activation_link_expired,
  activation_of_inactive,
  reset_link_invalid,  // that an administrator had sent
};

struct ProblemRow {
  std::string_view name;        // of the enumerator, for the journal
  std::string_view page_text;   // the widget's English text; {0} is the argument
  std::string_view i18n_key;    // Identity Engine's message key
  std::string_view error_code;  // E00000xx of the classic API
};
const ProblemRow& problem_row(Problem problem);
// The page text with its argument in place.
std::string problem_text(Problem problem, std::string_view argument);

}  // namespace mockidp
