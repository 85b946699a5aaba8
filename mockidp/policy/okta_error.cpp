#include "mockidp/policy/okta_error.h"

#include <array>
#include <cstddef>

namespace mockidp {
namespace {

using protocol::ErrorCode;

// In the order of the enumerators. The texts are Okta's to the letter, two full stops and all: clients match
// on them.
constexpr std::array kRows = {
    OktaErrorRow{"access_denied", 403, ErrorCode::access_denied,
                 "The resource owner or authorization server denied the request."},
    OktaErrorRow{
        "access_token_duplicate", 400, ErrorCode::invalid_request,
        "The access token cannot be specified in both the Authorization header and the request-body."},
    OktaErrorRow{"access_token_in_query", 400, ErrorCode::invalid_request,
                 "The access token cannot be presented in a query string."},
    OktaErrorRow{"access_token_invalid", 401, ErrorCode::invalid_token, "The access token is invalid."},
    OktaErrorRow{"access_token_invalid_issuer", 401, ErrorCode::invalid_token,
                 "The access token provided has an invalid issuer."},
    OktaErrorRow{"access_token_missing", 401, ErrorCode::invalid_request, "The access token is missing."},
    OktaErrorRow{"access_token_revoked", 401, ErrorCode::invalid_token, "The access token has been revoked."},
    OktaErrorRow{"app_sign_on_required", 400, ErrorCode::login_required,
                 "The client specified not to prompt, but the client app requires re-authentication or MFA."},
    OktaErrorRow{"client_credentials_in_query", 400, ErrorCode::invalid_request,
                 "Client credentials cannot be supplied via query parameters."},
    OktaErrorRow{"consent_required", 400, ErrorCode::consent_required,
                 "The following scopes require user consent: [{0}]."},
    OktaErrorRow{"consent_required_client_credentials", 400, ErrorCode::consent_required,
                 "The following scopes require user consent and cannot be granted for the client credentials "
                 "grant type: [{0}]."},
    OktaErrorRow{"feature_not_enabled", 403, ErrorCode::server_error,
                 "The requested feature is not enabled in this environment."},
    OktaErrorRow{"id_token_does_not_match_session", 400, ErrorCode::id_token_does_not_match_session,
                 "The ID token subject does not match the current session's user."},
    OktaErrorRow{"id_token_invalid", 401, ErrorCode::invalid_token, "The id token is invalid."},
    OktaErrorRow{"illegal_custom_scope", 400, ErrorCode::invalid_scope,
                 "Custom scopes are not allowed for this request."},
    OktaErrorRow{"illegal_duplicated_parameters", 400, ErrorCode::invalid_request,
                 "Duplicate parameter provided in request. Duplicated parameters: [{0}]."},
    OktaErrorRow{
        "illegal_origin_browser_request", 400, ErrorCode::invalid_request,
        "Browser requests to the token endpoint must be part of at least one whitelisted redirect_uri."},
    OktaErrorRow{
        "illegal_post_logout_redirect_uri", 400, ErrorCode::invalid_request,
        "The 'post_logout_redirect_uri' parameter must be a Logout redirect URI in the client app settings."},
    OktaErrorRow{"illegal_redirect_uri", 400, ErrorCode::invalid_request,
                 "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings."},
    OktaErrorRow{"insufficient_scope", 403, ErrorCode::insufficient_scope, "Insufficient scope"},
    OktaErrorRow{"invalid_authorization_code", 400, ErrorCode::invalid_grant,
                 "The authorization code is invalid or has expired."},
    OktaErrorRow{"invalid_basic_auth_creds", 401, ErrorCode::invalid_client,
                 "Found Authentication header but was not valid client credentials."},
    OktaErrorRow{"invalid_client", 401, ErrorCode::invalid_client,
                 "Client authentication failed. Either the client or the client credentials are invalid."},
    OktaErrorRow{
        "invalid_client_application_type", 400, ErrorCode::invalid_request,
        "Clients with 'application_type' of 'service' are not allowed to access the '{0}' endpoint."},
    OktaErrorRow{"invalid_client_id", 401, ErrorCode::invalid_client,
                 "Invalid value for 'client_id' parameter."},
    OktaErrorRow{"invalid_client_secret", 401, ErrorCode::invalid_client,
                 "The client secret supplied for a confidential client is invalid."},
    OktaErrorRow{"invalid_max_age", 400, ErrorCode::invalid_request,
                 "Invalid value for 'max_age' parameter. It should be within range 0 - 2^31-1."},
    OktaErrorRow{"invalid_nonce", 400, ErrorCode::invalid_request,
                 "The 'nonce' parameter is required for authorize requests with either the 'id_token' or "
                 "'token' response types.."},
    OktaErrorRow{"invalid_prompt", 400, ErrorCode::invalid_request,
                 "Invalid value for 'prompt' parameter. Supported values: [{0}]"},
    OktaErrorRow{"invalid_prompt_for_zero_max_age", 400, ErrorCode::invalid_request,
                 "'prompt' parameter must not have the value 'none' for request with 'zero' as max_age."},
    OktaErrorRow{"invalid_refresh_token", 400, ErrorCode::invalid_grant,
                 "The refresh token is invalid or expired."},
    OktaErrorRow{"invalid_request", 400, ErrorCode::invalid_request, "Invalid request"},
    OktaErrorRow{"invalid_scope", 400, ErrorCode::invalid_scope,
                 "The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the "
                 "resource owner."},
    OktaErrorRow{"invalid_state", 400, ErrorCode::invalid_request,
                 "The authentication request has an invalid 'state' parameter."},
    OktaErrorRow{"invalid_token_endpoint_auth_method", 401, ErrorCode::invalid_client,
                 "Client authentication failed. Either the client or the client credentials are invalid."},
    OktaErrorRow{"login_required", 400, ErrorCode::login_required,
                 "The client specified not to prompt, but the user is not logged in."},
    OktaErrorRow{"mismatched_authorization_server", 400, ErrorCode::invalid_request,
                 "The grant was issued for another authorization server."},
    OktaErrorRow{"mismatched_client", 400, ErrorCode::invalid_grant,
                 "The grant was issued to another client. Please make sure the 'client_id' matches the one "
                 "used at the authorize request."},
    OktaErrorRow{"mismatched_redirect_uri", 400, ErrorCode::invalid_grant,
                 "The 'redirect_uri' does not match the redirection URI used in the authorization request."},
    OktaErrorRow{"missing_client_credentials", 401, ErrorCode::invalid_client,
                 "No client credentials found."},
    OktaErrorRow{"missing_scopes", 400, ErrorCode::invalid_scope, "No scopes were requested."},
    OktaErrorRow{"missing_token_request_parameter", 400, ErrorCode::invalid_request,
                 "The required parameter '{0}' is missing."},
    OktaErrorRow{
        "multiple_client_credentials", 401, ErrorCode::invalid_request,
        "Cannot supply multiple client credentials. Use one of the following: credentials in the "
        "Authorization header, credentials in the post body, or a client_assertion in the post body."},
    OktaErrorRow{"no_default_scopes", 400, ErrorCode::invalid_scope,
                 "The authorization server resource does not have any configured default scopes, 'scope' "
                 "must be provided."},
    OktaErrorRow{"no_matching_policy", 401, ErrorCode::access_denied,
                 "Policy evaluation failed for this request, please check the policy configurations."},
    OktaErrorRow{"no_matching_scope", 400, ErrorCode::invalid_scope,
                 "One or more scopes are not configured for the authorization server resource."},
    OktaErrorRow{"no_scope_allowed", 400, ErrorCode::access_denied,
                 "Policy evaluation succeeded, but all the requested scopes were rejected."},
    OktaErrorRow{"openid_not_allowed_client_creds", 400, ErrorCode::invalid_scope,
                 "Cannot request 'openid' scopes using client credentials."},
    OktaErrorRow{"openid_scope_required", 400, ErrorCode::invalid_scope,
                 "Requests for ID tokens or access tokens with OpenID scopes require the 'openid' scope."},
    OktaErrorRow{"pkce_invalid_challenge", 400, ErrorCode::invalid_request,
                 "PKCE code challenge contains illegal characters."},
    OktaErrorRow{"pkce_missing_challenge", 400, ErrorCode::invalid_request,
                 "PKCE code challenge is required by the application."},
    OktaErrorRow{"pkce_missing_challenge_verifier_present", 400, ErrorCode::invalid_request,
                 "PKCE code challenge should be specified in the authorize request for code verification."},
    OktaErrorRow{"pkce_missing_verifier", 400, ErrorCode::invalid_request,
                 "PKCE code verifier is required by the application."},
    OktaErrorRow{"pkce_unsupported_code_challenge_method", 400, ErrorCode::invalid_request,
                 "PKCE code challenge method is not supported. Valid values: [{0}]"},
    OktaErrorRow{"pkce_verification_failed", 400, ErrorCode::invalid_grant, "PKCE verification failed."},
    OktaErrorRow{
        "refresh_scopes_denied", 400, ErrorCode::access_denied,
        "Some of the scopes requested for the refresh request were not granted in the original authorize "
        "request. Denied scopes: {0}."},
    OktaErrorRow{"request_expired", 400, ErrorCode::login_required,
                 "Request expired, please start over and try again."},
    OktaErrorRow{"request_missing_token", 400, ErrorCode::invalid_request,
                 "The 'token' parameter is required."},
    OktaErrorRow{"request_not_supported", 400, ErrorCode::request_not_supported,
                 "The authorize request object is not supported by this client."},
    OktaErrorRow{"request_uri_not_supported", 400, ErrorCode::request_uri_not_supported,
                 "The authorize request uri is not supported by this client."},
    OktaErrorRow{"scope_denied", 400, ErrorCode::access_denied,
                 "Some of the requested scopes were denied by the policy. Denied scopes: [{0}]."},
    OktaErrorRow{"server_error", 500, ErrorCode::server_error,
                 "The authorization server encountered an unexpected condition that prevented it from "
                 "fulfilling the request."},
    OktaErrorRow{"system_claim_evaluation_failure", 400, ErrorCode::server_error,
                 "The '{0}' system claim could not be evaluated."},
    OktaErrorRow{"temporarily_unavailable", 400, ErrorCode::temporarily_unavailable,
                 "The authorization server is currently unable to handle the request due to a temporary "
                 "overloading or maintenance of the server."},
    OktaErrorRow{"token_expired", 401, ErrorCode::invalid_token, "The token has expired."},
    OktaErrorRow{"token_request_missing_grant_type", 400, ErrorCode::invalid_request,
                 "The token request must specify a 'grant_type'. Valid values: [{0}]"},
    OktaErrorRow{"too_many_groups_in_groups_claim", 400, ErrorCode::server_error,
                 "The groups claim matched too many groups and must be configured to match fewer groups."},
    OktaErrorRow{
        "unauthorized_client", 400, ErrorCode::unauthorized_client,
        "The client is not authorized to use the provided grant type. Configured grant types: [{0}]."},
    OktaErrorRow{"unmet_authentication_requirements", 400, ErrorCode::unmet_authentication_requirements,
                 "Unable to meet the authentication requirements imposed by 'acr_values' parameter."},
    OktaErrorRow{"unsupported_auth_method_browser_request", 401, ErrorCode::invalid_client,
                 "Browser requests to the token endpoint must use Proof Key for Code Exchange."},
    OktaErrorRow{"unsupported_auth_method_client_creds", 401, ErrorCode::invalid_client,
                 "Client Credentials requests to the Org Authorization Server must use the private_key_jwt "
                 "token_endpoint_auth_method."},
    OktaErrorRow{"unsupported_grant_type", 400, ErrorCode::unsupported_grant_type,
                 "The authorization grant type is not supported by the authorization server. Configured "
                 "grant types: [{0}]."},
    OktaErrorRow{"unsupported_response_mode", 400, ErrorCode::unsupported_response_mode,
                 "The response mode is not supported by the authorization server. Valid response modes: "
                 "[query, fragment, form_post, okta_post_message]."},
    OktaErrorRow{"unsupported_response_mode_okta_post_message_with_code", 400,
                 ErrorCode::unsupported_response_mode,
                 "'okta_post_message' response mode cannot be used with the 'code' response type."},
    OktaErrorRow{
        "unsupported_response_mode_query_with_tokens", 400, ErrorCode::unsupported_response_mode,
        "'query' response mode cannot be used with either the 'id_token' or 'token' response types."},
    OktaErrorRow{
        "unsupported_response_type", 400, ErrorCode::unsupported_response_type,
        "The response type is not supported by the authorization server. Configured response types: [{0}]."},
    OktaErrorRow{"user_not_assigned", 400, ErrorCode::access_denied,
                 "User is not assigned to the client application."},
    OktaErrorRow{"invalid_application_type_client_credentials", 401, ErrorCode::invalid_client,
                 "Only clients with 'application_type' of 'service' may use the client_credentials "
                 "'grant_type' with the Org Authorization Server."},
    OktaErrorRow{"unsupported_grant_type_client_creds_org_as", 400, ErrorCode::unsupported_grant_type,
                 "'client_credentials' grant type can only be used with a custom authorization server."},
    OktaErrorRow{"client_assertion_type_invalid", 400, ErrorCode::invalid_request,
                 "The client_assertion_type is invalid."},
    OktaErrorRow{
        "enroll_authenticator_not_allowed", 403, ErrorCode::access_denied,
        "Authenticator enrollment is not allowed at this time. Please contact support for assistance."},
    OktaErrorRow{"invalid_acr_values_for_enroll_authenticator_prompt", 400, ErrorCode::invalid_request,
                 "'acr_values' parameter must have the value 'urn:okta:loa:2fa:any:ifpossible' for request "
                 "with 'enroll_authenticator' as prompt."},
    OktaErrorRow{"invalid_enroll_amr_for_none_response_type", 400, ErrorCode::invalid_request,
                 "'enroll_amr_values' parameter must have valid space delimited authenticators list for "
                 "request with 'none' as response_type."},
    OktaErrorRow{
        "invalid_max_age_for_enroll_authenticator_prompt", 400, ErrorCode::invalid_request,
        "'max_age' parameter must have the value '0' for request with 'enroll_authenticator' as prompt."},
    OktaErrorRow{"invalid_prompt_for_none_response_type", 400, ErrorCode::invalid_request,
                 "'prompt' parameter must have the value 'enroll_authenticator' for request with 'none' as "
                 "response_type."},
    OktaErrorRow{"invalid_prompt_idp_refresh_without_idp_param", 400, ErrorCode::invalid_request,
                 "The 'prompt' parameter value 'idp_refresh' requires the 'idp' parameter to be specified."},
    OktaErrorRow{"invalid_response_type_for_authenticator_enrollment", 400, ErrorCode::invalid_request,
                 "Authenticator enrollment requires 'none' response_type."},
    OktaErrorRow{"unknown_idp", 400, ErrorCode::invalid_request, "Identity provider is not valid."},
    OktaErrorRow{"unsupported_api_resource_for_none_response_type", 400, ErrorCode::invalid_request,
                 "'resource' parameter is not supported for request with 'none' as response_type."},
    OktaErrorRow{"unsupported_nonce_for_none_response_type", 400, ErrorCode::invalid_request,
                 "'nonce' parameter is not supported for request with 'none' as response_type."},
    OktaErrorRow{"unsupported_scope_for_none_response_type", 400, ErrorCode::invalid_request,
                 "'scope' parameter is not supported for request with 'none' as response_type."},
    OktaErrorRow{"access_token_not_dpop_bound", 401, ErrorCode::invalid_token,
                 "The presented access_token is not DPoP bound."},
    OktaErrorRow{
        "dpop_authentication_scheme_required", 400, ErrorCode::invalid_request,
        "The resource request must use the DPoP authentication scheme when using a DPoP bound token."},
    OktaErrorRow{"dpop_proof_already_used", 400, ErrorCode::invalid_dpop_proof,
                 "The DPoP proof JWT has already been used."},
    OktaErrorRow{"dpop_proof_invalid_ath", 400, ErrorCode::invalid_dpop_proof,
                 "'ath' claim in the DPoP proof does not match the presented access_token."},
    OktaErrorRow{"dpop_proof_required_for_token", 400, ErrorCode::invalid_request,
                 "The resource request requires a DPoP proof."},
    OktaErrorRow{"invalid_access_token_dpop_binding", 400, ErrorCode::invalid_dpop_proof,
                 "The access_token is not bound to the provided DPoP proof."},
    OktaErrorRow{"invalid_dpop_proof", 400, ErrorCode::invalid_dpop_proof, "The DPoP proof JWT is invalid."},
    OktaErrorRow{"invalid_dpop_proof_invalid_htm", 400, ErrorCode::invalid_dpop_proof,
                 "'htm' claim in the DPoP proof JWT is invalid."},
    OktaErrorRow{"invalid_dpop_proof_invalid_htu", 400, ErrorCode::invalid_dpop_proof,
                 "'htu' claim in the DPoP proof JWT is invalid."},
    OktaErrorRow{"invalid_dpop_proof_invalid_iat", 400, ErrorCode::invalid_dpop_proof,
                 "'iat' claim in the DPoP proof JWT is invalid."},
    OktaErrorRow{"invalid_dpop_proof_invalid_jti", 400, ErrorCode::invalid_dpop_proof,
                 "'jti' claim in the DPoP proof JWT is invalid."},
    OktaErrorRow{"invalid_dpop_proof_invalid_jwt", 400, ErrorCode::invalid_dpop_proof,
                 "The DPoP proof JWT cannot be parsed."},
    OktaErrorRow{"invalid_dpop_proof_invalid_public_key_binding", 400, ErrorCode::invalid_dpop_proof,
                 "Invalid DPoP Public Key binding in refresh token"},
    OktaErrorRow{"invalid_dpop_proof_invalid_signature", 400, ErrorCode::invalid_dpop_proof,
                 "The DPoP proof JWT signature is invalid."},
    OktaErrorRow{"invalid_dpop_proof_invalid_signature_algorithm", 400, ErrorCode::invalid_dpop_proof,
                 "The DPoP proof JWT signature algorithm is invalid."},
    OktaErrorRow{"invalid_dpop_proof_invalid_type", 400, ErrorCode::invalid_dpop_proof,
                 "'typ' must be 'dpop+jwt' in the DPoP proof JWT."},
    OktaErrorRow{"invalid_dpop_proof_jwt_expired", 400, ErrorCode::invalid_dpop_proof,
                 "The DPoP proof JWT is expired."},
    OktaErrorRow{"invalid_dpop_proof_jwt_issued_in_future", 400, ErrorCode::invalid_dpop_proof,
                 "The DPoP proof JWT is issued in the future."},
    OktaErrorRow{"invalid_dpop_proof_jwt_too_old", 400, ErrorCode::invalid_dpop_proof,
                 "The DPoP proof JWT is issued more than five minutes in the past."},
    OktaErrorRow{"invalid_dpop_proof_missing_header", 400, ErrorCode::invalid_dpop_proof,
                 "The DPoP proof JWT header is missing."},
    OktaErrorRow{"invalid_dpop_proof_multiple_headers_not_allowed", 400, ErrorCode::invalid_dpop_proof,
                 "Multiple DPoP proof JWT headers are not allowed."},
    OktaErrorRow{"use_dpop_nonce", 400, ErrorCode::use_dpop_nonce,
                 "Authorization server requires nonce in DPoP proof."},
    OktaErrorRow{"client_assertion_already_used", 401, ErrorCode::invalid_client,
                 "The client_assertion token has already been used."},
    OktaErrorRow{"client_assertion_expiration_required", 401, ErrorCode::invalid_client,
                 "The client_assertion must contain the 'exp' claim as seconds since epoch."},
    OktaErrorRow{"client_assertion_expired_token", 401, ErrorCode::invalid_client,
                 "The client_assertion token is expired."},
    OktaErrorRow{"client_assertion_expires_too_far_in_future", 401, ErrorCode::invalid_client,
                 "The client_assertion token has an expiration too far into the future."},
    OktaErrorRow{"client_assertion_invalid_audience", 401, ErrorCode::invalid_client,
                 "The audience claim for client_assertion must be the endpoint invoked for the request."},
    OktaErrorRow{"client_assertion_invalid_issuer", 401, ErrorCode::invalid_client,
                 "The issuer claim for client_assertion is not a valid client_id."},
    OktaErrorRow{"client_assertion_invalid_jwks", 401, ErrorCode::invalid_client,
                 "The client JWKSet is invalid."},
    OktaErrorRow{"client_assertion_invalid_jwt", 401, ErrorCode::invalid_client,
                 "The parsing of the client_assertion failed."},
    OktaErrorRow{"client_assertion_invalid_key_use", 401, ErrorCode::invalid_client,
                 "The public key being used for client assertion has an invalid 'use' parameter. Valid "
                 "values for the 'use' parameter are {0}."},
    OktaErrorRow{"client_assertion_invalid_kid", 401, ErrorCode::invalid_client,
                 "The client_assertion JWT kid is invalid."},
    OktaErrorRow{"client_assertion_invalid_no_secret", 401, ErrorCode::invalid_client,
                 "The issuer and subject claim for client_assertion is invalid because the client does not "
                 "have a client secret."},
    OktaErrorRow{"client_assertion_invalid_secret_length", 401, ErrorCode::invalid_client,
                 "The client secret is too short to verify a JWT HMAC."},
    OktaErrorRow{"client_assertion_invalid_signature", 401, ErrorCode::invalid_client,
                 "The client_assertion signature is invalid."},
    OktaErrorRow{"client_assertion_invalid_signature_algorithm", 401, ErrorCode::invalid_client,
                 "The client_assertion JWT signature algorithm is invalid."},
    OktaErrorRow{"client_assertion_invalid_subject", 401, ErrorCode::invalid_client,
                 "The subject claim for client_assertion is not a valid client_id."},
    OktaErrorRow{"client_assertion_issued_at_in_future", 401, ErrorCode::invalid_client,
                 "The client_assertion token must be issued before the current time."},
    OktaErrorRow{"client_assertion_jwks_not_configured", 401, ErrorCode::invalid_client,
                 "The client does not have a JWKSet configured, but the client_assertion requires one."},
    OktaErrorRow{"client_assertion_not_signed_with_signing_key", 401, ErrorCode::invalid_client,
                 "The client_assertion JWT needs to be signed using a signing key."},
};
static_assert(kRows.size() ==
              static_cast<std::size_t>(OktaError::client_assertion_not_signed_with_signing_key) + 1);

// Puts the arguments where the text says {0}, {1}, …; what no argument is given for stays empty.
std::string fill_in(std::string_view text, const std::vector<std::string>& arguments) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hole = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
    if (!hole) {
      filled += text[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(text[i + 1] - '0');
    if (index < arguments.size()) filled += arguments[index];
    i += 2;
  }
  return filled;
}

// RFC 6749 5.2 allows printable ASCII but quotes and backslashes; an argument may repeat what a request sent.
std::string as_description(std::string text) {
  for (auto& c : text)
    if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') c = '?';
  return text;
}

}  // namespace

const OktaErrorRow& okta_error_row(OktaError error) { return kRows.at(static_cast<std::size_t>(error)); }

protocol::OAuthError to_oauth_error(const Refusal& refusal) {
  const auto& row = okta_error_row(refusal.error);
  return {row.error, as_description(fill_in(row.description, refusal.arguments))};
}

int json_status(const Refusal& refusal) { return okta_error_row(refusal.error).status; }

}  // namespace mockidp
