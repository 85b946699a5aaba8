#include "mockidp/pages/enrolment_pages.h"

#include <set>

#include "mockidp/pages/countries.h"
#include "mockidp/pages/pages_fixture_test.h"
#include "mockidp/pages/qr_code.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

const std::vector<std::string> kRequirements{
    "At least 8 characters",     "A lowercase letter",
    "An uppercase letter",       "A number",
    "No parts of your username", "Password can't be the same as your last 4 passwords"};

SelectEnrolmentPage methods_page() {
  auto page = step_page<SelectEnrolmentPage>();
  page.required = {{"aut1", "Password", "Choose a password for your account"}};
  page.optional = {{"aut2", "Email", "Verify with a link or code sent to your email"},
                   {"aut3", "Phone", "Verify with a code sent to your phone"}};
  return page;
}

SetPasswordPage password_to_set(SetPasswordPage::Reason reason, std::string title) {
  auto page = step_page<SetPasswordPage>();
  page.reason = reason;
  page.title = std::move(title);
  page.requirements = kRequirements;
  return page;
}

ProfilePage sign_up_page() {
  auto page = step_page<ProfilePage>();
  page.identifier = {};
  page.sign_up = true;
  page.ways.start_over = false;
  page.ways.has_account = true;
  page.fields = {{"firstName", "First name", "", true, ""},
                 {"lastName", "Last name", "", true, ""},
                 {"email", "Email", "", true, ""},
                 {"nickName", "Nickname", "", false, ""}};
  return page;
}

EnrolQuestionPage question_to_set() {
  auto page = step_page<EnrolQuestionPage>();
  page.questions = {{"disliked_food", "What is the food you least liked as a child?"},
                    {"first_award", "What did you earn your first medal or award for?"}};
  return page;
}

}  // namespace

TEST_CASE("pages that set something up are as they were reviewed", "[pages]") {
  SECTION("methods") { check_page("pages/select_enrolment.html", render(methods_page())); }
  SECTION("methods that can wait") {
    auto page = methods_page();
    page.required.clear();
    page.can_skip = true;
    check_page("pages/select_enrolment_optional.html", render(page));
  }
  SECTION("phone") {
    auto page = step_page<EnrolPhonePage>();
    page.voice = true;
    page.ways.list = true;
    check_page("pages/enrol_phone.html", render(page));
  }
  SECTION("app") {
    auto page = step_page<EnrolOtpPage>();
    page.secret = "JBSWY3DPEHPK3PXP";
    page.uri = "otpauth://totp/Mock%20Org:alice%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Mock%20Org";
    page.ways.list = true;
    check_page("pages/enrol_otp.html", render(page));
  }
  SECTION("question") { check_page("pages/enrol_question.html", render(question_to_set())); }
  SECTION("question of one's own, with mistakes") {
    auto page = question_to_set();
    page.own_chosen = true;
    page.own_question = "What <is> it?";
    page.banner = kFieldsBanner;
    page.question_error = "The field must not contain HTML tags";
    page.answer_error = "The security question answer must be at least 4 characters in length";
    check_page("pages/enrol_question_mistake.html", render(page));
  }
}

TEST_CASE("pages that set a password are as they were reviewed", "[pages]") {
  using Reason = SetPasswordPage::Reason;
  SECTION("first") {
    check_page("pages/set_password.html", render(password_to_set(Reason::enrol, "Set up password")));
  }
  SECTION("expired") {
    check_page("pages/password_expired.html",
               render(password_to_set(Reason::expired, "Your password has expired")));
  }
  SECTION("about to expire") {
    auto page = password_to_set(Reason::expiring, "Your password will expire in 3 days");
    page.message =
        "When your password expires, you will have to change your password before you can login to your Mock "
        "Org "
        "account.";
    page.can_skip = true;
    check_page("pages/password_expiring.html", render(page));
  }
  SECTION("reset, with mistakes") {
    auto page = password_to_set(Reason::reset, "Reset your password");
    page.banner = kFieldsBanner;
    page.passcode_error =
        "This password was found in a list of commonly used passwords. Please try another password.";
    page.repeated_error = "New passwords must match";
    check_page("pages/password_reset_mistake.html", render(page));
  }
}

