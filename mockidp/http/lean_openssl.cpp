#include "mockidp/http/lean_openssl.h"

#include <openssl/ssl.h>

namespace http {

void start_openssl_lean() {
  // Ciphers and digests are added: without their names TLS knows no certificate that a CA signed for good.
  OPENSSL_init_ssl(
      OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_LOAD_SSL_STRINGS,
      nullptr);
}

}  // namespace http
