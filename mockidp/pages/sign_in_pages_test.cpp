#include "mockidp/pages/sign_in_pages.h"

#include "mockidp/pages/pages_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

SignInPage identify_page() {
  SignInPage page;
  page.frame = kFrame;
  page.proof = kProof;
  page.nonce = kNonce;
  return page;
}

SelectAuthenticatorPage select_page() {
  auto page = step_page<SelectAuthenticatorPage>();
  page.offers = {{"aut1", "password", "Password", ""},
                 {"aut2", "email", "Email", "a***e@example.com"},
                 {"aut3", "sms", "Phone", "+1 XXX-XXX-7777"}};
  return page;
}

SendCodePage send_page(std::string method, std::string address) {
  auto page = step_page<SendCodePage>();
  page.method = std::move(method);
  page.address = std::move(address);
  page.ways.others = true;
  return page;
}

EnterCodePage code_page(std::string method, std::string address) {
  auto page = step_page<EnterCodePage>();
  page.method = std::move(method);
  page.address = std::move(address);
  return page;
}

std::size_t count_of(const std::string& html, std::string_view text) {
  std::size_t count = 0;
  for (auto at = html.find(text); at != std::string::npos; at = html.find(text, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("pages that ask who somebody is are as they were reviewed", "[pages]") {
  SECTION("sign-in") { check_page("pages/sign_in.html", render(identify_page())); }
  SECTION("sign-in with all that may be offered") {
    auto page = identify_page();
    page.with_password = true;
    page.ways.recover = page.ways.unlock = page.ways.sign_up = true;
    check_page("pages/sign_in_full.html", render(page));
  }
  SECTION("sign-in with a mistake") {
    auto page = identify_page();
    page.keep_signed_in = true;
    page.banner = kFieldsBanner;
    page.identifier_error = "This field cannot be left blank";
    check_page("pages/sign_in_mistake.html", render(page));
  }
  SECTION("password") { check_page("pages/password.html", render(step_page<PasswordPage>())); }
  SECTION("password with a mistake") {
    auto page = step_page<PasswordPage>();
    page.ways.recover = page.ways.others = true;
    page.banner = kFieldsBanner;
    page.passcode_error = "Password is incorrect";
    check_page("pages/password_mistake.html", render(page));
  }
  SECTION("recovery") {
    auto page = step_page<RecoverPage>();
    page.identifier = {};
    check_page("pages/recover.html", render(page));
  }
  SECTION("unlock") {
    auto page = step_page<RecoverPage>();
    page.unlock = true;
    check_page("pages/unlock.html", render(page));
  }
}

TEST_CASE("pages on which somebody proves who they are are as they were reviewed", "[pages]") {
  SECTION("which of several") { check_page("pages/select_authenticator.html", render(select_page())); }
  SECTION("which of several to recover") {
    auto page = select_page();
    page.what_for = SelectAuthenticatorPage::For::recovery;
    check_page("pages/select_recovery.html", render(page));
  }
  SECTION("which of several to unlock") {
    auto page = select_page();
    page.what_for = SelectAuthenticatorPage::For::unlock;
    check_page("pages/select_unlock.html", render(page));
  }
  SECTION("send an email") {
    check_page("pages/send_email.html", render(send_page("email", "a***e@example.com")));
  }
  SECTION("send an email to an address that is not told") {
    CHECK_THAT(render(send_page("email", "")),
               ContainsSubstring("<p>Send a verification email by clicking on \"Send me an email\".</p>"));
  }
  SECTION("send an SMS") {
    auto page = send_page("sms", "+1 XXX-XXX-7777");
    page.voice_instead = true;
    check_page("pages/send_sms.html", render(page));
  }
  SECTION("call") {
    auto page = send_page("voice", "+1 XXX-XXX-7777");
    page.sms_instead = true;
    check_page("pages/send_voice.html", render(page));
  }
  SECTION("code of an email") {
    auto page = code_page("email", "a***e@example.com");
    page.has_link = true;
    page.polled_step = "enter code okta_email";
    page.ways.others = true;
    check_page("pages/code_email.html", render(page));
  }
  SECTION("code of an SMS that was sent a while ago") {
    auto page = code_page("sms", "+1 XXX-XXX-7777");
    page.sent_before = true;
    page.banner = kFieldsBanner;
    page.passcode_error = "Invalid code. Try again.";
    check_page("pages/code_sms_mistake.html", render(page));
  }
  SECTION("code of a call, to set up a phone") {
    auto page = code_page("voice", "+1 XXX-XXX-7777");
    page.enrolling = true;
    page.ways.list = true;
    check_page("pages/code_voice_enrol.html", render(page));
  }
  SECTION("code of an app") { check_page("pages/code_otp.html", render(code_page("otp", ""))); }
  SECTION("code of an app, to set it up") {
    auto page = code_page("otp", "");
    page.enrolling = true;
    page.ways.list = true;
    check_page("pages/code_otp_enrol.html", render(page));
  }
  SECTION("question") {
    auto page = step_page<QuestionPage>();
    page.question = "What is the food you least liked as a child?";
    check_page("pages/question.html", render(page));
  }
}

TEST_CASE("sending again is offered later only where something was just sent", "[pages]") {
  CHECK_THAT(render(code_page("sms", "")), ContainsSubstring("class=\"other line later\""));
  auto page = code_page("sms", "");
  page.sent_before = true;
  CHECK_THAT(render(page), ContainsSubstring("class=\"other line\""));
  CHECK(render(code_page("otp", "")).find("/signin/challenge/send") == std::string::npos);
}

TEST_CASE("a page asks by script only where it waits for something", "[pages]") {
  auto page = code_page("email", "a***e@example.com");
  CHECK(count_of(render(page), "<script") == 1);
  page.polled_step = "enter code okta_email";
  CHECK(count_of(render(page), "<script") == 2);
  CHECK(count_of(render(page), "<script nonce=\"nonce-of-the-page\"") == 2);
}

TEST_CASE("each link below a form is a form that proves whose it is", "[pages]") {
  auto page = step_page<PasswordPage>();
  page.ways = {true, true, true, true, true, true, true};
  const auto html = render(page);
  CHECK(count_of(html, "<form") == 8);
  CHECK(count_of(html, "name=\"stateToken\" value=\"" + kProof.state_token + '"') == 8);
  CHECK(count_of(html, "name=\"csrf\" value=\"csrf-of-the-page\"") == 8);
}

TEST_CASE("no value of a page that asks who somebody is leaves its place", "[pages]") {
  auto identify = hostile_step<SignInPage>();
  identify.with_password = true;
  identify.identifier_error = identify.passcode_error = kHostile;
  check_no_value_left_its_place(render(identify));
  auto password = hostile_step<PasswordPage>();
  password.passcode_error = kHostile;
  check_no_value_left_its_place(render(password));
  auto select = hostile_step<SelectAuthenticatorPage>();
  select.offers = {{kHostile, kHostile, kHostile, kHostile}};
  check_no_value_left_its_place(render(select));
  for (const auto* method : {"email", "sms", "voice", "otp"}) {
    auto send = hostile_step<SendCodePage>();
    send.method = method;
    send.address = kHostile;
    check_no_value_left_its_place(render(send));
    auto code = hostile_step<EnterCodePage>();
    code.method = method;
    code.address = code.polled_step = code.passcode_error = kHostile;
    check_no_value_left_its_place(render(code));
  }
  auto question = hostile_step<QuestionPage>();
  question.question = question.answer_error = kHostile;
  check_no_value_left_its_place(render(question));
  auto recover = hostile_step<RecoverPage>();
  recover.identifier_error = kHostile;
  check_no_value_left_its_place(render(recover));
}
