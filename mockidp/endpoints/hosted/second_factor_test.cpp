#include "mockidp/endpoints/hosted/hosted_fixture_test.h"
#include "mockidp/protocol/one_time_password.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

void want_two_factors(TestProvider& provider) {
  provider.change([](Directory& directory) {
    offer_all_authenticators(directory);
    ask_for_two_factors(directory);
  });
}

http::Response after_password(TestBrowser& browser) {
  const auto page = identify(browser, browser.authorize(kDefaultServer, web_request()));
  return press_answer(browser, page, kAlicePassword);
}

std::string code_now(const TestProvider& provider, std::string_view secret) {
  return protocol::hotp(secret, static_cast<std::uint64_t>(protocol::totp_counter(provider.clock.now())));
}

// From the list of what can be set up to the code of an SMS.
http::Response set_up_phone(TestBrowser& browser, const http::Response& list, const char* number) {
  const auto page = press(browser, list, "/signin/enroll/select", {{"authenticator.id", "autphone_number"}});
  REQUIRE(heading(page) == "Set up phone authentication");
  return press(
      browser, page, "/signin/enroll/phone",
      {{"authenticator.methodType", "sms"}, {"country", "US"}, {"authenticator.phoneNumber", number}});
}

void enrol_phone(TestProvider& provider) {
  const auto id = provider.org.people.find_by_login(kAlice)->value.id;
  provider.org.people.update(id, [](Person& person) {
    Enrolment phone;
    phone.id = "sms0000000000000alic";
    phone.authenticator = kPhoneKey;
    phone.phone_number = "+15556667777";
    person.enrolments.push_back(std::move(phone));
    return true;
  });
}

}  // namespace

TEST_CASE("who lacks a second factor sets up a phone, and next time proves it", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    offer_all_authenticators(directory);
    ask_for_two_factors(directory);
    for (auto& authenticator : directory.authenticators)
      if (authenticator.key == kEmailKey) authenticator.allowed_for = AllowedFor::recovery;
  });
  TestBrowser browser(provider);
  const auto list = after_password(browser);
  REQUIRE(heading(list) == "Set up security methods");
  CHECK(form_to(list.body, "/signin/skip").action.empty());

  const auto code_page = set_up_phone(browser, list, "(555) 666-7777");
  CHECK(heading(code_page) == "Set up phone authentication");
  CHECK_THAT(code_page.body, ContainsSubstring("A code was sent to"));
  const auto sms = newest_message(provider, "+15556667777");
  CHECK(was_sent_to_the_client(press_answer(browser, code_page, sms.code)));

  TestBrowser another(provider);
  const auto send = after_password(another);
  CHECK(heading(send) == "Verify with your phone");
  CHECK_THAT(send.body,
             ContainsSubstring("Send a code via SMS to <strong class=\"number\">+1 XXX-XXX-7777</strong>."));
  CHECK_THAT(send.body, ContainsSubstring("Carrier messaging charges may apply"));
  const auto enter = press(another, send, "/signin/challenge/send");
  CHECK(heading(enter) == "Verify with your phone");
  const auto wrong = press_answer(another, enter, "000000");
  CHECK_THAT(wrong.body, ContainsSubstring("id=\"passcode-error\">Invalid code. Try again.</p>"));
  CHECK(was_sent_to_the_client(press_answer(another, wrong, newest_message(provider, "+15556667777").code)));
}

TEST_CASE("a number that is none is said below its field", "[hosted]") {
  TestProvider provider;
  want_two_factors(provider);
  provider.change([](Directory& directory) {
    std::erase_if(directory.authenticators, [](const auto& one) { return one.key == kEmailKey; });
  });
  TestBrowser browser(provider);
  const auto list = after_password(browser);
  for (const auto* number : {"", "call me", "12"}) {
    CAPTURE(number);
    const auto page = set_up_phone(browser, list, number);
    CHECK(heading(page) == "Set up phone authentication");
    CHECK_THAT(page.body, ContainsSubstring("id=\"number-error\">"));
  }
  CHECK(provider.org.messages.list("").empty());
}

TEST_CASE("a call may be had instead of an SMS", "[hosted]") {
  TestProvider provider;
  want_two_factors(provider);
  enrol_phone(provider);
  TestBrowser browser(provider);
  auto page = after_password(browser);
  REQUIRE(heading(page) == "Verify it's you with a security method");
  page = press(browser, page, "/signin/select",
               {{"authenticator.id", "autphone_number"}, {"authenticator.methodType", "sms"}});
  REQUIRE(heading(page) == "Verify with your phone");
  CHECK_THAT(page.body, ContainsSubstring("Receive a voice call instead"));
  page = press(browser, page, "/signin/challenge/send", {{"authenticator.methodType", "voice"}});
  CHECK_THAT(page.body, ContainsSubstring("Calling"));
  const auto call = newest_message(provider, "+15556667777");
  CHECK(call.channel == Channel::voice);
  CHECK(was_sent_to_the_client(press_answer(browser, page, call.code)));
}

