#pragma once
// Apps that somebody has already and wants to see in an org: those of a command line, or of a test.

#include <string>
#include <vector>

#include "mockidp/protocol/json.h"

namespace mockidp {

struct AppRegistration {
  std::string type;           // web, spa, native, service
  std::string client_id;      // empty: a new one
  std::string client_secret;  // empty: a new one, where the type has one
  std::vector<std::string> redirect_uris;
  std::vector<std::string> post_logout_redirect_uris;
  std::string label;  // empty: "My web app"
};

// What `okta apps create spa` registers beside the redirect URIs that are typed: their origins as trusted
// origins (Okta's "base URIs"), and the root of each to come back to after signing out. What `entry`, an app
// of an org document, names already stands, be it an empty list; other types get nothing.
void add_what_the_cli_adds(protocol::Json& entry);

// Into an org document: before its own apps, so that they are the ones to be noticed, and assigned to
// everyone.
void add_apps(protocol::Json& document, const std::vector<AppRegistration>& apps);

}  // namespace mockidp
