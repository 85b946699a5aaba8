#include "mockidp/endpoints/oauth/prompt.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "mockidp/directory/authenticator.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {
namespace {

// What enroll_amr_values may name, and the authenticator here that it stands for; "": Okta knows it, and
// there is none.
struct EnrolValue {
  std::string_view value;
  std::string_view key;
};
constexpr EnrolValue kEnrolValues[] = {
    {"pwd", kPasswordKey}, {"kba", kQuestionKey}, {"email", kEmailKey}, {"sms", kPhoneKey},
    {"tel", kPhoneKey},    {"duo", ""},           {"symantec", ""},     {"google_otp", kGoogleOtpKey},
    {"okta_verify", ""},   {"pop", ""},           {"oath_otp", ""},     {"rsa", ""},
    {"yubikey", ""},       {"otp", ""},           {"fed", ""}};

bool is_enrol_value(std::string_view word) {
  return std::any_of(std::begin(kEnrolValues), std::end(kEnrolValues),
                     [&](const EnrolValue& one) { return one.value == word; });
}

std::vector<std::string> active_keys(const Directory& directory, const std::vector<std::string>& values) {
  std::vector<std::string> keys;
  for (const auto& [value, key] : kEnrolValues)
    if (has_word(values, value) && directory.authenticator(key) != nullptr && !has_word(keys, key))
      keys.emplace_back(key);
  return keys;
}

Refusal refuse_prompt(std::string decided_by, std::string closest = {}) {
  return {.error = OktaError::invalid_prompt,
          .arguments = {"none, login, consent, enroll_authenticator"},
          .decided_by = std::move(decided_by),
          .closest = std::move(closest)};
}

Refusal refuse_unknown_prompt(const std::string& word) {
  return refuse_prompt("no such prompt: " + word,
                       protocol::likely_meant({"none", "login", "consent", "enroll_authenticator"}, word));
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
    } else if (word == "enroll_authenticator") {
      continue;  // parse_enrolment() has judged it
    } else if (word == "idp_refresh" && params.get("idp").empty()) {
      return protocol::fail(Refusal{.error = OktaError::invalid_prompt_idp_refresh_without_idp_param});
    } else if (word != "idp_refresh") {
      return protocol::fail(refuse_unknown_prompt(word));
    }
  }
  if (prompt.none && words.size() > 1)  // OpenID Connect Core 3.1.2.1
    return protocol::fail(refuse_prompt("prompt=none goes with no other"));
  if (std::set<std::string_view>(words.begin(), words.end()).size() < words.size())
    return protocol::fail(refuse_prompt("a prompt is given twice"));
  return prompt;
}

protocol::Result<std::vector<std::string>, Refusal> parse_enrolment(const Directory& directory,
                                                                    const protocol::Params& params) {
  const auto prompts = protocol::split_words(params.get("prompt"));
  const bool enrols = has_word(prompts, "enroll_authenticator");
  const bool wants_nothing = params.get("response_type") == "none";
  if (!enrols && !wants_nothing) return std::vector<std::string>();
  const auto refuse = [](OktaError error) { return protocol::fail(Refusal{.error = error}); };
  if (!enrols) return refuse(OktaError::invalid_prompt_for_none_response_type);
  if (!wants_nothing) return refuse(OktaError::invalid_response_type_for_authenticator_enrollment);
  if (prompts.size() > 1)
    return protocol::fail(refuse_prompt("prompt=enroll_authenticator goes with no other"));
  if (params.get("acr_values") != "urn:okta:loa:2fa:any:ifpossible")
    return refuse(OktaError::invalid_acr_values_for_enroll_authenticator_prompt);
  if (params.get("max_age") != "0") return refuse(OktaError::invalid_max_age_for_enroll_authenticator_prompt);
  const auto values = protocol::split_words(params.get("enroll_amr_values"));
  if (values.empty() || !std::all_of(values.begin(), values.end(), is_enrol_value))
    return refuse(OktaError::invalid_enroll_amr_for_none_response_type);
  if (has_value(params, "scope")) return refuse(OktaError::unsupported_scope_for_none_response_type);
  if (has_value(params, "nonce")) return refuse(OktaError::unsupported_nonce_for_none_response_type);
  if (has_value(params, "resource"))
    return refuse(OktaError::unsupported_api_resource_for_none_response_type);
  auto keys = active_keys(directory, values);
  if (!keys.empty()) return keys;
  return protocol::fail(Refusal{.error = OktaError::enroll_authenticator_not_allowed,
                                .decided_by = "authenticators of the org, which are none of these"});
}

}  // namespace mockidp
