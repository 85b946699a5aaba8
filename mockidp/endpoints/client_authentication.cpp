#include "mockidp/endpoints/client_authentication.h"

#include <algorithm>
#include <optional>

#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

using protocol::TokenEndpointAuthMethod;

constexpr std::string_view kAssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

// RFC 6749 2.3.1: id and secret are form-encoded before they are joined.
std::optional<std::string> decode_credential(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return protocol::percent_decode(spaced);
}

std::optional<ClientCredentials> parse_basic(const http::Request& request, BasicSecret rule) {
  const auto pair = protocol::base64_decode(authorization_of(request, "Basic"));
  if (!pair || pair->empty()) return std::nullopt;
  const std::size_t colon = pair->find(':');
  if (rule == BasicSecret::optional && colon >= pair->size() - 1) {
    const auto id = decode_credential(std::string_view(*pair).substr(0, colon));
    if (!id || id->empty()) return std::nullopt;
    return ClientCredentials{TokenEndpointAuthMethod::none, *id, {}};
  }
  if (colon == 0 || colon == std::string::npos) return std::nullopt;
  const auto id = decode_credential(std::string_view(*pair).substr(0, colon));
  const auto secret = decode_credential(std::string_view(*pair).substr(colon + 1));
  if (!id || !secret) return std::nullopt;
  return ClientCredentials{TokenEndpointAuthMethod::client_secret_basic, *id, protocol::Secret(*secret)};
}

bool is_one_of_its_secrets(const AppIntegration& app, const protocol::Secret& presented) {
  bool matched = false;  // every secret is compared, so that the time does not tell which one it was
  for (const protocol::Secret& secret : app.client_secrets)
    matched |= !secret.empty() && secret.matches(presented.reveal());
  return matched;
}

protocol::Result<ClientCredentials, Refusal> parse_asserted(const protocol::Params& params) {
  if (params.get("client_assertion_type") != kAssertionType)
    return protocol::fail(Refusal{.error = OktaError::client_assertion_type_invalid});
  auto assertion = parse_client_assertion(params.get("client_assertion"));
  if (!assertion) return protocol::fail(assertion.error());
  if (!params.get("client_id").empty() && params.get("client_id") != assertion->client_id)
    return protocol::fail(Refusal{.error = OktaError::invalid_client,
                                  .decided_by = "client_id of the assertion and of the body differ"});
  std::string client_id = assertion->client_id;
  return ClientCredentials{
      TokenEndpointAuthMethod::private_key_jwt, std::move(client_id), {}, *std::move(assertion)};
}

bool is_shared_secret(TokenEndpointAuthMethod method) {
  return method == TokenEndpointAuthMethod::client_secret_basic ||
         method == TokenEndpointAuthMethod::client_secret_post;
}

std::optional<Refusal> decide_secret(const AppIntegration& app, const ClientCredentials& credentials) {
  const TokenEndpointAuthMethod registered = app.token_endpoint_auth_method;
  // Header or body is all the same, so that what both are not has to be the same method.
  if (is_shared_secret(credentials.method) != is_shared_secret(registered) ||
      (!is_shared_secret(registered) && credentials.method != registered))
    return Refusal{.error = OktaError::invalid_token_endpoint_auth_method,
                   .decided_by = "token_endpoint_auth_method of app " + app.label,
                   .closest = std::string(protocol::to_string(registered))};
  if (is_shared_secret(registered) && !is_one_of_its_secrets(app, credentials.secret))
    return Refusal{.error = OktaError::invalid_client_secret, .decided_by = "client secret"};
  return std::nullopt;
}

// Of all requests with the same assertion one goes on, however many race.
std::optional<Refusal> decide_assertion(Exchange& exchange, const AppIntegration& app,
                                        const NamedAssertion& assertion, std::string_view url) {
  const auto proven = decide_client_assertion(app, assertion, {url, exchange.now});
  if (!proven) return proven.error();
  if (proven->id.empty() || exchange.org.proofs.spend(proven->id, proven->good_until)) return std::nullopt;
  return Refusal{.error = OktaError::client_assertion_already_used, .decided_by = "jti of the assertion"};
}

}  // namespace

protocol::Result<ClientCredentials, Refusal> parse_client_credentials(const http::Request& request,
                                                                      const protocol::Params& params,
                                                                      BasicSecret secret) {
  const std::string_view authorization = request.header("Authorization");
  // Parameters without a value count as omitted, RFC 6749 3.2.
  const bool posts_secret = !params.get("client_secret").empty();
  const bool asserts =
      !params.get("client_assertion").empty() || !params.get("client_assertion_type").empty();
  if (int{!authorization.empty()} + int{posts_secret} + int{asserts} > 1 ||
      request.header_values("Authorization").size() > 1)
    return protocol::fail(Refusal{.error = OktaError::multiple_client_credentials});

  if (!authorization.empty()) {
    auto basic = parse_basic(request, secret);
    if (!basic) return protocol::fail(Refusal{.error = OktaError::invalid_basic_auth_creds});
    const std::string_view named = params.get("client_id");
    if (!named.empty() && named != basic->client_id)
      return protocol::fail(Refusal{.error = OktaError::invalid_client,
                                    .decided_by = "client_id of the header and of the body differ"});
    return *std::move(basic);
  }
  if (asserts) return parse_asserted(params);
  std::string client_id(params.get("client_id"));
  if (client_id.empty()) return protocol::fail(Refusal{.error = OktaError::missing_client_credentials});
  if (!posts_secret) return ClientCredentials{TokenEndpointAuthMethod::none, std::move(client_id), {}};
  return ClientCredentials{TokenEndpointAuthMethod::client_secret_post, std::move(client_id),
                           protocol::Secret(std::string(params.get("client_secret")))};
}

protocol::Result<AuthenticatedClient, Refusal> authenticate_client(Exchange& exchange,
                                                                   const ClientCredentials& credentials,
                                                                   std::string_view url) {
  const AppIntegration* app = exchange.dir().app_by_client_id(credentials.client_id);
  if (app == nullptr)
    return protocol::fail(Refusal{.error = credentials.assertion ? OktaError::client_assertion_invalid_issuer
                                                                 : OktaError::invalid_client_id});
  // An assertion of an app that is out of use is not even spent.
  const auto inactive =
      Refusal{.error = OktaError::invalid_client, .decided_by = "status of app " + app->label};
  if (credentials.assertion && !app->active) return protocol::fail(inactive);
  if (auto refusal = credentials.assertion ? decide_assertion(exchange, *app, *credentials.assertion, url)
                                           : decide_secret(*app, credentials))
    return protocol::fail(*std::move(refusal));
  if (!app->active) return protocol::fail(inactive);
  exchange.trace.decided(
      "client authenticated",
      protocol::to_string(credentials.assertion ? app->token_endpoint_auth_method : credentials.method));
  return AuthenticatedClient(*app);
}

std::string named_client(const http::Request& request) {
  if (auto basic = parse_basic(request, BasicSecret::optional)) return basic->client_id;
  for (const std::string_view form : {std::string_view(request.body), std::string_view(request.query)}) {
    if (form.find("client_id=") == std::string_view::npos &&
        form.find("client_assertion=") == std::string_view::npos)
      continue;
    const auto params = protocol::parse_form(form);
    if (!params) continue;
    if (params->has("client_id")) return std::string(params->get("client_id"));
    const auto assertion = parse_client_assertion(params->get("client_assertion"));
    return assertion ? assertion->client_id : std::string();
  }
  return {};
}

}  // namespace mockidp
