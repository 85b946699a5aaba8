#pragma once
// Which client asks: what its request presents, and the proof of that (docs/okta-behaviour.md, Token).

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/directory/directory.h"
#include "mockidp/endpoints/exchange.h"
#include "mockidp/http/message.h"
#include "mockidp/policy/client_assertion.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// The methods that are implemented, as discovery lists them.
inline constexpr std::array kClientAuthenticationMethods = {
    protocol::TokenEndpointAuthMethod::client_secret_basic,
    protocol::TokenEndpointAuthMethod::client_secret_post,
    protocol::TokenEndpointAuthMethod::client_secret_jwt, protocol::TokenEndpointAuthMethod::private_key_jwt,
    protocol::TokenEndpointAuthMethod::none};

// As presented: nothing is proven yet.
struct ClientCredentials {
  protocol::TokenEndpointAuthMethod method = protocol::TokenEndpointAuthMethod::none;
  std::string client_id;
  protocol::Secret secret;  // empty for method none, and for an assertion
  // A signed JWT in place of a secret. Which of the two methods that sign it is, the app says.
  std::optional<NamedAssertion> assertion{};
};

// Whether the Basic header may name a client alone. okta-auth-js does so when it revokes or introspects.
enum class BasicSecret { required, optional };

// From the Authorization header, or from the parameters of the body. `params` may come from the query too, as
// Okta allows; secrets in the query have been refused before.
protocol::Result<ClientCredentials, Refusal> parse_client_credentials(
    const http::Request& request, const protocol::Params& params, BasicSecret secret = BasicSecret::required);

// A client that has shown who it is. Only authenticate_client makes one.
class AuthenticatedClient {
 public:
  const AppIntegration& app() const { return *app_; }

 private:
  friend protocol::Result<AuthenticatedClient, Refusal> authenticate_client(Exchange&,
                                                                            const ClientCredentials&,
                                                                            std::string_view);
  explicit AuthenticatedClient(const AppIntegration& app) : app_(&app) {}
  const AppIntegration* app_;  // owned by the directory
};

// A secret may come in the header or in the body, whichever of the two the app is registered for; any of its
// secrets does, compared in constant time. An assertion has to be for the endpoint at `url`, and is spent.
protocol::Result<AuthenticatedClient, Refusal> authenticate_client(Exchange& exchange,
                                                                   const ClientCredentials& credentials,
                                                                   std::string_view url);

// The client id that a request names anywhere, unproven: for matching faults before a request is handled.
std::string named_client(const http::Request& request);

}  // namespace mockidp
