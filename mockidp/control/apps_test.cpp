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
  http::Response create_app(const Json& body) { return post("/apps", body); }
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

TEST_CASE("an app is created with what Okta's CLI registers beside it", "[control][apps]") {
  AppsFixture control;
  const auto created = [&](const Json& body) {
    const auto response = control.create_app(body);
    CAPTURE(response.body);
    REQUIRE(response.status == 201);
    return testing::json_of(response);
  };
  SECTION("a single-page app is a trusted origin, and comes back to its root") {
    const auto app =
        created({{"type", "spa"},
                 {"redirect_uris",
                  {"http://localhost:4200/cb", "http://localhost:4200/", "https://app.example/cb"}}});
    CHECK(app["base_uris"] == Json::array({"http://localhost:4200", "https://app.example"}));
    CHECK(app["post_logout_redirect_uris"] ==
          Json::array({"http://localhost:4200/", "https://app.example/"}));
    const auto* origin = control.provider.org.directory()->trusted_origin("http://localhost:4200");
    REQUIRE(origin);
    CHECK((origin->cors && origin->redirect));
    CHECK(app["grant_types"] == Json::array({"authorization_code"}));
  }
  SECTION("what is given stands, nothing too") {
    const auto app = created({{"type", "spa"},
                              {"redirect_uris", {"http://localhost:4200/cb"}},
                              {"post_logout_redirect_uris", Json::array()},
                              {"base_uris", {"http://localhost:4201"}}});
    CHECK(app["base_uris"] == Json::array({"http://localhost:4201"}));
    CHECK(app["post_logout_redirect_uris"].empty());
  }
  SECTION("a web app has the redirect URI of the guides, and no trusted origin") {
    const auto app = created({{"type", "web"}});
    CHECK(app["redirect_uris"] == Json::array({"http://localhost:8080/callback"}));
    CHECK(app["base_uris"].empty());
    CHECK(app["post_logout_redirect_uris"].empty());
    CHECK(created({{"type", "web"}, {"redirect_uris", {"http://localhost:1/cb"}}})["redirect_uris"] ==
          Json::array({"http://localhost:1/cb"}));
  }
  SECTION("a native app has a scheme of the org's name") {
    CHECK(created({{"type", "native"}})["redirect_uris"] == Json::array({"localhost:/callback"}));
    control.provider.change([](Directory& directory) { directory.org.url = "https://id.example.com:8443"; });
    CHECK(created({{"type", "native"}})["redirect_uris"] == Json::array({"com.example.id:/callback"}));
    control.provider.change([](Directory& directory) { directory.org.url = "http://127.0.0.1:7070"; });
    CHECK(control.create_app({{"type", "native"}}).status == 422);  // there has to be one
  }
  SECTION("a service app has none") { CHECK(created({{"type", "service"}})["redirect_uris"].empty()); }
}

}  // namespace mockidp
