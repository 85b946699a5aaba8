#include "conformance/scenarios/bent_tokens.h"

namespace conformance::api {

namespace {

std::vector<Bend> signatures_that_prove_nothing() {
  return {{.fault = "access_token_bad_signature", .what = "a token with a flipped byte in its signature"},
          {.fault = "access_token_foreign_key", .what = "a token of a foreign key under the right kid"},
          {.fault = "access_token_unknown_kid", .what = "a token of a foreign key under its own kid"},
          {.fault = "access_token_unsigned",
           .what = "an unsigned token",
           .variants = {"none", "None", "NONE", "nOnE", "signature_kept"}},
          {.fault = "access_token_without_signature",
           .what = "a token that lost its signature",
           .variants = {"empty_part", "no_part"}}};
}

std::vector<Bend> keys_that_its_author_chose() {
  return {{.fault = "access_token_hmac_with_public_key",
           .what = "a token with an HMAC by what is public",
           .variants = {"spki_pem", "spki_pem_without_newline", "spki_pem_crlf", "spki_pem_indented",
                        "pem_body", "spki_der", "pkcs1_pem", "pkcs1_der", "modulus", "modulus_bytes",
                        "exponent", "jwk", "jwk_set", "word_RS256", "word_RSA"}},
          {.fault = "access_token_embedded_key",
           .what = "a token that brings its own key",
           .variants = {"own_kid", "right_kid"}},
          {.fault = "access_token_key_by_url",
           .what = "a token that says where its key is",
           .variants = {"jku", "x5u"}},
          {.fault = "access_token_critical_extension",
           .what = "a token with a critical extension that nobody knows",
           .variants = {"unknown"}}};
}

std::vector<Bend> all_of(std::vector<Bend> bends, std::vector<Bend> more) {
  for (auto& bend : more) bends.push_back(std::move(bend));
  return bends;
}

}  // namespace

Scenario signature_is_checked() {
  return refusal_of(
      {.id = "API-11",
       .title = "The access token's signature proves nothing",
       .why = "Whoever can write a token that passes is anybody they like, with any scope.",
       .clauses = {{"RFC 8725", "3.1 to 3.3"}, {"RFC 8725", "3.10"}, {"RFC 7515", "4.1.11 and 5.2"}},
       .bends = all_of(signatures_that_prove_nothing(), keys_that_its_author_chose())});
}

}  // namespace conformance::api
