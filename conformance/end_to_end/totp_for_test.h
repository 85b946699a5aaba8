#pragma once
// For tests: a phone with an authenticator app. Its camera is zbarimg, its clock is handed in.

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "conformance/browser/webdriver_browser.h"
#include "conformance/subject/child_process.h"
#include "conformance/subject/temporary_folder.h"
#include "mockidp/testing/catch.h"

namespace conformance {

inline bool qr_reader_available() { return std::filesystem::exists("/usr/bin/zbarimg"); }

// What the QR code on the page says.
inline std::string read_qr_code(WebdriverBrowser& browser) {
  const TemporaryFolder folder;
  const auto picture = (folder.path() / "page.png").string(), output = (folder.path() / "read.txt").string();
  browser.save_screenshot(picture);
  ChildProcess reader({.command = {"zbarimg", "--nodbus", "--quiet", "--raw", picture},
                       .environment = {},
                       .output_file = output});
  REQUIRE(eventually([&] { return !reader.running(); }));
  std::ifstream file(output);
  std::string text;
  std::getline(file, text);
  return text;
}

// RFC 6238 with the six digits of HMAC-SHA-1, for a secret in base32.
inline std::string totp(const std::string& secret, std::chrono::seconds ahead) {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string key;
  unsigned bits = 0, buffer = 0;
  for (const char c : secret) {
    const auto value = alphabet.find(c);
    REQUIRE(value != std::string::npos);
    buffer = (buffer << 5 | static_cast<unsigned>(value)) & 0xFFFF;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    key += static_cast<char>(buffer >> bits & 0xFF);
  }
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch() + ahead);
  auto step = static_cast<std::uint64_t>(now.count() / 30);
  std::array<unsigned char, 8> counter{};
  for (auto byte = counter.rbegin(); byte != counter.rend(); ++byte, step >>= 8)
    *byte = static_cast<unsigned char>(step & 0xFF);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), digest.data(),
       &size);
  const std::size_t at = digest[size - 1] & 0xF;
  const auto number = (std::uint32_t(digest[at] & 0x7F) << 24 | std::uint32_t(digest[at + 1]) << 16 |
                       std::uint32_t(digest[at + 2]) << 8 | digest[at + 3]) %
                      1000000;
  auto digits = std::to_string(number);
  return std::string(6 - digits.size(), '0') + digits;
}

}  // namespace conformance
