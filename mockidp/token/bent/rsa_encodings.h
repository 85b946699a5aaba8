#pragma once
// The ways in which programs write the same RSA public key down, all made from its SubjectPublicKeyInfo in
// PEM.

#include <string>

namespace mockidp {

std::string with_crlf(const std::string& pem);
std::string pem_body(const std::string& pem);   // base64, in one line
std::string spki_der(const std::string& pem);   // RFC 5280, 4.1
std::string pkcs1_der(const std::string& pem);  // RFC 8017, A.1.1
std::string pkcs1_pem(const std::string& pem);

}  // namespace mockidp
