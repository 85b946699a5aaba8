#include "conformance/fuzz/html_form.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "mockidp/testing/catch.h"

namespace conformance::fuzz {

TEST_CASE("every seed of the form reader keeps its property, whole, cut short and with any one bit turned",
          "[fuzz]") {
  std::size_t seeds = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(MOCKIDP_SOURCE_DIR "/fixtures/fuzz/html_form")) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    const std::string seed = bytes.str();
    ++seeds;
    for (std::size_t length = 0; length <= seed.size(); ++length)
      html_form(std::string_view(seed).substr(0, length));
    for (std::size_t place = 0; place < seed.size(); ++place) {
      std::string turned = seed;
      turned[place] = static_cast<char>(turned[place] ^ (1 << (place % 8)));
      html_form(turned);
    }
  }
  CHECK(seeds >= 5);
}

}  // namespace conformance::fuzz