TEST_CASE("who has several methods chooses, and may choose again", "[hosted]") {
  TestProvider provider;
  want_two_factors(provider);
  enrol_phone(provider);
  TestBrowser browser(provider);
  auto page = after_password(browser);
  CHECK_THAT(page.body, ContainsSubstring("aria-label=\"Select Email - a***e@example.com.\""));
  CHECK_THAT(page.body, ContainsSubstring("aria-label=\"Select Phone - +1 XXX-XXX-7777.\""));
  page = press(browser, page, "/signin/select", {{"authenticator.id", "autokta_email"}});
  CHECK(heading(page) == "Verify with your email");
  page = press(browser, page, "/signin/reselect");
  CHECK(form_to(page.body, "/signin/select").action == "/signin/select");
  page = press(browser, page, "/signin/select", {{"authenticator.id", "no such"}});
  CHECK(form_to(page.body, "/signin/select").action == "/signin/select");
}

TEST_CASE("a message is sent again only after a while", "[hosted]") {
  TestProvider provider;
  want_two_factors(provider);
  enrol_phone(provider);
  TestBrowser browser(provider);
  auto page =
      press(browser, after_password(browser), "/signin/select", {{"authenticator.id", "autokta_email"}});
  page = press(browser, page, "/signin/challenge/send");
  CHECK_THAT(page.body, ContainsSubstring("class=\"other line later\""));
  const auto first = newest_message(provider).code;
  CHECK_THAT(press(browser, page, "/signin/challenge/send").body,
             ContainsSubstring("An email was recently sent. Please wait 5 seconds before trying again."));
  provider.clock.advance(std::chrono::seconds(30));
  CHECK_THAT(
      browser.get("/signin?stateToken=" + std::string(first_form(page.body).fields.get("stateToken"))).body,
      ContainsSubstring("class=\"other line\""));
  page = press(browser, page, "/signin/challenge/send");
  CHECK(provider.org.messages.list("").size() == 2);
  CHECK(newest_message(provider).code != first);
}

TEST_CASE("an authenticator app is set up by its secret, and proved by its codes", "[hosted]") {
  TestProvider provider;
  want_two_factors(provider);
  provider.change([](Directory& directory) {
    std::erase_if(directory.authenticators, [](const auto& one) { return one.key == kEmailKey; });
  });
  TestBrowser browser(provider);
  auto page = press(browser, after_password(browser), "/signin/enroll/select",
                    {{"authenticator.id", "autgoogle_otp"}});
  REQUIRE(heading(page) == "Set up Google Authenticator");
  CHECK_THAT(page.body, ContainsSubstring("<svg class=\"qr\""));
  const auto begin = page.body.find("id=\"secret\">") + 12;
  const auto secret = protocol::base32_decode(page.body.substr(begin, page.body.find('<', begin) - begin));
  REQUIRE(secret);
  page = press(browser, page, "/signin/challenge/send");
  CHECK_THAT(page.body, ContainsSubstring("Enter code displayed from application"));
  const auto wrong = press_answer(browser, page, "000000");
  CHECK(heading(wrong) == "Set up Google Authenticator");
  CHECK_THAT(wrong.body, ContainsSubstring("id=\"passcode-error\""));
  CHECK(was_sent_to_the_client(press_answer(browser, wrong, code_now(provider, *secret))));

  provider.clock.advance(std::chrono::seconds(60));
  TestBrowser another(provider);
  page = after_password(another);
  REQUIRE(heading(page) == "Verify with Google Authenticator");
  CHECK(was_sent_to_the_client(press_answer(another, page, code_now(provider, *secret))));
}

TEST_CASE("a security question is set up and answered", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    offer_all_authenticators(directory);
    directory.enrolment_policies.back().authenticators.back().self = SelfEnrolment::REQUIRED;
  });
  TestBrowser browser(provider);
  auto page = press(browser, after_password(browser), "/signin/enroll/select",
                    {{"authenticator.id", "autsecurity_question"}});
  REQUIRE(heading(page) == "Set up security question");
  CHECK_THAT(page.body, ContainsSubstring("<option value=\"disliked_food\""));
  page = press(
      browser, page, "/signin/enroll/question",
      {{"questionType", "own"}, {"credentials.question", "Which ship?"}, {"credentials.answer", "abc"}});
  CHECK_THAT(page.body,
             ContainsSubstring("The security question answer must be at least 4 characters in length"));
  page = press(browser, page, "/signin/enroll/question",
               {{"questionType", "own"}, {"credentials.question", ""}, {"credentials.answer", "abcd"}});
  CHECK_THAT(page.body, ContainsSubstring("id=\"question-error\""));
  CHECK(was_sent_to_the_client(press(
      browser, page, "/signin/enroll/question",
      {{"questionType", "own"}, {"credentials.question", "Which ship?"}, {"credentials.answer", "Beagle"}})));
}
