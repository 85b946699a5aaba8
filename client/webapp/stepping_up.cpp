// Pages that ask for more than a sign-in: a recent one, a stronger one, or one more.
#include <nlohmann/json.hpp>

#include "client/webapp/orders_api.h"
#include "client/webapp/visit.h"

namespace webapp {

namespace {

protocol::Result<rp::Tokens, rp::SignInFailure> visit_without_tokens() {
  return protocol::fail(rp::SignInFailure{});
}

MessagePage opened(std::string heading, std::string text) {
  return {.heading = std::move(heading),
          .text = std::move(text),
          .detail = {},
          .retry = "/",
          .retry_label = "To the shop"};
}

}  // namespace

std::optional<http::Response> WebApp::step_up(Visit& visit, const rp::Assurance& wanted) {
  const auto& claims = visit.session.account->id_token_claims;
  if (claims && safeguards_.is_assured(*claims, wanted, settings_.clock_skew, visit.now)) return std::nullopt;
  return depart(visit, {.return_to = safeguards_.return_path(visit.request.target),
                        .acr_values = wanted.acr_values,
                        .amr = wanted.amr,
                        .max_age = wanted.max_age});
}

// Once: an API that is still not content after the sign-in that it asked for is not asked for ever.
http::Response WebApp::invoices(Visit& visit) {
  const auto cannot = [&](const std::string& why) {
    return show(visit, 200, "Invoices", opened("Your invoices cannot be shown", why));
  };
  const auto& account_tokens = visit.session.account->tokens;
  const auto tokens = account_tokens ? account_tokens->current(visit.now) : visit_without_tokens();
  if (!tokens) return cannot("Please sign in again.");
  const auto answer = ask_api(transport_, options_.invoices_url, tokens->access_token);
  if (answer && answer->status == 200)
    return show(visit, 200, "Invoices", opened("Your invoices", rp::presentable(answer->body)));
  const auto wanted = answer && answer->status == 401
                          ? safeguards_.wanted_by_api(answer->header("www-authenticate"))
                          : std::nullopt;
  if (!wanted) return cannot("The service of invoices does not answer this.");
  if (safeguards_.was_just_asked_for(visit.session, *wanted, visit.now))
    return cannot("The service of invoices wants a sign-in that you cannot give.");
  return depart(visit,
                {.return_to = "/invoices", .acr_values = wanted->acr_values, .max_age = wanted->max_age});
}

http::Response WebApp::safe(Visit& visit) {
  if (auto departure = step_up(visit, {.max_age = options_.recent_sign_in})) return *std::move(departure);
  return show(visit, 200, "Safe",
              opened("Your safe", "Your gift cards lie here: four of them, the oldest from last spring."));
}

http::Response WebApp::vault(Visit& visit) {
  if (auto departure = step_up(visit, {.acr_values = {options_.step_up_acr}, .amr = options_.step_up_amr}))
    return *std::move(departure);
  return show(visit, 200, "Vault",
              opened("The vault",
                     "Only whoever proved twice who they are reads this: the best tea is in the "
                     "third drawer."));
}

// Whatever there is of a session, the person is asked again, and for each time that this page is opened.
http::Response WebApp::confirm(Visit& visit) {
  const auto& account = *visit.session.account;
  if (!account.asked_again) {
    const auto signed_in = account.id_token_claims
                               ? protocol::json_integer(*account.id_token_claims, "auth_time")
                               : std::nullopt;
    return depart(visit, {.return_to = "/confirm",
                          .prompt = "login",
                          .newer_than = signed_in.value_or(protocol::to_unix(visit.session.signed_in_at))});
  }
  sessions_.change(visit.key, [](BrowserSession& session) {
    if (session.account) session.account->asked_again = false;
  });
  return show(visit, 200, "Confirmed",
              opened("Confirmed", "It is really you: from here your account could be closed for good."));
}

}  // namespace webapp
