#include "mockidp/endpoints/oauth/prompt.h"

#include <algorithm>
#include <vector>

#include "mockidp/protocol/oauth.h"

namespace mockidp {
namespace {

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Refusal refuse_prompt() {
  return {.error = OktaError::invalid_prompt, .arguments = {"none, login, consent, enroll_authenticator"}};
}

}  // namespace

protocol::Result<Prompt, Refusal> parse_prompt(const protocol::Params& params) {
  const std::vector<std::string> words = protocol::split_words(params.get("prompt"));
  Prompt prompt;
  for (const std::string& word : words) {
    if (word == "none") {
      prompt.none = true;
    } else if (word == "login") {
      prompt.login = true;
    } else if (word == "consent") {
      prompt.consent = true;
    } else if (word == "idp_refresh" && params.get("idp").empty()) {
      return protocol::fail(Refusal{.error = OktaError::invalid_prompt_idp_refresh_without_idp_param});
    } else if (word != "idp_refresh") {
      return protocol::fail(refuse_prompt());
    }
  }
  if (prompt.none && words.size() > 1) return protocol::fail(refuse_prompt());  // OpenID Connect Core 3.1.2.1
  return prompt;
}

std::optional<Refusal> decide_enrolment(const protocol::Params& params) {
  const bool enrols = has_word(protocol::split_words(params.get("prompt")), "enroll_authenticator");
  const bool wants_nothing = params.get("response_type") == "none";
  if (!enrols && !wants_nothing) return std::nullopt;
  const auto refuse = [](OktaError error) { return Refusal{.error = error}; };
  if (!enrols) return refuse(OktaError::invalid_prompt_for_none_response_type);
  if (!wants_nothing) return refuse(OktaError::invalid_response_type_for_authenticator_enrollment);
  if (params.get("acr_values") != "urn:okta:loa:2fa:any:ifpossible")
    return refuse(OktaError::invalid_acr_values_for_enroll_authenticator_prompt);
  if (params.get("max_age") != "0") return refuse(OktaError::invalid_max_age_for_enroll_authenticator_prompt);
  if (params.get("enroll_amr_values").empty())
    return refuse(OktaError::invalid_enroll_amr_for_none_response_type);
  if (params.has("scope")) return refuse(OktaError::unsupported_scope_for_none_response_type);
  if (params.has("nonce")) return refuse(OktaError::unsupported_nonce_for_none_response_type);
  Refusal refusal = refuse(OktaError::enroll_authenticator_not_allowed);
  refusal.decided_by = "no authenticator can be enrolled here";
  return refusal;
}

}  // namespace mockidp
