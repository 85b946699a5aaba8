#include "mockidp/protocol/pkce.h"

#include <algorithm>

#include "mockidp/protocol/bytes.h"

namespace protocol {

bool is_code_verifier(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
  };
  return text.size() >= 43 && text.size() <= 128 && std::all_of(text.begin(), text.end(), allowed);
}

std::string make_code_verifier(Random& random) { return random_base64url(random, 32); }

std::string code_challenge_s256(std::string_view verifier) {
  return base64url_encode(as_view(sha256(verifier)));
}

bool verifier_matches(std::string_view verifier, std::string_view challenge) {
  return is_code_verifier(verifier) && constant_time_equal(code_challenge_s256(verifier), challenge);
}

}  // namespace protocol
