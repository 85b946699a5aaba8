#include "mockidp/control/json_answer.h"

#include <nlohmann/json.hpp>

namespace mockidp {

using protocol::Json;

http::Response control_text(int status, std::string json) {
  auto response = http::text_response(status, "application/json", std::move(json));
  response.set("Cache-Control", "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

http::Response control_json(int status, const Json& body) {
  return control_text(status, protocol::to_pretty_text(body) + "\n");
}

http::Response control_empty() {
  http::Response response;
  response.status = 204;
  return response;
}

http::Response control_error(int status, std::string_view code, std::string_view message,
                             const std::vector<DocumentProblem>& problems) {
  Json error{{"code", code}, {"message", message}};
  if (!problems.empty()) {
    Json list = Json::array();
    for (const auto& problem : problems)
      list.push_back({{"pointer", problem.pointer}, {"message", problem.message}});
    error["problems"] = std::move(list);
  }
  return control_json(status, Json{{"error", std::move(error)}});
}

}  // namespace mockidp
