#include "mockidp/endpoints/authorization_response.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/page_response.h"
#include "mockidp/pages/sign_in_pages.h"
#include "mockidp/protocol/result.h"

namespace mockidp {
namespace {

// The widget's banner over a form whose fields say what is wrong with them.
constexpr std::string_view kFieldsBanner =
    "We found some errors. Please review the form and make corrections.";

std::string client_of(const Transaction& transaction) {
  return transaction.request ? transaction.request->client_id : std::string();
}

PageAccess access_of(const Transaction& transaction, std::string nonce) {
  return {
      std::move(nonce), transaction.request ? transaction.request->redirect_uri : transaction.return_to, {}};
}

FormProof proof_of(const Transaction& transaction) { return {transaction.state_token, transaction.csrf}; }

std::string problem_text(Problem problem, std::string_view identifier) {
  std::string text(problem_row(problem).page_text);
  if (const auto at = text.find("{0}"); at != std::string::npos) text.replace(at, 3, identifier);
  return text;
}

// A mistake in a field stands below it, under a banner; whatever else went wrong is the banner.
struct ShownProblem {
  std::string banner;
  std::string field_error;
};
ShownProblem shown_problem(const std::optional<Problem>& problem, std::string_view identifier) {
  if (!problem) return {};
  switch (*problem) {
    case Problem::identifier_missing:
    case Problem::passcode_missing:
    case Problem::wrong_password:
      return {std::string(kFieldsBanner), problem_text(*problem, identifier)};
    default:
      return {problem_text(*problem, identifier), {}};
  }
}

http::Response show_identify(Exchange& exchange, const SignInState& state, const Identify& identify) {
  const auto& transaction = state.transaction;
  auto shown = shown_problem(state.problem, transaction.identifier);
  const auto remembered = remembered_login(exchange);
  SignInPage page;
  page.frame = page_frame(exchange, client_of(transaction));
  page.proof = proof_of(transaction);
  page.nonce = page_nonce(exchange);
  page.identifier = identify.prefill.empty() && !transaction.started_over ? remembered : identify.prefill;
  page.keep_signed_in = transaction.keep_signed_in || !remembered.empty();
  page.banner = std::move(shown.banner);
  page.identifier_error = std::move(shown.field_error);
  return page_response(200, render(page), access_of(transaction, page.nonce));
}

http::Response show_password(Exchange& exchange, const SignInState& state,
                             const ChallengePassword& challenge) {
  const auto& transaction = state.transaction;
  auto shown = shown_problem(state.problem, challenge.identifier);
  PasswordPage page;
  page.frame = page_frame(exchange, client_of(transaction));
  page.proof = proof_of(transaction);
  page.nonce = page_nonce(exchange);
  page.identifier = challenge.identifier;
  page.banner = std::move(shown.banner);
  page.passcode_error = std::move(shown.field_error);
  return page_response(200, render(page), access_of(transaction, page.nonce));
}

http::Response show_stop(Exchange& exchange, const Transaction& transaction, std::string message) {
  StopPage page;
  page.frame = page_frame(exchange, client_of(transaction));
  page.message = std::move(message);
  if (!transaction.state_token.empty()) page.proof = proof_of(transaction);
  return page_response(200, render(page), access_of(transaction, {}));
}

http::Response show_changed_org(Exchange& exchange) {
  return error_page(exchange, {.error = OktaError::invalid_client, .decided_by = "the org was changed"});
}

// What the client was told is final: the same state must not be answered twice.
http::Response refuse(Exchange& exchange, const Transaction& transaction, const Refusal& refusal) {
  if (!transaction.request)
    return show_stop(exchange, transaction, std::string(problem_row(Problem::denied_by_policy).page_text));
  const auto address = ReturnAddress::of(exchange.dir(), *transaction.request);
  if (!address) return show_changed_org(exchange);
  if (!abandon_sign_in(exchange, transaction))
    return show_lost_sign_in(exchange, transaction.state_token, Problem::session_expired);
  return redirect_with_error(exchange, *address, refusal);
}

void remember(Exchange& exchange, const Transaction& transaction, http::Response& response) {
  if (transaction.keep_signed_in) {
    response.add("Set-Cookie", to_header(remember_login_cookie(exchange, transaction.identifier)));
  } else if (!remembered_login(exchange).empty()) {
    response.add("Set-Cookie", to_header(forget_login_cookie(exchange)));
  }
}

http::Response finish(Exchange& exchange, const SignInState& state, const Done& done) {
  const auto& transaction = state.transaction;
  std::optional<ReturnAddress> address;
  if (transaction.request) {
    address = ReturnAddress::of(exchange.dir(), *transaction.request);
    if (!address) return show_changed_org(exchange);
  }
  const auto signed_in = finish_sign_in(exchange, state, done);
  if (!signed_in) return show_lost_sign_in(exchange, transaction.state_token, Problem::session_expired);

  auto response =
      address ? complete_authorization(exchange, *transaction.request, *address, signed_in->session)
              : http::redirect_response(302, transaction.return_to.empty() ? "/" : transaction.return_to);
  if (signed_in->fresh || exchange.dir().session_policy.persistent_cookie)
    response.add("Set-Cookie", to_header(session_cookie(exchange, signed_in->session)));
  if (signed_in->fresh) remember(exchange, transaction, response);
  return response;
}

}  // namespace

http::Response show_step(Exchange& exchange, const SignInState& state) {
  const auto& transaction = state.transaction;
  auto response = std::visit(
      protocol::Overloaded{
          [&](const Identify& identify) { return show_identify(exchange, state, identify); },
          [&](const ChallengePassword& challenge) { return show_password(exchange, state, challenge); },
          [&](const Stop& stop) {
            return show_stop(exchange, transaction, problem_text(stop.problem, transaction.identifier));
          },
          [&](const Refuse& refused) { return refuse(exchange, transaction, refused.refusal); },
          [&](const Done& done) { return finish(exchange, state, done); },
      },
      state.step.what);
  if (!transaction.device.empty() && transaction.device != device_of(exchange))
    response.add("Set-Cookie", to_header(device_cookie(exchange, transaction.device)));
  return response;
}

http::Response show_answered(Exchange& exchange, const SignInState& state) {
  const bool asks = std::holds_alternative<Identify>(state.step.what) ||
                    std::holds_alternative<ChallengePassword>(state.step.what);
  if (!asks || state.problem) return show_step(exchange, state);
  auto response = http::redirect_response(
      302, protocol::append_query("/signin", {{"stateToken", state.transaction.state_token}}));
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace mockidp
