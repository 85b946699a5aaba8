#include "client/rp/sign_in.h"

#include <nlohmann/json.hpp>

#include "client/rp/userinfo.h"
#include "mockidp/protocol/oauth.h"
#include "mockidp/protocol/pkce.h"

namespace rp {
namespace {

using protocol::fail;
using protocol::Params;
using Kind = SignInFailure::Kind;

protocol::Failure<SignInFailure> refuse_answer(std::string error, std::string description) {
  return fail(SignInFailure{Kind::response, std::move(error), std::move(description)});
}

Params authorization_parameters(const Settings& settings, const SignInWishes& wishes,
                                const Transaction& transaction) {
  Params parameters{{"client_id", settings.client_id},
                    {"response_type", "code"},
                    {"scope", protocol::join_words(settings.scopes)},
                    {"redirect_uri", transaction.redirect_uri},
                    {"state", transaction.state},
                    {"nonce", transaction.nonce},
                    {"code_challenge", protocol::code_challenge_s256(transaction.code_verifier)},
                    {"code_challenge_method", "S256"}};
  if (!wishes.prompt.empty()) parameters.add("prompt", wishes.prompt);
  if (!wishes.login_hint.empty()) parameters.add("login_hint", wishes.login_hint);
  if (wishes.max_age) parameters.add("max_age", std::to_string(wishes.max_age->count()));
  if (!wishes.acr_values.empty()) parameters.add("acr_values", protocol::join_words(wishes.acr_values));
  return parameters;
}

// OpenID Connect Core 12.2: a renewal is about the same person, in the same sign-in.
std::string refuse_renewed(const protocol::Json& renewed, const protocol::Json& original,
                           const std::vector<std::string_view>& claims) {
  for (const auto claim : claims) {
    const auto* now = protocol::json_member(renewed, claim);
    const auto* before = protocol::json_member(original, claim);
    const bool may_be_absent = claim == "auth_time";
    if (may_be_absent && (now == nullptr || before == nullptr)) continue;
    if (now == nullptr || before == nullptr || *now != *before) return std::string(claim);
  }
  return "";
}

}  // namespace

SignIn::SignIn(const Settings& settings, Transport& transport, protocol::Random& random, Rules rules)
    : settings_(settings),
      transport_(transport),
      random_(random),
      rules_(std::move(rules)),
      discovery_(settings, transport),
      keys_(settings, discovery_, transport, rules_.signature, rules_.key_renewal) {}

protocol::Result<Departure, SignInFailure> SignIn::begin(const SignInWishes& wishes,
                                                         protocol::TimePoint now) {
  const auto metadata = discovery_.metadata(now);
  if (!metadata) return fail(metadata.error());
  Departure departure;
  departure.transaction = {.state = protocol::random_base64url(random_, 32),
                           .nonce = protocol::random_base64url(random_, 32),
                           .code_verifier = protocol::make_code_verifier(random_),
                           .created_at = now,
                           .return_to = wishes.return_to,
                           .redirect_uri = settings_.redirect_uri,
                           .issuer = (*metadata)->issuer,
                           .iss_parameter_promised = (*metadata)->promises_iss_parameter,
                           .acr_values = wishes.acr_values,
                           .amr = wishes.amr,
                           .max_age = wishes.max_age,
                           .newer_than = wishes.newer_than};
  departure.authorization_url =
      protocol::append_query((*metadata)->authorization_endpoint,
                             authorization_parameters(settings_, wishes, departure.transaction));
  return departure;
}

protocol::Result<SignedIn, SignInFailure> SignIn::finish(Transaction transaction, const Params& callback,
                                                         protocol::TimePoint now) {
  if (auto refused = refuse_callback({transaction, callback, settings_, now}, rules_.callback))
    return fail(*std::move(refused));
  const auto metadata = discovery_.metadata(now);
  if (!metadata) return fail(metadata.error());
  auto tokens = redeem(transaction, callback.get("code"), **metadata, now);
  if (!tokens) return fail(tokens.error());
  tokens->expires_at = rules_.runs_out(*tokens);
  if (tokens->id_token.empty()) return refuse_answer("id_token_missing", "the provider gave no ID token");
  auto id_token = validate(*tokens,
                           {.nonce = transaction.nonce,
                            .acr_values = transaction.acr_values,
                            .amr = transaction.amr,
                            .max_age = transaction.max_age,
                            .newer_than = transaction.newer_than,
                            .asked_at = transaction.created_at},
                           **metadata, now);
  if (!id_token) return fail(id_token.error());

  SignedIn signed_in{*std::move(tokens), *std::move(id_token), nullptr, std::move(transaction.return_to)};
  if (!settings_.read_userinfo || (*metadata)->userinfo_endpoint.empty()) return signed_in;
  auto userinfo = fetch_userinfo(transport_, (*metadata)->userinfo_endpoint, signed_in.tokens.access_token,
                                 signed_in.id_token.subject(), rules_.userinfo);
  if (!userinfo) return fail(userinfo.error());
  signed_in.userinfo = *std::move(userinfo);
  return signed_in;
}

protocol::Result<Tokens, SignInFailure> SignIn::refresh(const Tokens& tokens, const IdToken& signed_in,
                                                        protocol::TimePoint now) {
  if (tokens.refresh_token.empty())
    return fail(SignInFailure{Kind::token, "invalid_grant", "there is no refresh token"});
  const auto metadata = discovery_.metadata(now);
  if (!metadata) return fail(metadata.error());
  auto renewed =
      request_tokens(settings_, **metadata, transport_,
                     {{"grant_type", "refresh_token"}, {"refresh_token", tokens.refresh_token.reveal()}},
                     tokens.scopes, now);
  if (!renewed) return fail(renewed.error());
  renewed->expires_at = rules_.runs_out(*renewed);
  if (renewed->refresh_token.empty()) renewed->refresh_token = tokens.refresh_token;
  if (renewed->id_token.empty()) {
    renewed->id_token = tokens.id_token;
    return *std::move(renewed);
  }
  const std::string* nonce = protocol::json_string(signed_in.claims(), "nonce");
  const auto id_token = validate(
      *renewed, {.nonce = nonce == nullptr ? "" : *nonce, .nonce_may_be_absent = true}, **metadata, now);
  if (!id_token) return fail(id_token.error());
  if (const std::string claim = refuse_renewed(id_token->claims(), signed_in.claims(), rules_.renewed_claims);
      !claim.empty())
    return fail(
        SignInFailure{Kind::id_token, "renewed_" + claim, "the renewed ID token is about another sign-in"});
  return *std::move(renewed);
}

protocol::Result<Tokens, SignInFailure> SignIn::redeem(const Transaction& transaction, std::string_view code,
                                                       const Metadata& metadata, protocol::TimePoint now) {
  return request_tokens(settings_, metadata, transport_,
                        {{"grant_type", "authorization_code"},
                         {"code", std::string(code)},
                         {"redirect_uri", transaction.redirect_uri},
                         {"code_verifier", transaction.code_verifier}},
                        settings_.scopes, now);
}

protocol::Result<IdToken, SignInFailure> SignIn::validate(const Tokens& tokens, IdTokenExpectations expected,
                                                          const Metadata& metadata, protocol::TimePoint now) {
  expected.issuer = metadata.issuer;
  expected.client_id = settings_.client_id;
  expected.access_token = tokens.access_token.reveal();
  expected.clock_skew = settings_.clock_skew;
  expected.now = now;
  auto verified = keys_.verify(tokens.id_token, now);
  if (!verified) return fail(verified.error());
  return validate_id_token(*std::move(verified), expected, rules_.id_token);
}

}  // namespace rp
