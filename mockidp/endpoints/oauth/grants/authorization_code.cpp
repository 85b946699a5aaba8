// grant_type=authorization_code (RFC 6749 4.1.3, RFC 7636 4.5; Okta's order: docs/okta-behaviour.md, Token).

#include "mockidp/endpoints/oauth/grants/grant.h"
#include "mockidp/endpoints/oauth/refreshing.h"
#include "mockidp/endpoints/oauth/revocation.h"
#include "mockidp/endpoints/oauth/standing.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/policy/life_cycle.h"
#include "mockidp/protocol/pkce.h"

namespace mockidp {
namespace {

// RFC 6749 4.1.2: a code that is shown again may have been stolen, so its tokens end with it. But only its
// own client ends them: a public client names itself, and nobody may end another's tokens by showing what he
// found in a log.
Refusal refuse_used_code(const TokenRequest& request, const AuthorizationCode& code) {
  Exchange& exchange = request.exchange;
  const bool own_client = code.client_id == request.client.app().client_id;
  if (own_client) {
    const bool revokes = exchange.dir().org.switches.code_reuse_revokes_tokens;
    if (revokes) revoke_grant(exchange, code.grant_id, "authorization code reuse");
    exchange.trace.decided(revokes ? "tokens of the code revoked" : "tokens of the code left",
                           "switch code_reuse_revokes_tokens");
  }
  return {.error = OktaError::invalid_authorization_code, .decided_by = "the code was redeemed before"};
}

std::optional<Refusal> decide_code_owner(const TokenRequest& request, const AuthorizationCode& code) {
  if (request.exchange.now >= code.issued_at + kCodeLifetime)
    return Refusal{.error = OktaError::invalid_authorization_code, .decided_by = "the code has expired"};
  if (code.client_id != request.client.app().client_id) return Refusal{.error = OktaError::mismatched_client};
  if (request.params.get("redirect_uri").empty())
    return Refusal{.error = OktaError::missing_token_request_parameter, .arguments = {"redirect_uri"}};
  if (request.params.get("redirect_uri") != code.redirect_uri)
    return Refusal{.error = OktaError::mismatched_redirect_uri,
                   .decided_by = "redirect_uri of the authorization request",
                   .closest = code.redirect_uri};
  if (code.server_id != request.server.id)
    return Refusal{.error = OktaError::mismatched_authorization_server};
  return std::nullopt;
}

// An app that has become public, or has to use PKCE now, redeems no code that was asked for without.
std::optional<Refusal> decide_verifier(const AppIntegration& app, std::string_view verifier,
                                       std::string_view challenge) {
  const bool may_do_without = app.confidential() && !app.pkce_required;
  if (challenge.empty() && verifier.empty() && may_do_without) return std::nullopt;
  if (challenge.empty() && verifier.empty()) return Refusal{.error = OktaError::pkce_missing_verifier};
  if (challenge.empty()) return Refusal{.error = OktaError::pkce_missing_challenge_verifier_present};
  if (verifier.empty()) return Refusal{.error = OktaError::pkce_missing_verifier};
  if (!protocol::verifier_matches(verifier, challenge))
    return Refusal{.error = OktaError::pkce_verification_failed};
  return std::nullopt;
}

bool earns_refresh_token(const AppIntegration& app, const AuthorizationCode& code) {
  return app.allows(protocol::GrantType::refresh_token) && has_word(code.scopes, "offline_access");
}

Granted granted_by_code(const AuthorizationCode& code, Person person) {
  return {.grant_id = code.grant_id,
          .scopes = code.scopes,
          .access_token_lifetime = code.access_token_lifetime,
          .person = std::move(person),
          .amr = code.amr,
          .acr = code.acr,
          .auth_time = code.auth_time,
          .nonce = code.nonce};
}

class AuthorizationCodeGrant final : public Grant {
 public:
  protocol::GrantType type() const override { return protocol::GrantType::authorization_code; }

  protocol::Result<Redeemed, Refusal> redeem(const TokenRequest& request) const override {
    Exchange& exchange = request.exchange;
    const std::string_view presented = request.params.get("code");
    if (presented.empty())
      return protocol::fail(
          Refusal{.error = OktaError::missing_token_request_parameter, .arguments = {"code"}});
    auto code = exchange.org.codes.find(presented);
    if (!code) return protocol::fail(Refusal{.error = OktaError::invalid_authorization_code});
    trace_grant(exchange, code->value.grant_id);
    if (code->value.redeemed) return protocol::fail(refuse_used_code(request, code->value));
    if (auto refusal = decide_code_owner(request, code->value)) return protocol::fail(*std::move(refusal));
    if (auto refusal = decide_verifier(request.client.app(), request.params.get("code_verifier"),
                                       code->value.code_challenge))
      return protocol::fail(*std::move(refusal));

    auto person = exchange.org.people.find(code->value.person_id);
    if (!person || !keeps_tokens(person->value.status))
      return protocol::fail(
          Refusal{.error = OktaError::invalid_authorization_code, .decided_by = "status of the person"});
    if (auto reason = decide_lost_basis(exchange, {code->value.grant_id, request.server, request.client.app(),
                                                   code->value.person_id, code->value.scopes}))
      return protocol::fail(
          Refusal{.error = OktaError::invalid_authorization_code, .decided_by = *std::move(reason)});
    Redeemed redeemed;
    exchange.org.codes.redeem(*code, redeemed.spends);
    const AuthorizationCode& spent = code->value;
    redeemed.granted = granted_by_code(spent, std::move(person->value));
    redeemed.granted.dpop_jkt = request.dpop_jkt;
    if (earns_refresh_token(request.client.app(), spent)) {
      const RefreshFamily family =
          begin_refresh_family(redeemed.granted, spent.server_id, spent.client_id,
                               {spent.refresh_token_lifetime, spent.refresh_token_window}, exchange.now);
      redeemed.refresh_token = refresh_token_of(exchange, family, family.newest());
      redeemed.spends.put.push_back(exchange.org.refresh_families.put(family));
    }
    return redeemed;
  }
};

}  // namespace

const Grant& authorization_code_grant() {
  static const AuthorizationCodeGrant grant;
  return grant;
}

}  // namespace mockidp
