#include "client/rs/access_token_validator.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "mockidp/protocol/json.h"
#include "mockidp/protocol/oauth.h"

namespace rs {
namespace {

using protocol::fail;
using protocol::Json;
using protocol::json_integer;
using protocol::json_member;
using protocol::json_string;
using protocol::to_unix;
using protocol::VerifiedJwt;
using Expected = AccessTokenExpectations;
using Words = std::vector<std::string>;

constexpr std::int64_t kLatestDate = 253402300799;  // the end of the year 9999

// Whole seconds, and nothing that overflows when the skew is added.
std::optional<std::int64_t> date_claim(const VerifiedJwt& token, std::string_view claim) {
  const auto seconds = json_integer(token.claims(), claim);
  if (!seconds || *seconds < 0 || *seconds > kLatestDate) return std::nullopt;
  return seconds;
}

bool has_claim(const VerifiedJwt& token, std::string_view claim) {
  return json_member(token.claims(), claim) != nullptr;
}

std::optional<Words> string_array(const Json& value) {
  if (!value.is_array()) return std::nullopt;
  Words words;
  for (const Json& item : value) {
    const auto* word = item.get_ptr<const std::string*>();
    if (word == nullptr) return std::nullopt;
    words.push_back(*word);
  }
  return words;
}

bool contains(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// nullopt for a claim of another shape: then nobody knows what the token allows.
std::optional<Words> scopes_of(const Json& claims) {
  if (const Json* scp = json_member(claims, "scp")) return string_array(*scp);
  if (json_member(claims, "scope") == nullptr) return Words{};
  const std::string* scope = json_string(claims, "scope");
  if (scope == nullptr) return std::nullopt;
  return protocol::split_words(*scope);
}

// RFC 9068 4 wants at+jwt; Okta names no type. What names another is something else: RFC 8725 3.11.
std::string type_is_access_token(const VerifiedJwt& token, const Expected&) {
  if (json_member(token.header(), "typ") == nullptr) return "";
  const std::string* type = json_string(token.header(), "typ");
  const Words known = {"JWT", "jwt", "at+jwt", "application/at+jwt"};
  return type != nullptr && contains(known, *type) ? "" : "The token is of another type.";
}

std::string issuer_is_ours(const VerifiedJwt& token, const Expected& expected) {
  const std::string* issuer = json_string(token.claims(), "iss");
  return issuer != nullptr && *issuer == expected.issuer ? "" : "The token comes from another issuer.";
}

std::string audience_is_this_api(const VerifiedJwt& token, const Expected& expected) {
  const std::string wrong = "The token is meant for another API.";
  const Json* aud = json_member(token.claims(), "aud");
  if (aud == nullptr) return wrong;
  if (const auto* one = aud->get_ptr<const std::string*>()) return *one == expected.audience ? "" : wrong;
  const auto names = string_array(*aud);
  return names && contains(*names, expected.audience) ? "" : wrong;
}

std::string lives_on(const VerifiedJwt& token, const Expected& expected) {
  const auto expires = date_claim(token, "exp");
  if (!expires) return "The token does not say when it expires.";
  return to_unix(expected.now) < *expires + expected.clock_skew.count() ? "" : "The token has expired.";
}

std::string issued_in_the_past(const VerifiedJwt& token, const Expected& expected) {
  const auto issued = date_claim(token, "iat");
  if (!issued) return "The token does not say when it was issued.";
  return *issued <= to_unix(expected.now) + expected.clock_skew.count() ? ""
                                                                        : "The token comes from the future.";
}

std::string valid_already(const VerifiedJwt& token, const Expected& expected) {
  if (!has_claim(token, "nbf")) return "";
  const auto start = date_claim(token, "nbf");
  return start && *start <= to_unix(expected.now) + expected.clock_skew.count()
             ? ""
             : "The token is not valid yet.";
}

// Okta's ID tokens name their client in `aud`, its access tokens in `cid`.
std::string client_is_named(const VerifiedJwt& token, const Expected&) {
  const std::string* client = json_string(token.claims(), "cid");
  return client != nullptr && !client->empty() ? "" : "The token does not say to whom it was issued.";
}

std::string is_no_id_token(const VerifiedJwt& token, const Expected&) {
  for (const char* claim : {"nonce", "at_hash", "c_hash"})
    if (has_claim(token, claim)) return "The token is an ID token.";
  return "";
}

std::string client_is_welcome(const VerifiedJwt& token, const Expected& expected) {
  if (expected.client_ids.empty()) return "";
  const std::string* client = json_string(token.claims(), "cid");
  return client != nullptr && contains(expected.client_ids, *client)
             ? ""
             : "The token was issued to a client that this API does not serve.";
}

std::string subject_is_named(const VerifiedJwt& token, const Expected&) {
  const std::string* subject = json_string(token.claims(), "sub");
  return subject != nullptr && !subject->empty() ? "" : "The token does not say whom it is about.";
}

// RFC 9449 7.1: a thief could use a bound token as a bearer token, without the key it is bound to.
std::string is_bound_as_presented(const VerifiedJwt& token, const Expected& expected) {
  const bool bound = has_claim(token, "cnf");
  if (expected.proven_key.empty()) return bound ? "The token is bound to a key and no bearer token." : "";
  if (!bound) return "The token is bound to no key.";
  const std::string* jkt = json_string(*json_member(token.claims(), "cnf"), "jkt");
  return jkt != nullptr && *jkt == expected.proven_key ? "" : "The token is bound to another key.";
}

std::string scopes_are_readable(const VerifiedJwt& token, const Expected&) {
  return scopes_of(token.claims()) ? "" : "The scopes of the token cannot be read.";
}

constexpr AccessTokenRule kAccessTokenRules[] = {
    {"typ", "RFC 9068 4; RFC 8725 3.11", &type_is_access_token},
    {"iss", "RFC 9068 4", &issuer_is_ours},
    {"aud", "RFC 9068 4", &audience_is_this_api},
    {"exp", "RFC 9068 4", &lives_on},
    {"iat", "RFC 9068 2.2", &issued_in_the_past},
    {"nbf", "RFC 7519 4.1.5", &valid_already},
    {"cid", "RFC 9068 2.2; Okta", &client_is_named},
    {"id_token", "RFC 8725 3.12", &is_no_id_token},
    {"client", "Okta", &client_is_welcome},
    {"sub", "RFC 9068 2.2", &subject_is_named},
    {"cnf", "RFC 9449 7.1", &is_bound_as_presented},
    {"scp", "RFC 9068 2.2.3; Okta", &scopes_are_readable},
};

protocol::Failure<Refusal> refuse_token(std::string_view rule, std::string description) {
  return fail(Refusal{.status = 401,
                      .error = "invalid_token",
                      .description = std::move(description),
                      .rule = std::string(rule)});
}

std::string named_by(const Json& claims, std::string_view claim) {
  const std::string* value = json_string(claims, claim);
  return value == nullptr ? "" : *value;
}

rp::Settings provider_settings(const Settings& settings) {
  rp::Settings provider;
  provider.issuer = settings.issuer;
  provider.clock_skew = settings.clock_skew;
  return provider;
}

}  // namespace

std::span<const AccessTokenRule> access_token_rules() { return kAccessTokenRules; }

std::string AccessToken::subject() const { return named_by(claims(), "sub"); }
std::string AccessToken::client_id() const { return named_by(claims(), "cid"); }

protocol::Result<AccessToken, Refusal> validate_access_token(protocol::VerifiedJwt token,
                                                             const AccessTokenExpectations& expected,
                                                             std::span<const AccessTokenRule> rules) {
  for (const AccessTokenRule& rule : rules)
    if (std::string wrong = rule.check(token, expected); !wrong.empty()) {
      auto refused = refuse_token(rule.name, std::move(wrong));
      if (!expected.proven_key.empty()) refused.error.scheme = kDpopScheme;
      return refused;
    }
  auto scopes = scopes_of(token.claims()).value_or(Words{});
  return AccessToken(std::move(token), std::move(scopes));
}

protocol::Result<protocol::Ok, Refusal> require_scopes(const AccessToken& token, const Words& needed) {
  const auto& granted = token.scopes();
  const bool enough = std::all_of(needed.begin(), needed.end(),
                                  [&](const std::string& scope) { return contains(granted, scope); });
  if (enough) return protocol::Ok{};
  return fail(Refusal{.status = 403,
                      .error = "insufficient_scope",
                      .description = "The token does not have the scope that this needs.",
                      .scopes = needed});
}

protocol::Result<protocol::Ok, Refusal> require_assurance(const AccessToken& token,
                                                          const rp::Assurance& wanted,
                                                          protocol::Seconds clock_skew,
                                                          protocol::TimePoint now) {
  if (rp::is_assured(token.claims(), wanted, clock_skew, now)) return protocol::Ok{};
  return fail(Refusal{.status = 401,
                      .error = "insufficient_user_authentication",
                      .description = "This needs a stronger or a more recent sign-in.",
                      .acr_values = wanted.acr_values,
                      .max_age = wanted.max_age});
}

AccessTokenValidator::AccessTokenValidator(Settings settings, rp::Transport& transport, Rules rules)
    : settings_(std::move(settings)),
      provider_(provider_settings(settings_)),
      rules_(std::move(rules)),
      discovery_(provider_, transport),
      keys_(provider_, discovery_, transport, rules_.signature, rules_.key_renewal) {}

protocol::Result<AccessToken, Refusal> AccessTokenValidator::validate(std::string_view token,
                                                                      protocol::TimePoint now,
                                                                      std::string_view proven_key) {
  auto verified = keys_.verify(token, now);
  if (!verified && verified.error().kind == rp::SignInFailure::Kind::id_token)
    return refuse_token("signature", "The signature of the token is not valid.");
  const auto unavailable = [] {
    return fail(Refusal{.status = 503,
                        .error = "temporarily_unavailable",
                        .description = "The keys of the authorization server cannot be had."});
  };
  if (!verified) return unavailable();
  const auto metadata = discovery_.metadata(now);
  if (!metadata) return unavailable();
  return validate_access_token(*std::move(verified),
                               {.issuer = (*metadata)->issuer,
                                .audience = settings_.audience,
                                .client_ids = settings_.client_ids,
                                .clock_skew = settings_.clock_skew,
                                .now = now,
                                .proven_key = std::string(proven_key)},
                               rules_.access_token);
}

}  // namespace rs
