#include "mockidp/protocol/jws.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/fuzz/property.h"
#include "mockidp/fuzz/targets.h"

namespace mockidp::fuzz {
namespace {

constexpr std::string_view kPayload = R"({"iss":"https://issuer.example","sub":"alice","exp":2000000000})";

// RSA is dear, so one key and one good token serve the whole run.
struct Known {
  protocol::KeySet keys;
  std::string token;
};

const Known& known() {
  static const Known made = [] {
    const auto key = protocol::SigningKey::generate_rsa();
    return Known{{*protocol::VerificationKey::from_jwk(protocol::to_jwk(*key))},
                 protocol::sign_compact(*key, protocol::okta_jws_header(key->kid()), kPayload)};
  }();
  return made;
}

}  // namespace

// Bytes alone are a token that nobody signed; a first byte of "=" changes the good token at a place instead.
void jwt(std::string_view bytes) {
  (void)protocol::parse_key_set(bytes);
  std::string token(bytes);
  if (bytes.size() >= 4 && bytes[0] == '=') {
    token = known().token;
    const auto place =
        (static_cast<unsigned char>(bytes[1]) * 256U + static_cast<unsigned char>(bytes[2])) % token.size();
    token.replace(place, std::min<std::size_t>(bytes.size() - 3, token.size() - place), bytes.substr(3));
  }
  const auto verified = protocol::verify_jws(token, known().keys);
  if (!verified) return;
  hold(token == known().token, "only what was signed is verified");
}

}  // namespace mockidp::fuzz
