#pragma once
// The vocabulary of OAuth 2.0 and OpenID Connect. Knows no HTTP.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace protocol {

// RFC 6749 4.1.2.1, 5.2; OpenID Connect Core 3.1.2.6; RFC 6750 3.1; RFC 9449; and Okta's own.
enum class ErrorCode {
  access_denied,
  consent_required,
  id_token_does_not_match_session,
  insufficient_scope,
  interaction_required,
  invalid_client,
  invalid_dpop_proof,
  invalid_grant,
  invalid_redirect_uri,
  invalid_request,
  invalid_scope,
  invalid_token,
  login_required,
  mfa_required,
  request_not_supported,
  request_uri_not_supported,
  server_error,
  temporarily_unavailable,
  unauthorized_client,
  unmet_authentication_requirements,
  unsupported_grant_type,
  unsupported_response_mode,
  unsupported_response_type,
  use_dpop_nonce,
};
std::string_view to_string(ErrorCode code);

struct OAuthError {
  ErrorCode code = ErrorCode::server_error;
  std::string
      description;  // for the client: printable ASCII without quotes or backslashes beyond Okta's own texts
};

enum class GrantType { authorization_code, implicit, refresh_token, client_credentials };
std::string_view to_string(GrantType grant);
std::optional<GrantType> parse_grant_type(std::string_view text);

enum class ResponseMode { query, fragment, form_post, okta_post_message };
std::string_view to_string(ResponseMode mode);
std::optional<ResponseMode> parse_response_mode(std::string_view text);

// A set of words in any order (OAuth 2.0 Multiple Response Type Encoding Practices). `none` is no such set.
struct ResponseType {
  bool code = false;
  bool id_token = false;
  bool token = false;
  bool has_tokens() const { return id_token || token; }
  bool operator==(const ResponseType& other) const = default;
};
std::string to_string(ResponseType type);  // "code id_token token": in this order
// nullopt: no word at all, another word, or one twice.
std::optional<ResponseType> parse_response_type(std::string_view text);
// What was likely meant by one that is none; "" if that cannot be told.
std::string likely_response_type(std::string_view text);
// Tokens never travel in a query, where servers and histories keep them.
ResponseMode default_response_mode(ResponseType type);

enum class TokenEndpointAuthMethod {
  client_secret_basic,
  client_secret_post,
  client_secret_jwt,
  private_key_jwt,
  none
};
std::string_view to_string(TokenEndpointAuthMethod method);
std::optional<TokenEndpointAuthMethod> parse_auth_method(std::string_view text);

// A space-separated list: scopes, prompts, response types, acr values. Empty items vanish; order stays.
std::vector<std::string> split_words(std::string_view text);
std::string join_words(const std::vector<std::string>& words, std::string_view separator = " ");

}  // namespace protocol
