#include "mockidp/trust/certificate.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "mockidp/trust/openssl_types.h"

namespace mockidp {
namespace {

using openssl::must;

constexpr long kAuthorityDays = 3650;
constexpr long kServerDays = 397;  // what browsers accept at most is 398
constexpr long kSecondsADay = 86400;
constexpr std::size_t kLongestHostName = 253;  // RFC 1035 2.3.4

openssl::Key make_key() { return openssl::Key(must(EVP_EC_gen("P-256"))); }

std::string key_as_pem(EVP_PKEY* key) {
  const auto memory = openssl::memory_bio();
  must(PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr));
  return openssl::text_of(memory);
}

std::string certificate_as_pem(X509* certificate) {
  const auto memory = openssl::memory_bio();
  must(PEM_write_bio_X509(memory.get(), certificate));
  return openssl::text_of(memory);
}

void set_random_serial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  must(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
  bytes[0] &= 0x7f;  // positive, and at most 20 octets: RFC 5280 4.1.2.2
  bytes[0] |= 0x40;
  BIGNUM* number = must(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
}

void set_validity(X509* certificate, protocol::TimePoint from, long days) {
  const auto start = static_cast<time_t>(protocol::to_unix(from));
  must(ASN1_TIME_set(X509_getm_notBefore(certificate), start));
  must(ASN1_TIME_set(X509_getm_notAfter(certificate), start + days * kSecondsADay));
}

void set_common_name(X509_NAME* name, const std::string& text) {
  must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                  reinterpret_cast<const unsigned char*>(text.data()),
                                  static_cast<int>(text.size()), -1, 0));
}

bool add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const openssl::Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

void add_own_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  must(add_extension(certificate, issuer, kind, value));
}

openssl::X509Certificate blank_certificate(EVP_PKEY* key, protocol::TimePoint from, long days) {
  openssl::X509Certificate certificate(must(X509_new()));
  must(X509_set_version(certificate.get(), X509_VERSION_3));
  set_random_serial(certificate.get());
  set_validity(certificate.get(), from, days);
  must(X509_set_pubkey(certificate.get(), key));
  return certificate;
}

bool is_address(const std::string& name) {
  std::array<unsigned char, 16> bytes{};
  return ::inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
}

// A "*" stands for the whole first label only: RFC 6125 6.4.3. A comma would begin another entry of the
// extension's text, so nothing but letters, digits, dots and hyphens goes into it.
bool is_host_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestHostName) return false;
  if (name.substr(0, 2) == "*.") name.remove_prefix(2);
  while (true) {
    const auto dot = name.find('.');
    if (!is_label(name.substr(0, dot))) return false;
    if (dot == name.npos) return true;
    name.remove_prefix(dot + 1);
  }
}

// "DNS:localhost,IP:127.0.0.1"; "" if one of them is neither name nor address.
std::string alternative_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!is_address(name) && !is_host_name(name)) return {};
    if (!text.empty()) text += ',';
    text += (is_address(name) ? "IP:" : "DNS:") + name;
  }
  return text;
}

bool expired(X509* certificate, protocol::TimePoint now) {
  auto time = static_cast<time_t>(protocol::to_unix(now));
  return X509_cmp_time(X509_get0_notAfter(certificate), &time) < 0;
}

}  // namespace

Certificate make_authority(protocol::TimePoint now) {
  const openssl::Key key = make_key();
  const auto certificate = blank_certificate(key.get(), now - std::chrono::hours(1), kAuthorityDays);
  X509* const made = certificate.get();
  std::array<unsigned char, 4> mark{};  // tells the authorities of two machines apart in a list of them
  must(RAND_bytes(mark.data(), static_cast<int>(mark.size())) == 1);
  std::string name = "mockidp development CA ";
  for (const unsigned char byte : mark) {
    name += "0123456789abcdef"[byte >> 4];
    name += "0123456789abcdef"[byte & 15];
  }
  set_common_name(X509_get_subject_name(made), name);
  must(X509_set_issuer_name(made, X509_get_subject_name(made)));
  add_own_extension(made, made, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_own_extension(made, made, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_own_extension(made, made, NID_subject_key_identifier, "hash");
  must(X509_sign(made, key.get(), EVP_sha256()));
  return {certificate_as_pem(made), key_as_pem(key.get())};
}

protocol::Result<Certificate, std::string> issue_server_certificate(const Certificate& authority,
                                                                    const std::vector<std::string>& names,
                                                                    protocol::TimePoint now) {
  const auto issuer = openssl::read_certificate(authority.certificate_pem);
  const auto issuer_key = openssl::read_private_key(authority.private_key_pem);
  ERR_clear_error();
  if (!issuer) return protocol::fail(std::string("the authority's certificate is not one in PEM"));
  if (!issuer_key || X509_check_private_key(issuer.get(), issuer_key.get()) != 1) {
    ERR_clear_error();
    return protocol::fail(std::string("the authority's private key does not belong to its certificate"));
  }
  if (expired(issuer.get(), now)) return protocol::fail(std::string("the authority has expired"));
  const std::string alternatives = alternative_names(names);
  if (alternatives.empty()) {
    return protocol::fail(std::string("a certificate is for host names, as id.example.test, and addresses"));
  }
  const openssl::Key key = make_key();
  const auto certificate = blank_certificate(key.get(), now - std::chrono::hours(1), kServerDays);
  X509* const made = certificate.get();
  set_common_name(X509_get_subject_name(made), "mockidp");
  must(X509_set_issuer_name(made, X509_get_subject_name(issuer.get())));
  add_own_extension(made, issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_own_extension(made, issuer.get(), NID_key_usage, "critical,digitalSignature");
  add_own_extension(made, issuer.get(), NID_ext_key_usage, "serverAuth");
  add_own_extension(made, issuer.get(), NID_subject_alt_name, alternatives);
  add_own_extension(made, issuer.get(), NID_subject_key_identifier, "hash");
  add_own_extension(made, issuer.get(), NID_authority_key_identifier, "keyid");
  must(X509_sign(made, issuer_key.get(), EVP_sha256()));
  return Certificate{certificate_as_pem(made) + authority.certificate_pem, key_as_pem(key.get())};
}

}  // namespace mockidp
