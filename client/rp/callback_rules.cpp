#include "client/rp/callback_rules.h"

#include "client/rp/discovery.h"

namespace rp {
namespace {

using Kind = SignInFailure::Kind;
using Refusal = std::optional<SignInFailure>;

Refusal state_is_ours(const CallbackSituation& s) {
  if (is_answer_to(s.transaction, s.callback)) return std::nullopt;
  return SignInFailure{Kind::state, "state", "the answer belongs to no sign-in of this browser"};
}

Refusal nothing_is_repeated(const CallbackSituation& s) {
  if (s.callback.repeated().empty()) return std::nullopt;
  return SignInFailure{Kind::callback, "repeated_parameter", "a parameter occurs twice"};
}

Refusal came_in_time(const CallbackSituation& s) {
  const bool in_time = s.now < s.transaction.created_at + s.settings.transaction_lifetime &&
                       s.now + s.settings.clock_skew >= s.transaction.created_at;
  if (in_time) return std::nullopt;
  return SignInFailure{Kind::expired, "transaction_expired", "the sign-in took too long; please start again"};
}

Refusal began_at_this_issuer(const CallbackSituation& s) {
  if (is_configured_issuer(s.transaction.issuer, s.settings)) return std::nullopt;
  return SignInFailure{Kind::callback, "transaction_issuer", "the sign-in began at another issuer"};
}

Refusal iss_parameter_matches(const CallbackSituation& s) {
  const auto refusal = [](const char* wrong) {
    return SignInFailure{Kind::callback, "iss_parameter", wrong};
  };
  const std::string* issuer = s.callback.find("iss");
  if (issuer == nullptr && s.transaction.iss_parameter_promised)
    return refusal("the answer does not name its issuer");
  if (issuer != nullptr && *issuer != s.transaction.issuer)
    return refusal("the answer comes from another issuer");
  return std::nullopt;
}

// A code beside an error would be a mistake or a trick.
Refusal provider_agreed(const CallbackSituation& s) {
  if (!s.callback.has("error")) return std::nullopt;
  return SignInFailure{Kind::provider, presentable(s.callback.get("error")),
                       presentable(s.callback.get("error_description"))};
}

Refusal code_is_there(const CallbackSituation& s) {
  if (!s.callback.get("code").empty()) return std::nullopt;
  return SignInFailure{Kind::callback, "code", "the answer carries no code"};
}

constexpr CallbackRule kCallbackRules[] = {
    {"state", "RFC 6749 10.12", &state_is_ours},
    {"repeated_parameter", "RFC 6749 3.1", &nothing_is_repeated},
    {"transaction_expired", "RFC 9700 4.7", &came_in_time},
    {"transaction_issuer", "RFC 9700 4.4.2", &began_at_this_issuer},
    {"iss_parameter", "RFC 9207 2.4", &iss_parameter_matches},
    {"error", "RFC 6749 4.1.2.1", &provider_agreed},
    {"code", "RFC 6749 4.1.2", &code_is_there},
};

}  // namespace

std::span<const CallbackRule> callback_rules() { return kCallbackRules; }

std::optional<SignInFailure> refuse_callback(const CallbackSituation& situation,
                                             std::span<const CallbackRule> rules) {
  for (const CallbackRule& rule : rules)
    if (auto refused = rule.check(situation)) return refused;
  return std::nullopt;
}

}  // namespace rp
