// What holds for each route of the org port, whatever it is for.

#include <nlohmann/json.hpp>
#include <set>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

namespace mockidp::testing {
namespace {

constexpr std::string_view kHostile = "\"'><script>alert(1)</script>\r\nSet-Cookie: a=b";

// "/oauth2/{authServerId}/v1/keys" at the server `id`.
std::string target_at(std::string pattern, std::string_view id) {
  const std::size_t begin = pattern.find('{');
  if (begin != std::string::npos) pattern.replace(begin, pattern.find('}') + 1 - begin, id);
  return pattern;
}

Params hostile_params() {
  Params params;
  for (const char* name : {"client_id",
                           "redirect_uri",
                           "response_type",
                           "response_mode",
                           "scope",
                           "state",
                           "nonce",
                           "prompt",
                           "login_hint",
                           "id_token_hint",
                           "post_logout_redirect_uri",
                           "stateToken",
                           "fromURI",
                           "csrf",
                           "identifier",
                           "credentials.passcode",
                           "grant_type",
                           "code",
                           "access_token",
                           "refresh_token",
                           "token",
                           "token_type_hint"})
    params.add(name, std::string(kHostile));
  return params;
}

// The route asked with the parameters where it takes them.
http::Response ask(TestProvider& provider, const http::Router::Route& route, const Params& params) {
  const std::string target = target_at(route.pattern, "default");
  http::Request request = route.method == "POST" ? post_request(target, params)
                                                 : get_request(target + '?' + protocol::encode_form(params));
  request.method = route.method;
  return provider.send(std::move(request));
}

std::string last_endpoint(TestProvider& provider) {
  const auto entries = provider.org.journal.read(provider.org.journal.last_sequence() - 1, 1);
  const auto entry = protocol::parse_json(entries.at(0).json);
  return *protocol::json_string(*entry, "endpoint");
}

bool holds_control_character(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) { return c >= 0 && c < ' '; });
}

}  // namespace

TEST_CASE("faults know the endpoints that are there, and no others", "[endpoints]") {
  TestProvider provider;
  std::set<std::string> seen;
  for (const auto& route : provider.router.routes()) {
    ask(provider, route, {});
    seen.insert(last_endpoint(provider));
  }
  CHECK(seen == std::set<std::string>(fault_endpoints().begin(), fault_endpoints().end()));
}

TEST_CASE("a fault for an endpoint acts at each of its routes", "[endpoints]") {
  TestProvider provider;
  for (const auto& route : provider.router.routes()) {
    if (route.method == "OPTIONS") continue;
    CAPTURE(route.method, route.pattern);
    ask(provider, route, {});
    FaultOrder order;
    order.name = "endpoint_status";
    order.endpoint = last_endpoint(provider);
    order.status = 418;
    REQUIRE(provider.org.faults.enable(order));
    CHECK(ask(provider, route, {}).status == 418);
    provider.org.faults.clear();
    CHECK(ask(provider, route, {}).status != 418);
  }
}

TEST_CASE("no route breaks on, executes or redirects to what a stranger sends", "[endpoints]") {
  TestProvider provider;
  for (const auto& route : provider.router.routes()) {
    CAPTURE(route.method, route.pattern);
    const auto response = ask(provider, route, hostile_params());
    CHECK(response.status < 500);
    CHECK(response.body.find("<script>alert") == std::string::npos);
    CHECK(response.header("Location").find("script") == std::string_view::npos);
    CHECK(response.header("X-Content-Type-Options") == "nosniff");
    for (const auto& [name, value] : response.headers) {
      CAPTURE(name, value);
      CHECK_FALSE(holds_control_character(value));
    }
  }
}

TEST_CASE("no route tells the journal a secret", "[endpoints]") {
  TestProvider provider;
  const std::string secret = "the-secret-that-must-not-be-kept";
  Params params;
  for (const char* name : {"client_secret", "client_assertion", "code", "code_verifier", "access_token",
                           "refresh_token", "token", "id_token_hint", "stateToken", "credentials.passcode"})
    params.add(name, secret);
  for (const auto& route : provider.router.routes()) {
    CAPTURE(route.method, route.pattern);
    ask(provider, route, params);
    const auto entries = provider.org.journal.read(provider.org.journal.last_sequence() - 1, 1);
    CHECK(entries.at(0).json.find(secret) == std::string::npos);
  }
}

}  // namespace mockidp::testing
