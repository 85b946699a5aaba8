#include "mockidp/http/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <climits>
#include <new>

namespace http {
namespace {

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using OwnedBio = std::unique_ptr<BIO, FreeBio>;
using OwnedCertificate = std::unique_ptr<X509, FreeCertificate>;

OwnedBio memory_of(const std::string& text) {
  return OwnedBio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

int socket_of(BIO* bio) { return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))); }

// OpenSSL's own socket BIO writes without MSG_NOSIGNAL: a peer that has gone would end the process.
int bio_write(BIO* bio, const char* bytes, std::size_t count, std::size_t* written) {
  BIO_clear_retry_flags(bio);
  const ssize_t sent = ::send(socket_of(bio), bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0) {
    if (errno == EAGAIN || errno == EWOULDBLOCK) BIO_set_retry_write(bio);
    return 0;
  }
  *written = static_cast<std::size_t>(sent);
  return 1;
}

int bio_read(BIO* bio, char* into, std::size_t count, std::size_t* received) {
  BIO_clear_retry_flags(bio);
  const ssize_t got = ::recv(socket_of(bio), into, count, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) BIO_set_retry_read(bio);
  if (got <= 0) return 0;
  *received = static_cast<std::size_t>(got);
  return 1;
}

long bio_control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

int bio_create(BIO* bio) {
  BIO_set_init(bio, 1);
  return 1;
}

const BIO_METHOD* socket_method() {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without signals");
    BIO_meth_set_write_ex(made, bio_write);
    BIO_meth_set_read_ex(made, bio_read);
    BIO_meth_set_ctrl(made, bio_control);
    BIO_meth_set_create(made, bio_create);
    return made;
  }();
  return method;
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  static constexpr std::array<unsigned char, 9> kOurs = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* match = nullptr;
  const int found =
      SSL_select_next_proto(&match, chosen_size, kOurs.data(), kOurs.size(), offered, offered_size);
  *chosen = match;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

int take_any_certificate(int, X509_STORE_CTX*) { return 1; }

constexpr const char* kNoCertificate = "the certificate is not one in PEM";
constexpr const char* kWeakCertificate =
    "OpenSSL refuses a certificate, as its key is too short or its signature made with an outdated digest";

// What is wrong with it; nothing if it was added.
const char* add_chain(SSL_CTX* context, const std::string& pem) {
  const OwnedBio memory = memory_of(pem);
  const OwnedCertificate own(PEM_read_bio_X509_AUX(memory.get(), nullptr, nullptr, nullptr));
  if (!own) return kNoCertificate;
  if (SSL_CTX_use_certificate(context, own.get()) != 1) return kWeakCertificate;
  while (X509* next = PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)) {
    if (SSL_CTX_add0_chain_cert(context, next) == 1) continue;
    X509_free(next);
    return kWeakCertificate;
  }
  ERR_clear_error();  // the end of the text is told as an error
  return nullptr;
}

bool add_key(SSL_CTX* context, const std::string& pem) {
  const OwnedBio memory = memory_of(pem);
  const auto no_passphrase = [](char*, int, int, void*) { return -1; };  // it must not ask the terminal
  const std::unique_ptr<EVP_PKEY, FreeKey> key(
      PEM_read_bio_PrivateKey(memory.get(), nullptr, no_passphrase, nullptr));
  return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1;
}

void set_rules(SSL_CTX* context, const TlsOptions& options) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  if (!options.ask_for_client_certificate) return;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, take_any_certificate);
  static constexpr std::string_view kSessionId = "mockidp";  // OpenSSL resumes no session of a client
                                                             // certificate without one
  SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(kSessionId.data()),
                                 static_cast<unsigned>(kSessionId.size()));
}

}  // namespace

protocol::Result<std::shared_ptr<const TlsContext>, std::string> TlsContext::make(const TlsOptions& options) {
  SSL_CTX* raw = SSL_CTX_new(TLS_server_method());
  if (!raw) throw std::bad_alloc();
  auto context = std::make_shared<const TlsContext>(raw);
  set_rules(raw, options);
  std::string problem;
  if (const char* wrong = add_chain(raw, options.certificate_chain_pem)) {
    problem = wrong;
  } else if (!add_key(raw, options.private_key_pem)) {
    problem = "the private key is none in PEM without a passphrase, or does not belong to the certificate";
  } else if (SSL_CTX_check_private_key(raw) != 1) {
    problem = "the private key does not belong to the certificate";
  }
  ERR_clear_error();
  if (!problem.empty()) return protocol::fail(std::move(problem));
  return std::shared_ptr<const TlsContext>(std::move(context));
}

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

TlsSession::TlsSession(const TlsContext& context, int socket) : session_(SSL_new(context.get())) {
  BIO* bio = BIO_new(socket_method());
  if (!session_ || !bio) {
    BIO_free(bio);
    SSL_free(session_);
    throw std::bad_alloc();
  }
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  SSL_set_bio(session_, bio, bio);
  SSL_set_accept_state(session_);
}

TlsSession::~TlsSession() { SSL_free(session_); }

TlsSession::Transfer TlsSession::outcome_of(int result) {
  const int error = SSL_get_error(session_, result);
  ERR_clear_error();  // the queue is the thread's: the next connection must not find it
  switch (error) {
    case SSL_ERROR_WANT_READ:
      return {Outcome::needs_readable};
    case SSL_ERROR_WANT_WRITE:
      return {Outcome::needs_writable};
    case SSL_ERROR_ZERO_RETURN:
      return {Outcome::ended};
    default:
      return {Outcome::failed};
  }
}

TlsSession::Transfer TlsSession::read(std::span<char> into) {
  std::size_t bytes = 0;
  const int result = SSL_read_ex(session_, into.data(), into.size(), &bytes);
  return result == 1 ? Transfer{Outcome::moved, bytes} : outcome_of(result);
}

TlsSession::Transfer TlsSession::write(std::string_view bytes) {
  std::size_t written = 0;
  const int result = SSL_write_ex(session_, bytes.data(), bytes.size(), &written);
  return result == 1 ? Transfer{Outcome::moved, written} : outcome_of(result);
}

void TlsSession::end_writing() {
  if (SSL_is_init_finished(session_)) SSL_shutdown(session_);
  ERR_clear_error();
}

std::string TlsSession::client_certificate_der() {
  const OwnedCertificate certificate(SSL_get1_peer_certificate(session_));
  if (!certificate) return {};
  const int size = i2d_X509(certificate.get(), nullptr);
  if (size <= 0) return {};
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate.get(), &out);
  return der;
}

}  // namespace http
