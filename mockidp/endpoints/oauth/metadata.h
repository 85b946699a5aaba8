#pragma once
// The metadata documents (OpenID Connect Discovery 1.0, RFC 8414) with Okta's fields in Okta's order
// (docs/okta-behaviour.md, Metadata). A field or value is there once its route, grant or mode is.

#include <set>
#include <string>

#include "mockidp/directory/directory.h"

namespace mockidp {

enum class MetadataKind { openid, oauth };

// Route patterns of the org port, as registered.
using RoutePatterns = std::set<std::string, std::less<>>;

// `client_id`: of the request, or empty; it travels on in the org server's jwks_uri.
std::string render_metadata(MetadataKind kind, const Directory& directory, const AuthorizationServer& server,
                            const RoutePatterns& routes, const std::string& client_id);

}  // namespace mockidp
