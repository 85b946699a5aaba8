#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "mockidp/fuzz/targets.h"
#include "mockidp/testing/catch.h"

namespace mockidp::fuzz {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> seeds_of(std::string_view target) {
  std::vector<std::string> seeds;
  const fs::path folder = fs::path(MOCKIDP_SOURCE_DIR) / "fixtures/fuzz" / target;
  REQUIRE(fs::is_directory(folder));
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    seeds.push_back(bytes.str());
  }
  return seeds;
}

}  // namespace

TEST_CASE("every seed keeps its target's property, whole, cut short and with any one bit turned", "[fuzz]") {
  for (const Target& target : all_targets()) {
    CAPTURE(target.name);
    const auto seeds = seeds_of(target.name);
    CHECK(seeds.size() >= 5);
    for (const std::string& seed : seeds) {
      target.property(seed);
      for (std::size_t length = 0; length < std::min<std::size_t>(seed.size(), 200); ++length)
        target.property(std::string_view(seed).substr(0, length));
      for (std::size_t place = 0; place < std::min<std::size_t>(seed.size(), 100); ++place) {
        std::string turned = seed;
        turned[place] = static_cast<char>(turned[place] ^ (1 << (place % 8)));
        target.property(turned);
      }
    }
  }
}

TEST_CASE("there are seeds for the targets that there are, and for no others", "[fuzz]") {
  std::vector<std::string> folders, targets;
  for (const auto& entry : fs::directory_iterator(fs::path(MOCKIDP_SOURCE_DIR) / "fixtures/fuzz"))
    folders.push_back(entry.path().filename());
  for (const Target& target : all_targets()) targets.emplace_back(target.name);
  targets.emplace_back("html_form");  // the conformance room's own
  std::sort(folders.begin(), folders.end());
  std::sort(targets.begin(), targets.end());
  CHECK(folders == targets);
}

}  // namespace mockidp::fuzz
