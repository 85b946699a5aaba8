#pragma once
// For tests: the patches that an exercise of docs/policies.md has its reader send, as they stand on the page.

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mockidp/testing/catch.h"

namespace conformance {

inline std::vector<nlohmann::json> patches_of_exercise(const std::string& title) {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/docs/policies.md");
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  const auto begin = page.find("## Exercise: " + title + "\n");
  REQUIRE(begin != std::string::npos);
  const auto section = page.substr(begin, page.find("\n## ", begin + 1) - begin);
  const std::string opening = "-d '";
  std::vector<nlohmann::json> patches;
  for (auto at = section.find(opening); at != std::string::npos; at = section.find(opening, at)) {
    at += opening.size();
    patches.push_back(nlohmann::json::parse(section.substr(at, section.find('\'', at) - at)));
  }
  return patches;
}

}  // namespace conformance
