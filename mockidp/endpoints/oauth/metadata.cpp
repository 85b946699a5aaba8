#include "mockidp/endpoints/oauth/metadata.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/client_authentication.h"
#include "mockidp/endpoints/oauth/authorization_request.h"
#include "mockidp/endpoints/oauth/grants/grant.h"
#include "mockidp/endpoints/oauth/possession.h"
#include "mockidp/protocol/json.h"

namespace mockidp {
namespace {

using protocol::Json;

const std::vector<std::string> kOrgScopeOrder = {"openid", "email",          "profile", "address",
                                                 "phone",  "offline_access", "groups"};

// What ID tokens and userinfo can say.
const std::vector<std::string> kPersonClaims = {"iss",
                                                "ver",
                                                "sub",
                                                "aud",
                                                "iat",
                                                "exp",
                                                "jti",
                                                "auth_time",
                                                "amr",
                                                "idp",
                                                "nonce",
                                                "name",
                                                "nickname",
                                                "preferred_username",
                                                "given_name",
                                                "middle_name",
                                                "family_name",
                                                "email",
                                                "email_verified",
                                                "profile",
                                                "zoneinfo",
                                                "locale",
                                                "address",
                                                "phone_number",
                                                "picture",
                                                "website",
                                                "gender",
                                                "birthdate",
                                                "updated_at",
                                                "at_hash",
                                                "c_hash"};
const std::vector<std::string> kAccessTokenClaims = {"ver", "jti", "iss", "aud", "iat",
                                                     "exp", "cid", "uid", "scp", "sub"};

// The implicit grant has no part at the token endpoint. The rest is there in the order of GrantType.
Json grant_types(MetadataKind kind) {
  std::vector<protocol::GrantType> types{protocol::GrantType::implicit};
  for (const Grant* grant : grants())
    if (grant->has_person() || kind == MetadataKind::oauth) types.push_back(grant->type());
  std::sort(types.begin(), types.end());
  Json names = Json::array();
  for (const protocol::GrantType type : types) names.push_back(protocol::to_string(type));
  return names;
}

// In Okta's order, which differs between the documents; an access token alone is no matter of OpenID Connect.
Json response_types(MetadataKind kind) {
  if (kind == MetadataKind::openid)
    return {"code", "id_token", "code id_token", "code token", "id_token token", "code id_token token"};
  return {"code",       "token",          "id_token",           "code id_token",
          "code token", "id_token token", "code id_token token"};
}

Json response_modes() {
  Json names = Json::array();
  for (const protocol::ResponseMode mode : kResponseModes) names.push_back(protocol::to_string(mode));
  return names;
}

Json auth_methods() {
  Json names = Json::array();
  for (const auto method : kClientAuthenticationMethods) names.push_back(protocol::to_string(method));
  return names;
}

std::vector<std::string> published_scopes(const AuthorizationServer& server) {
  std::vector<std::string> names;
  for (const Scope& scope : server.scopes)
    if (scope.system || scope.published) names.push_back(scope.name);
  if (!server.is_org_server()) return names;
  const auto place = [](const std::string& name) {
    return std::find(kOrgScopeOrder.begin(), kOrgScopeOrder.end(), name) - kOrgScopeOrder.begin();
  };
  std::stable_sort(names.begin(), names.end(),
                   [&](const std::string& a, const std::string& b) { return place(a) < place(b); });
  return names;
}

// Adds members in the order of its calls; endpoints only if they are registered.
class MetadataWriter {
 public:
  MetadataWriter(const Directory& directory, const AuthorizationServer& server, const RoutePatterns& routes)
      : directory_(directory), server_(server), routes_(routes) {}

  bool has(std::string_view endpoint) const {
    return routes_.count("/oauth2/{authServerId}/v1/" + std::string(endpoint)) != 0;
  }
  void endpoint(const char* member, std::string_view name) {
    if (has(name)) document_[member] = endpoint_url(directory_, server_, name);
  }
  void endpoint_of_clients(const char* member, const char* methods_member, std::string_view name) {
    endpoint(member, name);
    if (has(name)) document_[methods_member] = auth_methods();
  }
  void registration() {
    if (routes_.count("/oauth2/v1/clients") != 0)
      document_["registration_endpoint"] = directory_.org.url + "/oauth2/v1/clients";
  }
  void member(const char* name, Json value) { document_[name] = std::move(value); }
  std::string text() const { return protocol::to_text(document_); }

 private:
  const Directory& directory_;
  const AuthorizationServer& server_;
  const RoutePatterns& routes_;
  Json document_ = Json::object();
};

}  // namespace

std::string render_metadata(MetadataKind kind, const Directory& directory, const AuthorizationServer& server,
                            const RoutePatterns& routes, const std::string& client_id) {
  const bool openid = kind == MetadataKind::openid;
  MetadataWriter out(directory, server, routes);
  out.member("issuer", server.issuer);
  out.endpoint("authorization_endpoint", "authorize");
  out.endpoint("token_endpoint", "token");
  if (openid) out.endpoint("userinfo_endpoint", "userinfo");
  out.registration();
  out.endpoint("jwks_uri", "keys");
  if (server.is_org_server() && !client_id.empty())
    out.member("jwks_uri", endpoint_url(directory, server, "keys") +
                               "?client_id=" + protocol::encode_form_component(client_id));
  out.member("response_types_supported", response_types(kind));
  out.member("response_modes_supported", response_modes());
  out.member("grant_types_supported", grant_types(kind));
  out.member("subject_types_supported", {"public"});
  if (openid) out.member("id_token_signing_alg_values_supported", {"RS256"});
  out.member("scopes_supported", published_scopes(server));
  out.member("token_endpoint_auth_methods_supported", auth_methods());
  out.member("claims_supported", openid ? kPersonClaims : kAccessTokenClaims);
  out.member("code_challenge_methods_supported", {"S256"});
  out.endpoint_of_clients("introspection_endpoint", "introspection_endpoint_auth_methods_supported",
                          "introspect");
  out.endpoint_of_clients("revocation_endpoint", "revocation_endpoint_auth_methods_supported", "revoke");
  out.endpoint("end_session_endpoint", "logout");
  out.endpoint("device_authorization_endpoint", "device/authorize");
  out.endpoint("pushed_authorization_request_endpoint", "par");
  out.member("dpop_signing_alg_values_supported", dpop_algorithms());
  return out.text();
}

}  // namespace mockidp
