#include "mockidp/endpoints/oauth/possession.h"

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/policy/dpop_proof.h"

namespace mockidp {
namespace {

using protocol::fail;

protocol::Result<DpopProof, Refusal> judge_proof(Exchange& exchange, const ProvenRequest& request) {
  const auto headers = exchange.request.header_values("DPoP");
  if (headers.size() > 1)
    return fail(Refusal{.error = OktaError::invalid_dpop_proof_multiple_headers_not_allowed});
  exchange.trace.received("dpop", headers.front());
  auto proof = decide_dpop_proof(headers.front(), request);
  if (proof) exchange.trace.decided("DPoP", "the proof's key is " + proof->jkt);
  return proof;
}

// Of all requests with the same proof one goes on, however many race.
std::optional<Refusal> spend_proof(Exchange& exchange, const DpopProof& proof) {
  if (exchange.org.proofs.spend(proof.id, proof.good_until)) return std::nullopt;
  return Refusal{.error = OktaError::dpop_proof_already_used, .decided_by = "jti of the proof"};
}

bool presents_proof(const Exchange& exchange) { return !exchange.request.header_values("DPoP").empty(); }

}  // namespace

protocol::Result<std::string, Refusal> decide_token_binding(Exchange& exchange,
                                                            const AuthorizationServer& server,
                                                            const AppIntegration& app) {
  if (!presents_proof(exchange)) {
    if (!app.dpop_bound_access_tokens) return std::string();
    return fail(Refusal{.error = OktaError::invalid_dpop_proof_missing_header,
                        .decided_by = "dpop_bound_access_tokens of app " + app.label});
  }
  if (!app.dpop_bound_access_tokens && !exchange.dir().org.switches.dpop_proof_binds_any_app) {
    exchange.trace.decided("DPoP", "switch dpop_proof_binds_any_app: the proof is ignored");
    return std::string();
  }
  const std::string url = endpoint_url(exchange.dir(), server, "token");
  const auto proof =
      judge_proof(exchange, {.method = exchange.request.method, .url = url, .now = exchange.now});
  if (!proof) return fail(proof.error());
  if (!is_good_dpop_nonce(exchange.org.proofs.nonce_key(exchange.org.random), proof->nonce, exchange.now))
    return fail(Refusal{.error = OktaError::use_dpop_nonce,
                        .decided_by = proof->nonce.empty() ? "the proof has no nonce"
                                                           : "the proof's nonce is none of the last days"});
  if (auto spent = spend_proof(exchange, *proof)) return fail(*std::move(spent));
  return proof->jkt;
}

http::Response refuse_token_binding(Exchange& exchange, const Refusal& refusal) {
  http::Response response = oauth_error_json(exchange, refusal);
  if (refusal.error == OktaError::use_dpop_nonce)
    response.add("dpop-nonce", dpop_nonce(exchange.org.proofs.nonce_key(exchange.org.random), exchange.now));
  return response;
}

std::optional<Refusal> decide_presentation(Exchange& exchange, std::string_view url, TokenScheme scheme,
                                           std::string_view access_token, std::string_view jkt) {
  if (scheme == TokenScheme::bearer) {
    if (jkt.empty()) return std::nullopt;
    return Refusal{.error = OktaError::dpop_authentication_scheme_required,
                   .decided_by = "cnf of the access token"};
  }
  if (jkt.empty()) return Refusal{.error = OktaError::access_token_not_dpop_bound};
  if (!presents_proof(exchange)) return Refusal{.error = OktaError::dpop_proof_required_for_token};
  const auto proof = judge_proof(exchange, {.method = exchange.request.method,
                                            .url = url,
                                            .now = exchange.now,
                                            .access_token = access_token,
                                            .bound_to = jkt});
  if (!proof) return proof.error();
  return spend_proof(exchange, *proof);
}

bool is_about_possession(OktaError error) {
  return error == OktaError::access_token_not_dpop_bound ||
         error == OktaError::dpop_authentication_scheme_required ||
         error == OktaError::dpop_proof_required_for_token ||
         okta_error_row(error).error == protocol::ErrorCode::invalid_dpop_proof;
}

std::vector<std::string> dpop_algorithms() {
  std::vector<std::string> names;
  for (const auto algorithm : kDpopAlgorithms) names.emplace_back(protocol::to_string(algorithm));
  return names;
}

}  // namespace mockidp
