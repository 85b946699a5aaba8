// grant_type=client_credentials (RFC 6749 4.4; docs/okta-behaviour.md, Token).

#include "mockidp/endpoints/oauth/grants/grant.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/org/minting.h"
#include "mockidp/policy/access_policy.h"
#include "mockidp/policy/consent.h"
#include "mockidp/policy/scopes.h"

namespace mockidp {
namespace {

// The org authorization server serves only service apps that authenticate by private_key_jwt.
std::optional<Refusal> decide_org_server(const AppIntegration& app) {
  if (app.application_type != ApplicationType::service)
    return Refusal{.error = OktaError::invalid_application_type_client_credentials};
  if (app.token_endpoint_auth_method != protocol::TokenEndpointAuthMethod::private_key_jwt)
    return Refusal{.error = OktaError::unsupported_auth_method_client_creds};
  return std::nullopt;
}

class ClientCredentialsGrant final : public Grant {
 public:
  protocol::GrantType type() const override { return protocol::GrantType::client_credentials; }
  bool has_person() const override { return false; }

  protocol::Result<Redeemed, Refusal> redeem(const TokenRequest& request) const override {
    const AppIntegration& app = request.client.app();
    if (!app.confidential())  // RFC 6749 4.4: only confidential clients
      return protocol::fail(Refusal{.error = OktaError::invalid_token_endpoint_auth_method});
    if (request.server.is_org_server())
      if (auto refusal = decide_org_server(app)) return protocol::fail(*std::move(refusal));

    const auto scopes = parse_scopes(request.params, kMaxTokenScopeBytes);
    if (!scopes) return protocol::fail(scopes.error());
    auto granted = decide_scopes(request.server, type(), *scopes);
    if (!granted) return protocol::fail(granted.error());
    const auto access = decide_access(request.exchange.dir(), request.server, app, nullptr, type(), *granted);
    if (!access) return protocol::fail(access.error());
    request.exchange.trace.decided("access", access->policy + ": " + access->rule);
    if (auto refusal = decide_consent_without_person(request.server, *granted))
      return protocol::fail(*std::move(refusal));

    Granted result;
    result.grant_id = request.exchange.org.grants.draw_id(request.exchange.org.random);
    trace_grant(request.exchange, result.grant_id);
    result.scopes = *std::move(granted);
    result.access_token_lifetime = access->access_token_lifetime;
    return Redeemed{std::move(result), {}, {}};
  }
};

}  // namespace

const Grant& client_credentials_grant() {
  static const ClientCredentialsGrant grant;
  return grant;
}

}  // namespace mockidp
