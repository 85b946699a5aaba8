#include "mockidp/control/control_fixture_test.h"
#include "mockidp/directory/org_document.h"

namespace mockidp {
namespace {

using protocol::Json;

// Takes what an app is made of, as the org document's host would.
class AppsFixture : public ControlFixture {
 public:
  protocol::Result<protocol::Ok, OrgProblems> patch(std::string_view, const Json& patch) override {
    auto loaded = load_org(patch, "http://localhost:7070", [](const std::string&) { return nullptr; });
    if (!loaded) return protocol::fail(loaded.error());
    provider.org.set_directory(std::make_shared<const Directory>(std::move(loaded->directory)));
    return protocol::Ok{};
  }
  http::Response create_app(const Json& body) {
    auto request = testing::get_request("/control/v1/orgs/default/apps",
                                        {{"Host", "localhost:7071"}, {"Content-Type", "application/json"}});
    request.method = "POST";
    request.body = protocol::to_text(body);
    return send(request);
  }
};

Json single_page_app(Json bound) {
  return {{"type", "spa"},
          {"client_id", "0oabound000000000001"},
          {"redirect_uris", {"http://localhost:9000/cb"}},
          {"dpop_bound_access_tokens", std::move(bound)}};
}

}  // namespace

TEST_CASE("an app is created with DPoP or without, and tells which", "[control][apps]") {
  AppsFixture control;
  const bool bound = GENERATE(true, false);
  const auto created = control.create_app(single_page_app(bound));
  REQUIRE(created.status == 201);
  CHECK(testing::json_of(created)["dpop_bound_access_tokens"] == bound);
  CHECK(
      control.provider.org.directory()->app_by_client_id("0oabound000000000001")->dpop_bound_access_tokens ==
      bound);
  CHECK(control.get("/apps")["apps"].at(0)["dpop_bound_access_tokens"] == bound);
}

TEST_CASE("DPoP is a matter of true or false, and none of a service app", "[control][apps]") {
  AppsFixture control;
  CHECK(control.create_app(single_page_app("yes")).status == 400);
  CHECK(control.error(control.create_app(single_page_app("yes"))) ==
        "\"dpop_bound_access_tokens\" has to be true or false.");
  const auto refused = control.create_app({{"type", "service"}, {"dpop_bound_access_tokens", true}});
  CHECK(refused.status == 422);
  CHECK(testing::json_of(refused)["error"]["problems"].at(0)["pointer"] ==
        "/apps/0/dpop_bound_access_tokens");
}

}  // namespace mockidp
