#pragma once
#include <string>
#include <string_view>

#include "mockidp/endpoints/exchange.h"

namespace mockidp {

// Where a URI of a request may lead: a path of the org, or a URI of the org or of a trusted origin for
// redirects (docs/okta-behaviour.md, Sign-in pages). Empty: nowhere that may be gone to, and the journal says
// so under `name`.
std::string resolve_trusted_return(Exchange& exchange, std::string_view name, std::string_view uri);

}  // namespace mockidp
