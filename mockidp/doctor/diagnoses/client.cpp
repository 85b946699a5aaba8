// The client id, its secret, and what kind of app it belongs to.

#include <algorithm>

#include "mockidp/doctor/diagnoses/subjects.h"
#include "mockidp/protocol/nearest.h"

namespace mockidp {
namespace {

using Sights = std::vector<Seen>;

// Nobody's client id is longer, and comparing is quadratic.
constexpr std::size_t kMostComparedId = 512;

const AppIntegration* app_by_label(const Patient& patient, std::string_view label) {
  const auto& apps = patient.directory.apps;
  const auto app =
      std::find_if(apps.begin(), apps.end(), [&](const AppIntegration& one) { return one.label == label; });
  return app != apps.end() ? &*app : nullptr;
}

// Of the app that has it as its name, or the one that is most like it.
std::string nearest_client_id(const Patient& patient, const std::string& client_id) {
  if (client_id.empty() || client_id.size() > kMostComparedId) return "";
  if (const auto* app = app_by_label(patient, client_id)) return app->client_id;
  std::vector<std::string> known;
  for (const auto& app : patient.directory.apps) known.push_back(app.client_id);
  const auto* nearest = protocol::nearest_of(known, client_id);
  return nearest != nullptr ? *nearest : "";
}

Sights unknown_client(const Patient& patient) {
  const auto& client_id = patient.settings.client_id;
  if (client_id.empty() || app_of(patient) != nullptr) return {};
  const bool is_name = app_by_label(patient, client_id) != nullptr;
  return seen_if(true, client_id + (is_name ? ", which is the name of an app" : ""),
                 nearest_client_id(patient, client_id));
}

std::string nearest_client(const Patient& patient, const JournalLine& line) {
  return app_of(patient, line) == nullptr ? nearest_client_id(patient, line.client_id) : "";
}

Sights inactive_app(const Patient& patient) {
  const auto* app = app_of(patient);
  return seen_if(app != nullptr && !app->active, app != nullptr ? app->label + " is inactive" : "");
}

bool is_public(ApplicationType type) {
  return type == ApplicationType::browser || type == ApplicationType::native;
}

bool is_still_no_client(const Patient& patient, const JournalLine& line) {
  return app_of(patient, line) == nullptr;
}

bool names_two_clients(const Patient&, const JournalLine& line) {
  return line.refused_by.starts_with("client_id ");
}

bool is_of_inactive_app(const Patient&, const JournalLine& line) {
  return line.refused_by.starts_with("status of app");
}

bool is_still_inactive(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  return app == nullptr || !app->active;
}

// Okta has one refusal for every method that is not the app's. Which mistake it was tell the method that
// would have done, what came in its place, and what the app is written as.
bool sends(const JournalLine& line, const std::string& parameter) {
  return line.received.find(parameter) != line.received.end();
}

bool comes_without_secret(const JournalLine& line) {
  const bool wants_one = line.closest == "client_secret_basic" || line.closest == "client_secret_post";
  return wants_one && !sends(line, "client_assertion");
}

// Whether the app can keep no secret: pages name their origin. A code verifier proves nothing, apps with a
// secret send it too.
bool is_of_public_client(const Patient& patient, const JournalLine& line) {
  const auto& type = patient.settings.application_type;
  if (type) return is_public(*type);
  return sends(line, "Origin") && patient.settings.client_secret.empty();
}

bool demands_secret_of_public(const Patient& patient, const JournalLine& line) {
  return comes_without_secret(line) && is_of_public_client(patient, line);
}

bool lacks_secret(const Patient& patient, const JournalLine& line) {
  return comes_without_secret(line) && !is_of_public_client(patient, line);
}

bool sends_secret_of_public(const Patient&, const JournalLine& line) {
  return line.closest == "none" && !sends(line, "client_assertion");
}

bool is_method_still_another(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  return app == nullptr || line.closest.empty() || to_string(app->token_endpoint_auth_method) == line.closest;
}

Sights secret_demanded(const Patient& patient) {
  const auto* app = app_of(patient);
  const auto& type = patient.settings.application_type;
  if (app == nullptr || !type) return {};
  return seen_if(
      is_public(*type) && app->confidential(),
      app->label + " has to show a secret, and a " + std::string(to_string(*type)) + " app cannot keep one");
}

Sights secret_refused(const Patient& patient) {
  const auto* app = app_of(patient);
  if (app == nullptr || app->confidential()) return {};
  if (!patient.settings.client_secret.empty())
    return seen_if(true, app->label + " has no secret, and the app sends one");
  const auto& type = patient.settings.application_type;
  if (!type) return {};
  return seen_if(!is_public(*type), app->label + " is for apps that keep no secret, and this is a " +
                                        std::string(to_string(*type)) + " app");
}

Sights secret_in_place_of_key(const Patient& patient) {
  const auto* app = app_of(patient);
  const bool signs = app != nullptr && app->confidential() && !app->has_secret();
  return seen_if(signs && !patient.settings.client_secret.empty(),
                 "the app has a secret, and " + (signs ? app->label : "") + " signs with a key",
                 signs ? std::string(to_string(app->token_endpoint_auth_method)) : "");
}

Sights wrong_secret(const Patient& patient) {
  const auto* app = app_of(patient);
  const auto& secret = patient.settings.client_secret;
  if (app == nullptr || !app->has_secret() || secret.empty()) return {};
  // All of them, however early one fits.
  std::size_t matches = 0;
  for (const auto& one : app->client_secrets) matches += one.matches(secret) ? 1U : 0U;
  return seen_if(matches == 0, "the secret is none of " + app->label);
}

Sights service_signs_in(const Patient& patient) {
  const auto* app = app_of(patient);
  return seen_if(app != nullptr && app->application_type == ApplicationType::service &&
                     !patient.settings.redirect_uri.empty(),
                 app != nullptr ? app->label + " is a service app" : "");
}

// Okta looks at the redirect URI first, and such an app has none.
bool is_of_service_app(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  return app != nullptr && app->application_type == ApplicationType::service;
}

}  // namespace

std::vector<Diagnosis> diagnoses_of_client() {
  using enum FindingKind;
  return {
      {"client_id_unknown",
       mistake,
       "The org has no app with this client id.",
       "Copy the Client ID from the General tab of the app, and check that the issuer is of the same org.",
       unknown_client,
       {"invalid_client_id", "invalid_client"},
       {},
       is_still_no_client,
       nearest_client},
      {"client_ids_differ",
       mistake,
       "A request names two clients, or one of them twice.",
       "Use one client id. Where header or assertion name it, the body may leave client_id out, or has to "
       "repeat the same one.",
       nullptr,
       {},
       {{"invalid_client", names_two_clients, "of two client ids"}}},
      {"app_inactive",
       mistake,
       "The app is inactive.",
       "Activate it under Applications > Applications.",
       inactive_app,
       {},
       {{"invalid_client", is_of_inactive_app, "by the status of the app"}},
       is_still_inactive},
      {"client_credentials_missing",
       mistake,
       "The client's credentials were not sent.",
       "Send the client id, and unless the app is a public client its secret too: as Basic of both, or as "
       "client_id and client_secret in the form body. An app that can keep no secret needs an app "
       "integration of the type Single-Page Application or Native Application.",
       nullptr,
       {"missing_client_credentials"},
       {{"invalid_token_endpoint_auth_method", lacks_secret, "without a secret, of an app that has one"}},
       is_method_still_another},
      {"secret_demanded_of_a_public_client",
       mistake,
       "The app keeps no secret, and the org demands one.",
       "Create a new app integration of the type Single-Page Application or Native Application: the type "
       "of an app cannot be changed.",
       secret_demanded,
       {},
       {{"invalid_token_endpoint_auth_method", demands_secret_of_public,
         "without a secret, of a page or an app on a device"}},
       is_method_still_another},
      {"secret_of_a_public_client",
       mistake,
       "The app sends a secret, or could keep one, and the org knows none.",
       "Take the secret out of the app's settings. A server-side app wants an app integration of the type "
       "Web Application: the type of an app cannot be changed.",
       secret_refused,
       {},
       {{"invalid_token_endpoint_auth_method", sends_secret_of_public,
         "with a secret, of an app that has none"}},
       is_method_still_another},
      {"client_authentication_differs",
       mistake,
       "The client proves itself in another way than its app is set up for.",
       "Compare Client authentication in the General tab of the app, None, Client secret, or Public key / "
       "Private key, with what the app's library is told: a secret for the second, a client_assertion that "
       "is signed with a registered key for the third. client_credentials is for apps that prove "
       "themselves.",
       secret_in_place_of_key,
       {"invalid_token_endpoint_auth_method"},
       {},
       is_method_still_another},
      {"client_credentials_at_the_org_server",
       mistake,
       "An app acts for itself at the org authorization server, which does not serve it.",
       "The org authorization server gives client_credentials to service apps alone, with Public key / "
       "Private key for Client authentication and Okta's own scopes. For an API of your own use a custom "
       "server's token endpoint, such as /oauth2/default/v1/token.",
       nullptr,
       {"unsupported_auth_method_client_creds", "invalid_application_type_client_credentials",
        "unsupported_grant_type_client_creds_org_as"}},
      {"client_secret_wrong",
       mistake,
       "The client secret is another one.",
       "Copy the Client secret from the General tab of the app, whole and without blanks.",
       wrong_secret,
       {"invalid_client_secret"}},
      {"credentials_unreadable",
       mistake,
       "The client's credentials cannot be read.",
       "Send them once: as Basic of the id, a colon and the secret, each form-encoded, or in the form body. "
       "Never in the URL.",
       nullptr,
       {"invalid_basic_auth_creds", "multiple_client_credentials", "client_credentials_in_query"}},
      {"client_assertion_for_another_address",
       mistake,
       "A client assertion names another audience.",
       "Its aud is the URL of the endpoint that is asked: token, introspect and revoke each want one of "
       "their own. Some "
       "libraries send the issuer unless they are told otherwise.",
       nullptr,
       {"client_assertion_invalid_audience"}},
      {"client_assertion_refused",
       mistake,
       "A client assertion was refused.",
       "The journal names what decided. iss and sub are the client id, exp is an hour ahead at most by a "
       "clock that is "
       "right, a jti works once; the public key stands in the app's settings, under the kid of the "
       "assertion, or the "
       "client secret that signs has 32 characters at least.",
       nullptr,
       {"client_assertion_already_used", "client_assertion_expiration_required",
        "client_assertion_expired_token", "client_assertion_expires_too_far_in_future",
        "client_assertion_invalid_issuer", "client_assertion_invalid_jwt", "client_assertion_invalid_key_use",
        "client_assertion_invalid_kid", "client_assertion_invalid_no_secret",
        "client_assertion_invalid_secret_length", "client_assertion_invalid_signature",
        "client_assertion_invalid_signature_algorithm", "client_assertion_invalid_subject",
        "client_assertion_issued_at_in_future", "client_assertion_jwks_not_configured",
        "client_assertion_not_signed_with_signing_key", "client_assertion_type_invalid"}},
      {"service_app_for_people",
       mistake,
       "People sign in to no service app.",
       "Create a new app integration of the type Web, Single-Page or Native Application.",
       service_signs_in,
       {"invalid_client_application_type"},
       {{"illegal_redirect_uri", is_of_service_app, "of a service app"}}},
  };
}

}  // namespace mockidp
