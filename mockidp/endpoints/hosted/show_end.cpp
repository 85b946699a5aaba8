// The last questions, and how a sign-in ends.

#include "mockidp/endpoints/authorization_response.h"
#include "mockidp/endpoints/hosted/step_pages.h"
#include "mockidp/endpoints/page_response.h"
#include "mockidp/endpoints/unanswerable.h"
#include "mockidp/pages/closing_pages.h"

namespace mockidp {
namespace {

PageAccess access_of(const Transaction& transaction) {
  return {{}, transaction.request ? transaction.request->redirect_uri : transaction.return_to, {}};
}

std::string_view waiting_client(const Transaction& transaction) {
  return transaction.request ? std::string_view(transaction.request->client_id) : std::string_view();
}

http::Response show_stop(Exchange& exchange, const Transaction& transaction, std::string message) {
  StopPage page;
  page.frame = page_frame(exchange, waiting_client(transaction));
  page.message = std::move(message);
  if (!transaction.state_token.empty()) page.proof = {transaction.state_token, transaction.csrf};
  return page_response(200, render(page), access_of(transaction));
}

// The widget's words for the scopes of OpenID Connect.
ConsentPage::Scope words_for(const AuthorizationServer* server, std::string_view name) {
  struct Words {
    std::string_view scope, label, description;
  };
  static constexpr Words kWords[] = {
      {"profile", "View your profile information.",
       "The exact data varies based on what profile information you have provided, such as: name, time zone, "
       "picture, or birthday."},
      {"email", "View your email address.", "This allows the app to view your email address."},
      {"address", "View your address.",
       "This allows the app to view your address, such as: street address, city, state, and zip code."},
      {"phone", "View your phone number.", "This allows the app to view your phone number."},
      {"offline_access", "Keep you signed in to the app.",
       "This keeps you signed in to the app, even when you are not using it."},
  };
  for (const auto& words : kWords)
    if (words.scope == name) return {std::string(words.label), std::string(words.description)};
  const auto* scope = server ? server->find_scope(name) : nullptr;
  return {std::string(name), scope ? scope->description : std::string()};
}

struct NoticeWords {
  std::string_view heading, message;
};
NoticeWords words_for(Notice::What what, const Transaction& transaction) {
  switch (what) {
    case Notice::What::flow_continued_elsewhere:
      return {"Verify with your email", "Flow continued in a new tab."};
    case Notice::What::recovery_completed:
      return {"Reset your password", "You can now sign in with your existing username and new password."};
    case Notice::What::unlocked:
      if (transaction.request)
        return {"Account successfully unlocked!",
                "Account successfully unlocked! Verify your account with a security method to continue."};
      return {"Account successfully unlocked!", "You can log in using your existing username and password."};
    case Notice::What::activated:
      break;
  }
  return {"Account activated", "Your account is active. You can sign in now."};
}

// A password was reset on the way to an app that says where its sign-ins begin: Okta goes there, and the app
// asks anew.
bool begins_anew(const AppIntegration& app, const Transaction& transaction) {
  return transaction.password_was_set && !transaction.recovered_by.empty() && !start_of(app).empty();
}

void remember(Exchange& exchange, const Transaction& transaction, http::Response& response) {
  if (transaction.keep_signed_in) {
    response.add("Set-Cookie", to_header(remember_login_cookie(exchange, transaction.identifier)));
  } else if (!remembered_login(exchange).empty()) {
    response.add("Set-Cookie", to_header(forget_login_cookie(exchange)));
  }
}

void hand_over(Exchange& exchange, const Transaction& transaction, const SignedIn& signed_in,
               http::Response& response) {
  const auto cookie = session_cookie(exchange, signed_in.session, signed_in.rule);
  if (signed_in.fresh || cookie.max_age) response.add("Set-Cookie", to_header(cookie));
  if (signed_in.fresh) remember(exchange, transaction, response);
}

}  // namespace

http::Response show_page(Exchange& exchange, const SignInState& state, const CheckEmail& step) {
  auto page = step_page<CheckEmailPage>(exchange, state);
  page.address = step.address;
  page.polled_step = name_of(state.step);
  page.passcode_error = take_field_error(state, page, {Problem::passcode_missing, Problem::wrong_code});
  return step_response(state, page, render(page), Asking::next_step);
}

http::Response show_page(Exchange& exchange, const SignInState& state, const AskConsent& step) {
  auto page = step_page<ConsentPage>(exchange, state);
  const auto& request = state.transaction.request;
  const auto* server = request ? exchange.dir().server(request->server_id) : nullptr;
  for (const auto& scope : step.scopes)
    if (scope != "openid") page.scopes.push_back(words_for(server, scope));
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const AskToStay&) {
  auto page = step_page<StayPage>(exchange, state);
  return step_response(state, page, render(page));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const Notice& step) {
  const auto& transaction = state.transaction;
  const auto words = words_for(step.what, transaction);
  NoticePage page;
  page.frame = page_frame(exchange, waiting_client(transaction));
  page.heading = words.heading;
  page.message = words.message;
  if (step.what != Notice::What::flow_continued_elsewhere)
    page.proof = {transaction.state_token, transaction.csrf};
  return page_response(200, render(page), access_of(transaction));
}

http::Response show_page(Exchange& exchange, const SignInState& state, const Stop& step) {
  const auto& transaction = state.transaction;
  const auto* app = exchange.dir().app_by_client_id(waiting_client(transaction));
  if (step.problem == Problem::not_assigned)
    exchange.trace.decided("shown as page", "switch not_assigned_as_page");
  // The one text with an argument is about the app.
  return show_stop(exchange, transaction, problem_text(step.problem, app ? app->label : std::string()));
}

// What the client was told is final: the same state must not be answered twice.
http::Response show_page(Exchange& exchange, const SignInState& state, const Refuse& step) {
  const auto& transaction = state.transaction;
  if (!transaction.request)
    return show_stop(exchange, transaction, problem_text(Problem::denied_by_policy, {}));
  const auto address = ReturnAddress::of(exchange.dir(), *transaction.request);
  if (!address) return refuse_changed_org(exchange, *transaction.request);
  std::optional<SignedIn> signed_in;
  if (step.signed_in) signed_in = finish_sign_in(exchange, state, *step.signed_in);
  if (step.signed_in ? !signed_in : !abandon_sign_in(exchange, transaction))
    return show_lost_sign_in(exchange, transaction.state_token, Problem::session_expired);
  auto response = redirect_with_error(exchange, *address, step.refusal);
  if (signed_in) hand_over(exchange, transaction, *signed_in, response);
  return response;
}

http::Response show_page(Exchange& exchange, const SignInState& state, const Done& done) {
  const auto& transaction = state.transaction;
  std::optional<ReturnAddress> address;
  const AppIntegration* app = nullptr;
  if (transaction.request) {
    address = ReturnAddress::of(exchange.dir(), *transaction.request);
    if (!address) return refuse_changed_org(exchange, *transaction.request);
    app = exchange.dir().app_by_client_id(transaction.request->client_id);
  }
  const auto signed_in = finish_sign_in(exchange, state, done);
  if (!signed_in && address && transaction.request->prompt_none)
    return redirect_with_error(
        exchange, *address,
        {.error = OktaError::login_required, .decided_by = "prompt=none, and the session ended meanwhile"});
  if (!signed_in) return show_lost_sign_in(exchange, transaction.state_token, Problem::session_expired);

  const bool anew = app && begins_anew(*app, transaction);
  if (anew) exchange.trace.decided("initiate login URI", "the password was reset");
  auto response =
      anew ? http::redirect_response(302, start_with_issuer(exchange, *app))
      : address
          ? complete_authorization(exchange, *transaction.request, *address, signed_in->session, done.acr)
          : http::redirect_response(302, transaction.return_to.empty() ? "/" : transaction.return_to);
  hand_over(exchange, transaction, *signed_in, response);
  return response;
}

}  // namespace mockidp
