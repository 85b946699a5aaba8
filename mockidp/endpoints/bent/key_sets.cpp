#include <nlohmann/json.hpp>

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/bent/answer_bends.h"
#include "mockidp/token/foreign_key.h"

namespace mockidp {
namespace {

using protocol::Json;

// Also where the browser was told that it has the keys already: it has other ones. Without an ETag it asks
// anew once the fault is gone.
void answer_with_keys(http::Response& response, Json keys) {
  response.status = 200;
  response.set("Content-Type", "application/json");
  std::erase_if(response.headers, [](const auto& header) { return header.first == "ETag"; });
  response.body = protocol::to_text(Json{{"keys", std::move(keys)}});
}

std::vector<Key> keys_of(Exchange& exchange) {
  const AuthorizationServer* server = addressed_server(exchange);
  return server == nullptr ? std::vector<Key>() : exchange.org.keys(server->id).published();
}

Json as_jwks(const std::vector<Key>& keys) {
  Json list = Json::array();
  for (const Key& key : keys) list.push_back(protocol::to_jwk(*key));
  return list;
}

void publish_nothing(Exchange&, const FaultOrder&, http::Response& response) {
  answer_with_keys(response, Json::array());
}

void publish_another(Exchange&, const FaultOrder&, http::Response& response) {
  answer_with_keys(response, as_jwks({foreign_key()}));
}

void publish_kid_twice(Exchange& exchange, const FaultOrder& order, http::Response& response) {
  Json keys = as_jwks(keys_of(exchange));
  if (keys.empty()) return;
  Json wrong = protocol::to_jwk(*foreign_key());
  wrong["kid"] = keys.front()["kid"];
  keys.insert(order.variant == "wrong_first" ? keys.begin() : keys.end(), std::move(wrong));
  answer_with_keys(response, std::move(keys));
}

void publish_no_kids(Exchange& exchange, const FaultOrder&, http::Response& response) {
  Json keys = as_jwks(keys_of(exchange));
  for (Json& key : keys) key.erase("kid");
  answer_with_keys(response, std::move(keys));
}

void publish_unusable_ones_too(Exchange& exchange, const FaultOrder&, http::Response& response) {
  Json encrypting = protocol::to_jwk(*foreign_key());
  encrypting["use"] = "enc";
  encrypting["alg"] = "RSA-OAEP";
  Json nameless = protocol::to_jwk(*foreign_key());
  nameless.erase("kid");
  Json keys = Json::array({std::move(encrypting), std::move(nameless)});
  keys.push_back({{"kty", "FUTURE"}, {"kid", "of-an-unknown-type"}, {"use", "sig"}});
  keys.push_back({{"kty", "OKP"},
                  {"crv", "Ed25519"},
                  {"kid", "an-ed25519-key"},
                  {"x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}});  // RFC 8037, A.2
  for (const Key& key : keys_of(exchange)) keys.push_back(protocol::to_jwk(*key));
  answer_with_keys(response, std::move(keys));
}

void publish_for_another_use(Exchange& exchange, const FaultOrder& order, http::Response& response) {
  Json keys = as_jwks(keys_of(exchange));
  for (Json& key : keys) {
    if (order.variant == "use_enc")
      key["use"] = "enc";
    else
      key["alg"] = "PS512";
  }
  answer_with_keys(response, std::move(keys));
}

void spoil_keys_json(Exchange& exchange, const FaultOrder& order, http::Response& response) {
  answer_with_keys(response, as_jwks(keys_of(exchange)));
  spoil_json(order, response);
}

}  // namespace

std::span<const AnswerBend> bends_of_key_sets() {
  static constexpr AnswerBend kTable[] = {
      {"jwks_empty", publish_nothing},
      {"jwks_without_current_key", publish_another},
      {"jwks_duplicate_kid", publish_kid_twice},
      {"jwks_without_kids", publish_no_kids},
      {"jwks_unusable_keys", publish_unusable_ones_too},
      {"jwks_signing_key_for_encryption", publish_for_another_use},
      {"jwks_not_json", spoil_keys_json},
  };
  return kTable;
}

}  // namespace mockidp
