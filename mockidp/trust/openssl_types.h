#pragma once
// Owners of OpenSSL's objects.

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace mockidp::openssl {

template <auto free>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using X509Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Pkcs12 = std::unique_ptr<PKCS12, Freer<PKCS12_free>>;

// OpenSSL answers 0 or null only where memory or randomness is missing, in the calls that this is put around.
template <class T>
T must(T result) {
  if (!result) throw std::runtime_error("OpenSSL failed");
  return result;
}

inline Bio memory_bio() { return Bio(must(BIO_new(BIO_s_mem()))); }

inline Bio memory_bio(const std::string& text) {
  return Bio(must(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))));
}

inline std::string text_of(const Bio& memory) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

inline X509Certificate read_certificate(const std::string& pem) {
  return X509Certificate(PEM_read_bio_X509(memory_bio(pem).get(), nullptr, nullptr, nullptr));
}

inline Key read_private_key(const std::string& pem) {
  const auto no_passphrase = [](char*, int, int, void*) { return -1; };  // it must not ask the terminal
  return Key(PEM_read_bio_PrivateKey(memory_bio(pem).get(), nullptr, no_passphrase, nullptr));
}

}  // namespace mockidp::openssl
