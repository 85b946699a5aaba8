#pragma once
// Golden files: outputs that are kept in fixtures/golden and reviewed as text. UPDATE_GOLDEN=1 rewrites them.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "mockidp/testing/catch.h"

namespace mockidp {

inline void check_golden(const std::string& name, const std::string& actual) {
  const auto path = std::filesystem::path(MOCKIDP_SOURCE_DIR) / "fixtures/golden" / name;
  if (std::getenv("UPDATE_GOLDEN")) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << actual;
  }
  std::ifstream file(path, std::ios::binary);
  CAPTURE(path.string());
  REQUIRE(file);
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  CHECK(actual == expected);
}

}  // namespace mockidp
