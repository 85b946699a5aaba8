#pragma once
#include "mockidp/endpoints/exchange.h"

namespace mockidp {

// A page that only the org's own may frame may be framed by pages of trusted origins with IFRAME_EMBED too,
// the dashboard by those alone that are allowed it (docs/okta-behaviour.md, Sign-in pages).
void frame_by_trusted_origins(const Exchange& exchange, http::Response& response);

}  // namespace mockidp
