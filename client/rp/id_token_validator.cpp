#include "client/rp/id_token_validator.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "client/rp/assurance.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/json.h"

namespace rp {
namespace {

using protocol::json_integer;
using protocol::json_member;
using protocol::json_string;
using protocol::to_unix;
using protocol::VerifiedJwt;
using Expected = IdTokenExpectations;

constexpr std::int64_t kLatestTime = 253402300799;  // the end of the year 9999

// NumericDate as everybody writes it: whole seconds, no text, nothing that overflows when the skew is added.
std::optional<std::int64_t> numeric_date(const VerifiedJwt& token, std::string_view claim) {
  const auto seconds = json_integer(token.claims(), claim);
  if (!seconds || *seconds < 0 || *seconds > kLatestTime) return std::nullopt;
  return seconds;
}

std::vector<std::string> audiences(const VerifiedJwt& token) {
  const protocol::Json* aud = json_member(token.claims(), "aud");
  std::vector<std::string> names;
  if (aud == nullptr) return names;
  if (const auto* one = aud->get_ptr<const std::string*>()) return {*one};
  if (!aud->is_array()) return names;
  for (const protocol::Json& item : *aud) {
    const auto* name = item.get_ptr<const std::string*>();
    if (name == nullptr) return {};
    names.push_back(*name);
  }
  return names;
}

// RFC 8725 3.11: access tokens and logout tokens of the same issuer name their type.
std::string type_is_jwt(const VerifiedJwt& token, const Expected&) {
  if (json_member(token.header(), "typ") == nullptr) return "";
  const std::string* type = json_string(token.header(), "typ");
  return type != nullptr && (*type == "JWT" || *type == "jwt") ? "" : "the token is of another type";
}

std::string issuer_matches(const VerifiedJwt& token, const Expected& expected) {
  const std::string* issuer = json_string(token.claims(), "iss");
  return issuer != nullptr && *issuer == expected.issuer ? "" : "the token comes from another issuer";
}

std::string audience_contains_us(const VerifiedJwt& token, const Expected& expected) {
  const auto names = audiences(token);
  const bool found = std::find(names.begin(), names.end(), expected.client_id) != names.end();
  return found ? "" : "the token is meant for another client";
}

std::string audience_is_only_us(const VerifiedJwt& token, const Expected& expected) {
  for (const std::string& name : audiences(token))
    if (name != expected.client_id) return "the token is also meant for somebody else";
  return "";
}

std::string authorized_party_present(const VerifiedJwt& token, const Expected&) {
  const bool needed = audiences(token).size() > 1;
  return needed && json_member(token.claims(), "azp") == nullptr
             ? "the token does not say to whom it was issued"
             : "";
}

std::string authorized_party_is_us(const VerifiedJwt& token, const Expected& expected) {
  if (json_member(token.claims(), "azp") == nullptr) return "";
  const std::string* party = json_string(token.claims(), "azp");
  return party != nullptr && *party == expected.client_id ? "" : "the token was issued to another client";
}

std::string not_expired(const VerifiedJwt& token, const Expected& expected) {
  const auto expires = numeric_date(token, "exp");
  if (!expires) return "the token does not say when it expires";
  return to_unix(expected.now) < *expires + expected.clock_skew.count() ? "" : "the token has expired";
}

std::string issued_by_now(const VerifiedJwt& token, const Expected& expected) {
  const auto issued = numeric_date(token, "iat");
  if (!issued) return "the token does not say when it was issued";
  return *issued <= to_unix(expected.now) + expected.clock_skew.count() ? ""
                                                                        : "the token comes from the future";
}

std::string issued_for_this_request(const VerifiedJwt& token, const Expected& expected) {
  if (!expected.asked_at) return "";
  const auto issued = numeric_date(token, "iat");
  return issued && *issued >= to_unix(*expected.asked_at) - expected.clock_skew.count()
             ? ""
             : "the token is older than this sign-in";
}

std::string valid_by_now(const VerifiedJwt& token, const Expected& expected) {
  if (json_member(token.claims(), "nbf") == nullptr) return "";
  const auto start = numeric_date(token, "nbf");
  return start && *start <= to_unix(expected.now) + expected.clock_skew.count()
             ? ""
             : "the token is not valid yet";
}

std::string subject_is_usable(const VerifiedJwt& token, const Expected&) {
  const std::string* subject = json_string(token.claims(), "sub");
  const bool usable = subject != nullptr && !subject->empty() && subject->size() <= 255;
  return usable ? "" : "the token does not say whom it is about";
}

std::string nonce_matches(const VerifiedJwt& token, const Expected& expected) {
  if (json_member(token.claims(), "nonce") == nullptr && expected.nonce_may_be_absent) return "";
  const std::string* nonce = json_string(token.claims(), "nonce");
  const bool same = nonce != nullptr && protocol::constant_time_equal(*nonce, expected.nonce);
  return same ? "" : "the token belongs to another sign-in";
}

std::string reached_requested_acr(const VerifiedJwt& token, const Expected& expected) {
  const bool reached = expected.acr_values.empty() || reaches_acr(token.claims(), expected.acr_values);
  return reached ? "" : "the sign-in was weaker than asked for";
}

std::string used_wanted_method(const VerifiedJwt& token, const Expected& expected) {
  const bool used = expected.amr.empty() || names_method(token.claims(), expected.amr);
  return used ? "" : "the person did not prove who they are in the way that was asked for";
}

std::string signed_in_recently(const VerifiedJwt& token, const Expected& expected) {
  if (!expected.max_age) return "";
  const auto signed_in = numeric_date(token, "auth_time");
  if (!signed_in) return "the token does not say when the person signed in";
  const bool recent = is_recent(token.claims(), *expected.max_age, expected.clock_skew, expected.now);
  return recent ? "" : "the person signed in too long ago";
}

std::string signed_in_again(const VerifiedJwt& token, const Expected& expected) {
  if (!expected.newer_than) return "";
  const auto signed_in = numeric_date(token, "auth_time");
  return signed_in && *signed_in > *expected.newer_than ? "" : "the person was not asked to sign in again";
}

std::string access_token_belongs(const VerifiedJwt& token, const Expected& expected) {
  if (json_member(token.claims(), "at_hash") == nullptr) return "";
  const std::string* hash = json_string(token.claims(), "at_hash");
  const bool same =
      hash != nullptr && protocol::constant_time_equal(*hash, protocol::half_hash(expected.access_token));
  return same ? "" : "the access token belongs to another ID token";
}

std::string string_claim(const protocol::Json& claims, std::string_view name) {
  const std::string* value = json_string(claims, name);
  return value == nullptr ? "" : *value;
}

constexpr IdTokenRule kIdTokenRules[] = {
    {"typ", "RFC 8725 3.11", &type_is_jwt},
    {"iss", "OpenID Connect Core 3.1.3.7 (2)", &issuer_matches},
    {"aud", "OpenID Connect Core 3.1.3.7 (3)", &audience_contains_us},
    {"aud_untrusted", "OpenID Connect Core 3.1.3.7 (3)", &audience_is_only_us},
    {"azp_missing", "OpenID Connect Core 3.1.3.7 (4)", &authorized_party_present},
    {"azp", "OpenID Connect Core 3.1.3.7 (5)", &authorized_party_is_us},
    {"exp", "OpenID Connect Core 3.1.3.7 (9)", &not_expired},
    {"iat", "OpenID Connect Core 3.1.3.7 (10)", &issued_by_now},
    {"iat_stale", "OpenID Connect Core 3.1.3.7 (10)", &issued_for_this_request},
    {"nbf", "RFC 7519 4.1.5", &valid_by_now},
    {"sub", "OpenID Connect Core 2", &subject_is_usable},
    {"nonce", "OpenID Connect Core 3.1.3.7 (11)", &nonce_matches},
    {"acr", "OpenID Connect Core 3.1.3.7 (12)", &reached_requested_acr},
    {"amr", "OpenID Connect Core 2; RFC 8176", &used_wanted_method},
    {"auth_time", "OpenID Connect Core 3.1.3.7 (13)", &signed_in_recently},
    {"auth_time_unchanged", "OpenID Connect Core 3.1.2.1, prompt", &signed_in_again},
    {"at_hash", "OpenID Connect Core 3.1.3.8", &access_token_belongs},
};

}  // namespace

std::span<const IdTokenRule> id_token_rules() { return kIdTokenRules; }

std::string IdToken::issuer() const { return string_claim(claims(), "iss"); }
std::string IdToken::subject() const { return string_claim(claims(), "sub"); }
std::optional<std::int64_t> IdToken::auth_time() const { return json_integer(claims(), "auth_time"); }

protocol::Result<IdToken, SignInFailure> validate_id_token(protocol::VerifiedJwt token,
                                                           const IdTokenExpectations& expected,
                                                           std::span<const IdTokenRule> rules) {
  for (const IdTokenRule& rule : rules)
    if (std::string wrong = rule.check(token, expected); !wrong.empty())
      return protocol::fail(
          SignInFailure{SignInFailure::Kind::id_token, std::string(rule.name), std::move(wrong)});
  return IdToken(std::move(token));
}

}  // namespace rp
