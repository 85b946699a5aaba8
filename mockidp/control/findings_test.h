#pragma once
// What the doctor says when the control API asks it.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mockidp/control/control_fixture_test.h"

namespace mockidp {

inline std::vector<std::string> names_of(const http::Response& response) {
  std::vector<std::string> names;
  REQUIRE(response.status == 200);
  const auto body = testing::json_of(response);
  for (const auto& finding : body["findings"]) names.push_back(finding["name"].get<std::string>());
  return names;
}

}  // namespace mockidp
