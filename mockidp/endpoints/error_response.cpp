#include "mockidp/endpoints/error_response.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/json.h"
#include "mockidp/protocol/random.h"

namespace mockidp {

http::Response oauth_error_json(Exchange& exchange, const Refusal& refusal) {
  const protocol::OAuthError error = to_oauth_error(refusal);
  trace_refusal(exchange, refusal);
  const protocol::Json body = {{"error", protocol::to_string(error.code)},
                               {"error_description", error.description}};
  return http::text_response(json_status(refusal), "application/json", protocol::to_text(body));
}

http::Response api_error(Exchange& exchange, int status, std::string_view code, std::string_view summary,
                         const std::vector<std::string>& causes) {
  exchange.trace.failed(code, summary);
  protocol::Json cause_list = protocol::Json::array();
  for (const std::string& cause : causes) cause_list.push_back({{"errorSummary", cause}});
  const protocol::Json body = {{"errorCode", code},
                               {"errorSummary", summary},
                               {"errorLink", code},
                               {"errorId", "oae" + protocol::random_base64url(exchange.org.random, 16)},
                               {"errorCauses", std::move(cause_list)}};
  return http::text_response(status, "application/json", protocol::to_text(body));
}

http::Response refuse_media_type(Exchange& exchange) {
  return api_error(exchange, 400, "E0000021",
                   "Bad request.  Accept and/or Content-Type headers likely do not match supported values.");
}

void trace_refusal(Exchange& exchange, const Refusal& refusal) {
  exchange.trace.failed(okta_error_row(refusal.error).internal_code, to_oauth_error(refusal).description);
  if (!refusal.decided_by.empty()) exchange.trace.decided("refused", refusal.decided_by, refusal.closest);
}

}  // namespace mockidp
