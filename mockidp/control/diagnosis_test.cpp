#include <nlohmann/json.hpp>

#include "mockidp/control/findings_test.h"
#include "mockidp/testing/test_provider.h"

namespace mockidp {
namespace {

using protocol::Json;
using testing::json_of;

}  // namespace

TEST_CASE("the doctor is asked by the control API, with the org's own journal", "[control][doctor]") {
  ControlFixture control;
  const Json settings{{"issuer", "http://localhost:7070/oauth2/default"}, {"client_id", testing::kWebApp}};
  CHECK(names_of(control.post("/diagnosis", settings)).empty());
  CHECK(json_of(control.post("/diagnosis", settings))["mistakes"] == 0);

  const auto request =
      testing::with(testing::web_request(), "redirect_uri", "http://localhost:8080/callback/");
  control.provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(request));
  control.provider.get("/oauth2/defualt/v1/keys");
  const auto answer = control.post("/diagnosis", settings);
  CHECK(names_of(answer) ==
        std::vector<std::string>{"authorization_server_unknown", "redirect_uri_not_registered"});
  CHECK(json_of(answer)["mistakes"] == 2);
  CHECK_THAT(json_of(answer)["findings"][1]["seen"][0]["closest"].get<std::string>(),
             ContainsSubstring("http://localhost:8080/callback (the difference is the trailing slash)"));
}

TEST_CASE("what is told of a request says which value was refused", "[control][doctor]") {
  ControlFixture control;
  const auto told = [&] {
    const auto body = json_of(control.post("/diagnosis", Json::object()));
    control.provider.org.journal.clear();
    return body["findings"].at(0)["seen"].at(0)["what"].get<std::string>();
  };
  const auto scope = testing::with(testing::web_request(), "scope", "openid api.raed");
  control.provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(scope));
  CHECK_THAT(told(), ContainsSubstring("do not have api.raed"));
  control.provider.get("/api/v1/sessions/me", {{"Origin", "http://localhost:9001"}});
  CHECK_THAT(told(), ContainsSubstring("do not have http://localhost:9001"));
  control.provider.post(testing::kTokenPath, testing::spa_redemption("x"),
                        {{"Origin", "http://localhost:9001"}});
  CHECK_THAT(told(), ContainsSubstring("do not have http://localhost:9001"));
  control.provider.get("/oauth2/defualt/v1/keys");
  CHECK_THAT(told(), ContainsSubstring("defualt"));
}

TEST_CASE("a browser that is signed in already is a note, by the journal of a real sign-in",
          "[control][doctor]") {
  ControlFixture control;
  testing::TestBrowser browser(control.provider);
  browser.sign_in_to(testing::kDefaultServer, testing::web_request());
  CHECK(names_of(control.post("/diagnosis", Json::object())).empty());
  browser.authorize(testing::kDefaultServer, testing::web_request());
  CHECK(names_of(control.post("/diagnosis", Json::object())) == std::vector<std::string>{"page_skipped"});
  CHECK(json_of(control.post("/diagnosis", Json::object()))["mistakes"] == 0);
}

TEST_CASE("the two mistakes about secrets are told apart by the journal", "[control][doctor]") {
  ControlFixture control;
  control.provider.post(testing::kTokenPath, testing::with(testing::web_redemption("x"), "client_id",
                                                           std::string(testing::kWebApp)));
  CHECK(names_of(control.post("/diagnosis", Json::object())) ==
        std::vector<std::string>{"client_credentials_missing"});
  CHECK(names_of(control.post("/diagnosis", {{"application_type", "browser"}})) ==
        std::vector<std::string>{"secret_demanded_of_a_public_client"});
  control.provider.org.journal.clear();
  control.provider.post(testing::kTokenPath, testing::web_redemption("x"),
                        {{"Authorization", testing::basic_credentials(testing::kSpa, "secret")}});
  CHECK(names_of(control.post("/diagnosis", Json::object())) ==
        std::vector<std::string>{"secret_of_a_public_client"});
}

TEST_CASE("an org that follows the host is right wherever it is asked", "[control][doctor]") {
  ControlFixture control;
  const Json settings{{"issuer", "http://127.0.0.1:7070/oauth2/default"}};
  CHECK(names_of(control.post("/diagnosis", settings)) == std::vector<std::string>{"issuer_is_another_host"});
  control.provider.org.follow_address([](const std::string&) { return DirectorySnapshot(); });
  CHECK(names_of(control.post("/diagnosis", settings)).empty());
}

TEST_CASE("settings of the wrong kind, or of no kind, are refused", "[control][doctor]") {
  ControlFixture control;
  CHECK(control.post("/diagnosis", {{"issuer", 1}}).status == 400);
  CHECK(control.post("/diagnosis", {{"issuers", "x"}}).status == 400);
  CHECK(control.post("/diagnosis", {{"application_type", "spa"}}).status == 400);
}

}  // namespace mockidp