TEST_CASE("pages that ask for a profile are as they were reviewed", "[pages]") {
  SECTION("sign-up") { check_page("pages/sign_up.html", render(sign_up_page())); }
  SECTION("sign-up with a password, and a mistake") {
    auto page = sign_up_page();
    page.with_password = true;
    page.requirements = kRequirements;
    page.banner = kFieldsBanner;
    page.fields[2].value = "alice";
    page.fields[2].error = "'Email' must be in the form of an email address";
    check_page("pages/sign_up_mistake.html", render(page));
  }
  SECTION("what a profile lacks") {
    auto page = step_page<ProfilePage>();
    page.fields = {{"nickName", "Nickname", "", true, ""}};
    check_page("pages/profile.html", render(page));
  }
}

TEST_CASE("no value of a page that sets something up leaves its place", "[pages]") {
  auto methods = hostile_step<SelectEnrolmentPage>();
  methods.required = methods.optional = {{kHostile, kHostile, kHostile}};
  methods.can_skip = true;
  check_no_value_left_its_place(render(methods));
  auto phone = hostile_step<EnrolPhonePage>();
  phone.voice = true;
  phone.number = phone.number_error = phone.country = kHostile;
  check_no_value_left_its_place(render(phone));
  auto otp = hostile_step<EnrolOtpPage>();
  otp.secret = otp.uri = kHostile;
  check_no_value_left_its_place(render(otp));
  auto question = hostile_step<EnrolQuestionPage>();
  question.questions = {{kHostile, kHostile}};
  question.question_error = question.answer_error = kHostile;
  check_no_value_left_its_place(render(question));
  auto password = hostile_step<SetPasswordPage>();
  password.title = password.message = password.passcode_error = password.repeated_error = kHostile;
  password.requirements = {kHostile};
  password.can_skip = true;
  check_no_value_left_its_place(render(password));
  auto profile = hostile_step<ProfilePage>();
  profile.fields = {{kHostile, kHostile, kHostile, false, kHostile}};
  profile.with_password = true;
  profile.requirements = {kHostile};
  profile.passcode_error = kHostile;
  check_no_value_left_its_place(render(profile));
}

TEST_CASE("typing begins at the first mistake of a profile, or at its top", "[pages]") {
  auto page = sign_up_page();
  page.with_password = true;
  const auto focused = [&] {
    const auto html = render(page);
    const auto at = html.find(" autofocus");
    REQUIRE(at != std::string::npos);
    CHECK(html.find(" autofocus", at + 1) == std::string::npos);
    const auto id = html.rfind("id=\"", at) + 4;
    return html.substr(id, html.find('"', id) - id);
  };
  CHECK(focused() == "firstName");
  page.passcode_error = "Too short";
  CHECK(focused() == "passcode");
  page.fields[2].error = page.fields[3].error = "Missing";
  CHECK(focused() == "email");
}

TEST_CASE("a QR code is a square with its three corners and a quiet zone", "[pages]") {
  const auto code = qr_code("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP");
  REQUIRE(code);
  CHECK((code->size - 8) % 4 == 1);  // 17 + 4 n modules
  const auto far = std::to_string(code->size - 4 - 7);
  CHECK(code->path.starts_with("M4 4h7v1h-7z"));
  CHECK_THAT(code->path, ContainsSubstring('M' + far + " 4h7v1h-7z"));
  CHECK_THAT(code->path, ContainsSubstring("M4 " + far + "h7v1h-7z"));
  CHECK(code->path.find_first_not_of("0123456789Mhvz -") == std::string::npos);
}

TEST_CASE("what no QR code can hold is none", "[pages]") {
  CHECK_FALSE(qr_code(""));
  CHECK(qr_code(std::string(2331, 'x')));
  CHECK_FALSE(qr_code(std::string(2332, 'x')));
  auto page = step_page<EnrolOtpPage>();
  page.secret = "JBSWY3DPEHPK3PXP";
  CHECK(render(page).find("<svg") == std::string::npos);
}

TEST_CASE("countries are listed once, with codes that numbers can begin with", "[pages]") {
  std::set<std::string_view> codes, names;
  for (const auto& each : countries()) {
    CAPTURE(each.name);
    CHECK(codes.insert(each.code).second);
    CHECK(names.insert(each.name).second);
    CHECK(each.code.size() == 2);
    CHECK(each.calling_code.size() <= 4);
    CHECK(each.calling_code.find_first_not_of("0123456789") == std::string_view::npos);
    CHECK(each.calling_code.front() != '0');
  }
  CHECK(country("US")->calling_code == "1");
  CHECK(country("DE")->name == "Germany");
  CHECK(country("us") == nullptr);
}
