#include "client/breakable/ways.h"

#include "client/breakable/around.h"
#include "client/breakable/broken_shop_for_test.h"
#include "mockidp/testing/catch.h"

using namespace breakable;

namespace {

http::Response answer_of(const Around& way, http::Request request, const http::Response& behind) {
  return way(request, [&](http::Request& asked) {
    auto response = behind;
    response.body = asked.method + " " + asked.target;
    return response;
  });
}

http::Request request_of(const std::string& method, const std::string& target, const std::string& body = {}) {
  http::Request request;
  request.method = method;
  request.target = target;
  request.path = target.substr(0, target.find('?'));
  request.body = body;
  return request;
}

}  // namespace

TEST_CASE("a callback that is posted reaches the client, and one that is opened does not", "[breakable]") {
  const auto way = answered_by_form("/cb");
  CHECK(answer_of(way, request_of("POST", "/cb", "code=1&state=2"), {}).body == "GET /cb?code=1&state=2");
  CHECK(answer_of(way, request_of("GET", "/cb?code=1&state=2"), {}).body == "GET /cb?");
  const auto departure = http::redirect_response(302, "http://idp/v1/authorize?state=2");
  CHECK(answer_of(way, request_of("GET", "/login"), departure).header("Location") ==
        "http://idp/v1/authorize?state=2&response_mode=form_post");
}

TEST_CASE("a page leads on in place of a redirect, and keeps its cookies", "[breakable]") {
  auto departure = http::redirect_response(302, "http://idp/v1/authorize?a=%22&b=c+d");
  departure.add("Set-Cookie", "a=b");
  for (const auto& [way, expected] : std::vector<std::pair<Around, std::string>>{
           {leading_on_by_refresh(), "content=\"0; url=http://idp/v1/authorize?a=%22&amp;b=c+d\""},
           {leaving_by_form(),
            "action=\"http://idp/v1/authorize\"><input type=\"hidden\" name=\"a\" "
            "value=\"&quot;\"><input type=\"hidden\" name=\"b\" value=\"c d\">"}}) {
    const auto page = answer_of(way, request_of("GET", "/login"), departure);
    CHECK(page.status == 200);
    CHECK(page.header("Location").empty());
    CHECK(page.header("Set-Cookie") == "a=b");
    CHECK_THAT(page.body, ContainsSubstring(expected));
  }
  const auto at_home = http::redirect_response(302, "/profile");
  CHECK(answer_of(leaving_by_form(), request_of("GET", "/cb"), at_home).status == 302);
}

TEST_CASE("a sign-in is begun by the button alone", "[breakable]") {
  const auto page = answer_of(begun_by_button(), request_of("GET", "/login?a=1&b=2"), {});
  CHECK_THAT(page.body, ContainsSubstring("<form method=\"post\" action=\"/login?a=1&amp;b=2\">"));
  CHECK(answer_of(begun_by_button(), request_of("POST", "/login?a=1", "x=y"), {}).body == "GET /login?a=1");
}
