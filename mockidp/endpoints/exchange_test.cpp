#include "mockidp/endpoints/exchange.h"

#include <nlohmann/json.hpp>

#include "mockidp/endpoints/error_response.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

using namespace std::chrono_literals;

namespace mockidp::testing {

TEST_CASE("a path that is not there is Okta's 404", "[exchange]") {
  TestProvider provider;
  const auto response = provider.get("/no/such/path");
  CHECK(response.status == 404);
  const auto body = json_of(response);
  CHECK(body["errorCode"] == "E0000008");
  CHECK(body["errorSummary"] == "The requested path was not found");
  CHECK(body["errorLink"] == "E0000008");
  const std::string id = body["errorId"].get<std::string>();
  CHECK(id.starts_with("oae"));
  CHECK(id.size() == 25);
  CHECK(body["errorCauses"].empty());
  CHECK(response.header("X-Okta-Request-Id").size() == 32);
}

TEST_CASE("HEAD reads metadata and keys, and sets nothing else in motion", "[exchange]") {
  TestProvider provider;
  const std::string path = GENERATE("/.well-known/openid-configuration", "/oauth2/default/v1/keys",
                                    "/oauth2/default/v1/authorize", "/login/signout", "/signin");
  CAPTURE(path);
  auto request = get_request(path);
  request.method = "HEAD";
  const bool safe = path.find("well-known") != std::string::npos || path.ends_with("/keys");
  CHECK(provider.send(request).status == (safe ? 200 : 405));
  request.method = "PUT";
  const std::string allow(provider.send(request).header("Allow"));
  CHECK_THAT(allow, ContainsSubstring("GET"));
  CHECK((allow.find("HEAD") != std::string::npos) == safe);
}

TEST_CASE("a POST says how long it is, or comes in chunks", "[exchange]") {
  TestProvider provider;
  const auto answer = [&](http::Headers headers) {
    auto request = post_request(kTokenPath, {}, std::move(headers));
    std::vector<std::string> allowed;
    const auto* handler = provider.router.find(request, allowed);
    REQUIRE(handler);
    return (*handler)(request).unpack();
  };
  const auto refused = answer({});
  CHECK(refused.status == 411);
  CHECK(refused.body.empty());
  CHECK(refused.header("X-Okta-Request-Id").size() == 32);
  CHECK(answer({{"Content-Length", "0"}}).status == 401);
  CHECK(answer({{"Transfer-Encoding", "chunked"}}).status == 401);
}

TEST_CASE("request ids are fresh", "[exchange]") {
  TestProvider provider;
  CHECK(provider.get("/").header("X-Okta-Request-Id") != provider.get("/").header("X-Okta-Request-Id"));
}

TEST_CASE("transport security is promised only where there is any", "[exchange]") {
  TestProvider provider;
  http::Request request = get_request("/.well-known/openid-configuration");
  CHECK(provider.send(request).header("Strict-Transport-Security").empty());
  request.secure = true;
  CHECK(provider.send(request).header("Strict-Transport-Security") == "max-age=315360000; includeSubDomains");
}

TEST_CASE("rate limits count down by the minute and never below nothing", "[exchange]") {
  TestProvider provider;
  const auto remaining = [&] {
    return std::string(provider.get("/oauth2/v1/userinfo").header("X-Rate-Limit-Remaining"));
  };
  CHECK(remaining() == "999");
  CHECK(remaining() == "998");
  for (int i = 0; i < 1000; ++i) remaining();
  CHECK(remaining() == "0");
  provider.clock.advance(60s);
  CHECK(remaining() == "999");
}

TEST_CASE("answers of a person's business are not to be kept", "[exchange]") {
  TestProvider provider;
  const auto response = provider.get("/oauth2/v1/userinfo");
  CHECK(response.header("Cache-Control") == "no-cache, no-store");
  CHECK(response.header("Pragma") == "no-cache");
  CHECK(response.header("Expires") == "0");
}

TEST_CASE("a request is journaled with its facts, and a refusal with what decided", "[exchange][journal]") {
  TestProvider provider;
  provider.post("/oauth2/default/v1/token",
                {{"grant_type", "client_credentials"}, {"client_id", "0oanobody"}});
  const auto entries = provider.org.journal.read(0, 10);
  REQUIRE(entries.size() == 1);
  CHECK_THAT(entries[0].json, ContainsSubstring("\"token\""));
  CHECK_THAT(entries[0].json, ContainsSubstring("401"));
  CHECK_THAT(entries[0].json, ContainsSubstring("invalid_client_id"));
  CHECK_THAT(entries[0].json, ContainsSubstring("0oanobody"));
}

TEST_CASE("one sign-in is one flow in the journal, from authorize to userinfo", "[exchange][journal]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider);
  provider.get("/oauth2/default/v1/userinfo",
               {{"Authorization", "Bearer " + tokens["access_token"].get<std::string>()}});
  std::vector<std::string> flows;
  for (const auto& entry : provider.org.journal.read(0, 100)) {
    const auto json = protocol::parse_json(entry.json);
    REQUIRE(json);
    const std::string* flow = protocol::json_string(*json, "flow");
    flows.push_back(flow == nullptr ? "" : *flow);
  }
  REQUIRE(flows.size() >= 4);
  CHECK(flows.front().size() == 24);
  for (const std::string& flow : flows) CHECK(flow == flows.front());
}

TEST_CASE("a refused request is in the flow of what it shows", "[exchange][journal]") {
  TestProvider provider;
  const auto last = [&] {
    const auto entries = provider.org.journal.read(0, 100);
    return *protocol::parse_json(entries.back().json);
  };
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const std::string flow = last()["flow"];
  REQUIRE(flow.size() == 24);
  const http::Headers wrong_secret{{"Authorization", basic_credentials(kWebApp, "wrong")}};
  const std::string refresh_token = tokens["refresh_token"], access_token = tokens["access_token"];

  SECTION("a code, by a client with a wrong secret") {
    const std::string code = web_code(provider);
    const std::string of_code = last()["flow"];
    CHECK(provider.post(kTokenPath, web_redemption(code), wrong_secret).status == 401);
    CHECK(last()["flow"] == of_code);
    CHECK(of_code != flow);
  }
  SECTION("a code, at an endpoint that is away") {
    const std::string code = web_code(provider);
    const std::string of_code = last()["flow"];
    FaultOrder away;
    away.name = "token_endpoint_503";
    REQUIRE(provider.org.faults.enable(std::move(away)));
    CHECK(provider.post(kTokenPath, web_redemption(code), web_credentials()).status == 503);
    CHECK(last()["flow"] == of_code);
    CHECK(last()["client_id"] == kWebApp);
  }
  SECTION("a refresh token, by a client with a wrong secret") {
    provider.post(kTokenPath, refreshing(refresh_token), wrong_secret);
    CHECK(last()["status"] == 401);
    CHECK(last()["flow"] == flow);
  }
  SECTION("an access token that has expired") {
    provider.clock.advance(2h);
    CHECK(provider.get(kUserinfoPath, bearer_header(access_token)).status == 401);
    CHECK(last()["flow"] == flow);
  }
  SECTION("a token to revoke, by a client with a wrong secret") {
    provider.post(kRevokePath, {{"token", access_token}}, wrong_secret);
    CHECK(last()["status"] == 401);
    CHECK(last()["flow"] == flow);
  }
  SECTION("nothing that this org has issued") {
    CHECK(provider.post(kTokenPath, web_redemption("made-up"), web_credentials()).status == 400);
    CHECK(last()["flow"] == "");
    CHECK(provider.get(kUserinfoPath, bearer_header("no.token.here")).status == 401);
    CHECK(last()["flow"] == "");
  }
}

}  // namespace mockidp::testing
