#include "mockidp/endpoints/oauth/client_question.h"

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/request_parameters.h"

namespace mockidp {

// Okta reads the query as well: its own Go sample sends everything but the credentials there, with an empty
// body.
protocol::Result<protocol::Params, Refusal> parse_client_parameters(Exchange& exchange) {
  auto params = parse_parameters(exchange, exchange.request.body);
  if (!params) return params;
  const auto query = parse_parameters(exchange, exchange.request.query);
  if (!query) return query;
  for (const auto& [name, value] : query->entries()) {
    if (name == "client_secret" || name == "client_assertion")
      return protocol::fail(Refusal{.error = OktaError::client_credentials_in_query});
    params->add(name, value);
  }
  if (auto repeated = refuse_repeated(*params)) return protocol::fail(*std::move(repeated));
  return params;
}

protocol::Result<ClientQuestion, http::Response> parse_client_question(Exchange& exchange,
                                                                       std::string_view endpoint) {
  const AuthorizationServer* server = addressed_server(exchange);
  if (server == nullptr) return protocol::fail(unknown_server(exchange));
  if (!has_form_body(exchange.request)) return protocol::fail(refuse_media_type(exchange));
  const auto params = parse_client_parameters(exchange);
  if (!params) return protocol::fail(oauth_error_json(exchange, params.error()));
  const auto credentials = parse_client_credentials(exchange.request, *params, BasicSecret::optional);
  if (!credentials) return protocol::fail(oauth_error_json(exchange, credentials.error()));
  exchange.trace.client(credentials->client_id);
  const auto client =
      authenticate_client(exchange, *credentials, endpoint_url(exchange.dir(), *server, endpoint));
  if (!client) return protocol::fail(oauth_error_json(exchange, client.error()));
  if (params->get("token").empty())
    return protocol::fail(oauth_error_json(exchange, {.error = OktaError::request_missing_token}));
  return ClientQuestion{*server, *client, std::string(params->get("token"))};
}

}  // namespace mockidp
