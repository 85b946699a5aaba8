#include "embedded/embedding_samples.h"
#include "mockidp/testing/catch.h"

using namespace embedding_samples;

TEST_CASE("an embedded file keeps every byte", "[embed]") {
  const auto bytes = embedded_file("every_byte.bin");
  REQUIRE(bytes.size() == 256);
  for (std::size_t i = 0; i < bytes.size(); ++i) CHECK(static_cast<unsigned char>(bytes[i]) == i);
}

TEST_CASE("an embedded file may be empty, and is still there", "[embed]") {
  CHECK(embedded_file("empty.txt").empty());
  CHECK(embedded_file("empty.txt").data() != nullptr);
  CHECK(embedded_file("missing.txt").data() == nullptr);
}

TEST_CASE("embedded files can be listed", "[embed]") {
  REQUIRE(embedded_files().size() == 2);
  CHECK(embedded_files()[0].name == "every_byte.bin");
  CHECK(embedded_files()[1].name == "empty.txt");
}
