#include "mockidp/faults/faults.h"

#include <algorithm>

namespace mockidp {

const std::vector<FaultInfo>& fault_catalogue() {
  static const std::vector<FaultInfo> all{
      {.name = "token_endpoint_503",
       .title = "The token endpoint answers 503, as a gateway does whose servers are away.",
       .clause = "RFC 6749, 5.1; RFC 9110, 15.6.4",
       .endpoints = "token",
       .status = 503},
      {.name = "token_endpoint_500",
       .title = "The token endpoint answers 500: the provider failed by itself.",
       .clause = "RFC 6749, 5.1; RFC 9110, 15.6.1",
       .endpoints = "token",
       .status = 500},
      {.name = "token_endpoint_429",
       .title = "The token endpoint refuses with 429 and says when its rate limit starts anew.",
       .clause = "RFC 6749, 5.1; RFC 6585, 4",
       .endpoints = "token",
       .status = 429},
      {.name = "endpoint_status",
       .title = "An endpoint, or any, answers the given status in place of its own.",
       .clause = "RFC 9110, 15",
       .parameters = "endpoint status"},
      {.name = "endpoint_slow",
       .title = "An endpoint, or any, answers rightly but only after the given time.",
       .clause = "RFC 6749, 4.1.3",
       .parameters = "endpoint milliseconds"},
      {.name = "jwks_503",
       .title = "The key set answers 503, so that signatures cannot be checked with keys yet unknown.",
       .clause = "OpenID Connect Core 1.0, 10.1.1",
       .endpoints = "keys",
       .status = 503},
      {.name = "discovery_503",
       .title = "The provider's metadata answers 503.",
       .clause = "OpenID Connect Discovery 1.0, 4.2",
       .endpoints = "discovery",
       .status = 503},
      {.name = "userinfo_503",
       .title = "The userinfo endpoint answers 503.",
       .clause = "OpenID Connect Core 1.0, 5.3.2",
       .endpoints = "userinfo",
       .status = 503},
      {.name = "id_token_bad_signature",
       .seam = Seam::token_signature,
       .title = "One byte of the ID token's signature is flipped.",
       .clause = "OpenID Connect Core 1.0, 3.1.3.7 (6)",
       .endpoints = "token authorize"},
  };
  return all;
}

const std::vector<std::string>& fault_endpoints() {
  static const std::vector<std::string> all{
      "authorize",
      "discovery",
      "keys",
      "logout",
      "token",
      "userinfo",
      "hosted.challenge",
      "hosted.favicon",
      "hosted.home",
      "hosted.identify",
      "hosted.login",
      "hosted.page",
      "hosted.signout",
      "hosted.start_over",
      "hosted.token_redirect",
  };
  return all;
}

const FaultInfo* find_fault(std::string_view name) {
  const auto& all = fault_catalogue();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const FaultInfo& info) { return info.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace mockidp
