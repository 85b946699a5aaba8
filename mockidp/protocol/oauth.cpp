#include "mockidp/protocol/oauth.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "mockidp/protocol/nearest.h"

namespace protocol {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 24> kErrorCodes = {
    "access_denied",
    "consent_required",
    "id_token_does_not_match_session",
    "insufficient_scope",
    "interaction_required",
    "invalid_client",
    "invalid_dpop_proof",
    "invalid_grant",
    "invalid_redirect_uri",
    "invalid_request",
    "invalid_scope",
    "invalid_token",
    "login_required",
    "mfa_required",
    "request_not_supported",
    "request_uri_not_supported",
    "server_error",
    "temporarily_unavailable",
    "unauthorized_client",
    "unmet_authentication_requirements",
    "unsupported_grant_type",
    "unsupported_response_mode",
    "unsupported_response_type",
    "use_dpop_nonce",
};
static_assert(kErrorCodes.size() == static_cast<std::size_t>(ErrorCode::use_dpop_nonce) + 1);

constexpr std::array<std::string_view, 4> kGrantTypes = {"authorization_code", "implicit", "refresh_token",
                                                         "client_credentials"};
static_assert(kGrantTypes.size() == static_cast<std::size_t>(GrantType::client_credentials) + 1);

constexpr std::array<std::string_view, 4> kResponseModes = {"query", "fragment", "form_post",
                                                            "okta_post_message"};
static_assert(kResponseModes.size() == static_cast<std::size_t>(ResponseMode::okta_post_message) + 1);

constexpr std::array<std::string_view, 5> kAuthMethods = {"client_secret_basic", "client_secret_post",
                                                          "client_secret_jwt", "private_key_jwt", "none"};
static_assert(kAuthMethods.size() == static_cast<std::size_t>(TokenEndpointAuthMethod::none) + 1);

template <class Enum, std::size_t N>
std::optional<Enum> find_wire_name(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == text) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(ErrorCode code) { return kErrorCodes.at(static_cast<std::size_t>(code)); }
std::string_view to_string(GrantType grant) { return kGrantTypes.at(static_cast<std::size_t>(grant)); }
std::string_view to_string(ResponseMode mode) { return kResponseModes.at(static_cast<std::size_t>(mode)); }
std::string_view to_string(TokenEndpointAuthMethod method) {
  return kAuthMethods.at(static_cast<std::size_t>(method));
}

std::optional<GrantType> parse_grant_type(std::string_view text) {
  return find_wire_name<GrantType>(kGrantTypes, text);
}
std::optional<ResponseMode> parse_response_mode(std::string_view text) {
  return find_wire_name<ResponseMode>(kResponseModes, text);
}
std::optional<TokenEndpointAuthMethod> parse_auth_method(std::string_view text) {
  return find_wire_name<TokenEndpointAuthMethod>(kAuthMethods, text);
}

std::string to_string(ResponseType type) {
  std::vector<std::string> words;
  if (type.code) words.emplace_back("code");
  if (type.id_token) words.emplace_back("id_token");
  if (type.token) words.emplace_back("token");
  return join_words(words);
}

std::optional<ResponseType> parse_response_type(std::string_view text) {
  ResponseType type;
  const std::vector<std::string> words = split_words(text);
  if (words.empty()) return std::nullopt;
  for (const std::string& word : words) {
    bool* member = word == "code"       ? &type.code
                   : word == "id_token" ? &type.id_token
                   : word == "token"    ? &type.token
                                        : nullptr;
    if (member == nullptr || *member) return std::nullopt;
    *member = true;
  }
  return type;
}

std::string likely_response_type(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string& word : split_words(text)) {
    auto meant = likely_meant({"code", "id_token", "token"}, word);
    if (meant.empty()) return "";
    if (std::find(words.begin(), words.end(), meant) == words.end()) words.push_back(std::move(meant));
  }
  const auto type = parse_response_type(join_words(words));
  return type ? to_string(*type) : "";
}

ResponseMode default_response_mode(ResponseType type) {
  return type.has_tokens() ? ResponseMode::fragment : ResponseMode::query;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!word.empty()) words.emplace_back(word);
    text.remove_prefix(word.size() == text.size() ? word.size() : word.size() + 1);
  }
  return words;
}

std::string join_words(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (&word != &words.front()) text += separator;
    text += word;
  }
  return text;
}

}  // namespace protocol
