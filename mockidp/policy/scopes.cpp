#include "mockidp/policy/scopes.h"

#include <algorithm>

#include "mockidp/protocol/nearest.h"

namespace mockidp {
namespace {

using Names = std::vector<std::string>;
using protocol::fail;

std::string scopes_of(const AuthorizationServer& server) {
  return "scopes of " + (server.is_org_server() ? "the org authorization server" : server.name);
}

Names default_scopes(const AuthorizationServer& server) {
  Names names;
  for (const auto& scope : server.scopes)
    if (scope.is_default) names.push_back(scope.name);
  return names;
}

Refusal unknown_scope(const AuthorizationServer& server, const std::string& name) {
  Names known;
  for (const auto& scope : server.scopes) known.push_back(scope.name);
  const auto error = server.is_org_server() ? OktaError::illegal_custom_scope : OktaError::no_matching_scope;
  return {error, {}, scopes_of(server) + ", which do not have " + name, protocol::likely_meant(known, name)};
}

Refusal nothing_requested(const AuthorizationServer& server) {
  const auto error = server.is_org_server() ? OktaError::missing_scopes : OktaError::no_default_scopes;
  return {error, {}, scopes_of(server) + ", none of which is a default", ""};
}

// The server's order, each once.
Names in_server_order(const AuthorizationServer& server, const Names& wanted) {
  Names ordered;
  for (const auto& scope : server.scopes)
    if (std::find(wanted.begin(), wanted.end(), scope.name) != wanted.end()) ordered.push_back(scope.name);
  return ordered;
}

}  // namespace

protocol::Result<Names, Refusal> decide_scopes(const AuthorizationServer& server, protocol::GrantType grant,
                                               const Names& requested) {
  const auto wanted = requested.empty() ? default_scopes(server) : requested;
  if (wanted.empty()) return fail(nothing_requested(server));

  bool openid = false;
  const std::string* openid_only = nullptr;  // a scope that makes sense for people and OpenID tokens only
  for (const auto& name : wanted) {
    const auto* scope = server.find_scope(name);
    if (!scope) return fail(unknown_scope(server, name));
    if (scope->system) openid_only = &name;
    if (name == "openid") openid = true;
  }

  if (openid_only && grant == protocol::GrantType::client_credentials)
    return fail(
        Refusal{OktaError::openid_not_allowed_client_creds, {}, "the OpenID scope " + *openid_only, ""});
  if (openid_only && !openid)
    return fail(Refusal{OktaError::openid_scope_required, {}, "the OpenID scope " + *openid_only, "openid"});
  return in_server_order(server, wanted);
}

}  // namespace mockidp
