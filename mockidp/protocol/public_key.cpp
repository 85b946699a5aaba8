#include "mockidp/protocol/public_key.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "mockidp/protocol/evp_key.h"
#include "mockidp/protocol/key_ops.h"

namespace protocol {
namespace {

struct AlgorithmRow {
  std::string_view name;
  KeyKind kind;
  const char* digest;
  std::string_view crv;        // of EC
  std::size_t half_bytes = 0;  // of r and of s
};
// In the order of the enumerators.
constexpr std::array<AlgorithmRow, 9> kAlgorithms = {{{"RS256", KeyKind::rsa, "SHA256", ""},
                                                      {"RS384", KeyKind::rsa, "SHA384", ""},
                                                      {"RS512", KeyKind::rsa, "SHA512", ""},
                                                      {"ES256", KeyKind::ec, "SHA256", "P-256", 32},
                                                      {"ES384", KeyKind::ec, "SHA384", "P-384", 48},
                                                      {"ES512", KeyKind::ec, "SHA512", "P-521", 66},
                                                      {"HS256", KeyKind::secret, "SHA256", ""},
                                                      {"HS384", KeyKind::secret, "SHA384", ""},
                                                      {"HS512", KeyKind::secret, "SHA512", ""}}};
static_assert(kAlgorithms.size() == static_cast<std::size_t>(SignatureAlgorithm::HS512) + 1);

const AlgorithmRow& row_of(SignatureAlgorithm algorithm) {
  return kAlgorithms.at(static_cast<std::size_t>(algorithm));
}

const unsigned char* octets_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string text_or_nothing(const Json& jwk, const char* member) {
  const std::string* text = json_string(jwk, member);
  return text == nullptr ? std::string() : *text;
}

// What is wrong with a JWK beyond its numbers; empty if nothing is.
std::string unfit_for_peers(const Json& jwk) {
  if (!jwk.is_object()) return "a key must be an object";
  for (const char* secret : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    if (json_member(jwk, secret) != nullptr) return "the key is a private one";
  for (const char* text : {"kid", "use", "alg"})
    if (json_member(jwk, text) != nullptr && json_string(jwk, text) == nullptr)
      return std::string(text) + " must be a string";
  return objection_to_key_ops(jwk);
}

// A number with leading zeros is the same key by another thumbprint.
bool is_shortest(const std::string& number) {
  const auto bytes = base64url_decode(number);
  return bytes && !bytes->empty() && bytes->front() != '\0';
}

std::string thumbprint_of(const Json& jwk, KeyKind kind) {
  if (kind == KeyKind::rsa) return rsa_thumbprint(text_or_nothing(jwk, "n"), text_or_nothing(jwk, "e"));
  const std::string text = R"({"crv":")" + text_or_nothing(jwk, "crv") + R"(","kty":"EC","x":")" +
                           text_or_nothing(jwk, "x") + R"(","y":")" + text_or_nothing(jwk, "y") + R"("})";
  return base64url_encode(as_view(sha256(text)));
}

// From r and s side by side to what OpenSSL reads; empty if it is nothing of the kind.
std::string der_of_ecdsa(std::string_view signature, std::size_t half) {
  if (signature.size() != 2 * half) return "";
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(ECDSA_SIG_new(), &ECDSA_SIG_free);
  BIGNUM* r = BN_bin2bn(octets_of(signature), static_cast<int>(half), nullptr);
  BIGNUM* s = BN_bin2bn(octets_of(signature.substr(half)), static_cast<int>(half), nullptr);
  if (!pair || r == nullptr || s == nullptr || ECDSA_SIG_set0(pair.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    throw std::runtime_error("OpenSSL cannot hold a signature");
  }
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  if (size <= 0) throw std::runtime_error("OpenSSL cannot write a signature");
  std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return text;
}

}  // namespace

std::string_view to_string(SignatureAlgorithm algorithm) { return row_of(algorithm).name; }

std::optional<SignatureAlgorithm> parse_signature_algorithm(std::string_view text) {
  for (std::size_t i = 0; i < kAlgorithms.size(); ++i)
    if (kAlgorithms[i].name == text) return static_cast<SignatureAlgorithm>(i);
  return std::nullopt;
}

