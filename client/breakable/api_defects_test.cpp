// The defects of the api: each opens the hole that it says, and the correct api has none of them.

#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "client/breakable/defect.h"
#include "client/rs/tokens_for_test.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/random.h"
#include "mockidp/testing/catch.h"

using namespace breakable;
using protocol::Json;

namespace {

struct BrokenApi {
  explicit BrokenApi(const std::string& defect)
      : app(assemble(parts_without(defect), {provider, clock, random})) {}

  static ApiParts parts_without(const std::string& defect) {
    ApiParts parts;
    parts.options.issuer = rp::kTestIssuer;
    parts.options.audience = rs::kTestAudience;
    parts.options.step_up_acr = "urn:okta:loa:2fa:any";
    if (!defect.empty()) std::get<BreakApi>(find_defect(defect)->apply)(parts);
    return parts;
  }

  http::Response ask(const std::string& authorization, const std::string& path = "/orders") {
    http::Request request;
    request.method = "GET";
    request.target = request.path = path;
    if (!authorization.empty()) request.headers = {{"Authorization", authorization}};
    return app(request);
  }

  rp::FakeProvider provider;
  protocol::ManualClock clock{rs::test_now()};
  protocol::SeededRandom random{3};
  http::Dispatcher app;
};

struct ApiCase {
  const char* defect;
  std::string authorization;
  std::function<bool(const http::Response&)> wrong;  // what a correct api never answers
  const char* path = "/orders";
};

bool served(const http::Response& response) { return response.status == 200; }
bool refused(const http::Response& response) { return response.status != 200; }
bool broken(const http::Response& response) { return response.status >= 500; }

std::string bearer(const Json& claims, const std::string& more_header = "") {
  return "Bearer " + rs::signed_token(claims, more_header);
}

std::string id_token() {
  auto claims = rs::access_claims_with("aud", "0oa-client");
  for (const char* claim : {"cid", "scp"}) claims.erase(claim);
  claims["nonce"] = "n";
  return bearer(claims);
}

std::string bearer_flipped() {
  auto header = bearer(rs::access_claims());
  auto& letter = header[header.size() - 10];
  letter = letter == 'A' ? 'B' : 'A';
  return header;
}

std::string bearer_unsigned() {
  return "Bearer " + protocol::signing_input(R"({"alg":"none"})", protocol::to_text(rs::access_claims())) +
         ".";
}

std::string bearer_with_public_key_as_secret() {
  const auto input = protocol::signing_input(R"({"alg":"HS256"})", protocol::to_text(rs::access_claims()));
  const auto mac = protocol::hmac_sha256(rp::first_test_key()->public_pem(), input);
  return "Bearer " + input + "." + protocol::base64url_encode(protocol::as_view(mac));
}

std::string bearer_with_embedded_key() {
  const auto& key = *rp::second_test_key();
  const auto jwk = protocol::to_text(protocol::to_jwk(key));
  return "Bearer " + rs::signed_token(rs::access_claims(), R"(,"jwk":)" + jwk, key);
}

std::string bearer_with_unknown_key() {
  return "Bearer " + rs::signed_token(rs::access_claims(), "", *rp::second_test_key());
}

std::vector<ApiCase> api_cases() {
  return {
      {"api_refuses_everybody", bearer(rs::access_claims()), refused},
      {"api_serves_guests", "", served},
      {"api_blames_missing_token", "",
       [](const auto& response) {
         return response.header("WWW-Authenticate").find("error=") != std::string_view::npos;
       }},
      {"api_challenge_missing", "",
       [](const auto& response) { return response.header("WWW-Authenticate").empty(); }},
      {"api_serves_garbage", "Bearer garbage", served},
      {"api_breaks_on_garbage", "Bearer garbage", broken},
      {"api_expiry_unchecked", bearer(rs::access_claims_with("exp", rs::kTestNow - 86400)), served},
      {"api_missing_expiry_forgiven", bearer(rs::access_claims_without("exp")), served},
      {"api_not_before_unchecked", bearer(rs::access_claims_with("nbf", rs::kTestNow + 86400)), served},
      {"api_issuer_searched_in_list",
       bearer(rs::access_claims_with("iss", Json::array({rp::kTestIssuer, "https://evil.example"}))), served},
      {"api_guard_minds_case", "", served, "/Orders"},
      {"api_guard_minds_last_slash", "", served, "/orders/"},
      {"api_audience_unchecked", bearer(rs::access_claims_with("aud", "api://another")), served},
      {"api_issuer_unchecked", bearer(rs::access_claims_with("iss", "https://evil.example")), served},
      {"api_signature_unchecked", bearer_flipped(), served},
      {"api_unsigned_token_believed", bearer_unsigned(), served},
      {"api_algorithm_of_token_believed", bearer_with_public_key_as_secret(), served},
      {"api_embedded_key_believed", bearer_with_embedded_key(), served},
      {"api_unknown_key_believed", bearer_with_unknown_key(), served},
      {"api_takes_id_tokens", id_token(), served},
      {"api_sign_in_unchecked", bearer(rs::access_claims()), served, "/invoices"},
      {"api_step_up_unexplained", bearer(rs::access_claims()),
       [](const auto& response) {
         return response.header("WWW-Authenticate").find("acr_values=") == std::string_view::npos;
       },
       "/invoices"},
      {"api_scope_unchecked", bearer(rs::access_claims_with("scp", Json::array({"openid"}))), served},
  };
}

}  // namespace

TEST_CASE("an attack on the api succeeds where the rule against it was taken out, and only there",
          "[breakable]") {
  for (const auto& one : api_cases()) {
    CAPTURE(one.defect);
    BrokenApi correct("");
    correct.ask(bearer(rs::access_claims()));
    CHECK_FALSE(one.wrong(correct.ask(one.authorization, one.path)));
    BrokenApi without(one.defect);
    without.ask(bearer(rs::access_claims()));
    CHECK(one.wrong(without.ask(one.authorization, one.path)));
  }
}

TEST_CASE("strangers' keys make the api ask for the key set once, and the broken one each time",
          "[breakable]") {
  for (const std::string defect : {"", "api_keys_fetched_for_every_stranger"}) {
    BrokenApi api(defect);
    api.ask(bearer(rs::access_claims()));
    for (int i = 0; i < 3; ++i) api.ask(bearer_with_unknown_key());
    CAPTURE(defect);
    CHECK(api.provider.count("keys") == (defect.empty() ? 2 : 4));
  }
}

TEST_CASE("every defect of the api is tried here", "[breakable]") {
  std::set<std::string_view> tried{"api_keys_fetched_for_every_stranger"};
  for (const auto& one : api_cases()) tried.insert(one.defect);
  for (const auto& defect : all_defects()) {
    CAPTURE(defect.name);
    CHECK((defect.client() != "api" || tried.contains(defect.name)));
  }
}
