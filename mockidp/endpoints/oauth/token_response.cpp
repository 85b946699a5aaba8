#include "mockidp/endpoints/oauth/token_response.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/minting.h"

namespace mockidp {
namespace {

bool wants_id_token(const Granted& granted) {
  return granted.person &&
         std::find(granted.scopes.begin(), granted.scopes.end(), "openid") != granted.scopes.end();
}

}  // namespace

http::Response token_response(Exchange& exchange, const AuthorizationServer& server,
                              const AppIntegration& app, const Granted& granted) {
  if (granted.person) exchange.trace.person(granted.person->login);
  const TokenBends bends = active_token_bends(exchange, "token", server, app, granted);
  const Minting minting{exchange, server, app, granted, bends};
  const auto access_token = mint_access_token(minting);
  if (!access_token) return oauth_error_json(exchange, access_token.error());
  protocol::Json body = {{"token_type", "Bearer"},
                         {"expires_in", granted.access_token_lifetime.count()},
                         {"access_token", *access_token},
                         {"scope", protocol::join_words(granted.scopes)}};
  if (wants_id_token(granted)) {
    const auto id_token = mint_id_token(minting, {.access_token = *access_token}, IdTokenContents::thin);
    if (!id_token) return oauth_error_json(exchange, id_token.error());
    body["id_token"] = *id_token;
  }
  bend_token_body(body, bends.faults);
  for (const auto& [name, value] : body.items())
    exchange.trace.sent(name,
                        value.is_string() ? value.get_ref<const std::string&>() : protocol::to_text(value));
  return http::text_response(200, "application/json", protocol::to_text(body));
}

}  // namespace mockidp