bool is_hmac(SignatureAlgorithm algorithm) { return row_of(algorithm).kind == KeyKind::secret; }

struct PublicKey::Impl {
  EvpKey key;
  KeyKind kind;
  std::string crv, kid, use, thumbprint;
  std::string alg;  // of the JWK: the only one it may be used with; empty: any that fits
};

PublicKey::PublicKey(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PublicKey::~PublicKey() = default;

Result<std::shared_ptr<const PublicKey>, KeyError> PublicKey::from_jwk(const Json& jwk) {
  if (std::string reason = unfit_for_peers(jwk); !reason.empty()) return fail(KeyError{std::move(reason)});
  const std::string kty = text_or_nothing(jwk, "kty");
  if (kty != "RSA" && kty != "EC") return fail(KeyError{"neither an RSA nor an EC key"});
  const KeyKind kind = kty == "RSA" ? KeyKind::rsa : KeyKind::ec;
  auto key = kind == KeyKind::rsa ? public_rsa(jwk) : public_ec(jwk);
  if (!key) return fail(key.error());
  if (kind == KeyKind::rsa &&
      (!is_shortest(text_or_nothing(jwk, "n")) || !is_shortest(text_or_nothing(jwk, "e"))))
    return fail(KeyError{"n and e must not begin with zeros"});
  std::shared_ptr<const PublicKey> made(new PublicKey(std::make_unique<Impl>(
      Impl{*std::move(key), kind, kind == KeyKind::ec ? text_or_nothing(jwk, "crv") : "",
           text_or_nothing(jwk, "kid"), text_or_nothing(jwk, "use"), thumbprint_of(jwk, kind),
           text_or_nothing(jwk, "alg")})));
  if (!made->impl_->alg.empty()) {
    const auto algorithm = parse_signature_algorithm(made->impl_->alg);
    if (!algorithm || !made->fits(*algorithm)) return fail(KeyError{"the key cannot do its alg"});
  }
  return made;
}

const std::string& PublicKey::kid() const { return impl_->kid; }
const std::string& PublicKey::use() const { return impl_->use; }
const std::string& PublicKey::thumbprint() const { return impl_->thumbprint; }

bool PublicKey::fits(SignatureAlgorithm algorithm) const {
  const AlgorithmRow& row = row_of(algorithm);
  return row.kind == impl_->kind && row.crv == impl_->crv && (impl_->alg.empty() || impl_->alg == row.name);
}

bool PublicKey::verify(SignatureAlgorithm algorithm, std::string_view signing_input,
                       std::string_view signature) const {
  if (!fits(algorithm)) return false;
  const AlgorithmRow& row = row_of(algorithm);
  std::string der;
  if (row.kind == KeyKind::ec) {
    der = der_of_ecdsa(signature, row.half_bytes);
    if (der.empty()) return false;
    signature = der;
  } else if (signature.size() != static_cast<std::size_t>(EVP_PKEY_get_size(impl_->key.get()))) {
    return false;
  }
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (!context || EVP_DigestVerifyInit_ex(context.get(), nullptr, row.digest, nullptr, nullptr,
                                          impl_->key.get(), nullptr) != 1)
    throw std::runtime_error("OpenSSL cannot verify");
  const int verified = EVP_DigestVerify(context.get(), octets_of(signature), signature.size(),
                                        octets_of(signing_input), signing_input.size());
  // What it left in the thread's error queue would be taken for a TLS error by the next read.
  ERR_clear_error();
  return verified == 1;
}

bool verify_hmac(SignatureAlgorithm algorithm, const Secret& secret, std::string_view signing_input,
                 std::string_view signature) {
  const AlgorithmRow& row = row_of(algorithm);
  if (row.kind != KeyKind::secret) return false;
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  std::size_t size = 0;
  const std::string& key = secret.reveal();
  if (EVP_Q_mac(nullptr, "HMAC", nullptr, row.digest, nullptr, key.data(), key.size(),
                octets_of(signing_input), signing_input.size(), mac.data(), mac.size(), &size) == nullptr)
    throw std::runtime_error("OpenSSL offers no HMAC");
  return constant_time_equal({reinterpret_cast<const char*>(mac.data()), size}, signature);
}

}  // namespace protocol
