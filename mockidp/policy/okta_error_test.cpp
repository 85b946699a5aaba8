#include "mockidp/policy/okta_error.h"

#include <set>

#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::ErrorCode;

namespace {

constexpr auto kLastError = OktaError::client_assertion_not_signed_with_signing_key;

std::vector<OktaErrorRow> all_rows() {
  std::vector<OktaErrorRow> rows;
  for (int i = 0; i <= static_cast<int>(kLastError); ++i)
    rows.push_back(okta_error_row(static_cast<OktaError>(i)));
  return rows;
}

}  // namespace

TEST_CASE("an error finds the row that bears its name", "[errors]") {
  CHECK(okta_error_row(OktaError::access_denied).internal_code == "access_denied");
  CHECK(okta_error_row(OktaError::invalid_state).internal_code == "invalid_state");
  CHECK(okta_error_row(OktaError::pkce_verification_failed).internal_code == "pkce_verification_failed");
  CHECK(okta_error_row(OktaError::user_not_assigned).internal_code == "user_not_assigned");
  CHECK(okta_error_row(kLastError).internal_code == "client_assertion_not_signed_with_signing_key");
}

TEST_CASE("rows are whole: a name of their own, a status of a refusal, an ASCII text without quotes",
          "[errors]") {
  std::set<std::string_view> names;
  for (const auto& row : all_rows()) {
    CAPTURE(row.internal_code);
    CHECK(names.insert(row.internal_code).second);
    CHECK(row.status >= 400);
    CHECK(row.status <= 500);
    CHECK_FALSE(row.description.empty());
    for (const char c : row.description) CHECK((c >= 0x20 && c <= 0x7e && c != '"' && c != '\\'));
  }
}

TEST_CASE("texts, codes and statuses are Okta's", "[errors]") {
  struct Expected {
    OktaError error;
    int status;
    ErrorCode code;
    const char* text;
  };
  const Expected table[] = {
      {OktaError::invalid_nonce, 400, ErrorCode::invalid_request,
       "The 'nonce' parameter is required for authorize requests with either the 'id_token' or 'token' "
       "response types.."},
      {OktaError::no_matching_policy, 401, ErrorCode::access_denied,
       "Policy evaluation failed for this request, please check the policy configurations."},
      {OktaError::user_not_assigned, 400, ErrorCode::access_denied,
       "User is not assigned to the client application."},
      {OktaError::missing_client_credentials, 401, ErrorCode::invalid_client, "No client credentials found."},
      {OktaError::multiple_client_credentials, 401, ErrorCode::invalid_request,
       "Cannot supply multiple client credentials. Use one of the following: credentials in the "
       "Authorization header, "
       "credentials in the post body, or a client_assertion in the post body."},
      {OktaError::invalid_authorization_code, 400, ErrorCode::invalid_grant,
       "The authorization code is invalid or has expired."},
      {OktaError::login_required, 400, ErrorCode::login_required,
       "The client specified not to prompt, but the user is not logged in."},
      {OktaError::server_error, 500, ErrorCode::server_error,
       "The authorization server encountered an unexpected condition that prevented it from fulfilling the "
       "request."},
  };
  for (const auto& expected : table) {
    const Refusal refusal{expected.error, {}, "", ""};
    CHECK(json_status(refusal) == expected.status);
    CHECK(to_oauth_error(refusal).code == expected.code);
    CHECK(to_oauth_error(refusal).description == expected.text);
  }
}

TEST_CASE("arguments fill the holes of a text", "[errors]") {
  const auto text = [](OktaError error, std::vector<std::string> arguments) {
    return to_oauth_error({error, std::move(arguments), "", ""}).description;
  };
  CHECK(text(OktaError::missing_token_request_parameter, {"code"}) ==
        "The required parameter 'code' is missing.");
  CHECK(text(OktaError::scope_denied, {"api.read, api.write"}) ==
        "Some of the requested scopes were denied by the policy. Denied scopes: [api.read, api.write].");
  CHECK(text(OktaError::token_request_missing_grant_type, {"authorization_code"}) ==
        "The token request must specify a 'grant_type'. Valid values: [authorization_code]");
  CHECK(text(OktaError::scope_denied, {}) ==
        "Some of the requested scopes were denied by the policy. Denied scopes: [].");
}

TEST_CASE("what a request sent cannot break out of a description", "[errors]") {
  const auto error =
      to_oauth_error({OktaError::illegal_duplicated_parameters, {"a\"b\\c\r\nd\xc3\xa9{0}"}, "", ""});
  CHECK(error.description ==
        "Duplicate parameter provided in request. Duplicated parameters: [a?b?c??d??{0}].");
}
