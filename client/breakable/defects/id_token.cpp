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
       {},
       id_token_without({"iss"})},
      {"issuer_prefix_enough",
       "an issuer counts as ours if it only begins like it",
       {"IDT-01"},
       {},
       [](WebAppParts& parts) { weaken(parts.safeguards.sign_in.id_token, "iss", &issuer_begins_right); }},
      {"audience_unchecked",
       "an ID token for another client will do",
       {"IDT-04", "IDT-05"},
       {},
       id_token_without({"aud", "aud_untrusted", "azp"})},
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
