#pragma once
// Which client asks: what its request presents, and the proof of that (docs/okta-behaviour.md, Token).

#include <array>
#include <string>
#include <string_view>

#include "mockidp/directory/directory.h"
#include "mockidp/http/message.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// The methods that are implemented, as discovery lists them.
inline constexpr std::array kClientAuthenticationMethods = {
    protocol::TokenEndpointAuthMethod::client_secret_basic,
    protocol::TokenEndpointAuthMethod::client_secret_post, protocol::TokenEndpointAuthMethod::none};

// As presented: nothing is proven yet.
struct ClientCredentials {
  protocol::TokenEndpointAuthMethod method = protocol::TokenEndpointAuthMethod::none;
  std::string client_id;
  protocol::Secret secret;  // empty for method none
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
  friend protocol::Result<AuthenticatedClient, Refusal> authenticate_client(const Directory&,
                                                                            const ClientCredentials&);
  explicit AuthenticatedClient(const AppIntegration& app) : app_(&app) {}
  const AppIntegration* app_;  // owned by the directory
};

// A secret may come in the header or in the body, whichever of the two the app is registered for; any of its
// secrets does, compared in constant time.
protocol::Result<AuthenticatedClient, Refusal> authenticate_client(const Directory& directory,
                                                                   const ClientCredentials& credentials);

// The client id that a request names anywhere, unproven: for matching faults before a request is handled.
std::string named_client(const http::Request& request);

}  // namespace mockidp
