#include "mockidp/protocol/random.h"

#include <array>
#include <map>
#include <set>
#include <thread>
#include <vector>

#include "mockidp/protocol/bytes.h"
#include "mockidp/testing/catch.h"

namespace {

// Hands out given bytes, so that rejected ones can be seen.
class ScriptedRandom final : public protocol::Random {
 public:
  explicit ScriptedRandom(std::vector<unsigned char> bytes) : bytes_(std::move(bytes)) {}
  void fill(std::span<unsigned char> out) override {
    for (unsigned char& byte : out) byte = bytes_.at(next_++);
  }

 private:
  std::vector<unsigned char> bytes_;
  std::size_t next_ = 0;
};

}  // namespace

TEST_CASE("the same seed gives the same bytes however they are asked for", "[random]") {
  protocol::SeededRandom whole(7);
  protocol::SeededRandom pieces(7);
  const std::string expected = protocol::random_hex(whole, 100);
  std::string joined;
  for (const std::size_t size : {1U, 31U, 68U}) joined += protocol::random_hex(pieces, size);
  CHECK(joined == expected);
  protocol::SeededRandom other(8);
  CHECK(protocol::random_hex(other, 100) != expected);
}

TEST_CASE("a seeded run is the same on every machine", "[random]") {
  protocol::SeededRandom random(1);
  // SHA-256 over sixteen bytes: the seed 1 and the counter 0, both big-endian.
  const std::string block("\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0", 16);
  CHECK(protocol::random_hex(random, 32) == protocol::hex_encode(protocol::as_view(protocol::sha256(block))));
}

TEST_CASE("random texts have the promised length and alphabet", "[random]") {
  protocol::SystemRandom random;
  CHECK(protocol::random_base64url(random, 32).size() == 43);
  CHECK(protocol::base64url_decode(protocol::random_base64url(random, 32))->size() == 32);
  CHECK(protocol::random_hex(random, 16).size() == 32);
  CHECK(protocol::random_alphanumeric(random, 0).empty());

  std::set<char> seen;
  for (const char c : protocol::random_alphanumeric(random, 20000)) seen.insert(c);
  CHECK(seen.size() == 62);
}

TEST_CASE("the system's bytes are handed out once, however many threads ask and in whatever pieces",
          "[random]") {
  protocol::SystemRandom random;
  std::array<std::set<std::string>, 4> drawn;
  {
    std::vector<std::jthread> threads;
    for (auto& texts : drawn)
      threads.emplace_back([&random, &texts] {
        for (std::size_t i = 0; i < 500; ++i) texts.insert(protocol::random_hex(random, 16 + i % 100));
      });
  }
  std::set<std::string> beginnings;
  for (const auto& texts : drawn)
    for (const std::string& text : texts) beginnings.insert(text.substr(0, 32));
  CHECK(beginnings.size() == 2000);
}

TEST_CASE("bytes that would make some letters likelier are thrown away", "[random]") {
  ScriptedRandom random({0, 255, 248, 61, 62, 247});
  CHECK(protocol::random_alphanumeric(random, 4) == "0z0z");
}

TEST_CASE("a seeded source may be shared between threads", "[random]") {
  protocol::SeededRandom random(3);
  std::array<std::string, 4> parts;
  {
    std::vector<std::jthread> threads;
    for (std::string& part : parts)
      threads.emplace_back([&random, &part] {
        for (int i = 0; i < 200; ++i) part += protocol::random_hex(random, 32);
      });
  }
  std::set<std::string> blocks;
  for (const std::string& part : parts)
    for (std::size_t i = 0; i < part.size(); i += 64) blocks.insert(part.substr(i, 64));
  CHECK(blocks.size() == 800);
}
