#include <nlohmann/json.hpp>

#include "mockidp/control/control.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

// A provider's org under the control API.
class ControlledOrg final : public OrgHost {
 public:
  ControlledOrg() { add_control_routes(router_, *this, ControlGuard({})); }
  std::vector<std::shared_ptr<Org>> orgs() const override { return {org_}; }
  std::shared_ptr<Org> find(std::string_view name) const override {
    return name == "default" ? org_ : nullptr;
  }
  protocol::Json document(std::string_view) const override { return nullptr; }
  protocol::Result<std::shared_ptr<Org>, OrgProblems> create(std::string, protocol::Json) override {
    return protocol::fail(OrgProblems{});
  }
  protocol::Result<protocol::Ok, OrgProblems> patch(std::string_view, const protocol::Json&) override {
    return protocol::fail(OrgProblems{});
  }
  bool reset(std::string_view) override { return false; }
  bool drop(std::string_view) override { return false; }

  http::Response post_json(std::string_view path, const char* body) {
    auto request = get_request("/control/v1/orgs/default/" + std::string(path),
                               {{"Host", "localhost:7071"}, {"Content-Type", "application/json"}});
    request.method = "POST";
    request.body = body;
    std::vector<std::string> allowed;
    return (*router_.find(request, allowed))(request);
  }

  TestProvider provider;

 private:
  std::shared_ptr<Org> org_{&provider.org, [](Org*) {}};
  http::Router router_;
};

std::string silently(TestProvider& provider, const Params& request, http::Headers headers = {}) {
  const auto response =
      provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(with(request, "prompt", "none")),
                   std::move(headers));
  const auto answer = redirect_params(response);
  return answer.has("code") ? "code" : std::string(answer.get("error"));
}

}  // namespace

TEST_CASE("the control API signs a person in without a form", "[control][session]") {
  ControlledOrg controlled;
  const auto response = controlled.post_json("sessions", R"({"login": "ALICE@example.com"})");
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
  ControlledOrg controlled;
  const auto body = json_of(controlled.post_json("session-tokens", R"({"login": "alice@example.com"})"));
  CHECK(body["expires_in"] == 300);
  const auto request = with(web_request(), "sessionToken", body["session_token"].get<std::string>());
  CHECK(silently(controlled.provider, request) == "code");
  CHECK(silently(controlled.provider, request) == "login_required");
}

TEST_CASE("nobody is signed in who is unknown, or may have no session", "[control][session]") {
  ControlledOrg controlled;
  const auto route = GENERATE("sessions", "session-tokens");
  CHECK(controlled.post_json(route, R"({"login": "nobody@example.com"})").status == 404);
  CHECK(controlled.post_json(route, "{}").status == 404);
  CHECK(controlled.post_json(route, R"({"login": "dave@example.com"})").status == 409);
  CHECK(controlled.post_json(route, R"({"login": 7})").status == 400);
}

}  // namespace mockidp::testing
