#include "mockidp/protocol/byte_codec.h"

#include <limits>

#include "mockidp/testing/catch.h"

using namespace protocol;

TEST_CASE("numbers read back as written, at every length", "[codec]") {
  const auto value = GENERATE(std::uint64_t{0}, 1u, 127u, 128u, 16383u, 16384u, (std::uint64_t{1} << 63) - 1,
                              std::uint64_t{1} << 63, std::numeric_limits<std::uint64_t>::max());
  CAPTURE(value);
  const auto bytes = ByteWriter().number(value).take();
  ByteReader reader(bytes);
  CHECK(reader.number() == value);
  CHECK(reader.complete());
}

TEST_CASE("signed numbers and times read back as written", "[codec]") {
  const auto value = GENERATE(std::int64_t{0}, -1, 1, -64, 64, std::numeric_limits<std::int64_t>::min(),
                              std::numeric_limits<std::int64_t>::max());
  CAPTURE(value);
  const auto bytes = ByteWriter().signed_number(value).time(from_unix(value)).take();
  ByteReader reader(bytes);
  CHECK(reader.signed_number() == value);
  CHECK(reader.time() == from_unix(value));
  CHECK(reader.complete());
}

TEST_CASE("a number takes as few bytes as it can", "[codec]") {
  CHECK(ByteWriter().number(127).take() == "\x7f");
  CHECK(ByteWriter().number(300).take() == "\xac\x02");
  CHECK(ByteWriter().signed_number(-1).take() == "\x01");
  CHECK(ByteWriter(7).text("ab").take() ==
        "\x07\x02"
        "ab");
}

TEST_CASE("strings and lists keep every byte", "[codec]") {
  const std::string binary("\0\xff\x80", 3);
  const std::vector<std::string> list{"", binary, std::string(300, 'x')};
  const auto bytes = ByteWriter(1).text(binary).texts(list).texts({}).flag(true).take();
  ByteReader reader(bytes, 1);
  CHECK(reader.string() == binary);
  CHECK(reader.texts() == list);
  CHECK(reader.texts().empty());
  CHECK(reader.flag());
  CHECK(reader.complete());
}

TEST_CASE("another version is not read", "[codec]") {
  const auto bytes = ByteWriter(2).number(1).take();
  ByteReader reader(bytes, 1);
  CHECK(reader.number() == 0);
  CHECK_FALSE(reader.complete());
  CHECK_FALSE(ByteReader("", 1).complete());
}

TEST_CASE("foreign bytes are a mistake, and stay one", "[codec]") {
  SECTION("a number beyond 64 bits") {
    ByteReader reader("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
    CHECK(reader.number() == 0);
    CHECK_FALSE(reader.good());
  }
  SECTION("a number that never ends") {
    ByteReader reader("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff");
    CHECK(reader.number() == 0);
    CHECK_FALSE(reader.good());
  }
  SECTION("a number with a needless zero at its end") {
    ByteReader reader(std::string_view("\x81\x00", 2));
    CHECK(reader.number() == 0);
    CHECK_FALSE(reader.good());
  }
  SECTION("a string or a list longer than what is there") {
    CHECK_FALSE((ByteReader("\x05"
                            "abc")
                     .text()
                     .size()));
    ByteReader list("\xff\xff\xff\xff\x0f");
    CHECK(list.texts().empty());
    CHECK_FALSE(list.good());
  }
  SECTION("a flag that is neither") {
    ByteReader reader("\x02");
    CHECK_FALSE(reader.flag());
    CHECK_FALSE(reader.good());
  }
  SECTION("bytes that are left over") {
    ByteReader reader("\x01\x01");
    CHECK(reader.number() == 1);
    CHECK(reader.good());
    CHECK_FALSE(reader.complete());
  }
  SECTION("reading on after a mistake gives nothing") {
    ByteReader reader(
        "\x09"
        "a");
    CHECK(reader.text().empty());
    CHECK(reader.number() == 0);
    CHECK(reader.texts().empty());
    CHECK_FALSE(reader.complete());
  }
}
