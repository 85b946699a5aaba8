#pragma once
#include <string>
#include <string_view>

namespace webapp {

// Where a browser may be sent after signing in: a path of this app, or "/" for anything else. A browser reads
// "//host",
// "/\host" and a tab between them as another site, so only what cannot be read that way passes (CWE-601).
std::string safe_return_path(std::string_view wanted);

// The same for target_link_uri (OpenID Connect Core 4), which may be absolute: then it has to be of this
// origin.
std::string safe_target_link(std::string_view target, std::string_view base_url);

}  // namespace webapp
