#include "mockidp/control/control_fixture_test.h"

using namespace mockidp;
using protocol::Json;
using testing::TestBrowser;

namespace {

constexpr const char* kAlicePath = "/people/alice@example.com";

http::Response change(ControlFixture& control, const std::string& operation,
                      const std::string& person = "alice@example.com") {
  return control.ask("POST", "/people/" + person + "/lifecycle/" + operation);
}

std::string status_of(const http::Response& response) {
  return testing::json_of(response)["person"]["status"].get<std::string>();
}

bool signs_in(ControlFixture& control, std::string_view password = testing::kAlicePassword) {
  TestBrowser browser(control.provider);
  const auto end =
      browser.sign_in_to(testing::kDefaultServer, testing::web_request(), testing::kAlice, password);
  return testing::redirect_params(end).has("code");
}

void stage_somebody(ControlFixture& control) {
  Person person;
  person.id = "00unew000000000000001";
  person.login = "new@example.com";
  person.status = PersonStatus::STAGED;
  person.profile = {{"email", "new@example.com"}, {"firstName", "Nia"}};
  person.email_verified = false;
  control.provider.org.people.add(person);
}

}  // namespace

TEST_CASE("a suspended person can sign in again once they are unsuspended, and not before", "[control]") {
  ControlFixture control;
  CHECK(status_of(change(control, "suspend")) == "SUSPENDED");
  CHECK_FALSE(signs_in(control));
  const auto again = change(control, "suspend");
  CHECK(again.status == 409);
  CHECK(control.error(again) == "suspend is for people who are ACTIVE; this one is SUSPENDED.");
  CHECK(status_of(change(control, "unsuspend", "ALICE@example.com")) == "ACTIVE");
  CHECK(signs_in(control));
}

TEST_CASE("suspending and deactivating end a person's sessions", "[control]") {
  const auto* operation = GENERATE("suspend", "deactivate");
  ControlFixture control;
  auto& org = control.provider.org;
  TestBrowser browser(control.provider);
  browser.sign_in_to(testing::kDefaultServer, testing::web_request());
  const auto alice = org.people.find_by_login(testing::kAlice)->value.id;
  REQUIRE(org.sessions.list_of(alice).size() == 1);
  CHECK(change(control, operation).status == 200);
  CHECK(org.sessions.list_of(alice).empty());
}

TEST_CASE("who was deactivated and has a password is active again at once", "[control]") {
  ControlFixture control;
  CHECK(status_of(change(control, "deactivate")) == "DEPROVISIONED");
  CHECK_FALSE(signs_in(control));
  CHECK(status_of(change(control, "activate")) == "ACTIVE");
  CHECK(signs_in(control));
  CHECK(control.get("/messages")["messages"].empty());
}

TEST_CASE("a lock ends with unlock", "[control]") {
  ControlFixture control;
  control.provider.org.people.update(control.provider.org.people.find_by_login(testing::kAlice)->value.id,
                                     [](Person& person) {
                                       person.status = PersonStatus::LOCKED_OUT;
                                       person.failed_attempts = 10;
                                       return true;
                                     });
  CHECK_FALSE(signs_in(control));
  const auto unlocked = change(control, "unlock");
  CHECK(status_of(unlocked) == "ACTIVE");
  CHECK(testing::json_of(unlocked)["person"]["failed_attempts"] == 0);
  CHECK(signs_in(control));
}

TEST_CASE("activating somebody without a password sends them a link of their own", "[control]") {
  ControlFixture control;
  stage_somebody(control);
  const auto activated = change(control, "activate", "new@example.com");
  CHECK(status_of(activated) == "PROVISIONED");
  CHECK_FALSE(testing::json_of(activated).contains("link"));
  const auto mail = control.get("/messages/latest?to=new@example.com");
  CHECK(mail["kind"] == "UserActivation");
  CHECK(mail["expires_at"] == "2026-01-08T00:00:00.000Z");
  const auto link = mail["links"][0].get<std::string>();
  CHECK(link.size() == std::string("http://localhost:7070/tokens//verify").size() + 20);
  CHECK(link.starts_with("http://localhost:7070/tokens/"));

  // The one before it opens nothing any more.
  const auto before = control.provider.org.people.find_by_login("new@example.com")->value.activation_digest;
  const auto again = change(control, "reactivate?sendEmail=false", "new@example.com");
  CHECK(status_of(again) == "PROVISIONED");
  CHECK(testing::json_of(again)["link"] != link);
  CHECK(control.get("/messages")["messages"].size() == 1);
  CHECK_FALSE(control.provider.org.people.find_by_activation(before));
}

