#include "client/api/cors.h"

#include <algorithm>

#include "mockidp/protocol/oauth.h"

namespace api {

Cors::Cors(std::vector<std::string> allowed_origins) : allowed_origins_(std::move(allowed_origins)) {}

bool Cors::allows(const http::Request& request) const {
  const auto origins = request.header_values("Origin");
  return origins.size() == 1 && std::find(allowed_origins_.begin(), allowed_origins_.end(),
                                          origins.front()) != allowed_origins_.end();
}

bool Cors::is_preflight(const http::Request& request) {
  return request.method == "OPTIONS" && !request.header("Origin").empty() &&
         !request.header("Access-Control-Request-Method").empty();
}

http::Response Cors::answer_preflight(const http::Request& request,
                                      const std::vector<std::string>& methods) const {
  http::Response response;
  response.status = 204;
  mark(request, response);
  if (!allows(request)) return response;
  response.set("Access-Control-Allow-Methods", protocol::join_words(methods, ", "));
  response.set("Access-Control-Allow-Headers", "Authorization, Content-Type, DPoP");
  response.set("Access-Control-Max-Age", "600");
  return response;
}

void Cors::mark(const http::Request& request, http::Response& response) const {
  response.set("Vary", "Origin");
  if (!allows(request)) return;
  response.set("Access-Control-Allow-Origin", std::string(request.header("Origin")));
  response.set("Access-Control-Expose-Headers", "WWW-Authenticate");
}

}  // namespace api
