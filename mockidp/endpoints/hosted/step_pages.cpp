#include "mockidp/endpoints/hosted/step_pages.h"

#include <algorithm>

#include "mockidp/endpoints/page_response.h"

namespace mockidp {
namespace {

// The widget's banner over a form whose fields say what is wrong with them.
constexpr std::string_view kFieldsBanner =
    "We found some errors. Please review the form and make corrections.";

}  // namespace

void fill_step_page(Exchange& exchange, const SignInState& state, StepPage& page) {
  const auto& transaction = state.transaction;
  page.frame =
      page_frame(exchange, transaction.request ? transaction.request->client_id : std::string_view());
  page.proof = {transaction.state_token, transaction.csrf};
  page.nonce = page_nonce(exchange);
  page.identifier = transaction.identifier;
  page.ways.start_over = true;
  if (state.problem) page.banner = problem_text(*state.problem, state.argument);
}

std::string take_field_error(const SignInState& state, StepPage& page,
                             std::initializer_list<Problem> of_field) {
  if (!state.problem || std::find(of_field.begin(), of_field.end(), *state.problem) == of_field.end())
    return {};
  page.banner = kFieldsBanner;
  return problem_text(*state.problem, state.argument);
}

http::Response step_response(const SignInState& state, const StepPage& page, std::string html,
                             Asking asking) {
  const auto& transaction = state.transaction;
  PageAccess access;
  access.nonce = page.nonce;
  access.form_target = transaction.request ? transaction.request->redirect_uri : transaction.return_to;
  access.asks_the_org = asking == Asking::next_step;
  return page_response(200, std::move(html), access);
}

}  // namespace mockidp
