#include "mockidp/pages/closing_pages.h"

#include "mockidp/pages/pages_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

TEST_CASE("pages at the end of a sign-in are as they were reviewed", "[pages]") {
  SECTION("check your email") {
    auto page = step_page<CheckEmailPage>();
    page.address = "alice@example.com";
    page.polled_step = "check email";
    check_page("pages/check_email.html", render(page));
  }
  SECTION("consent") {
    auto page = step_page<ConsentPage>();
    page.scopes = {{"View your email address.", "This allows the app to view your email address."},
                   {"read:orders", ""}};
    check_page("pages/consent.html", render(page));
  }
  SECTION("stay") { check_page("pages/stay.html", render(step_page<StayPage>())); }
  SECTION("notice") {
    NoticePage page;
    page.frame = kFrame;
    page.heading = "Verify with your email";
    page.message = "Flow continued in a new tab.";
    check_page("pages/notice.html", render(page));
    page.proof = kProof;
    page.link_url = "http://localhost:8080/";
    page.link_text = "Web app";
    check_page("pages/notice_with_ways.html", render(page));
  }
  SECTION("code of a link") {
    LinkCodePage page;
    page.frame = kFrame;
    page.code = "123456";
    page.waiting_page = "password reset";
    page.asked_from = "Firefox on Windows";
    check_page("pages/link_code.html", render(page));
  }
  SECTION("an expired activation, with a mistake") {
    RequestActivationPage page;
    page.frame = kFrame;
    page.message = "Your account activation link is no longer valid. Request a new activation email below.";
    page.token = "AbCdEfGhIjKlMnOpQrSt";
    page.identifier_error = "This field cannot be left blank";
    check_page("pages/request_activation.html", render(page));
  }
}

TEST_CASE("no button of the consent page is pressed by a stray Enter", "[pages]") {
  auto page = step_page<ConsentPage>();
  page.scopes = {{"read:orders", ""}};
  CHECK(render(page).find("autofocus") == std::string::npos);
}

TEST_CASE("no value of a page at the end of a sign-in leaves its place", "[pages]") {
  auto check = hostile_step<CheckEmailPage>();
  check.address = check.polled_step = check.passcode_error = kHostile;
  check_no_value_left_its_place(render(check));
  auto consent = hostile_step<ConsentPage>();
  consent.scopes = {{kHostile, kHostile}};
  check_no_value_left_its_place(render(consent));
  check_no_value_left_its_place(render(hostile_step<StayPage>()));
  NoticePage notice;
  notice.frame = {kHostile, kHostile, kHostile};
  notice.proof = {kHostile, kHostile};
  notice.heading = notice.message = notice.link_url = notice.link_text = kHostile;
  check_no_value_left_its_place(render(notice));
  LinkCodePage code;
  code.frame = {kHostile, kHostile, kHostile};
  code.code = code.waiting_page = code.asked_from = kHostile;
  check_no_value_left_its_place(render(code));
  RequestActivationPage request;
  request.frame = {kHostile, kHostile, kHostile};
  request.message = request.token = request.identifier = request.identifier_error = kHostile;
  check_no_value_left_its_place(render(request));
}
