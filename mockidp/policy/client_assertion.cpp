#include "mockidp/policy/client_assertion.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/policy/dpop_proof.h"

namespace mockidp {
namespace {

using protocol::fail;
using protocol::Json;
using protocol::SignatureAlgorithm;
using protocol::TokenEndpointAuthMethod;

Refusal refuse_client_assertion(OktaError error, std::string reason) {
  return {.error = error, .decided_by = std::move(reason)};
}

std::optional<Refusal> decide_hmac(const AppIntegration& app, SignatureAlgorithm algorithm,
                                   const protocol::UnverifiedJwt& jwt) {
  if (app.client_secrets.empty())
    return refuse_client_assertion(OktaError::client_assertion_invalid_no_secret, "client secret");
  bool long_enough = false;
  bool verified = false;
  for (const protocol::Secret& secret : app.client_secrets) {
    if (secret.reveal().size() < kLeastHmacSecret) continue;
    long_enough = true;
    verified |= protocol::verify_hmac(algorithm, secret, jwt.signing_input, jwt.signature);
  }
  if (!long_enough)
    return refuse_client_assertion(OktaError::client_assertion_invalid_secret_length,
                                   "a client secret of 32 characters or more");
  if (!verified)
    return refuse_client_assertion(OktaError::client_assertion_invalid_signature, "client secret");
  return std::nullopt;
}

// Only keys for signatures; an app may have others, which ID tokens would be encrypted with.
std::optional<Refusal> decide_key_use(const std::string& use) {
  if (use.empty() || use == "sig") return std::nullopt;
  if (use == "enc")
    return refuse_client_assertion(OktaError::client_assertion_not_signed_with_signing_key, "use of the key");
  return Refusal{.error = OktaError::client_assertion_invalid_key_use,
                 .arguments = {"[sig]"},
                 .decided_by = "use of the key"};
}

// A kid chooses the key; without one every key is tried.
std::optional<Refusal> decide_signature(const AppIntegration& app, SignatureAlgorithm algorithm,
                                        const protocol::UnverifiedJwt& jwt) {
  if (app.jwks.empty())
    return refuse_client_assertion(OktaError::client_assertion_jwks_not_configured,
                                   "jwks of app " + app.label);
  const Json* named = protocol::json_member(*jwt.header, "kid");
  const std::string* kid = protocol::json_string(*jwt.header, "kid");
  ClientKeys candidates;
  for (const auto& key : app.jwks)
    if (named == nullptr || (kid != nullptr && key->kid() == *kid)) candidates.push_back(key);
  if (candidates.empty())
    return refuse_client_assertion(OktaError::client_assertion_invalid_kid, "kids of the app's jwks");
  if (candidates.size() == 1)
    if (auto refusal = decide_key_use(candidates.front()->use())) return refusal;
  bool fits = false;
  for (const auto& key : candidates) {
    if (decide_key_use(key->use()) || !key->fits(algorithm)) continue;
    fits = true;
    if (key->verify(algorithm, jwt.signing_input, jwt.signature)) return std::nullopt;
  }
  if (!fits)
    return refuse_client_assertion(OktaError::client_assertion_invalid_signature_algorithm,
                                   "no key of the app's jwks is for this alg");
  return refuse_client_assertion(OktaError::client_assertion_invalid_signature, "jwks of app " + app.label);
}

std::optional<Refusal> decide_proof_of_client(const AppIntegration& app, const protocol::UnverifiedJwt& jwt) {
  const bool by_secret = app.token_endpoint_auth_method == TokenEndpointAuthMethod::client_secret_jwt;
  if (!by_secret && app.token_endpoint_auth_method != TokenEndpointAuthMethod::private_key_jwt)
    return Refusal{.error = OktaError::invalid_token_endpoint_auth_method,
                   .decided_by = "token_endpoint_auth_method of app " + app.label,
                   .closest = std::string(protocol::to_string(app.token_endpoint_auth_method))};
  const std::string* named = protocol::json_string(*jwt.header, "alg");
  const auto algorithm = protocol::parse_signature_algorithm(named == nullptr ? "" : *named);
  // By the app's method, never by the token's word: or a public key would pass for a secret.
  if (!algorithm || protocol::is_hmac(*algorithm) != by_secret)
    return refuse_client_assertion(OktaError::client_assertion_invalid_signature_algorithm,
                                   "alg, and token_endpoint_auth_method of app " + app.label);
  return by_secret ? decide_hmac(app, *algorithm, jwt) : decide_signature(app, *algorithm, jwt);
}

bool is_for(const Json& claims, std::string_view url) {
  const Json* audience = protocol::json_member(claims, "aud");
  if (audience == nullptr) return false;
  if (audience->is_string()) return *audience->get_ptr<const std::string*>() == url;
  if (!audience->is_array()) return false;
  return std::any_of(audience->begin(), audience->end(), [&](const Json& one) {
    return one.is_string() && *one.get_ptr<const std::string*>() == url;
  });
}

std::optional<Refusal> decide_assertion_times(const Json& claims, protocol::TimePoint now) {
  const auto exp = protocol::json_numeric_date(claims, "exp");
  if (!exp) return refuse_client_assertion(OktaError::client_assertion_expiration_required, "exp");
  if (*exp <= protocol::to_unix(now))
    return refuse_client_assertion(OktaError::client_assertion_expired_token, "exp and the org's clock");
  if (*exp > protocol::to_unix(now + kMostAssertionLife))
    return refuse_client_assertion(OktaError::client_assertion_expires_too_far_in_future,
                                   "exp: an hour ahead at most");
  for (const char* begin : {"iat", "nbf"}) {
    if (protocol::json_member(claims, begin) == nullptr) continue;
    const auto since = protocol::json_numeric_date(claims, begin);
    if (!since)
      return refuse_client_assertion(OktaError::client_assertion_invalid_jwt,
                                     std::string(begin) + ": seconds since 1970");
    if (*since > protocol::to_unix(now))
      return refuse_client_assertion(OktaError::client_assertion_issued_at_in_future,
                                     std::string(begin) + " and the org's clock");
  }
  return std::nullopt;
}

}  // namespace

protocol::Result<NamedAssertion, Refusal> parse_client_assertion(std::string_view compact) {
  if (compact.size() > kMaxAssertionBytes)
    return fail(
        refuse_client_assertion(OktaError::client_assertion_invalid_jwt, "the assertion is too long"));
  auto jwt = protocol::read_jwt(compact);
  if (!jwt)
    return fail(refuse_client_assertion(OktaError::client_assertion_invalid_jwt, jwt.error().message));
  const std::string* issuer = protocol::json_string(*jwt->claims, "iss");
  if (issuer == nullptr || issuer->empty())
    return fail(refuse_client_assertion(OktaError::client_assertion_invalid_issuer, "iss"));
  std::string client_id = *issuer;
  return NamedAssertion{*std::move(jwt), std::move(client_id)};
}

protocol::Result<ProvenAssertion, Refusal> decide_client_assertion(const AppIntegration& app,
                                                                   const NamedAssertion& assertion,
                                                                   const AssertedRequest& request) {
  if (auto refusal = decide_proof_of_client(app, assertion.jwt)) return fail(*std::move(refusal));
  const Json& claims = *assertion.jwt.claims;
  const std::string* subject = protocol::json_string(claims, "sub");
  if (subject == nullptr || *subject != app.client_id)
    return fail(refuse_client_assertion(OktaError::client_assertion_invalid_subject, "sub"));
  if (!is_for(claims, request.url))
    return fail(Refusal{.error = OktaError::client_assertion_invalid_audience,
                        .decided_by = "aud",
                        .closest = std::string(request.url)});
  if (auto refusal = decide_assertion_times(claims, request.now)) return fail(*std::move(refusal));
  const Json* jti = protocol::json_member(claims, "jti");
  if (jti == nullptr) return ProvenAssertion{};
  const std::string* id = protocol::json_string(claims, "jti");
  if (id == nullptr || id->empty() || id->size() > kMaxJtiBytes)
    return fail(
        refuse_client_assertion(OktaError::client_assertion_invalid_jwt, "jti: a text of 1 to 256 bytes"));
  return ProvenAssertion{"client_assertion/" + app.client_id + '/' + *id,
                         protocol::from_unix(*protocol::json_numeric_date(claims, "exp"))};
}

}  // namespace mockidp
