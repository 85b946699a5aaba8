#include "mockidp/signin/sent_code.h"

#include <cstdint>

#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

constexpr std::uint64_t kSixDigits = 1'000'000;
constexpr std::size_t kLinkBytes = 24;  // 32 characters

std::string digest(std::string_view purpose, std::string_view bytes) {
  return std::string(protocol::as_view(protocol::sha256(std::string(purpose) + '\0' + std::string(bytes))));
}

// Salted by the link, which nobody else has: equal codes of two sign-ins look different in the store.
std::string digest_of_code(const Challenge& challenge, std::string_view code) {
  return digest("code", challenge.link_digest + std::string(code));
}

}  // namespace

std::string code_of_link(std::string_view link_token) {
  const auto bytes = digest("one-time code", link_token);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8U | static_cast<unsigned char>(bytes[i]);
  const auto digits = std::to_string(number % kSixDigits);
  return std::string(6 - digits.size(), '0') + digits;
}

std::string digest_of_link(std::string_view link_token) { return digest("link", link_token); }

SentCode send_code(Challenge& challenge, std::chrono::seconds lifetime, protocol::TimePoint now,
                   protocol::Random& random) {
  SentCode sent;
  sent.link_token = "ft" + protocol::random_base64url(random, kLinkBytes);
  sent.code = code_of_link(sent.link_token);
  challenge.link_digest = digest_of_link(sent.link_token);
  challenge.code_digest = digest_of_code(challenge, sent.code);
  challenge.sent_at = now;
  challenge.expires_at = now + lifetime;
  return sent;
}

bool is_sent_code(const Challenge& challenge, std::string_view code) {
  return !challenge.code_digest.empty() &&
         protocol::constant_time_equal(digest_of_code(challenge, code), challenge.code_digest);
}

bool is_over(const Challenge& challenge, protocol::TimePoint now) { return now >= challenge.expires_at; }

}  // namespace mockidp
