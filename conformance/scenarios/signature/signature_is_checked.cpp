#include "conformance/scenarios/bent_sign_in.h"

namespace conformance::signature {

namespace {

constexpr const char* kCorePage = "OpenID Connect Core 1.0";

// A client may skip the signature only where TLS vouches for the token endpoint (Core 3.1.3.7 (6)). It says
// so in its manifest: tolerance "id_token_signature": "by_tls".
RefusedSignIn bent_signature(std::string id, std::string title, std::string why, std::vector<Clause> clauses,
                             std::vector<ProviderFault> faults) {
  return {.id = std::move(id),
          .title = std::move(title),
          .why = std::move(why),
          .clauses = std::move(clauses),
          .faults = std::move(faults),
          .may_rely_on_tls = true};
}

}  // namespace

std::vector<Scenario> signature_is_checked() {
  return {
      refused_sign_in(bent_signature("SIG-01", "One byte of the ID token's signature is wrong",
                                     "Otherwise anybody on the way writes tokens of their own.",
                                     {{kCorePage, "3.1.3.7 (6)"}, {"RFC 8725", "3.3"}},
                                     {{"id_token_bad_signature"}})),
      refused_sign_in(
          bent_signature("SIG-02", "Somebody else's key signed the ID token",
                         "A key counts because the provider publishes it, not because a token names it.",
                         {{kCorePage, "3.1.3.7 (6)"}, {"RFC 8725", "3.3"}}, {{"id_token_foreign_key"}})),
      refused_sign_in(bent_signature("SIG-03", "The ID token says that it is not signed",
                                     "Otherwise everybody writes tokens, without any key (CVE-2020-15084).",
                                     {{"RFC 8725", "3.1"}, {"RFC 8725", "3.2"}},
                                     each_variant("id_token_unsigned", {"none", "None", "NONE", "nOnE"}))),
      refused_sign_in(bent_signature(
          "SIG-06", "The ID token is signed with the public key as a secret",
          "A client that lets the token choose HS256 takes what everybody can sign (CVE-2016-10555).",
          {{"RFC 8725", "3.1"}, {kCorePage, "3.1.3.7 (7)"}},
          each_variant("id_token_hmac_with_public_key",
                       {"spki_pem", "spki_pem_without_newline", "spki_pem_crlf", "spki_pem_indented",
                        "pem_body", "spki_der", "pkcs1_pem", "pkcs1_der", "modulus", "modulus_bytes",
                        "exponent", "jwk", "jwk_set", "word_RS256", "word_RSA"}))),
      refused_sign_in(bent_signature("SIG-09", "The ID token brings along the key that verifies it",
                                     "Otherwise everybody is their own provider (CVE-2018-0114).",
                                     {{"RFC 8725", "3.10"}},
                                     each_variant("id_token_embedded_key", {"own_kid", "right_kid"}))),
  };
}

}  // namespace conformance::signature
