#include "mockidp/trust/certificate.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "mockidp/testing/catch.h"
#include "mockidp/trust/openssl_types.h"

namespace mockidp {
namespace {

using protocol::TimePoint;

const TimePoint kNow = protocol::from_unix(1'800'000'000);

// OpenSSL's verdict as a client of `host` at that time.
int verify(const Certificate& authority, const Certificate& server, const std::string& host, TimePoint now) {
  const auto root = openssl::read_certificate(authority.certificate_pem);
  const auto leaf = openssl::read_certificate(server.certificate_pem);
  X509_STORE* store = X509_STORE_new();
  X509_STORE_add_cert(store, root.get());
  X509_STORE_CTX* check = X509_STORE_CTX_new();
  X509_STORE_CTX_init(check, store, leaf.get(), nullptr);
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(check);
  X509_VERIFY_PARAM_set_time(rules, static_cast<time_t>(protocol::to_unix(now)));
  X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_SERVER);
  if (X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) != 1)
    X509_VERIFY_PARAM_set1_host(rules, host.data(), host.size());
  X509_verify_cert(check);
  const int verdict = X509_STORE_CTX_get_error(check);
  X509_STORE_CTX_free(check);
  X509_STORE_free(store);
  return verdict;
}

}  // namespace

TEST_CASE("a server certificate is good for its names and addresses, and for no other", "[trust]") {
  const Certificate authority = make_authority(kNow);
  const auto server =
      issue_server_certificate(authority, {"localhost", "*.id.example.test", "127.0.0.1", "::1"}, kNow);
  REQUIRE(server);
  for (const char* name : {"localhost", "a.id.example.test", "127.0.0.1", "::1"}) {
    CAPTURE(name);
    CHECK(verify(authority, *server, name, kNow) == X509_V_OK);
  }
  CHECK(verify(authority, *server, "example.com", kNow) == X509_V_ERR_HOSTNAME_MISMATCH);
  CHECK(verify(authority, *server, "127.0.0.2", kNow) == X509_V_ERR_IP_ADDRESS_MISMATCH);
  CHECK(verify(make_authority(kNow), *server, "localhost", kNow) != X509_V_OK);
}

TEST_CASE("a server certificate lasts less than the 398 days that browsers accept", "[trust]") {
  const Certificate authority = make_authority(kNow);
  const auto server = issue_server_certificate(authority, {"localhost"}, kNow);
  const auto days = [](int count) { return std::chrono::hours(24 * count); };
  CHECK(verify(authority, *server, "localhost", kNow + days(396)) == X509_V_OK);
  CHECK(verify(authority, *server, "localhost", kNow + days(398)) == X509_V_ERR_CERT_HAS_EXPIRED);
  CHECK(verify(authority, *server, "localhost", kNow - days(1)) == X509_V_ERR_CERT_NOT_YET_VALID);
}

TEST_CASE("the authority signs servers, and no authority below it", "[trust]") {
  const auto root = openssl::read_certificate(make_authority(kNow).certificate_pem);
  CHECK(X509_check_ca(root.get()) == 1);
  CHECK(X509_get_pathlen(root.get()) == 0);
  CHECK(X509_get_key_usage(root.get()) == (KU_KEY_CERT_SIGN | KU_CRL_SIGN));
}

TEST_CASE("what would not be a name in a certificate is refused", "[trust]") {
  const Certificate authority = make_authority(kNow);
  for (const char* bad : {"", "a,DNS:evil.example", "a b", "-a", "a-", "a..b", ".", "https://a", "a:7443",
                          "*", "a.*.b", "email:x", "\xc3\xa4.example"}) {
    CAPTURE(bad);
    CHECK_FALSE(issue_server_certificate(authority, {"localhost", bad}, kNow));
  }
  CHECK_FALSE(issue_server_certificate(authority, {std::string(254, 'a')}, kNow));
  CHECK_FALSE(issue_server_certificate(authority, {}, kNow));
}

TEST_CASE("an authority that cannot sign is told from one that can", "[trust]") {
  const Certificate authority = make_authority(kNow), other = make_authority(kNow);
  CHECK(issue_server_certificate({"", ""}, {"localhost"}, kNow).error() ==
        "the authority's certificate is not one in PEM");
  CHECK(issue_server_certificate({authority.certificate_pem, other.private_key_pem}, {"localhost"}, kNow)
            .error() == "the authority's private key does not belong to its certificate");
  CHECK(issue_server_certificate(authority, {"localhost"}, kNow + std::chrono::hours(24 * 3651)).error() ==
        "the authority has expired");
}

TEST_CASE("the trust store for Java carries the certificate and Oracle's mark, and its MAC holds",
          "[trust]") {
  const Certificate authority = make_authority(kNow);
  const auto store = as_trust_store(authority.certificate_pem, "changeit");
  REQUIRE(store);
  const openssl::Pkcs12 read(d2i_PKCS12_bio(openssl::memory_bio(*store).get(), nullptr));
  REQUIRE(read);
  CHECK(PKCS12_verify_mac(read.get(), "changeit", -1) == 1);
  CHECK(PKCS12_verify_mac(read.get(), "another", -1) == 0);
  // 2.16.840.1.113894.746875.1.1 with anyExtendedKeyUsage, 2.5.29.37.0, in DER
  const std::string mark = "\x06\x0c\x60\x86\x48\x01\x86\xf9\x66\xad\xca\x7b\x01\x01";
  CHECK(store->find(mark) != std::string::npos);
  CHECK(store->find(std::string("\x06\x04\x55\x1d\x25\x00", 6)) != std::string::npos);
  CHECK_FALSE(as_trust_store("no certificate", "changeit"));
}

}  // namespace mockidp
