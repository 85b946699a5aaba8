#include "mockidp/endpoints/response_faults.h"

#include <algorithm>

#include "mockidp/endpoints/bent/answer_bends.h"
#include "mockidp/endpoints/client_authentication.h"
#include "mockidp/endpoints/error_response.h"

namespace mockidp {
namespace {

constexpr Seams kFinishedAnswers{Seam::whole_response, Seam::userinfo, Seam::key_set};

http::Response rate_limited(Exchange& exchange) {
  http::Response response =
      api_error(exchange, 429, "E0000047", "API call exceeded rate limit due to too many requests.");
  response.add("X-Rate-Limit-Limit", "1000");
  response.add("X-Rate-Limit-Remaining", "0");
  response.add("X-Rate-Limit-Reset", std::to_string((protocol::to_unix(exchange.now) / 60 + 1) * 60));
  return response;
}

http::Response failed(Exchange& exchange, int status) {
  if (status == 429) return rate_limited(exchange);
  if (status == 500) return api_error(exchange, 500, "E0000009", "Internal Server Error");
  exchange.trace.failed("status " + std::to_string(status), "a fault answers in the endpoint's place");
  // What stands before Okta's servers answers in HTML, whatever the client accepts.
  const std::string title =
      std::to_string(status) + (status == 503 ? " Service Temporarily Unavailable" : "");
  return http::text_response(status, "text/html",
                             "<html>\n<head><title>" + title + "</title></head>\n<body><center><h1>" + title +
                                 "</h1></center></body>\n</html>\n");
}

}  // namespace

http::Response ResponseFaults::answer(const std::function<http::Response()>& handler) {
  Faults& faults = exchange_.org.faults;
  const std::string client = named_client(exchange_.request);
  const FaultContext at_the_door{.endpoint = endpoint_, .client_id = client, .login = {}};
  const ActiveFaults active = faults.match(kFinishedAnswers, at_the_door);
  if (auto instead = replacement(active)) {
    exchange_.trace.client(client);
    return *std::move(instead);
  }

  http::Response response = handler();
  response.unpack();
  const ActiveFaults further = faults.match_further(
      kFinishedAnswers, at_the_door,
      {.endpoint = endpoint_, .client_id = exchange_.trace.client(), .login = exchange_.trace.person()});
  if (auto instead = replacement(further)) return *std::move(instead);
  bend(active, response);
  bend(further, response);
  return response;
}

std::optional<http::Response> ResponseFaults::replacement(const ActiveFaults& faults) {
  for (const FaultOrder& order : faults.orders()) {
    if (order.status == 0) continue;
    exchange_.trace.decided("misbehave", "fault " + order.name);
    http::Response response = failed(exchange_, order.status);
    bend(faults, response);
    return response;
  }
  return std::nullopt;
}

void ResponseFaults::bend(const ActiveFaults& faults, http::Response& response) {
  for (const FaultOrder& order : faults.orders()) {
    const auto& all = answer_bends();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const AnswerBend& row) { return row.name == order.name; });
    if (found == all.end()) continue;
    exchange_.trace.decided("misbehave", "fault " + order.name);
    found->bend(exchange_, order, response);
  }
}

}  // namespace mockidp
