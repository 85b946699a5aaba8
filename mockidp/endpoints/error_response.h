#pragma once
// Failures that are answered on the spot: OAuth JSON, the /api/v1 envelope, the Okta error page.

#include "mockidp/endpoints/exchange.h"
#include "mockidp/policy/okta_error.h"

namespace mockidp {

// {"error":…,"error_description":…}, with the error's own status and no-cache headers (RFC 6749 5.2).
http::Response oauth_error_json(Exchange& exchange, const Refusal& refusal);
// {"errorCode":…,"errorSummary":…,"errorLink":…,"errorId":"oae…","errorCauses":[…]}.
http::Response api_error(Exchange& exchange, int status, std::string_view code, std::string_view summary,
                         const std::vector<std::string>& causes = {});
// 400 E0000021: the body is no form.
http::Response refuse_media_type(Exchange& exchange);
// "400 Bad Request … Your request resulted in an error.": for what may not be sent to a client.
http::Response error_page(Exchange& exchange, const Refusal& refusal);

// What the journal says of a refusal: internal code, text, what decided and what would have passed. Those
// above and redirect_with_error do it themselves.
void trace_refusal(Exchange& exchange, const Refusal& refusal);

}  // namespace mockidp
