// Pages that call the org themselves.

#include <algorithm>

#include "mockidp/doctor/diagnoses/subjects.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

using Sights = std::vector<Seen>;

Sights malformed_origin(const Patient& patient) {
  const auto& origin = patient.settings.origin;
  const auto right = protocol::origin_of(origin);
  return seen_if(!origin.empty() && right != origin, origin, right);
}

Sights untrusted(const Patient& patient) {
  const auto origin = protocol::origin_of(patient.settings.origin);
  if (origin.empty()) return {};
  const auto* trusted = patient.directory.trusted_origin(origin);
  if (trusted != nullptr) return seen_if(!trusted->cors, origin + " is trusted, but not for CORS");
  std::vector<std::string> known;
  for (const auto& one : patient.directory.trusted_origins) known.push_back(one.origin);
  const auto* nearest = protocol::nearest_of(known, origin);
  return seen_if(true, origin, nearest != nullptr ? *nearest : "");
}

std::vector<std::string> origins_of(const AppIntegration& app) {
  std::vector<std::string> origins;
  for (const auto& uri : app.redirect_uris)
    if (auto one = protocol::origin_of(uri); !one.empty()) origins.push_back(std::move(one));
  return origins;
}

bool is_origin_of(const AppIntegration& app, const std::string& origin) {
  const auto origins = origins_of(app);
  return app.wildcard_redirect == WildcardRedirect::SUBDOMAIN ||
         std::find(origins.begin(), origins.end(), origin) != origins.end();
}

Sights foreign_to_the_app(const Patient& patient) {
  const auto* app = app_of(patient);
  const auto origin = protocol::origin_of(patient.settings.origin);
  if (app == nullptr || origin.empty() || app->redirect_uris.empty()) return {};
  const auto origins = origins_of(*app);
  const auto* nearest = protocol::nearest_of(origins, origin);
  return seen_if(!is_origin_of(*app, origin),
                 origin + " is the origin of no sign-in redirect URI of " + app->label,
                 nearest != nullptr ? *nearest : "");
}

std::string origin_of_request(const JournalLine& line) {
  const auto origin = line.received.find("Origin");
  return origin != line.received.end() ? protocol::origin_of(origin->second) : std::string();
}

bool is_still_not_trusted(const Patient& patient, const JournalLine& line) {
  const auto* trusted = patient.directory.trusted_origin(origin_of_request(line));
  return trusted == nullptr || !trusted->cors;
}

// A way on that was not taken: the URI is in the journal.
bool leads_away(const Patient&, const JournalLine&) { return true; }

bool is_still_led_away(const Patient& patient, const JournalLine& line) {
  for (const char* name : {"fromURI", "redirectUrl"}) {
    const auto uri = line.received.find(name);
    if (uri == line.received.end()) continue;
    const auto* trusted = patient.directory.trusted_origin(protocol::origin_of(uri->second));
    return trusted == nullptr || !trusted->redirect;
  }
  return true;
}

// The browser's own question before the request, which does not come when it is refused.
bool is_preflight(const Patient&, const JournalLine& line) { return line.method == "OPTIONS"; }

bool is_still_foreign(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  return app == nullptr || !is_origin_of(*app, origin_of_request(line));
}

}  // namespace

std::vector<Diagnosis> diagnoses_of_browser() {
  using enum FindingKind;
  return {
      {"origin_malformed",
       mistake,
       "The origin is none.",
       "An origin is scheme, host and port: no path, and no slash at its end.",
       malformed_origin,
       {}},
      {"origin_not_trusted",
       mistake,
       "The org does not trust the origin of the app's pages.",
       "Add it under Security > API > Trusted Origins, and tick CORS and Redirect. Calls with the session's "
       "cookie, sign-out among them, need it.",
       untrusted,
       {"E0000212"},
       {{"origin refused", is_preflight, "of a preflight"}},
       is_still_not_trusted},
      {"page_asked_for_by_script",
       mistake,
       "A script asks for a page that the browser itself has to go to.",
       "Authorize and logout take no cross-origin requests, by fetch or XMLHttpRequest: set window.location "
       "to their URL. An endpoint of the app's own that redirects there must not be called by a script "
       "either. To renew silently use a hidden iframe with prompt=none, as the SDK for browsers does, or "
       "refresh tokens.",
       nullptr,
       {},
       {{"E0000022", asks_for_page_by_script, "of a preflight at authorize or logout"},
        {"not readable by script", asks_for_page_by_script, "at authorize or logout"}}},
      {"return_not_trusted",
       mistake,
       "The org does not send people on to an origin that it does not trust.",
       "Add the origin of fromURI or redirectUrl under Security > API > Trusted Origins, and tick Redirect.",
       nullptr,
       {},
       {{"fromURI ignored", leads_away, "of the sign-in page or a sign-out"},
        {"redirectUrl ignored", leads_away, "of a session that a token opens"}},
       is_still_led_away},
      {"origin_of_no_redirect_uri",
       mistake,
       "A page asks for tokens from an origin that the app does not have.",
       "The token endpoint answers pages of the origins of the app's sign-in redirect URIs alone; trusted "
       "origins do not "
       "count there. Add a sign-in redirect URI of that origin.",
       foreign_to_the_app,
       {"illegal_origin_browser_request"},
       {},
       is_still_foreign},
  };
}

}  // namespace mockidp
