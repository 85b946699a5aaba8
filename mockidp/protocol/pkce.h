#pragma once
// RFC 7636, S256 only: Okta knows no plain challenges.

#include <string>
#include <string_view>

#include "mockidp/protocol/random.h"

namespace protocol {

bool is_code_verifier(
    std::string_view text);  // 43 to 128 unreserved characters; the same rule for challenges
std::string make_code_verifier(Random& random);
std::string code_challenge_s256(std::string_view verifier);
bool verifier_matches(std::string_view verifier, std::string_view challenge);  // constant time

}  // namespace protocol
