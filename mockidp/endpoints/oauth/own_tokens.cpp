#include "mockidp/endpoints/oauth/own_tokens.h"

#include <nlohmann/json.hpp>

namespace mockidp {
namespace {

bool is_signed_by_another_server(Exchange& exchange, OwnKeys& keys, const AuthorizationServer& server,
                                 std::string_view token) {
  for (const AuthorizationServer& other : exchange.dir().authorization_servers)
    if (other.id != server.id && protocol::verify_jws(token, *keys.of(exchange, other))) return true;
  return false;
}

}  // namespace

std::shared_ptr<const protocol::KeySet> OwnKeys::of(Exchange& exchange, const AuthorizationServer& server) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = by_server_.find(server.id);
    if (found != by_server_.end() && found->second.revision == exchange.revision) return found->second.keys;
  }
  auto parsed = protocol::parse_key_set(exchange.org.keys(server.id).jwks());
  auto keys = std::make_shared<const protocol::KeySet>(parsed ? *std::move(parsed) : protocol::KeySet{});
  const std::lock_guard lock(mutex_);
  by_server_.insert_or_assign(server.id, Parsed{exchange.revision, keys});
  return keys;
}

protocol::Result<protocol::VerifiedJwt, NotOurs> verify_own_token(Exchange& exchange, OwnKeys& keys,
                                                                  const AuthorizationServer& server,
                                                                  std::string_view token) {
  auto verified = protocol::verify_jws(token, *keys.of(exchange, server));
  if (!verified)
    return protocol::fail(NotOurs{is_signed_by_another_server(exchange, keys, server, token)
                                      ? NotOurs::Kind::foreign
                                      : NotOurs::Kind::broken});
  if (claim_text(*verified, "iss") != server.issuer) return protocol::fail(NotOurs{NotOurs::Kind::foreign});
  return *std::move(verified);
}

std::string claim_text(const protocol::VerifiedJwt& token, std::string_view name) {
  const std::string* text = protocol::json_string(token.claims(), name);
  return text == nullptr ? std::string() : *text;
}

std::string dpop_key_of(const protocol::VerifiedJwt& token) {
  const protocol::Json* confirmation = protocol::json_member(token.claims(), "cnf");
  const std::string* jkt = confirmation == nullptr ? nullptr : protocol::json_string(*confirmation, "jkt");
  return jkt == nullptr ? std::string() : *jkt;
}

std::vector<std::string> scopes_of(const protocol::VerifiedJwt& token) {
  std::vector<std::string> names;
  const protocol::Json* scopes = protocol::json_member(token.claims(), "scp");
  if (scopes == nullptr || !scopes->is_array()) return names;
  for (const protocol::Json& scope : *scopes)
    if (scope.is_string()) names.push_back(scope.get<std::string>());
  return names;
}

protocol::TimePoint expiry_of(const protocol::VerifiedJwt& token) {
  return protocol::from_unix(protocol::json_numeric_date(token.claims(), "exp").value_or(0));
}

protocol::TimePoint beginning_of(const protocol::VerifiedJwt& token) {
  return protocol::from_unix(protocol::json_numeric_date(token.claims(), "nbf").value_or(0));
}

}  // namespace mockidp
