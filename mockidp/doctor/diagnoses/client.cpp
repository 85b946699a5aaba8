// The client id, its secret, and what kind of app it belongs to.

#include <algorithm>

#include "mockidp/doctor/diagnoses/subjects.h"
#include "mockidp/protocol/nearest.h"

namespace mockidp {
namespace {

using Sights = std::vector<Seen>;

Sights unknown_client(const Patient& patient) {
  const auto& client_id = patient.settings.client_id;
  if (client_id.empty() || app_of(patient) != nullptr) return {};
  std::vector<std::string> known;
  for (const auto& app : patient.directory.apps) {
    if (app.label == client_id)
      return seen_if(true, client_id + ", which is the name of an app", app.client_id);
    known.push_back(app.client_id);
  }
  const auto* nearest = protocol::nearest_of(known, client_id);
  return seen_if(true, client_id, nearest != nullptr ? *nearest : "");
}

Sights inactive_app(const Patient& patient) {
  const auto* app = app_of(patient);
  return seen_if(app != nullptr && !app->active, app != nullptr ? app->label + " is inactive" : "");
}

bool is_public(ApplicationType type) {
  return type == ApplicationType::browser || type == ApplicationType::native;
}

// Okta has one refusal for both; which one it was the journal tells by the method that would have done.
enum class WantedMethod { secret, none };  // that it wants an assertion is neither
Sights refused_methods(const Patient& patient, WantedMethod wanted) {
  Seen last;
  for (const auto& line : patient.journal) {
    const bool ours = patient.settings.client_id.empty() || line.client_id == patient.settings.client_id;
    const bool wants_none = line.closest == "none";
    if (line.closest.ends_with("_jwt")) continue;
    if (ours && line.failed == "invalid_token_endpoint_auth_method" && !line.closest.empty() &&
        wants_none == (wanted == WantedMethod::none))
      last = {line.description + " (client " + line.client_id + ")", line.closest, line.sequence};
  }
  return last.entry == 0 ? Sights() : Sights{std::move(last)};
}

Sights secret_demanded(const Patient& patient) {
  const auto* app = app_of(patient);
  const auto& type = patient.settings.application_type;
  if (app == nullptr || !type || !is_public(*type) || !app->confidential())
    return refused_methods(patient, WantedMethod::secret);
  return seen_if(true, app->label + " has to show a secret, and a " + std::string(to_string(*type)) +
                           " app cannot keep one");
}

Sights secret_refused(const Patient& patient) {
  const auto* app = app_of(patient);
  if (app == nullptr || app->confidential()) return refused_methods(patient, WantedMethod::none);
  if (!patient.settings.client_secret.empty())
    return seen_if(true, app->label + " has no secret, and the app sends one");
  const auto& type = patient.settings.application_type;
  if (type && !is_public(*type))
    return seen_if(true, app->label + " is for apps that keep no secret, and this is a " +
                             std::string(to_string(*type)) + " app");
  return refused_methods(patient, WantedMethod::none);
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

}  // namespace

std::vector<Diagnosis> diagnoses_of_client() {
  using enum FindingKind;
  return {
      {"client_id_unknown",
       mistake,
       "The org has no app with this client id.",
       "Copy the Client ID from the General tab of the app, and check that the issuer is of the same org.",
       unknown_client,
       {"invalid_client_id", "invalid_client"}},
      {"app_inactive",
       mistake,
       "The app is inactive.",
       "Activate it under Applications > Applications.",
       inactive_app,
       {}},
      {"secret_demanded_of_a_public_client",
       mistake,
       "The app keeps no secret, and the org demands one.",
       "Create a new app integration of the type Single-Page Application or Native Application: the type "
       "of an app cannot be changed.",
       secret_demanded,
       {"missing_client_credentials"}},
      {"secret_of_a_public_client",
       mistake,
       "The app sends a secret, or could keep one, and the org knows none.",
       "Take the secret out of the app's settings. A server-side app wants an app integration of the type "
       "Web Application: the type of an app cannot be changed.",
       secret_refused,
       {}},
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
       {"invalid_client_application_type"}},
  };
}

}  // namespace mockidp
