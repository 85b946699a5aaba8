#include "mockidp/endpoints/shown_grant.h"

#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/token/claims.h"
#include "mockidp/token/refresh_token.h"

namespace mockidp {
namespace {

std::string grant_of_code(const Exchange& exchange, std::string_view code) {
  if (code.empty()) return {};
  const auto known = exchange.org.codes.find(code);
  return known ? known->value.grant_id : std::string();
}

std::string grant_of_token(const Exchange& exchange, std::string_view token) {
  if (token.empty()) return {};
  auto& families = exchange.org.refresh_families;
  if (const auto name = verify_refresh_token(families.token_key(exchange.org.random), token))
    return name->grant_id;
  const auto jwt = protocol::read_jwt(token);
  if (!jwt) return {};
  const std::string* jti = protocol::json_string(*jwt->claims, "jti");
  return jti == nullptr ? std::string() : grant_of_jti(*jti);
}

std::string shown_grant(const Exchange& exchange) {
  for (const std::string_view scheme : {"Bearer", "DPoP"})
    if (auto grant = grant_of_token(exchange, authorization_of(exchange.request, scheme)); !grant.empty())
      return grant;
  if (!has_form_body(exchange.request)) return {};
  const auto form = protocol::parse_form(exchange.request.body);
  if (!form) return {};
  if (auto grant = grant_of_code(exchange, form->get("code")); !grant.empty()) return grant;
  for (const std::string_view name : {"refresh_token", "access_token", "token"})
    if (auto grant = grant_of_token(exchange, form->get(name)); !grant.empty()) return grant;
  return {};
}

}  // namespace

void trace_shown_grant(Exchange& exchange) {
  if (!exchange.trace.flow().empty()) return;
  if (const auto grant = shown_grant(exchange); !grant.empty()) trace_grant(exchange, grant);
}

}  // namespace mockidp
