#include "mockidp/endpoints/token_bends.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mockidp {
namespace {

using protocol::Json;

constexpr Seams kOfTokens{Seam::token_claims, Seam::token_header, Seam::token_signature,
                          Seam::token_response};

// Client and person are known here, so every order can be judged at once.
ActiveFaults match_token_faults(Exchange& exchange, std::string_view endpoint, const AppIntegration& app,
                                const Granted& granted) {
  const FaultContext context{
      .endpoint = endpoint,
      .client_id = app.client_id,
      .login = granted.person ? std::string_view(granted.person->login) : std::string_view()};
  ActiveFaults faults = exchange.org.faults.match(kOfTokens, context);
  for (const std::string& name : faults.names()) exchange.trace.decided("misbehave", "fault " + name);
  return faults;
}

// Twice: the key before would still be published.
void rotate_unannounced(Exchange& exchange, const AuthorizationServer& server) {
  exchange.org.rotate_keys(server.id);
  exchange.org.rotate_keys(server.id);
}

std::string text_member(const Json& body, std::string_view name) {
  const std::string* text = protocol::json_string(body, name);
  return text == nullptr ? std::string() : *text;
}

void drop_id_token(Json& body, const FaultOrder&) { body.erase("id_token"); }
void drop_access_token(Json& body, const FaultOrder&) { body.erase("access_token"); }

void mistake_token_type(Json& body, const FaultOrder& order) {
  if (order.variant == "missing") body.erase("token_type");
  if (order.variant == "mac") body["token_type"] = "mac";
  if (order.variant == "empty") body["token_type"] = "";
  if (order.variant == "number") body["token_type"] = 1;
}

void mistake_expires_in(Json& body, const FaultOrder& order) {
  if (order.variant == "missing") body.erase("expires_in");
  if (order.variant == "text") body["expires_in"] = "an hour";
  if (order.variant == "zero") body["expires_in"] = 0;
  if (order.variant == "negative") body["expires_in"] = -3600;
}

void shorten_expires_in(Json& body, const FaultOrder& order) { body["expires_in"] = order.seconds; }
void drop_refresh_token(Json& body, const FaultOrder&) { body.erase("refresh_token"); }

void replace_id_token(Json& body, const FaultOrder& order) { body["id_token"] = order.token; }
void give_access_token_twice(Json& body, const FaultOrder&) {
  body["id_token"] = text_member(body, "access_token");
}

void malform_id_token(Json& body, const FaultOrder& order) {
  const std::string token = text_member(body, "id_token");
  if (order.variant == "two_parts") body["id_token"] = token.substr(0, token.rfind('.'));
  if (order.variant == "five_parts") body["id_token"] = token + ".e30.e30";
  if (order.variant == "bad_base64") body["id_token"] = "*" + token;
  if (order.variant == "padded") body["id_token"] = token + "==";
  if (order.variant == "text") body["id_token"] = "an ID token";
  if (order.variant == "empty") body["id_token"] = "";
  if (order.variant == "number") body["id_token"] = 1;
}

}  // namespace

TokenBends active_token_bends(Exchange& exchange, std::string_view endpoint,
                              const AuthorizationServer& server, const AppIntegration& app,
                              const Granted& granted) {
  if (!exchange.org.faults.any()) return {};
  TokenBends bends{match_token_faults(exchange, endpoint, app, granted), {}};
  if (bends.faults.empty()) return bends;
  bends.facts = facts_for_bends(exchange.org, exchange.dir(), server, app);
  if (bends.faults.has("keys_rotated_unannounced")) rotate_unannounced(exchange, server);
  return bends;
}

const std::vector<TokenBodyBend>& token_body_bends() {
  static const std::vector<TokenBodyBend> all{
      {"token_response_without_id_token", drop_id_token},
      {"token_response_without_access_token", drop_access_token},
      {"token_response_wrong_token_type", mistake_token_type},
      {"token_response_bad_expires_in", mistake_expires_in},
      {"token_response_short_expires_in", shorten_expires_in},
      {"token_response_without_refresh_token", drop_refresh_token},
      {"id_token_replaced", replace_id_token},
      {"id_token_is_access_token", give_access_token_twice},
      {"id_token_malformed", malform_id_token},
  };
  return all;
}

void bend_token_body(Json& body, const ActiveFaults& faults) {
  for (const FaultOrder& order : faults.orders())
    for (const TokenBodyBend& row : token_body_bends())
      if (row.name == order.name) row.bend(body, order);
}

}  // namespace mockidp
