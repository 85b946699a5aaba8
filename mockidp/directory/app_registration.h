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

// Into an org document: before its own apps, so that they are the ones to be noticed, and assigned to
// everyone.
void add_apps(protocol::Json& document, const std::vector<AppRegistration>& apps);

}  // namespace mockidp
