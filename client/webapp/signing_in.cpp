// To the provider, and back from it.
#include <nlohmann/json.hpp>

#include "client/webapp/visit.h"

namespace webapp {

namespace {

constexpr std::size_t kMaxHintBytes = 200;

// Whom to greet: userinfo has the fuller profile, the ID token the few claims that a code flow brings.
std::string name_of(const protocol::Json* userinfo, const protocol::Json& id_token,
                    const std::string& subject) {
  for (const auto* key : {"name", "preferred_username", "email"})
    for (const auto* claims : {userinfo, &id_token})
      if (const auto* value = claims ? protocol::json_string(*claims, key) : nullptr;
          value && !value->empty())
        return *value;
  return subject;
}

struct FailureText {
  int status;
  const char* heading;
  const char* text;
};

FailureText text_of(const rp::SignInFailure& failure) {
  using Kind = rp::SignInFailure::Kind;
  switch (failure.kind) {
    case Kind::state:
    case Kind::callback:
      return {400, "This sign-in could not be completed",
              "The answer belongs to no sign-in that this browser began."};
    case Kind::expired:
      return {400, "That took too long", "Please sign in again."};
    case Kind::provider:
      return {403, "You were not signed in", "The sign-in service refused, for this reason:"};
    case Kind::unavailable:
      return {503, "The sign-in service does not answer", "Please try again in a moment."};
    case Kind::token:
    case Kind::response:
    case Kind::id_token:
    case Kind::userinfo:
      break;
  }
  return {502, "You were not signed in", "The sign-in service gave an answer that this app cannot accept."};
}

// An Okta org begins sign-ins in its own name, also those of apps that know one of its custom authorization
// servers. The request goes to the configured issuer either way.
bool may_begin_sign_ins(std::string_view issuer, const rp::Settings& settings) {
  return rp::is_configured_issuer(issuer, settings) ||
         (!issuer.empty() && settings.issuer.starts_with(std::string(issuer) + "/oauth2/"));
}

}  // namespace

std::string detail_of(const rp::SignInFailure& failure) {
  if (failure.error.empty()) return failure.description;
  return failure.description.empty() ? failure.error : failure.error + ": " + failure.description;
}

http::Response WebApp::depart(Visit& visit, const rp::SignInWishes& wishes) {
  auto departure = sign_in_.begin(wishes, visit.now);
  if (!departure) return show_failure(visit, departure.error());
  sessions_.change(ensure_session(visit),
                   [&](BrowserSession& session) { session.pending.add(std::move(departure->transaction)); });
  auto response = http::redirect_response(302, departure->authorization_url);
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

http::Response WebApp::show_failure(Visit& visit, const rp::SignInFailure& failure) {
  const auto text = text_of(failure);
  return show(visit, text.status, text.heading,
              MessagePage{.heading = text.heading,
                          .text = text.text,
                          .detail = detail_of(failure),
                          .retry = "/login",
                          .retry_label = "Sign in"});
}

// Also the initiate-login URI (OpenID Connect Core 4): a provider may start here with iss, login_hint,
// target_link_uri.
http::Response WebApp::login(Visit& visit) {
  for (const auto& name : visit.query.repeated())
    return show(
        visit, 400, "Bad request",
        MessagePage{
            .heading = "Bad request", .text = "A parameter was sent twice.", .detail = name, .retry = {}});
  if (const auto* issuer = visit.query.find("iss"); issuer && !may_begin_sign_ins(*issuer, settings_))
    return show(visit, 400, "Unknown provider",
                MessagePage{.heading = "Unknown provider",
                            .text = "This app does not sign in with that provider.",
                            .detail = {},
                            .retry = "/login",
                            .retry_label = "Sign in"});
  rp::SignInWishes wishes;
  wishes.return_to = "/";
  if (const auto* path = visit.query.find("return_to")) wishes.return_to = safeguards_.return_path(*path);
  if (const auto* target = visit.query.find("target_link_uri"))
    wishes.return_to = safe_target_link(*target, options_.base_url);
  if (const auto* hint = visit.query.find("login_hint"); hint && hint->size() <= kMaxHintBytes)
    wishes.login_hint = *hint;
  return depart(visit, wishes);
}

http::Response WebApp::callback(Visit& visit) {
  // A browser that checks or prefetches the address must not use up the code.
  if (visit.request.method == "HEAD") return http::text_response(200, "text/plain", "");
  auto transaction = sessions_.take_pending(visit.key, visit.query);
  if (!transaction) {
    // The same answer once more, as after "reload": whoever is signed in stays so.
    return show_failure(visit, {rp::SignInFailure::Kind::state, {}, {}});
  }
  const bool asked_again = transaction->newer_than.has_value();
  const rp::Assurance asked{.acr_values = transaction->acr_values, .max_age = transaction->max_age};
  auto signed_in = sign_in_.finish(std::move(*transaction), visit.query, visit.now);
  if (!signed_in) return show_failure(visit, signed_in.error());

  Account account;
  account.issuer = signed_in->id_token.issuer();
  account.subject = signed_in->id_token.subject();
  account.id_token_claims = std::make_shared<const protocol::Json>(signed_in->id_token.claims());
  account.userinfo = signed_in->userinfo;
  account.name = name_of(account.userinfo.get(), *account.id_token_claims, account.subject);
  account.id_token = signed_in->tokens.id_token;
  account.asked_again = asked_again;
  account.stepped_up_to = asked;
  if (!options_.api_url.empty() || !options_.invoices_url.empty() || !signed_in->tokens.refresh_token.empty())
    account.tokens = std::make_shared<rp::LiveTokens>(sign_in_, settings_, std::move(signed_in->tokens),
                                                      signed_in->id_token);
  visit.cookies.push_back(session_cookie(sessions_.sign_in(visit.key, std::move(account), visit.now)));
  auto response =
      http::redirect_response(303, options_.base_url + safeguards_.return_path(signed_in->return_to));
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace webapp
