// IDT: the claims of an ID token.
#include <nlohmann/json.hpp>

#include "client/breakable/defect.h"
#include "client/breakable/leave_out.h"

namespace breakable::defects {

namespace {

using Names = std::initializer_list<std::string_view>;

BreakWebApp id_token_without(Names names) {
  return [rules = std::vector<std::string_view>(names)](WebAppParts& parts) {
    for (const auto rule : rules) leave_out(parts.safeguards.sign_in.id_token, {rule});
  };
}

bool has(const protocol::VerifiedJwt& token, std::string_view claim) {
  return protocol::json_member(token.claims(), claim) != nullptr;
}

const rp::IdTokenRule& correct(std::string_view name) {
  for (const auto& rule : rp::id_token_rules())
    if (rule.name == name) return rule;
  throw std::logic_error("there is no rule " + std::string(name));
}

// A check that keeps quiet where the claim is missing.
template <const char* claim>
std::string only_if_present(const protocol::VerifiedJwt& token, const rp::IdTokenExpectations& expected) {
  return has(token, claim) ? correct(claim).check(token, expected) : "";
}

constexpr char kAudience[] = "aud";
constexpr char kNonce[] = "nonce";

std::string issuer_begins_right(const protocol::VerifiedJwt& token, const rp::IdTokenExpectations& expected) {
  const auto* issuer = protocol::json_string(token.claims(), "iss");
  return issuer != nullptr && issuer->starts_with(expected.issuer) ? ""
                                                                   : "the token comes from another issuer";
}

std::string nonce_begins_right(const protocol::VerifiedJwt& token, const rp::IdTokenExpectations& expected) {
  const auto* nonce = protocol::json_string(token.claims(), "nonce");
  if (nonce == nullptr && expected.nonce_may_be_absent) return "";
  return nonce != nullptr && nonce->starts_with(expected.nonce) ? "" : "the token belongs to another sign-in";
}

std::string audience_begins_right(const protocol::VerifiedJwt& token,
                                  const rp::IdTokenExpectations& expected) {
  const auto* audience = protocol::json_string(token.claims(), "aud");
  return audience != nullptr && audience->starts_with(expected.client_id)
             ? ""
             : "the token is meant for another client";
}

// A clock that may be wrong by a week.
std::string expired_last_week(const protocol::VerifiedJwt& token, const rp::IdTokenExpectations& expected) {
  auto generous = expected;
  generous.clock_skew = std::chrono::hours(7 * 24);
  return correct("exp").check(token, generous);
}

std::string subject_is_text(const protocol::VerifiedJwt& token, const rp::IdTokenExpectations&) {
  return protocol::json_string(token.claims(), "sub") != nullptr ? "" : "the token names nobody";
}

void believe_empty_subject(WebAppParts& parts) {
  weaken(parts.safeguards.sign_in.id_token, "sub", &subject_is_text);
  parts.safeguards.sign_in.userinfo = [](const protocol::Json& claims, const std::string& subject) {
    return subject.empty() || rp::speaks_about(claims, subject);
  };
}

void believe_any_subject(WebAppParts& parts) {
  leave_out(parts.safeguards.sign_in.id_token, {"sub"});
  parts.safeguards.sign_in.userinfo = [](const auto&, const auto&) { return true; };
}

}  // namespace

std::vector<Defect> id_token() {
  return {
      {"issuer_unchecked",
       "the ID token may come from any issuer",
       {"IDT-01"},
       {"RT-09"},
       id_token_without({"iss"})},
      {"issuer_prefix_enough",
       "an issuer counts as ours if it only begins like it",
       {"IDT-01"},
       {},
       [](WebAppParts& parts) { weaken(parts.safeguards.sign_in.id_token, "iss", &issuer_begins_right); }},
      {"audience_unchecked",
       "an ID token for another client will do",
       {"IDT-04", "IDT-05"},
       {"RT-09"},
       id_token_without({"aud", "aud_untrusted", "azp"})},
      {"audience_prefix_enough",
       "a client counts as ours if its name only begins like it",
       {"IDT-04"},
       {},
       [](WebAppParts& parts) {
         leave_out(parts.safeguards.sign_in.id_token, {"aud_untrusted"});
         weaken(parts.safeguards.sign_in.id_token, "aud", &audience_begins_right);
       }},
      {"missing_audience_forgiven",
       "an ID token for nobody in particular will do",
       {"IDT-05"},
       {},
       [](WebAppParts& parts) {
         weaken(parts.safeguards.sign_in.id_token, "aud", &only_if_present<kAudience>);
       }},
      {"expiry_unchecked",
       "an ID token never expires",
       {"IDT-09"},
       {},
       id_token_without({"exp", "iat_stale"})},
      {"expiry_forgiven_for_a_week",
       "an ID token that expired less than a week ago will do",
       {"IDT-09"},
       {},
       [](WebAppParts& parts) {
         leave_out(parts.safeguards.sign_in.id_token, {"iat_stale"});
         weaken(parts.safeguards.sign_in.id_token, "exp", &expired_last_week);
       }},
      {"empty_subject_believed",
       "an empty subject counts as somebody",
       {"IDT-16"},
       {},
       believe_empty_subject},
      {"subject_unchecked",
       "an ID token need not say whom it is about",
       {"IDT-16"},
       {"UI-01"},
       believe_any_subject},
      {"nonce_unchecked",
       "the nonce is sent and never compared",
       {"IDT-17", "IDT-18"},
       {"IDT-19"},
       id_token_without({"nonce"})},
      {"nonce_prefix_enough",
       "a nonce counts as ours if it only begins like it",
       {"IDT-17"},
       {},
       [](WebAppParts& parts) { weaken(parts.safeguards.sign_in.id_token, "nonce", &nonce_begins_right); }},
      {"missing_nonce_forgiven",
       "an ID token without a nonce will do",
       {"IDT-18"},
       {},
       [](WebAppParts& parts) {
         weaken(parts.safeguards.sign_in.id_token, "nonce", &only_if_present<kNonce>);
       }},
      {"replay_unnoticed",
       "nothing ties an ID token to this sign-in: neither nonce nor time nor access token",
       {"IDT-17", "IDT-18", "IDT-19"},
       {},
       id_token_without({"nonce", "iat_stale", "at_hash"})},
  };
}

}  // namespace breakable::defects
