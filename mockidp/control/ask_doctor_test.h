#pragma once
// The doctor asked by the control API.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mockidp/control/control_fixture_test.h"

namespace mockidp {

inline http::Response ask_doctor(ControlFixture& control, const protocol::Json& settings) {
  auto request = testing::get_request("/control/v1/orgs/default/diagnosis",
                                      {{"Host", "localhost:7071"}, {"Content-Type", "application/json"}});
  request.method = "POST";
  request.body = protocol::to_text(settings);
  return control.send(request);
}

inline std::vector<std::string> names_of(const http::Response& response) {
  std::vector<std::string> names;
  REQUIRE(response.status == 200);
  const auto body = testing::json_of(response);
  for (const auto& finding : body["findings"]) names.push_back(finding["name"].get<std::string>());
  return names;
}

}  // namespace mockidp
