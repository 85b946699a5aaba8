#include "mockidp/http/tls.h"

#include <openssl/ssl.h>

#include <memory>
#include <thread>
#include <vector>

#include "mockidp/http/lean_openssl_first.h"  // as the program that we ship
#include "mockidp/http/local_client.h"
#include "mockidp/http/test_front.h"
#include "mockidp/testing/catch.h"
#include "mockidp/trust/certificate.h"
#include "mockidp/trust/openssl_types.h"

namespace http {
namespace {

// openssl req -x509 -newkey rsa:512 -nodes -days 36500 -subj /CN=localhost
constexpr const char* kCertificateOf512Bits = R"(-----BEGIN CERTIFICATE-----
MIIBgTCCASugAwIBAgIUbwdkm9Dmi3Ei6KR68s5wcfev0TQwDQYJKoZIhvcNAQEL
BQAwFDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyOTA4MDg0OVoYDzIxMjYx
MTA1MDgwODQ5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwXDANBgkqhkiG9w0BAQEF
AANLADBIAkEAq8UyIWcbfCHgQMJr9e/5HnC39+EyzvHEdu3LPI3AYOcgEB4+jtNp
M5nUu8aqq2uBcBcbXFk+IBXZ3uAD0diW5QIDAQABo1MwUTAdBgNVHQ4EFgQUBg2Y
YsmtqUuGFLkyUfgRdmC3Y74wHwYDVR0jBBgwFoAUBg2YYsmtqUuGFLkyUfgRdmC3
Y74wDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAANBAEdqH8o0idQuZtMG
7ZcPpbb1ZiSn3gekN82naDGSgGG6oY7RAPpfvg+jgxzl3OtleQXeuQ7QuKvJgK81
lWhQP4c=
-----END CERTIFICATE-----
)";

protocol::TimePoint today() { return protocol::SystemClock().now(); }

const mockidp::Certificate& test_authority() {
  static const mockidp::Certificate authority = mockidp::make_authority(today());
  return authority;
}

TlsOptions localhost_certificate() {
  const auto issued =
      mockidp::issue_server_certificate(test_authority(), {"localhost", "127.0.0.1", "::1"}, today());
  TlsOptions options;
  options.certificate_chain_pem = issued->certificate_pem;
  options.private_key_pem = issued->private_key_pem;
  return options;
}

struct TlsFront {
  explicit TlsFront(const TlsOptions& options = localhost_certificate(), Handler handler = echo,
                    FrontLimits limits = {})
      : front(TestFront::with_workers(limits)) {
    port = front.listen("127.0.0.1", 0, std::move(handler), *TlsContext::make(options))->port;
    front.start();
  }

  Front front;
  std::uint16_t port = 0;
};

// A peer by OpenSSL's own client, that trusts the test authority and nobody else.
class TlsPeer {
 public:
  explicit TlsPeer(std::uint16_t port, int highest_version = TLS1_3_VERSION,
                   const mockidp::Certificate* own = nullptr)
      : socket_(port), context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), highest_version);
    SSL_CTX_set_security_level(context_.get(), 0);  // so that it would speak TLS 1.0, were it let
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    const auto authority = mockidp::openssl::read_certificate(test_authority().certificate_pem);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), authority.get());
    if (own) {
      SSL_CTX_use_certificate(context_.get(), mockidp::openssl::read_certificate(own->certificate_pem).get());
      SSL_CTX_use_PrivateKey(context_.get(), mockidp::openssl::read_private_key(own->private_key_pem).get());
    }
    session_.reset(SSL_new(context_.get()));
    SSL_set1_host(session_.get(), "localhost");
    SSL_set_fd(session_.get(), socket_.descriptor());
  }

  bool greet() { return SSL_connect(session_.get()) == 1; }
  void send(std::string_view bytes) {
    SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size()));
  }
  // Until the peer ends, or enough has come.
  std::string receive(std::size_t at_least) {
    std::string all;
    char piece[4096];
    while (all.size() < at_least) {
      const int count = SSL_read(session_.get(), piece, sizeof piece);
      if (count <= 0) break;
      all.append(piece, static_cast<std::size_t>(count));
    }
    return all;
  }
  const char* version() const { return SSL_get_version(session_.get()); }

 private:
  struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  struct FreeSession {
    void operator()(SSL* session) const { SSL_free(session); }
  };
  RawClient socket_;
  std::unique_ptr<SSL_CTX, FreeContext> context_;
  std::unique_ptr<SSL, FreeSession> session_;
};

