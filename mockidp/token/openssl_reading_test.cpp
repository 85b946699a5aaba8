#include "mockidp/token/openssl_reading_test.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <functional>
#include <memory>

#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using PublicKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

PublicKey read_public_key(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  PublicKey key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
  REQUIRE(key);
  return key;
}

std::string written(const std::function<int(BIO*)>& write) {
  const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
  REQUIRE(write(bio.get()) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

// OpenSSL's own base64 wants the other alphabet and padding.
std::string signature_of(std::string_view compact) {
  std::string text(compact.substr(compact.rfind('.') + 1));
  for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
  const std::size_t padding = (4 - text.size() % 4) % 4;
  text.append(padding, '=');
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), octets(text),
                                   static_cast<int>(text.size()));
  REQUIRE(size >= 0);
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

std::string_view signed_part(std::string_view compact) { return compact.substr(0, compact.rfind('.')); }

}  // namespace

bool openssl_verifies_rs256(std::string_view compact, const std::string& public_pem) {
  const PublicKey key = read_public_key(public_pem);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  REQUIRE(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1);
  const std::string signature = signature_of(compact);
  const std::string_view input = signed_part(compact);
  return EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(input), input.size()) ==
         1;
}

bool openssl_verifies_hs256(std::string_view compact, const std::string& secret) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const std::string_view input = signed_part(compact);
  REQUIRE(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), octets(input), input.size(),
               digest, &size) != nullptr);
  return signature_of(compact) == std::string(reinterpret_cast<const char*>(digest), size);
}

std::string openssl_spki_der(const std::string& public_pem) {
  const PublicKey key = read_public_key(public_pem);
  return written([&](BIO* bio) { return i2d_PUBKEY_bio(bio, key.get()); });
}

std::string openssl_pkcs1_der(const std::string& public_pem) {
  const PublicKey key = read_public_key(public_pem);
  unsigned char* der = nullptr;
  const int size = i2d_PublicKey(key.get(), &der);
  REQUIRE(size > 0);
  std::string bytes(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

std::string openssl_pkcs1_pem(const std::string& public_pem) {
  const std::string der = openssl_pkcs1_der(public_pem);
  return written([&](BIO* bio) {
    return PEM_write_bio(bio, "RSA PUBLIC KEY", "", octets(der), static_cast<long>(der.size())) > 0 ? 1 : 0;
  });
}

}  // namespace mockidp
