#include "conformance/scenarios/bent_sign_in.h"

namespace conformance::id_token {

namespace {

constexpr const char* kCore = "OpenID Connect Core 1.0";

std::vector<RefusedSignIn> bent_claims() {
  return {
      {.id = "IDT-01",
       .title = "The ID token comes from another issuer",
       .why = "Otherwise whoever runs any provider signs people in as anybody.",
       .clauses = {{kCore, "3.1.3.7 (2)"}},
       .faults = each_variant("id_token_wrong_issuer", {"other_host", "one_more_character", "other_server"})},
      {.id = "IDT-04",
       .title = "The ID token is meant for another client",
       .why = "Otherwise any app that a person signs in to can sign in here as that person.",
       .clauses = {{kCore, "3.1.3.7 (3)"}},
       .faults =
           each_variant("id_token_wrong_audience", {"other_client", "one_more_character", "other_clients"})},
      {.id = "IDT-05",
       .title = "The ID token is meant for nobody in particular",
       .why = "A token without an audience is everybody's, so also another app's.",
       .clauses = {{kCore, "2"}, {kCore, "3.1.3.7 (3)"}},
       .faults = each_variant("id_token_wrong_audience", {"missing", "empty", "empty_array"})},
      {.id = "IDT-09",
       .title = "The ID token has expired",
       .why = "Otherwise a token that leaked once signs in for ever.",
       .clauses = {{kCore, "3.1.3.7 (9)"}},
       .faults = {{"id_token_expired", {{"seconds", "86400"}}},
                  {"id_token_expired", {{"seconds", "31536000"}}}},
       .runs_out_by = "id_token_expired"},
      {.id = "IDT-16",
       .title = "The ID token does not say whom it is about",
       .why = "Without a subject a client finds somebody's account by chance.",
       .clauses = {{kCore, "2"}},
       .faults = each_variant("id_token_wrong_subject", {"missing", "null", "array", "number"}),
       // What the provider must not send, but no clause tells clients to look for.
       .doubtful = each_variant("id_token_wrong_subject", {"empty", "too_long"})},
      {.id = "IDT-17",
       .title = "The ID token carries another sign-in's nonce",
       .why = "Otherwise a client takes a token that was issued for somebody else's sign-in.",
       .clauses = {{kCore, "3.1.3.7 (11)"}},
       .faults = each_variant("id_token_wrong_nonce", {"constant", "one_more_character"}),
       .only_if_sent = "nonce"},
      {.id = "IDT-18",
       .title = "The ID token carries no nonce, although one was sent",
       .why = "Otherwise leaving it out is all it takes to get past the check.",
       .clauses = {{kCore, "3.1.3.7 (11)"}},
       .faults = {{"id_token_without_nonce"}},
       .only_if_sent = "nonce"},
  };
}

}  // namespace

std::vector<Scenario> claims_are_checked() {
  std::vector<Scenario> scenarios;
  for (auto& row : bent_claims()) scenarios.push_back(refused_sign_in(std::move(row)));
  return scenarios;
}

}  // namespace conformance::id_token
