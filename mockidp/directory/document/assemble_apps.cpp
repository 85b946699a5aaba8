#include <algorithm>
#include <array>

#include "mockidp/directory/document/assembly.h"
#include "mockidp/directory/wildcard_redirect.h"
#include "mockidp/protocol/uri.h"

namespace mockidp::document {
namespace {

using protocol::GrantType;
using protocol::TokenEndpointAuthMethod;

// What Okta allows an app of a type, and makes of it where nothing is said.
struct TypeRules {
  ApplicationType type;
  std::vector<GrantType> grants;  // the first is what it has unless it says otherwise
  bool must_have_first_grant = false;
  TokenEndpointAuthMethod auth_method = TokenEndpointAuthMethod::none;
  std::vector<TokenEndpointAuthMethod> auth_methods;
  bool pkce = false;
  RefreshRotation refresh_rotation = RefreshRotation::STATIC;
};

const TypeRules& rules_for(ApplicationType type) {
  using enum GrantType;
  using enum TokenEndpointAuthMethod;
  static const std::array<TypeRules, 4> rules{{
      {ApplicationType::web,
       {authorization_code, implicit, refresh_token, client_credentials},
       true,
       client_secret_basic,
       {client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt, none},
       false},
      {ApplicationType::browser,
       {authorization_code, implicit, refresh_token},
       false,
       none,
       {none},
       true,
       RefreshRotation::ROTATE},
      {ApplicationType::native,
       {authorization_code, implicit, refresh_token},
       true,
       none,
       {none, client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt},
       true},
      {ApplicationType::service,
       {client_credentials},
       true,
       client_secret_basic,
       {client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt},
       false},
  }};
  return rules.at(static_cast<std::size_t>(type));
}

template <class List, class Value>
bool has(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string in_words(ApplicationType type) { return "an app of type " + std::string(to_string(type)); }

// ---- Client authentication
// -----------------------------------------------------------------------------------------

// Okta makes up a secret; one that follows from the client id is the same after every restart.
protocol::Secret derived_secret(const std::string& client_id) {
  const auto first = protocol::sha256("client_secret/1/" + client_id);
  const auto second = protocol::sha256("client_secret/2/" + client_id);
  return protocol::Secret(protocol::base64url_encode(std::string(protocol::as_view(first)) +
                                                     std::string(protocol::as_view(second).substr(0, 16))));
}

void set_secrets(AppIntegration& app, const AppEntry& entry, const Place& place) {
  const bool one = entry.client_secret.has_value();
  const bool many = !entry.client_secrets.empty();
  if (one && many)
    (place / "client_secrets").report(R"(stands beside "client_secret"; keep one of the two)");
  else if ((one || many) && !app.has_secret())
    (place / (one ? "client_secret" : "client_secrets"))
        .report("must not be given, since the token_endpoint_auth_method is " +
                std::string(to_string(app.token_endpoint_auth_method)));
  if (many) app.client_secrets = entry.client_secrets;
  if (one) app.client_secrets = {*entry.client_secret};
  if (!one && !many && app.has_secret()) app.client_secrets = {derived_secret(app.client_id)};
}

// A kid chooses the key that an assertion is verified with.
void set_keys(AppIntegration& app, const AppEntry& entry, const Place& place) {
  for (std::size_t i = 0; i < entry.jwks.keys.size(); ++i) {
    const auto& key = entry.jwks.keys[i];
    if (!key) continue;
    for (const auto& known : app.jwks)
      if (!key->kid().empty() && known->kid() == key->kid())
        (place / i / "kid").report(in_quotes(key->kid()) + " is the kid of another key already");
    app.jwks.push_back(key);
  }
}

void set_client_authentication(AppIntegration& app, const AppEntry& entry, const Place& place) {
  const auto& rules = rules_for(app.application_type);
  const auto method = app.token_endpoint_auth_method =
      entry.token_endpoint_auth_method.value_or(rules.auth_method);
  if (!has(rules.auth_methods, method))
    (place / "token_endpoint_auth_method")
        .report(in_words(app.application_type) + " cannot authenticate with " +
                std::string(to_string(method)));
  app.pkce_required = entry.pkce_required.value_or(rules.pkce || !app.confidential());
  if (!app.pkce_required && !app.confidential())
    (place / "pkce_required").report("must be true, since the token_endpoint_auth_method is none");
  set_keys(app, entry, place / "jwks" / "keys");
  set_secrets(app, entry, place);
}

// ---- Grants and response types
// -------------------------------------------------------------------------------------

void set_grant_types(AppIntegration& app, const AppEntry& entry, const Place& place) {
  const auto& rules = rules_for(app.application_type);
  const auto first = rules.grants.front();
  app.grant_types = entry.grant_types.value_or(std::vector{first});
  for (const auto grant : app.grant_types)
    if (!has(rules.grants, grant))
      place.report(in_words(app.application_type) + " cannot have the grant " +
                   std::string(to_string(grant)));
  if (rules.must_have_first_grant && !app.allows(first))
    place.report(in_words(app.application_type) + " must have the grant " + std::string(to_string(first)));
}

// Okta's Apps API takes the one only without the others.
void set_dpop(AppIntegration& app, const AppEntry& entry, const Place& place) {
  app.dpop_bound_access_tokens = entry.dpop_bound_access_tokens;
  for (const auto grant : {GrantType::client_credentials, GrantType::implicit})
    if (app.dpop_bound_access_tokens && app.allows(grant))
      place.report("must not be true, since the grant_types have " + std::string(to_string(grant)));
}

void set_refresh_token(AppIntegration& app, const AppEntry& entry, const Place& place) {
  if (entry.refresh_token && !app.allows(GrantType::refresh_token))
    place.report("must not be given, since the grant_types do not have refresh_token");
  const auto written = entry.refresh_token.value_or(RefreshTokenEntry{});
  app.refresh_token = {written.rotation_type.value_or(rules_for(app.application_type).refresh_rotation),
                       std::chrono::seconds(written.leeway)};
}

std::vector<std::string> response_types_of(const AppIntegration& app) {
  std::vector<std::string> types;
  if (app.allows(GrantType::authorization_code)) types.push_back("code");
  if (app.allows(GrantType::client_credentials) || app.allows(GrantType::implicit)) types.push_back("token");
  if (app.allows(GrantType::implicit)) types.push_back("id_token");
  return types;
}

void set_response_types(AppIntegration& app, const AppEntry& entry, const Place& place) {
  const auto possible = response_types_of(app);
  app.response_types = entry.response_types.value_or(possible);
  for (const auto& type : app.response_types)
    if (!has(possible, type)) place.report(in_quotes(type) + " goes with none of the app's grant_types");
  if (has(possible, std::string("code")) && !has(app.response_types, std::string("code")))
    place.report(R"("code" is missing, which goes with the grant authorization_code)");
  const auto& types = app.response_types;
  if (app.allows(GrantType::implicit) && !has(types, std::string("token")) &&
      !has(types, std::string("id_token")))
    place.report(R"("token" or "id_token" is missing, which go with the grant implicit)");
}

// ---- Redirects
// -----------------------------------------------------------------------------------------------------

constexpr std::string_view kSchemesThatRun[] = {"javascript", "data", "vbscript", "file", "blob", "about"};

void check_schemes(const AppIntegration& app, const Names& uris, const Place& places) {
  for (std::size_t i = 0; i < uris.size(); ++i) {
    const auto uri = protocol::parse_uri(uris[i]);
    if (!uri || uri->scheme == "http" || uri->scheme == "https") continue;
    if (app.application_type != ApplicationType::native)
      (places / i).report("the scheme " + in_quotes(uri->scheme) + " is only for native apps");
    else if (std::any_of(std::begin(kSchemesThatRun), std::end(kSchemesThatRun),
                         [&](std::string_view scheme) { return uri->scheme == scheme; }))
      (places / i).report("nothing can be returned to the scheme " + in_quotes(uri->scheme));
  }
}

// What stands in a host beside "*" decides who gets codes and tokens, so the rules are Okta's to the letter.
void check_wildcards(Assembly& assembly, const AppIntegration& app, const Place& places) {
  for (std::size_t i = 0; i < app.redirect_uris.size(); ++i) {
    const auto& uri = app.redirect_uris[i];
    if (!has_wildcard(uri)) continue;
    if (app.wildcard_redirect == WildcardRedirect::DISABLED)
      (places / i).report(in_quotes(uri) + R"( has a wildcard, but "wildcard_redirect" is not "SUBDOMAIN")");
    else if (const auto objection = objection_to_wildcard(uri); !objection.empty())
      (places / i).report(in_quotes(uri) + " has a wildcard that Okta refuses: " + objection);
    else
      assembly.warn(places / i, in_quotes(uri) + ": " + std::string(kWildcardCaution));
  }
}

void set_redirects(Assembly& assembly, AppIntegration& app, const AppEntry& entry, const Place& place) {
  app.redirect_uris = entry.redirect_uris;
  app.wildcard_redirect = entry.wildcard_redirect;
  app.post_logout_redirect_uris = entry.post_logout_redirect_uris;
  app.base_uris = entry.base_uris;
  app.initiate_login_uri = entry.initiate_login_uri.value_or("");
  check_schemes(app, app.redirect_uris, place / "redirect_uris");
  check_wildcards(assembly, app, place / "redirect_uris");
  check_schemes(app, app.post_logout_redirect_uris, place / "post_logout_redirect_uris");
  if (app.redirect_uris.empty() && app.allows(GrantType::authorization_code))
    (place / "redirect_uris").report("needs at least one, since people sign in to the app");
}

// ---- Who may use it
// ------------------------------------------------------------------------------------------------

void assign_people(Assembly& assembly, const AppIntegration& app,
                   const std::vector<std::string>& person_ids) {
  for (auto& seed : assembly.out.people)
    if (has(person_ids, seed.person.id)) seed.person.app_ids.push_back(app.id);
}

void set_assignment(Assembly& assembly, AppIntegration& app, const AppEntry& entry, const Place& place) {
  auto written = entry.assignment.value_or(AssignmentEntry{.everyone = true});
  app.assignment.federation_broker_mode = written.federation_broker_mode;
  if (written.federation_broker_mode && (!written.groups.empty() || !written.people.empty()))
    place.report("federation_broker_mode lets everybody in; it goes with neither groups nor people");
  if (written.everyone) app.assignment.group_ids.push_back(assembly.out.directory.everyone().id);
  for (auto& id : assembly.groups.resolve_all(written.groups, place / "groups"))
    if (!has(app.assignment.group_ids, id)) app.assignment.group_ids.push_back(std::move(id));
  assign_people(assembly, app, assembly.people.resolve_all(written.people, place / "people"));
}

void set_groups_claim(AppIntegration& app, const AppEntry& entry, const Place& place) {
  if (!entry.groups_claim) return;
  const auto& written = *entry.groups_claim;
  auto filter = group_filter(written.filter_type, written.value, place / "value");
  if (is_free_in_id_tokens(written.name, place / "name") && filter)
    app.groups_claim = GroupsClaim{written.name, *std::move(filter)};
}

AppIntegration app_integration(Assembly& assembly, const AppEntry& entry, const Place& place) {
  AppIntegration app;
  app.id = assembly.claim_id(entry.id, "0oa", entry.client_id.value_or(entry.label), place);
  app.label = entry.label;
  app.active = entry.active;
  app.client_id = entry.client_id.value_or(app.id);
  // A derived one is taken only where the id is, which was reported already.
  if (entry.client_id || !assembly.clients.knows(app.client_id))
    assembly.clients.add(app.client_id, app.id, place / "client_id");
  app.application_type = entry.application_type;
  set_client_authentication(app, entry, place);
  set_grant_types(app, entry, place / "grant_types");
  set_dpop(app, entry, place / "dpop_bound_access_tokens");
  set_refresh_token(app, entry, place / "refresh_token");
  app.consent_method = entry.consent_method;
  set_response_types(app, entry, place / "response_types");
  set_redirects(assembly, app, entry, place);
  set_groups_claim(app, entry, place / "groups_claim");
  set_assignment(assembly, app, entry, place / "assignment");
  if (entry.sign_on_policy)
    app.sign_on_policy_id =
        assembly.sign_on_policies.resolve(*entry.sign_on_policy, place / "sign_on_policy").value_or("");
  if (entry.profile_enrolment_policy)
    app.profile_enrolment_policy_id =
        assembly.profile_enrolment_policies
            .resolve(*entry.profile_enrolment_policy, place / "profile_enrollment_policy")
            .value_or("");
  if (entry.auto_sign_in) {
    app.auto_sign_in = *entry.auto_sign_in;
    if (app.auto_sign_in != "*") assembly.people.resolve(app.auto_sign_in, place / "auto_sign_in");
  }
  return app;
}

using PolicyOfApp = std::string AppIntegration::*;

// "Manage Apps" of a policy, where the app's own key does not say the same.
void give_policy(Assembly& assembly, const Names& client_ids, const std::string& policy_id,
                 PolicyOfApp policy_of_app, const Place& places) {
  for (std::size_t i = 0; i < client_ids.size(); ++i) {
    const auto app_id = assembly.clients.resolve(client_ids[i], places / i);
    if (!app_id) continue;
    for (auto& app : assembly.out.directory.apps) {
      if (app.id != *app_id) continue;
      if (!(app.*policy_of_app).empty() && app.*policy_of_app != policy_id)
        (places / i).report("the app " + in_quotes(client_ids[i]) + " has another policy already");
      app.*policy_of_app = policy_id;
    }
  }
}

}  // namespace

void give_policies_to_apps(Assembly& assembly) {
  const auto& directory = assembly.out.directory;
  const auto& policies = assembly.file.policies;
  const auto place = assembly.root / "policies";
  for (std::size_t i = 0; i < policies.sign_on.size(); ++i)
    give_policy(assembly, policies.sign_on[i].apps, directory.sign_on_policies[i].id,
                &AppIntegration::sign_on_policy_id, place / "sign_on" / i / "apps");
  for (std::size_t i = 0; i < policies.profile_enrolment.size(); ++i)
    give_policy(assembly, policies.profile_enrolment[i].apps, directory.profile_enrolment_policies[i].id,
                &AppIntegration::profile_enrolment_policy_id, place / "profile_enrollment" / i / "apps");
}

void add_apps(Assembly& assembly) {
  const auto places = assembly.root / "apps";
  const auto& entries = assembly.file.apps;
  for (std::size_t i = 0; i < entries.size(); ++i)
    assembly.out.directory.apps.push_back(app_integration(assembly, entries[i], places / i));
}

}  // namespace mockidp::document
