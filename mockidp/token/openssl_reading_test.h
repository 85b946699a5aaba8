#pragma once
// Tokens read with OpenSSL alone, so that a mistake of our own verification cannot hide one of our bends.

#include <string>
#include <string_view>

namespace mockidp {

bool openssl_verifies_rs256(std::string_view compact, const std::string& public_pem);

bool openssl_verifies_hs256(std::string_view compact, const std::string& secret);
// The public key, rewritten by OpenSSL itself.
std::string openssl_spki_der(const std::string& public_pem);
std::string openssl_pkcs1_der(const std::string& public_pem);
std::string openssl_pkcs1_pem(const std::string& public_pem);

}  // namespace mockidp
