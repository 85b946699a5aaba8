#pragma once
// What can go wrong while signing in: one table, three renderings (page text, IDX i18n key, error code).

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
  session_expired,  // the transaction is too old or unknown
  foreign_browser,  // the form came from another browser, or with a wrong token
};

struct ProblemRow {
  std::string_view name;        // of the enumerator, for the journal
  std::string_view page_text;   // the widget's English text
  std::string_view i18n_key;    // Identity Engine's message key
  std::string_view error_code;  // E00000xx of the classic API
};
const ProblemRow& problem_row(Problem problem);

}  // namespace mockidp
