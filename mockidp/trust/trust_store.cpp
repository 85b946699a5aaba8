#include <openssl/err.h>
#include <openssl/objects.h>

#include "mockidp/trust/certificate.h"
#include "mockidp/trust/openssl_types.h"

namespace mockidp {
namespace {

using openssl::must;

constexpr int kIterations = 10000;  // what the JDK writes itself
constexpr int kSaltBytes = 20;

// Oracle's trustedKeyUsage, 2.16.840.1.113894.746875.1.1, with the value anyExtendedKeyUsage: what the JDK's
// PKCS12KeyStore writes into, and looks for in, the bag of a trusted certificate.
X509_ATTRIBUTE* trusted_for_everything() {
  static const int kind =
      OBJ_create("2.16.840.1.113894.746875.1.1", "trustedKeyUsage", "Oracle trusted key usage");
  return must(X509_ATTRIBUTE_create(kind, V_ASN1_OBJECT, OBJ_nid2obj(NID_anyExtendedKeyUsage)));
}

void mark_as_trusted(PKCS12_SAFEBAG* bag) {
  constexpr std::string_view kAlias = "mockidp";
  must(PKCS12_add_friendlyname_utf8(bag, kAlias.data(), static_cast<int>(kAlias.size())));
  // OpenSSL 3.0 lets nobody add an attribute of his own; the friendly name has made the list.
  auto* attributes = const_cast<STACK_OF(X509_ATTRIBUTE)*>(PKCS12_SAFEBAG_get0_attrs(bag));
  must(sk_X509_ATTRIBUTE_push(attributes, trusted_for_everything()));
}

struct FreeBags {
  void operator()(STACK_OF(PKCS12_SAFEBAG) * bags) const {
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  }
};
struct FreeContents {
  void operator()(STACK_OF(PKCS7) * contents) const { sk_PKCS7_pop_free(contents, PKCS7_free); }
};

}  // namespace

protocol::Result<std::string, std::string> as_trust_store(const std::string& certificate_pem,
                                                          const std::string& password) {
  const auto certificate = openssl::read_certificate(certificate_pem);
  ERR_clear_error();
  if (!certificate) return protocol::fail(std::string("the authority's certificate is not one in PEM"));
  STACK_OF(PKCS12_SAFEBAG)* raw_bags = nullptr;
  PKCS12_SAFEBAG* bag = must(PKCS12_add_cert(&raw_bags, certificate.get()));
  const std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), FreeBags> bags(raw_bags);
  mark_as_trusted(bag);
  STACK_OF(PKCS7)* raw_contents = nullptr;
  // A certificate is no secret: not encrypted, only the whole is protected by a MAC.
  must(PKCS12_add_safe(&raw_contents, bags.get(), -1, kIterations, password.c_str()));
  const std::unique_ptr<STACK_OF(PKCS7), FreeContents> contents(raw_contents);
  const openssl::Pkcs12 store(must(PKCS12_add_safes(contents.get(), 0)));
  must(PKCS12_set_mac(store.get(), password.c_str(), static_cast<int>(password.size()), nullptr, kSaltBytes,
                      kIterations, EVP_sha256()));
  const auto memory = openssl::memory_bio();
  must(i2d_PKCS12_bio(memory.get(), store.get()));
  return openssl::text_of(memory);
}

}  // namespace mockidp
