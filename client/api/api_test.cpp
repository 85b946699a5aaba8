#include "client/api/api.h"

#include "client/rs/tokens_for_test.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/signing_client_test.h"

using protocol::Json;

namespace {

struct SomeService {
  rp::FakeProvider provider;
  protocol::ManualClock clock{rs::test_now()};
  api::Api app{options(), provider, clock};

  static api::Options options() {
    api::Options chosen;
    chosen.issuer = rp::kTestIssuer;
    chosen.step_up_acr = "urn:okta:loa:2fa:any";
    return chosen;
  }

  http::Response send(const std::string& method, const std::string& path, http::Headers headers = {},
                      std::string body = "", std::string query = "") {
    http::Request request;
    request.method = method;
    request.path = path;
    request.query = std::move(query);
    request.headers = std::move(headers);
    request.body = std::move(body);
    return app.answer(request);
  }
  http::Response get_orders(const std::string& token) {
    return send("GET", "/orders", {{"Authorization", "Bearer " + token}});
  }
  http::Response order(const std::string& token, const Json& wanted) {
    return send("POST", "/orders",
                {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
                protocol::to_text(wanted));
  }
};

std::string token_of(const std::string& subject, const Json& scopes) {
  auto claims = rs::access_claims_with("scp", scopes);
  claims["sub"] = subject;
  return rs::signed_token(claims);
}

const Json& both_scopes() {
  static const Json scopes = Json::array({"api.read", "api.write"});
  return scopes;
}

Json body_of(const http::Response& response) { return *protocol::parse_json(response.body); }

}  // namespace

TEST_CASE("what is open needs no token and asks nobody", "[api]") {
  SomeService service;
  CHECK(service.send("GET", "/open").status == 200);
  CHECK(service.provider.count() == 0);
}

TEST_CASE("invoices need a token of a strong sign-in", "[api]") {
  SomeService service;
  const auto ask = [&](const Json& claims) {
    return service.send("GET", "/invoices", {{"Authorization", "Bearer " + rs::signed_token(claims)}});
  };
  CHECK(ask(rs::access_claims_with("acr", "urn:okta:loa:2fa:any")).status == 200);
  const auto refused = ask(rs::access_claims());
  CHECK(refused.status == 401);
  CHECK_THAT(std::string(refused.header("WWW-Authenticate")),
             ContainsSubstring("error=\"insufficient_user_authentication\"") &&
                 ContainsSubstring("acr_values=\"urn:okta:loa:2fa:any\""));
  CHECK(ask(rs::access_claims_with("scp", Json::array({"openid"}))).status == 403);
}

TEST_CASE("orders need a token", "[api]") {
  SomeService service;
  const auto method = GENERATE("GET", "HEAD", "POST");
  const auto response = service.send(method, "/orders");
  CHECK(response.status == 401);
  CHECK(response.header("WWW-Authenticate") == "Bearer realm=\"orders\"");
  CHECK(service.provider.count() == 0);
}

TEST_CASE("a reader reads and a writer writes", "[api]") {
  SomeService service;
  const auto reader = token_of("alice", Json::array({"api.read"}));
  const auto writer = token_of("alice", Json::array({"api.write"}));
  const auto placed = service.order(writer, {{"product", "sencha"}, {"count", 2}});
  CHECK(placed.status == 201);
  const auto listed = service.get_orders(reader);
  CHECK(listed.status == 200);
  CHECK(listed.header("Cache-Control") == "no-store");
  CHECK(body_of(listed)["orders"] == Json::array({{{"number", 1}, {"product", "sencha"}, {"count", 2}}}));

  const auto forbidden = service.order(reader, {{"product", "sencha"}});
  CHECK(forbidden.status == 403);
  CHECK(forbidden.header("WWW-Authenticate").find("error=\"insufficient_scope\"") != std::string_view::npos);
  CHECK(forbidden.header("WWW-Authenticate").find("scope=\"api.write\"") != std::string_view::npos);
  CHECK(service.get_orders(writer).status == 403);
}

TEST_CASE("nobody sees the orders of somebody else", "[api]") {
  SomeService service;
  REQUIRE(service.order(token_of("alice", both_scopes()), {{"product", "sencha"}}).status == 201);
  const auto listed = body_of(service.get_orders(token_of("bob", both_scopes())));
  CHECK(listed["subject"] == "bob");
  CHECK(listed["orders"].empty());
}

TEST_CASE("a token that breaks a rule is refused without an echo of it", "[api]") {
  SomeService service;
  const auto expired = rs::signed_token(rs::access_claims_with("exp", rs::kTestNow - 3600));
  const auto response = service.get_orders(expired);
  CHECK(response.status == 401);
  CHECK(response.header("WWW-Authenticate") ==
        R"(Bearer realm="orders", error="invalid_token", error_description="The token has expired.")");
  CHECK(response.body.find(expired) == std::string::npos);
}

TEST_CASE("a token is taken from the header alone", "[api]") {
  SomeService service;
  const auto token = token_of("alice", both_scopes());
  const http::Headers header = {{"Authorization", "Bearer " + token}};
  const http::Headers form = {{"Content-Type", "application/x-www-form-urlencoded"}};
  http::Headers both = header;
  both.push_back(form.front());
  CHECK(service.send("GET", "/orders", {}, "", "access_token=" + token).status == 400);
  CHECK(service.send("GET", "/orders", header, "", "access_token=" + token).status == 400);
  CHECK(service.send("POST", "/orders", form, "access_token=" + token).status == 400);
  CHECK(service.send("POST", "/orders", both, "access_token=" + token).status == 400);
  CHECK(service.send("GET", "/orders", {{"authorization", "bearer " + token}}).status == 200);
  CHECK(service.send("GET", "/orders", header, "", "page=%zz").status == 400);
}

TEST_CASE("an order that cannot be read is refused with a reason", "[api]") {
  SomeService service;
  const auto wanted = GENERATE(values<Json>({Json::array(),
                                             Json::object(),
                                             {{"product", ""}},
                                             {{"product", 7}},
                                             {{"product", "tea"}, {"count", 0}},
                                             {{"product", "tea"}, {"count", "1"}},
                                             {{"product", std::string(101, 'a')}}}));
  CAPTURE(protocol::to_text(wanted));
  const auto response = service.order(token_of("alice", both_scopes()), wanted);
  CHECK(response.status == 400);
  CHECK(body_of(response)["error"] == "invalid_order");
}

TEST_CASE("one person cannot fill the memory", "[api]") {
  SomeService service;
  const auto token = token_of("alice", both_scopes());
  for (std::size_t i = 0; i < api::Orders::kMostOfOnePerson; ++i)
    REQUIRE(service.order(token, {{"product", "tea"}}).status == 201);
  CHECK(service.order(token, {{"product", "tea"}}).status == 409);
  CHECK(service.order(token_of("bob", both_scopes()), {{"product", "tea"}}).status == 201);
}

TEST_CASE("without the issuer's keys the answer is to try later", "[api]") {
  SomeService service;
  service.provider.instead["keys"] = [] { return rp::HttpAnswer{.status = 500}; };
  const auto response = service.get_orders(token_of("alice", both_scopes()));
  CHECK(response.status == 503);
  CHECK(response.header("WWW-Authenticate").empty());
}

TEST_CASE("pages of a named origin may read answers and refusals, no others", "[api][cors]") {
  SomeService service;
  const auto ours = service.send("GET", "/orders", {{"Origin", "http://localhost:9000"}});
  CHECK(ours.status == 401);
  CHECK(ours.header("Access-Control-Allow-Origin") == "http://localhost:9000");
  CHECK(ours.header("Access-Control-Expose-Headers") == "WWW-Authenticate");
  CHECK(ours.header("Access-Control-Allow-Credentials").empty());
  const auto origin = GENERATE("null", "https://evil.example", "http://localhost:9000.evil.example",
                               "http://localhost:90001", "HTTP://localhost:9000", "*");
  const auto theirs = service.send("GET", "/open", {{"Origin", origin}});
  CHECK(theirs.header("Access-Control-Allow-Origin").empty());
  CHECK(theirs.header("Vary") == "Origin");
}

TEST_CASE("a preflight needs no token", "[api][cors]") {
  SomeService service;
  const auto ask = [&](const char* origin, const char* path) {
    return service.send("OPTIONS", path, {{"Origin", origin}, {"Access-Control-Request-Method", "POST"}});
  };
  const auto ours = ask("http://localhost:8080", "/orders");
  CHECK(ours.status == 204);
  CHECK(ours.header("Access-Control-Allow-Origin") == "http://localhost:8080");
  CHECK(ours.header("Access-Control-Allow-Methods").find("POST") != std::string_view::npos);
  CHECK(ours.header("Access-Control-Allow-Headers") == "Authorization, Content-Type, DPoP");
  CHECK(ask("https://evil.example", "/orders").header("Access-Control-Allow-Methods").empty());
  CHECK(ask("http://localhost:8080", "/nothing").status == 404);
  CHECK(service.send("OPTIONS", "/orders").status == 405);
}

TEST_CASE("unknown paths and methods are said so in JSON", "[api]") {
  SomeService service;
  CHECK(body_of(service.send("GET", "/orders/"))["error"] == "not_found");
  const auto response = service.send("DELETE", "/orders");
  CHECK(response.status == 405);
  CHECK(response.header("Allow").find("POST") != std::string_view::npos);
}

TEST_CASE("the clock of the API can be set apart", "[api]") {
  SomeService service;
  auto options = SomeService::options();
  options.clock_offset = std::chrono::hours(2);
  api::Api late(options, service.provider, service.clock);
  http::Request request;
  request.method = "GET";
  request.path = "/orders";
  request.headers = {{"Authorization", "Bearer " + token_of("alice", both_scopes())}};
  CHECK(late.answer(request).status == 401);
}

TEST_CASE("an API that knows its address takes bound tokens with a proof, and no other way", "[api][dpop]") {
  mockidp::testing::SigningClient client;
  auto claims = rs::access_claims_with("cnf", {{"jkt", client.jkt()}});
  claims["scp"] = both_scopes();
  const auto token = rs::signed_token(claims);
  const auto send_proven = [&](std::string public_url) {
    auto options = SomeService::options();
    options.public_url = std::move(public_url);
    rp::FakeProvider provider;
    protocol::ManualClock clock{rs::test_now()};
    api::Api app(options, provider, clock);
    Json proof = client.proof_claims("GET", "http://localhost:8000/orders", rs::test_now());
    proof["ath"] = mockidp::testing::ath_of(token);
    http::Request request;
    request.method = "GET";
    request.path = "/orders";
    request.headers = {{"Authorization", "DPoP " + token}, {"DPoP", client.proof(proof)}};
    return app.answer(request);
  };
  CHECK(send_proven("http://localhost:8000").status == 200);
  const auto elsewhere = send_proven("http://localhost:8001");
  CHECK(elsewhere.status == 401);
  CHECK(elsewhere.header("WWW-Authenticate")
            .starts_with("DPoP realm=\"orders\", error=\"invalid_dpop_proof\""));
  CHECK(send_proven("").status == 401);

  SomeService service;
  CHECK(service.get_orders(token).status == 401);
}
