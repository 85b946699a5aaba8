#include "mockidp/endpoints/oauth/token_response.h"

#include <nlohmann/json.hpp>

#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/endpoints/token_bends.h"

namespace mockidp {
namespace {

bool wants_id_token(const Granted& granted) { return granted.person && has_word(granted.scopes, "openid"); }

}  // namespace

protocol::Result<protocol::Json, Refusal> token_body(Exchange& exchange, const AuthorizationServer& server,
                                                     const AppIntegration& app, const Redeemed& redeemed) {
  const Granted& granted = redeemed.granted;
  if (granted.person) exchange.trace.person(granted.person->login);
  const TokenBends bends = active_token_bends(exchange, "token", server, app, granted);
  const Minting minting{exchange.org, exchange.dir(), exchange.now, server, app, granted, bends};
  const auto access_token = mint_access_token(minting);
  if (!access_token) return protocol::fail(access_token.error());
  protocol::Json body = {{"token_type", granted.dpop_jkt.empty() ? "Bearer" : "DPoP"},
                         {"expires_in", granted.access_token_lifetime.count()},
                         {"access_token", *access_token},
                         {"scope", protocol::join_words(granted.scopes)}};
  if (!redeemed.refresh_token.empty()) body["refresh_token"] = redeemed.refresh_token;
  if (wants_id_token(granted)) {
    const auto id_token = mint_id_token(minting, {.access_token = *access_token}, IdTokenContents::thin);
    if (!id_token) return protocol::fail(id_token.error());
    body["id_token"] = *id_token;
  }
  bend_token_body(body, bends.faults);
  return body;
}

http::Response token_response(Exchange& exchange, const protocol::Json& body) {
  for (const auto& [name, value] : body.items())
    exchange.trace.sent(name,
                        value.is_string() ? value.get_ref<const std::string&>() : protocol::to_text(value));
  return http::text_response(200, "application/json", protocol::to_text(body));
}

}  // namespace mockidp
