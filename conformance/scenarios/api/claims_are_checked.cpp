#include "conformance/scenarios/bent_tokens.h"

namespace conformance::api {

std::vector<Scenario> claims_are_checked() {
  return {
      refusal_of({.id = "API-05",
                  .title = "The access token does not say when it expires",
                  .why = "A check that only compares what is there takes such a token for ever.",
                  .clauses = {{"RFC 9068", "2.2"}, {"RFC 9068", "4"}},
                  .bends = {{.fault = "access_token_bad_exp",
                             .what = "a token without an expiry",
                             .variants = {"missing", "null"}}}}),
      refusal_of({.id = "API-06",
                  .title = "The access token is not valid yet",
                  .why = "Whoever issued it said from when on it counts.",
                  .clauses = {{"RFC 7519", "4.1.5"}},
                  .bends = {{.fault = "access_token_not_yet_valid",
                             .what = "a token that is valid from tomorrow"}}}),
      refusal_of({.id = "API-07",
                  .title = "The access token is meant for another API",
                  .why = "Any other API that somebody calls could use their token here.",
                  .clauses = {{"RFC 9068", "4"}, {"RFC 8725", "3.9"}},
                  .bends = {{.fault = "access_token_wrong_audience",
                             .what = "a token for another audience",
                             .variants = {"other_client", "one_more_character", "missing", "empty",
                                          "other_clients", "empty_array"}}}}),
      refusal_of(
          {.id = "API-10",
           .title = "The issuer of the access token is a list, with the right one in it",
           .why = "A library that searches where it has to compare takes any issuer beside the right one.",
           .clauses = {{"RFC 9068", "4"}, {"CVE", "2025-30144"}},
           .bends = {{.fault = "access_token_wrong_issuer",
                      .what = "a token with a list of issuers",
                      .variants = {"array"}}}}),
  };
}

}  // namespace conformance::api
