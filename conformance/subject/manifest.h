#pragma once
// A client under test: how to start it, where it answers, what it can do. fixtures/clients/*.json;
// docs/client.schema.json.

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conformance/scenario.h"

namespace conformance {

struct Manifest {
  std::string name;
  Profile profile = Profile::web_app;
  // Started by the runner with ISSUER, CLIENT_ID, CLIENT_SECRET, PORT, … in its environment ({port} in the
  // command is replaced); absent: it runs already, at `base_url`, and was configured by hand.
  std::vector<std::string> command;
  std::string folder;  // that `command` runs in; read_manifest makes it absolute. Empty: the runner's own
  std::map<std::string, std::string> environment;  // {issuer} {client_id} {client_secret} {port} {base_url}
                                                   // {member_sub} {member_login} {api_url} are replaced
  std::string base_url;                            // "http://localhost:{port}"
  std::string ready_path;                          // answers once it is up
  std::chrono::milliseconds start_timeout{15000};
  std::string redirect_uri;  // may use {base_url}
  // As the org has them, with a * where its administrator allows wildcards; none: redirect_uri alone.
  std::vector<std::string> registered_redirect_uris;
  std::string post_logout_redirect_uri;  // may be empty
  std::string initiate_login_uri;        // may be empty
  // Where things are, relative to base_url; empty: the client has none.
  std::string login_path = "/login";
  std::string login_method = "GET";  // POST: by the form of `login_form_page` that posts there
  std::string login_form_page;       // empty: login_path itself
  std::string logout_path = "/logout";
  std::string logout_method = "GET";  // POST: by the form of `logout_form_page` that posts there
  std::string logout_form_page;
  std::string public_path = "/";
  std::string protected_path = "/profile";   // shows who is signed in
  std::vector<std::string> protected_paths;  // all guarded routes, for access control
  std::string restricted_path;  // for people with a role only; empty: the client has no such page
  // Pages that ask for more than a sign-in; empty: the client has no such page.
  std::string recent_sign_in_path;  // one that is not long ago
  std::string second_factor_path;   // one with two factors, by acr
  std::string mfa_path;             // by amr
  std::string asks_again_path;      // one more, every time
  std::string api_page_path;        // whatever the API at {api_url} wants
  std::string deep_link;            // read_manifest: protected_path with a query, where none is named
  std::string return_to_parameter;  // of login_path; empty: it has none
  // Profile api:
  std::string open_route, read_route, write_route;  // no token, scope api.read, scope api.write
  std::string step_up_route;                        // scope api.read, and a sign-in with two factors
  std::string audience = "api://default";
  std::vector<std::string> capabilities;
  std::map<std::string, std::string> tolerances;  // "clock_skew_seconds": "120"
  std::map<std::string, std::string> waivers;     // scenario id -> reason: a known deviation
  std::set<std::string> named;                    // keys that stand in the file; the others are as above
};

// What `tolerances` says of this one; nothing: zero.
std::chrono::seconds tolerated_seconds(const Manifest& manifest, const std::string& name);

struct ManifestProblem {
  std::string pointer, message;
};
// Every mistake at once; unknown keys are mistakes.
std::optional<Manifest> read_manifest(const std::string& file, std::vector<ManifestProblem>& problems);
std::string manifest_schema();

}  // namespace conformance
