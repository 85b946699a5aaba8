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

}  // namespace mockidp