constexpr std::string_view kGet = "GET /there HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

}  // namespace

TEST_CASE("a client that trusts the authority is served by https, and the request says so", "[tls]") {
  TlsFront server(localhost_certificate(), [](const Request& request) {
    return text_response(200, "text/plain", request.secure ? "secure" : "in clear");
  });
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsPeer peer(server.port, version);
    REQUIRE(peer.greet());
    CHECK(std::string(peer.version()) == (version == TLS1_3_VERSION ? "TLSv1.3" : "TLSv1.2"));
    peer.send(kGet);
    const std::string answer = peer.receive(100000);
    CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(answer.ends_with("secure"));
  }
}

TEST_CASE("TLS before 1.2 is refused", "[tls]") {
  TlsFront server;
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
    TlsPeer peer(server.port, version);
    CHECK_FALSE(peer.greet());
  }
}

TEST_CASE("whoever forgets the s of https is told in clear, and the next peer is served", "[tls]") {
  TlsFront server;
  const Response refusal = get_once(server.port, "/");
  CHECK(refusal.status == 400);
  CHECK(refusal.body == "This port speaks https: the URL must begin with https://\n");
  TlsPeer peer(server.port);
  REQUIRE(peer.greet());
  peer.send(kGet);
  CHECK(peer.receive(100000).ends_with("GET /there []"));
}

TEST_CASE("large bodies go both ways by TLS, whole", "[tls]") {
  TlsFront server(localhost_certificate(), [](const Request& request) {
    return text_response(200, "text/plain", request.body + request.body);
  });
  TlsPeer peer(server.port);
  REQUIRE(peer.greet());
  const std::string body(900 * 1024, 'b');
  peer.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\nConnection: close\r\n\r\n");
  peer.send(body);
  CHECK(peer.receive(10'000'000).ends_with("\r\n\r\n" + body + body));
}

TEST_CASE("a handshake cut into bytes, one that stops and one that is garbage harm nobody else", "[tls]") {
  TlsFront server;
  RawClient silent(server.port), begun(server.port), garbage(server.port);
  begun.send(std::string("\x16\x03\x01\x02\x00", 5));
  garbage.send("\x16 is no handshake at all, however long it gets\r\n\r\n");
  for (int i = 0; i < 20; ++i) {
    TlsPeer peer(server.port);
    REQUIRE(peer.greet());
    peer.send(kGet);
    CHECK(peer.receive(100000).ends_with("GET /there []"));
  }
}

TEST_CASE("a client certificate is asked for only where one is wanted, and reaches the handler", "[tls]") {
  TlsOptions options = localhost_certificate();
  options.ask_for_client_certificate = true;
  TlsFront server(options, [](const Request& request) {
    return text_response(200, "text/plain", std::to_string(request.client_certificate.size()));
  });
  const mockidp::Certificate own = mockidp::make_authority(today());  // self-signed, as RFC 8705 2.2 allows
  TlsPeer with(server.port, TLS1_3_VERSION, &own), without(server.port);
  for (TlsPeer* peer : {&with, &without}) {
    REQUIRE(peer->greet());
    peer->send(kGet);
  }
  CHECK_FALSE(with.receive(100000).ends_with("\r\n\r\n0"));
  CHECK(without.receive(100000).ends_with("\r\n\r\n0"));
}

TEST_CASE("what is no certificate, or not its key, is refused in a line", "[tls]") {
  TlsOptions other_key = localhost_certificate();
  other_key.private_key_pem = test_authority().private_key_pem;
  CHECK(TlsContext::make(other_key).error() ==
        "the private key is none in PEM without a passphrase, or does not belong to the certificate");
  CHECK(TlsContext::make({}).error() == "the certificate is not one in PEM");
  TlsOptions short_key;
  short_key.certificate_chain_pem = kCertificateOf512Bits;
  CHECK(
      TlsContext::make(short_key).error() ==
      "OpenSSL refuses a certificate, as its key is too short or its signature made with an outdated digest");
}

TEST_CASE("many peers at once are served by TLS", "[tls]") {
  TlsFront server;
  std::atomic<int> served{0};
  {
    std::vector<std::jthread> peers;
    for (int i = 0; i < 16; ++i)
      peers.emplace_back([&] {
        for (int round = 0; round < 5; ++round) {
          TlsPeer peer(server.port);
          if (!peer.greet()) return;
          peer.send(kGet);
          if (peer.receive(100000).ends_with("GET /there []")) ++served;
        }
      });
  }
  CHECK(served == 80);
}

}  // namespace http
