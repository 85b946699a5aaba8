#include "mockidp/directory/document/org_shape.h"
#include "mockidp/directory/document/vocabulary.h"

namespace mockidp::document {
namespace {

constexpr std::size_t kLeastSecretLength = 14;
constexpr std::size_t kMostSecretLength = 100;
constexpr std::size_t kMostSecrets = 2;

Shape<AssignmentEntry> assignment_shape() {
  return ObjectShape<AssignmentEntry>()
      .with_default("everyone", &AssignmentEntry::everyone, flag(), "Assign the group Everyone.")
      .with_default("federation_broker_mode", &AssignmentEntry::federation_broker_mode, flag(),
                    "Let everybody in without assigning anybody.")
      .section("groups", &AssignmentEntry::groups, list_of(text(), {.unique = true}),
               "Names of assigned groups.")
      .section("people", &AssignmentEntry::people, list_of(login(), {.unique = true}),
               "Logins of assigned people.");
}

Shape<GroupsClaimEntry> groups_claim_shape() {
  return ObjectShape<GroupsClaimEntry>()
      .with_default("name", &GroupsClaimEntry::name, text({.max_length = 255}), "What the claim is called.")
      .with_default("filter_type", &GroupsClaimEntry::filter_type, group_filter_type(),
                    "How names of groups are compared with value; all but REGEX ignore case.")
      .required("value", &GroupsClaimEntry::value, text({.max_length = 1024}),
                "The name, its beginning, a part of it, or a regular expression for all of it.");
}

constexpr unsigned kMostLeeway = 60;  // seconds, as Okta allows

Shape<RefreshTokenEntry> refresh_token_shape() {
  return ObjectShape<RefreshTokenEntry>()
      .optional(
          "rotation_type", &RefreshTokenEntry::rotation_type, refresh_rotation(),
          "STATIC: refresh tokens persist. ROTATE: each use issues another. ROTATE for browser, STATIC for "
          "web and native, if absent.")
      .with_default("leeway", &RefreshTokenEntry::leeway, whole_number(0, kMostLeeway),
                    "Seconds that a rotated refresh token is still forgiven for, 0 to 60.");
}

Shape<std::vector<std::string>> redirect_uris() { return list_of(redirect_uri(), {.unique = true}); }

}  // namespace

Shape<AppEntry> app_shape() {
  const auto app_secret = secret(kLeastSecretLength, kMostSecretLength);
  return ObjectShape<AppEntry>()
      .optional("id", &AppEntry::id, id_with("0oa"),
                "Derived from the client id, or else the label, if absent.")
      .required("label", &AppEntry::label, text({.max_length = 100}), "What the app is called.")
      .with_default("status", &AppEntry::active, active_status(),
                    "An INACTIVE app answers as if it did not exist.")
      .optional("client_id", &AppEntry::client_id, client_id(), "The app's id if absent, as Okta does it.")
      .optional("client_secret", &AppEntry::client_secret, app_secret,
                "Derived from the client id if the app needs one and none is given.")
      .section("client_secrets", &AppEntry::client_secrets,
               list_of(app_secret, {.min_items = 1, .max_items = kMostSecrets}),
               "In place of client_secret: up to two that are both accepted, as while one is being replaced.")
      .required(
          "application_type", &AppEntry::application_type, application_type(),
          "web has a server; browser is a single-page app; native runs on a device; service has no people.")
      .optional("token_endpoint_auth_method", &AppEntry::token_endpoint_auth_method, auth_method(),
                "client_secret_basic for web and service, none for browser and native, if absent.")
      .section("jwks", &AppEntry::jwks, client_keys_shape(), "The app's public keys, for private_key_jwt.")
      .optional("pkce_required", &AppEntry::pkce_required, flag(),
                "true for browser and native, false for web, if absent. Must be true without client "
                "authentication.")
      .with_default(
          "dpop_bound_access_tokens", &AppEntry::dpop_bound_access_tokens, flag(),
          "Whether every token request has to prove possession of a key (DPoP), which the tokens are "
          "bound to. Goes with neither of the grants client_credentials and implicit.")
      .optional("grant_types", &AppEntry::grant_types,
                list_of(grant_type(), {.min_items = 1, .unique = true}),
                "authorization_code, and for a service client_credentials, if absent.")
      .optional("refresh_token", &AppEntry::refresh_token, refresh_token_shape(),
                "How refresh tokens live. Only with the grant type refresh_token.")
      .with_default(
          "consent_method", &AppEntry::consent_method,
          choice<ConsentMethod>({{"TRUSTED", ConsentMethod::TRUSTED}, {"REQUIRED", ConsentMethod::REQUIRED}}),
          "REQUIRED asks people for scopes whose consent is not IMPLICIT, once each. TRUSTED asks only "
          "where a request has prompt=consent.")
      .optional("response_types", &AppEntry::response_types,
                list_of(choice<std::string>({{"code", "code"}, {"token", "token"}, {"id_token", "id_token"}}),
                        {.min_items = 1, .unique = true}),
                "Follows from grant_types: code for authorization_code, token for client_credentials, token "
                "and id_token "
                "for implicit.")
      .section("redirect_uris", &AppEntry::redirect_uris, redirect_uris(),
               "Sign-in redirect URIs: compared exactly, every character counts.")
      .with_default(
          "wildcard_redirect", &AppEntry::wildcard_redirect,
          choice<WildcardRedirect>(
              {{"DISABLED", WildcardRedirect::DISABLED}, {"SUBDOMAIN", WildcardRedirect::SUBDOMAIN}}),
          "SUBDOMAIN lets one * stand in the lowest-level label of the host of an https redirect URI. Okta "
          "discourages it.")
      .section("post_logout_redirect_uris", &AppEntry::post_logout_redirect_uris,
               list_of(exact_redirect_uri(), {.unique = true}),
               "Sign-out redirect URIs: compared exactly too.")
      .section("base_uris", &AppEntry::base_uris, list_of(typed_origin()),
               "Origins of the app; they become trusted origins for CORS and REDIRECT.")
      .optional("initiate_login_uri", &AppEntry::initiate_login_uri, web_uri(),
                "Where the org sends somebody who starts at the org.")
      .optional("groups_claim", &AppEntry::groups_claim, groups_claim_shape(),
                "What the scope groups puts into ID tokens of the org authorization server. Absent, nothing.")
      .optional("assignment", &AppEntry::assignment, assignment_shape(),
                "Who may use the app. Absent, everyone is assigned; {} assigns nobody.")
      .optional("sign_on_policy", &AppEntry::sign_on_policy, text(),
                "Name of one of policies.sign_on, or of a preset; the first of policies.sign_on if absent.")
      .optional("profile_enrollment_policy", &AppEntry::profile_enrolment_policy, text(),
                "Name of one of policies.profile_enrollment; the first of them if absent.")
      .optional("auto_sign_in", &AppEntry::auto_sign_in, text({.max_length = 100}),
                "For clients that follow redirects and no more: signs this person, by login, in without a "
                "page and through every policy. \"*\" stands for whom login_hint names.");
}

}  // namespace mockidp::document