TEST_CASE("an expired password is changed at the next sign-in, a temporary one signs in", "[control]") {
  ControlFixture control;
  const auto expired = change(control, "expire_password");
  CHECK(status_of(expired) == "PASSWORD_EXPIRED");
  CHECK_FALSE(testing::json_of(expired).contains("temp_password"));

  const auto given = testing::json_of(change(control, "expire_password?tempPassword=true"));
  const auto password = given["temp_password"].get<std::string>();
  CHECK(given["person"]["status"] == "PASSWORD_EXPIRED");
  TestBrowser browser(control.provider);
  auto page = browser.authorize(testing::kDefaultServer, testing::web_request());
  page = browser.sign_in(page, testing::kAlice, password);
  CHECK_THAT(page.body, ContainsSubstring("/signin/password/set"));
}

TEST_CASE("resetting a password sends a link, or answers with it", "[control]") {
  ControlFixture control;
  CHECK(status_of(change(control, "reset_password")) == "RECOVERY");
  const auto mail = control.get("/messages/latest?to=alice@example.com");
  CHECK(mail["kind"] == "PasswordResetByAdmin");
  CHECK(mail["expires_at"] == "2026-01-01T01:00:00.000Z");
  CHECK_FALSE(signs_in(control));
  const auto quiet = testing::json_of(change(control, "reset_password?sendEmail=false"));
  CHECK(quiet["link"].get<std::string>().starts_with("http://localhost:7070/reset_password/"));
  CHECK(control.get("/messages")["messages"].size() == 1);
}

TEST_CASE("an operation that there is not, for nobody or with a wrong option is refused", "[control]") {
  ControlFixture control;
  CHECK(change(control, "suspend", "nobody@example.com").status == 404);
  CHECK_THAT(control.error(change(control, "pause")), ContainsSubstring("The operations are activate,"));
  CHECK(control.error(change(control, "suspend?sendEmail=false")) ==
        "There is no parameter \"sendEmail\" here.");
  CHECK(control.error(change(control, "reset_password?sendEmail=no")) == "\"sendEmail\" is true or false.");
  stage_somebody(control);
  CHECK(control.error(change(control, "unlock", "new@example.com")) ==
        "unlock is for people who are LOCKED_OUT; this one is STAGED.");
}

TEST_CASE("what a person has set up is listed and taken away, and no secret is shown", "[control]") {
  ControlFixture control;
  auto& people = control.provider.org.people;
  people.update(people.find_by_login(testing::kAlice)->value.id, [](Person& person) {
    Enrolment phone;
    phone.id = "sms00000000000000001";
    phone.authenticator = kPhoneKey;
    phone.phone_number = "+15556667777";
    Enrolment otp;
    otp.id = "otp00000000000000001";
    otp.authenticator = kGoogleOtpKey;
    otp.secret = "a-secret-of-the-person";
    person.enrolments = {phone, otp};
    person.factor_failures.push_back({std::string(kPhoneKey), 5, {}, {}});
    return true;
  });
  const auto listed = control.ask("GET", std::string(kAlicePath) + "/enrolments");
  CHECK(listed.body.find("a-secret") == std::string::npos);
  const auto enrolments = testing::json_of(listed)["enrolments"];
  REQUIRE(enrolments.size() == 4);
  CHECK(enrolments[0]["authenticator"] == "okta_password");
  CHECK(enrolments[1]["profile"] == "alice@example.com");
  CHECK(enrolments[2]["name"] == "Phone");
  CHECK(enrolments[2]["profile"] == "+15556667777");
  CHECK(enrolments[3]["authenticator"] == "google_otp");

  CHECK(control.ask("DELETE", std::string(kAlicePath) + "/enrolments").status == 204);
  CHECK(control.get(std::string(kAlicePath) + "/enrolments")["enrolments"].size() == 2);
  CHECK(people.find_by_login(testing::kAlice)->value.factor_failures.empty());
  CHECK(control.ask("GET", "/people/nobody/enrolments").status == 404);
}
