#include "mockidp/token/bent/rsa_encodings.h"

#include <sstream>

#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

constexpr std::size_t kPemLine = 64;

struct DerElement {
  std::size_t content = 0, end = 0;
};

// Only for what OpenSSL has just written: nothing is checked.
DerElement der_element(const std::string& der, std::size_t at) {
  const auto byte = [&der](std::size_t i) { return static_cast<unsigned char>(der[i]); };
  std::size_t length = byte(at + 1), content = at + 2;
  if (length >= 0x80) {
    std::size_t octets = length & 0x7f;
    for (length = 0; octets > 0; --octets) length = length << 8 | byte(content++);
  }
  return {content, content + length};
}

}  // namespace

std::string with_crlf(const std::string& pem) {
  std::string text;
  for (const char c : pem) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return text;
}

std::string pem_body(const std::string& pem) {
  std::istringstream lines(pem);
  std::string body;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("-----")) body += line;
  return body;
}

std::string spki_der(const std::string& pem) { return protocol::base64_decode(pem_body(pem)).value_or(""); }

// SubjectPublicKeyInfo is a sequence of the algorithm and a bit string, whose first byte counts unused bits.
std::string pkcs1_der(const std::string& pem) {
  const std::string der = spki_der(pem);
  const DerElement algorithm = der_element(der, der_element(der, 0).content);
  return der.substr(der_element(der, algorithm.end).content + 1);
}

std::string pkcs1_pem(const std::string& pem) {
  const std::string body = protocol::base64_encode(pkcs1_der(pem));
  std::string text = "-----BEGIN RSA PUBLIC KEY-----\n";
  for (std::size_t at = 0; at < body.size(); at += kPemLine) text += body.substr(at, kPemLine) + "\n";
  return text + "-----END RSA PUBLIC KEY-----\n";
}

}  // namespace mockidp
