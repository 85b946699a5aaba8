#pragma once
// Cross-origin rules of the endpoint groups (docs/okta-behaviour.md, Cross-origin requests). Origins are
// echoed, never "*"; with credentials only for trusted ones.

#include "mockidp/directory/app_integration.h"
#include "mockidp/endpoints/exchange.h"

namespace mockidp {

// The Origin header of a request that a page of another origin made; "" if there is none, or it is the org's
// own.
std::string_view foreign_origin(const Exchange& exchange);

// Well-known, keys, userinfo: scripts of any origin may read the answer.
EndpointHandler readable_by_any_origin(EndpointHandler handler);
void allow_origin(const Exchange& exchange, http::Response& response);

// Authorize and logout have no cross-origin rule: browsers go there. By GET only a script names its origin
// (Fetch 3.2), and will not be able to read the answer; the journal says so.
void trace_unreadable(Exchange& exchange);

// Whether one of the app's redirect URIs has this origin, case aside: the only pages that may call /token.
bool is_client_origin(const AppIntegration& app, std::string_view origin);
// The one of theirs that is most like it; "" if there is none.
std::string nearest_client_origin(const AppIntegration& app, std::string_view origin);

// OPTIONS: 204 for any origin, with what it asked for.
EndpointHandler preflight(std::string methods);

// APIs that the browser's cookies authenticate: only pages of trusted origins with CORS may call them, and
// with credentials. Others are refused with 403 E0000212 before anything happens; the journal names the
// nearest.
EndpointHandler for_trusted_origins(EndpointHandler handler);
// OPTIONS: 204 for any origin, and nothing allowed to one that is not trusted.
EndpointHandler trusted_preflight(std::string methods);

}  // namespace mockidp
