#pragma once
// Access tokens as Okta's custom authorization servers write them, for the API in the tests.

#include <nlohmann/json.hpp>
#include <string>

#include "client/rp/fake_provider_for_test.h"
#include "client/rs/access_token_validator.h"

namespace rs {

inline constexpr std::int64_t kTestNow = 1767225600;
inline const std::string kTestAudience = "api://default";

inline protocol::TimePoint test_now() { return protocol::from_unix(kTestNow); }

inline Settings test_api_settings() { return {.issuer = rp::kTestIssuer, .audience = kTestAudience}; }

inline protocol::Json access_claims() {
  return {{"ver", 1},
          {"jti", "AT.1"},
          {"iss", rp::kTestIssuer},
          {"aud", kTestAudience},
          {"iat", kTestNow - 10},
          {"exp", kTestNow + 3600},
          {"cid", "0oa-client"},
          {"uid", "00u-alice"},
          {"scp", protocol::Json::array({"openid", "api.read"})},
          {"auth_time", kTestNow - 20},
          {"sub", "alice@example.com"}};
}

inline protocol::Json access_claims_with(const char* claim, protocol::Json value) {
  auto claims = access_claims();
  claims[claim] = std::move(value);
  return claims;
}

inline protocol::Json access_claims_without(const char* claim) {
  auto claims = access_claims();
  claims.erase(claim);
  return claims;
}

// `more_header` is appended to Okta's two members.
inline std::string signed_token(const protocol::Json& claims, const std::string& more_header = "",
                                const protocol::SigningKey& key = *rp::first_test_key()) {
  const std::string header = R"({"kid":")" + key.kid() + R"(","alg":"RS256")" + more_header + "}";
  return protocol::sign_compact(key, header, protocol::to_text(claims));
}

}  // namespace rs
