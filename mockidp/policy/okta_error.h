#pragma once
// One table of Okta's OAuth errors with internal code, status, error and exact description: its public list.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/protocol/oauth.h"

namespace mockidp {

// Named by Okta's internal code, which its System Log shows as outcome.reason.
enum class OktaError {
  access_denied,
  access_token_duplicate,
  access_token_in_query,
  access_token_invalid,
  access_token_invalid_issuer,
  access_token_missing,
  access_token_revoked,
  app_sign_on_required,
  client_credentials_in_query,
  consent_required,
  consent_required_client_credentials,
  feature_not_enabled,
  id_token_does_not_match_session,
  id_token_invalid,
  illegal_custom_scope,
  illegal_duplicated_parameters,
  illegal_origin_browser_request,
  illegal_post_logout_redirect_uri,
  illegal_redirect_uri,
  insufficient_scope,
  invalid_authorization_code,
  invalid_basic_auth_creds,
  invalid_client,
  invalid_client_application_type,
  invalid_client_id,
  invalid_client_secret,
  invalid_max_age,
  invalid_nonce,
  invalid_prompt,
  invalid_prompt_for_zero_max_age,
  invalid_refresh_token,
  invalid_request,
  invalid_scope,
  invalid_state,
  invalid_token_endpoint_auth_method,
  login_required,
  mismatched_authorization_server,
  mismatched_client,
  mismatched_redirect_uri,
  missing_client_credentials,
  missing_scopes,
  missing_token_request_parameter,
  multiple_client_credentials,
  no_default_scopes,
  no_matching_policy,
  no_matching_scope,
  no_scope_allowed,
  openid_not_allowed_client_creds,
  openid_scope_required,
  pkce_invalid_challenge,
  pkce_missing_challenge,
  pkce_missing_challenge_verifier_present,
  pkce_missing_verifier,
  pkce_unsupported_code_challenge_method,
  pkce_verification_failed,
  refresh_scopes_denied,
  request_expired,
  request_missing_token,
  request_not_supported,
  request_uri_not_supported,
  scope_denied,
  server_error,
  system_claim_evaluation_failure,
  temporarily_unavailable,
  token_expired,
  token_request_missing_grant_type,
  too_many_groups_in_groups_claim,
  unauthorized_client,
  unmet_authentication_requirements,
  unsupported_auth_method_browser_request,
  unsupported_auth_method_client_creds,
  unsupported_grant_type,
  unsupported_response_mode,
  unsupported_response_mode_okta_post_message_with_code,
  unsupported_response_mode_query_with_tokens,
  unsupported_response_type,
  user_not_assigned,
  invalid_application_type_client_credentials,
  unsupported_grant_type_client_creds_org_as,
  client_assertion_type_invalid,
  enroll_authenticator_not_allowed,
  invalid_acr_values_for_enroll_authenticator_prompt,
  invalid_enroll_amr_for_none_response_type,
  invalid_max_age_for_enroll_authenticator_prompt,
  invalid_prompt_for_none_response_type,
  invalid_prompt_idp_refresh_without_idp_param,
  invalid_response_type_for_authenticator_enrollment,
  unknown_idp,
  unsupported_api_resource_for_none_response_type,
  unsupported_nonce_for_none_response_type,
  unsupported_scope_for_none_response_type,
  access_token_not_dpop_bound,
  dpop_authentication_scheme_required,
  dpop_proof_already_used,
  dpop_proof_invalid_ath,
  dpop_proof_required_for_token,
  invalid_access_token_dpop_binding,
  invalid_dpop_proof,
  invalid_dpop_proof_invalid_htm,
  invalid_dpop_proof_invalid_htu,
  invalid_dpop_proof_invalid_iat,
  invalid_dpop_proof_invalid_jti,
  invalid_dpop_proof_invalid_jwt,
  invalid_dpop_proof_invalid_public_key_binding,
  invalid_dpop_proof_invalid_signature,
  invalid_dpop_proof_invalid_signature_algorithm,
  invalid_dpop_proof_invalid_type,
  invalid_dpop_proof_jwt_expired,
  invalid_dpop_proof_jwt_issued_in_future,
  invalid_dpop_proof_jwt_too_old,
  invalid_dpop_proof_missing_header,
  invalid_dpop_proof_multiple_headers_not_allowed,
  use_dpop_nonce,
  client_assertion_already_used,
  client_assertion_expiration_required,
  client_assertion_expired_token,
  client_assertion_expires_too_far_in_future,
  client_assertion_invalid_audience,
  client_assertion_invalid_issuer,
  client_assertion_invalid_jwks,
  client_assertion_invalid_jwt,
  client_assertion_invalid_key_use,
  client_assertion_invalid_kid,
  client_assertion_invalid_no_secret,
  client_assertion_invalid_secret_length,
  client_assertion_invalid_signature,
  client_assertion_invalid_signature_algorithm,
  client_assertion_invalid_subject,
  client_assertion_issued_at_in_future,
  client_assertion_jwks_not_configured,
  client_assertion_not_signed_with_signing_key,
};

struct OktaErrorRow {
  std::string_view internal_code;
  int status = 400;  // when answered as JSON
  protocol::ErrorCode error = protocol::ErrorCode::server_error;
  std::string_view description;  // {0}, {1}: filled by the refusal's arguments
};
const OktaErrorRow& okta_error_row(OktaError error);

// Why a request was refused: Okta's error, what fills its text, and for the person who has to fix it – in the
// journal only, never on the wire – which rule decided and the closest thing that would have passed.
struct Refusal {
  OktaError error = OktaError::server_error;
  std::vector<std::string> arguments{};
  std::string decided_by{};
  std::string closest{};
};
protocol::OAuthError to_oauth_error(const Refusal& refusal);
int json_status(const Refusal& refusal);

}  // namespace mockidp
