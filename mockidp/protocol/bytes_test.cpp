#include "mockidp/protocol/bytes.h"

#include <type_traits>

#include "mockidp/testing/catch.h"

using namespace protocol;

TEST_CASE("base64url refuses what is not the one spelling of its bytes", "[bytes]") {
  const auto [text, why] = GENERATE(table<const char*, const char*>({
      {"Zg==", "padding"},
      {"Zg=", "half a padding"},
      {"Z", "a lone character"},
      {"Zm9vY", "a lone character after a full group"},
      {"Zh", "trailing bits after one byte"},
      {"Zm-", "trailing bits after two bytes"},
      {"Zm+v", "the other alphabet"},
      {"Zm/v", "the other alphabet"},
      {"Zm9v\n", "a line break"},
      {" Zm9v", "a blank"},
      {"Zm\xc3\xa4", "a byte beyond ASCII"},
  }));
  CAPTURE(text, why);
  CHECK_FALSE(base64url_decode(text));
}

TEST_CASE("every byte survives the encodings", "[bytes]") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
    CHECK(base64url_decode(base64url_encode(bytes)) == bytes);
    CHECK(base64_decode(base64_encode(bytes)) == bytes);
  }
  CHECK(base64url_encode("\xfb\xff\xfe") == "-__-");
  CHECK(base64_encode("\xfb\xff\xfe") == "+//+");
  CHECK(hex_encode(std::string_view("\x00\x0f\xa0\xff", 4)) == "000fa0ff");
}

TEST_CASE("base64 wants its padding", "[bytes]") {
  CHECK(base64_decode("") == "");
  CHECK(base64_decode("Zg==") == "f");
  CHECK(base64_decode("Zm8=") == "fo");
  const auto text =
      GENERATE("Zg", "Zg=", "Zm8", "Z===", "====", "Zg==Zg==", "Zm8=\n", "Zh==", "Zm-v", "=Zg=");
  CAPTURE(text);
  CHECK_FALSE(base64_decode(text));
}

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples", "[bytes]") {
  CHECK(hex_encode(as_view(sha256("abc"))) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_encode(as_view(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex_encode(as_view(sha256(""))) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("an HMAC starts afresh with each key", "[bytes]") {
  const Digest first = hmac_sha256("key one", "text");
  CHECK(hmac_sha256("key two", "text") != first);
  CHECK(hmac_sha256("", "text") != first);
  CHECK(hmac_sha256("key one", "text") == first);
  // Computed with another implementation: an empty key and an empty text.
  CHECK(hex_encode(as_view(hmac_sha256("", ""))) ==
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("constant-time equality is equality", "[bytes]") {
  CHECK(constant_time_equal("", ""));
  CHECK(constant_time_equal("secret", "secret"));
  CHECK_FALSE(constant_time_equal("secret", "Secret"));
  CHECK_FALSE(constant_time_equal("secret", "secreT"));
  CHECK_FALSE(constant_time_equal("secret", "secre"));
  CHECK_FALSE(constant_time_equal("", "s"));
  CHECK_FALSE(constant_time_equal(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

TEST_CASE("UTF-8 is told from what looks like it", "[bytes]") {
  const auto valid = GENERATE("", "plain", "Gr\xc3\xbc\xc3\x9f Gott", "\xe2\x82\xac", "\xf0\x9f\x94\x91",
                              "\xee\x80\x80", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf");
  CAPTURE(valid);
  CHECK(is_utf8(valid));
}

TEST_CASE("malformed UTF-8 is refused", "[bytes]") {
  const auto [text, why] = GENERATE(table<const char*, const char*>({
      {"\x80", "a continuation byte alone"},
      {"\xc3", "cut short"},
      {"\xe2\x82", "cut short"},
      {"\xc3\x28", "no continuation"},
      {"\xe2\x82\x28", "no continuation at the end"},
      {"\xc0\xaf", "overlong slash"},
      {"\xc1\xbf", "overlong"},
      {"\xe0\x80\xaf", "overlong in three"},
      {"\xf0\x80\x80\xaf", "overlong in four"},
      {"\xed\xa0\x80", "a surrogate"},
      {"\xf4\x90\x80\x80", "beyond U+10FFFF"},
      {"\xf8\x88\x80\x80\x80", "five bytes"},
      {"\xff", "no lead byte"},
  }));
  CAPTURE(why);
  CHECK_FALSE(is_utf8(text));
}

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};

TEST_CASE("a secret shows a fingerprint and nothing else", "[bytes]") {
  STATIC_REQUIRE_FALSE(Printable<Secret>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Secret, std::string>);
  const Secret secret("abc");
  CHECK(secret.fingerprint() == "ba7816bf");
  CHECK(secret.matches("abc"));
  CHECK_FALSE(secret.matches("abd"));
  CHECK(Secret().empty());
}
