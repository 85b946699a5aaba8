#include <nlohmann/json.hpp>

#include "mockidp/control/control_fixture_test.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

std::string silently(TestProvider& provider, const Params& request, http::Headers headers = {}) {
  const auto response =
      provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(with(request, "prompt", "none")),
                   std::move(headers));
  const auto answer = redirect_params(response);
  return answer.has("code") ? "code" : std::string(answer.get("error"));
}

}  // namespace

TEST_CASE("the control API signs a person in without a form", "[control][session]") {
  ControlFixture controlled;
  const auto response = controlled.post("/sessions", {{"login", "ALICE@example.com"}});
  REQUIRE(response.status == 201);
  const auto body = json_of(response);
  CHECK(body["login"] == kAlice);
  CHECK(body["expires_at"] == "2026-01-01T02:00:00.000Z");
  const auto& cookie = body["cookies"].at(0);
  CHECK(cookie["name"] == "idx");
  CHECK(cookie["url"] == "http://localhost:7070");
  CHECK(cookie["secure"] == false);
  const std::string header = body["cookie_header"];
  CHECK(header == "idx=" + cookie["value"].get<std::string>());
  CHECK(silently(controlled.provider, web_request()) == "login_required");
  CHECK(silently(controlled.provider, web_request(), {{"Cookie", header}}) == "code");
}

TEST_CASE("the control API makes session tokens that work once", "[control][session]") {
  ControlFixture controlled;
  const auto body = json_of(controlled.post("/session-tokens", {{"login", "alice@example.com"}}));
  CHECK(body["expires_in"] == 300);
  const auto request = with(web_request(), "sessionToken", body["session_token"].get<std::string>());
  CHECK(silently(controlled.provider, request) == "code");
  CHECK(silently(controlled.provider, request) == "login_required");
}

TEST_CASE("nobody is signed in who is unknown, or may have no session", "[control][session]") {
  ControlFixture controlled;
  const auto route = GENERATE("/sessions", "/session-tokens");
  CHECK(controlled.post(route, {{"login", "nobody@example.com"}}).status == 404);
  CHECK(controlled.post(route, protocol::Json::object()).status == 404);
  CHECK(controlled.post(route, {{"login", "dave@example.com"}}).status == 409);
  CHECK(controlled.post(route, {{"login", 7}}).status == 400);
}

}  // namespace mockidp::testing
