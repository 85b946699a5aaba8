#include <algorithm>

#include "mockidp/directory/document/assembly.h"

namespace mockidp::document {
namespace {

constexpr std::string_view kOpenIdScopes[] = {"openid",  "profile", "email",
                                              "address", "phone",   "offline_access"};
constexpr const char* kAllClients = "ALL_CLIENTS";
constexpr const char* kAnyScope = "*";

std::vector<Scope> built_in_scopes() {
  std::vector<Scope> scopes;
  for (const auto name : kOpenIdScopes)
    scopes.push_back({.name = std::string(name), .description = "", .system = true, .published = true});
  return scopes;
}

AuthorizationServer org_server(const Assembly& assembly) {
  AuthorizationServer server;
  server.name = "Org authorization server";
  server.audience = assembly.url;
  server.issuer = assembly.url;
  server.base_path = "/oauth2";
  server.scopes = built_in_scopes();
  server.scopes.push_back({.name = "groups", .description = "", .system = true, .published = true});
  return server;
}

// What an org has that lists no servers: Okta's default server with the policy that allows everything.
ServerEntry standard_server() {
  ServerEntry server;
  server.name = "default";
  server.description = "Default authorization server";
  server.audience = "api://default";
  AccessRuleEntry rule;
  rule.name = "Default Policy Rule";
  rule.grant_types = {protocol::GrantType::authorization_code, protocol::GrantType::implicit,
                      protocol::GrantType::client_credentials};
  AccessPolicyEntry policy;
  policy.name = "Default Policy";
  policy.rules.push_back(std::move(rule));
  server.access_policies.push_back(std::move(policy));
  return server;
}

// Of a built-in scope; that of openid is implied in signing in at all.
bool sets_only_consent(const ScopeEntry& entry) {
  return entry.consent && entry.name != "openid" && entry.description.empty() && !entry.is_default &&
         !entry.published;
}

void add_scopes(AuthorizationServer& server, const std::vector<ScopeEntry>& entries, const Place& places) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    if (entry.name.empty()) continue;
    const auto known = std::find_if(server.scopes.begin(), server.scopes.end(),
                                    [&](const Scope& scope) { return scope.name == entry.name; });
    if (known != server.scopes.end() && sets_only_consent(entry) && known->system)
      known->consent = *entry.consent;
    else if (known != server.scopes.end())
      (places / i / "name")
          .report("the scope " + in_quotes(entry.name) +
                  (known->system ? " is built in; only its consent can be set" : " is there already"));
    else
      server.scopes.push_back({.name = entry.name,
                               .description = entry.description,
                               .is_default = entry.is_default,
                               .published = entry.published,
                               .consent = entry.consent.value_or(ScopeConsent::IMPLICIT)});
  }
}

std::vector<std::string> known_scopes(const AuthorizationServer& server, const Names& names,
                                      const Place& places) {
  std::vector<std::string> known{kAnyScope};
  for (const auto& scope : server.scopes) known.push_back(scope.name);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    if (names[i] == kAnyScope || server.find_scope(names[i]))
      found.push_back(names[i]);
    else
      (places / i).report("there is no scope " + in_quotes(names[i]) + did_you_mean(known, names[i]));
  }
  return found;
}

void set_people(const Assembly& assembly, AccessPolicyRule& rule, const std::optional<RulePeopleEntry>& entry,
                const Place& place) {
  if (!entry) {
    rule.include_group_ids.push_back(assembly.out.directory.everyone().id);
    return;
  }
  auto people = people_condition(assembly, *entry, place);
  rule.include_group_ids = std::move(people.include_group_ids);
  rule.exclude_group_ids = std::move(people.exclude_group_ids);
  rule.include_person_ids = std::move(people.include_person_ids);
  rule.exclude_person_ids = std::move(people.exclude_person_ids);
}

AccessPolicyRule access_rule(Assembly& assembly, const AuthorizationServer& server, const std::string& path,
                             const AccessRuleEntry& entry, const Place& place) {
  AccessPolicyRule rule;
  rule.id = assembly.claim_id(entry.id, "0pr", path + "/" + entry.name, place);
  rule.name = entry.name;
  rule.active = entry.active;
  rule.grant_types = entry.grant_types;
  rule.scopes = known_scopes(server, entry.scopes, place / "scopes");
  set_people(assembly, rule, entry.people, place / "people");
  rule.access_token_lifetime = entry.access_token_lifetime;
  rule.refresh_token_lifetime = entry.refresh_token_lifetime;
  rule.refresh_token_window = entry.refresh_token_window;
  const auto life = rule.refresh_token_lifetime.count();
  if (life != 0 && rule.refresh_token_lifetime < rule.access_token_lifetime)
    (place / "refresh_token_lifetime_minutes")
        .report("must be 0, or no less than access_token_lifetime_minutes, not " + std::to_string(life));
  return rule;
}

AccessPolicy access_policy(Assembly& assembly, const AuthorizationServer& server,
                           const AccessPolicyEntry& entry, const Place& place) {
  AccessPolicy policy;
  const auto path = server.id + "/" + entry.name;
  policy.id = assembly.claim_id(entry.id, "00p", path, place);
  policy.name = entry.name;
  policy.active = entry.active;
  for (std::size_t i = 0; i < entry.clients.size(); ++i)
    if (entry.clients[i] == kAllClients || assembly.clients.resolve(entry.clients[i], place / "clients" / i))
      policy.client_ids.push_back(entry.clients[i]);
  for (std::size_t i = 0; i < entry.rules.size(); ++i)
    policy.rules.push_back(access_rule(assembly, server, path, entry.rules[i], place / "rules" / i));
  return policy;
}

AuthorizationServer custom_server(Assembly& assembly, const ServerEntry& entry, const Place& place) {
  AuthorizationServer server;
  const auto id = !entry.id && entry.name == "default" ? std::optional<std::string>("default") : entry.id;
  server.id = assembly.claim_id(id, "aus", entry.name, place);
  server.name = entry.name;
  server.description = entry.description;
  server.audience = entry.audience;
  server.active = entry.active;
  server.base_path = "/oauth2/" + server.id;
  server.issuer = assembly.url + server.base_path;
  server.scopes = built_in_scopes();
  add_scopes(server, entry.scopes, place / "scopes");
  add_claims(assembly, server, entry.claims, place / "claims");
  for (std::size_t i = 0; i < entry.access_policies.size(); ++i)
    server.policies.push_back(
        access_policy(assembly, server, entry.access_policies[i], place / "access_policies" / i));
  return server;
}

}  // namespace

void add_authorization_servers(Assembly& assembly) {
  auto& servers = assembly.out.directory.authorization_servers;
  servers.push_back(org_server(assembly));
  const auto place = assembly.root / "authorization_servers";
  const auto entries =
      assembly.file.authorization_servers.value_or(std::vector<ServerEntry>{standard_server()});
  for (std::size_t i = 0; i < entries.size(); ++i)
    servers.push_back(custom_server(assembly, entries[i], place / i));
}

}  // namespace mockidp::document
