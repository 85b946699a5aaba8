#include "mockidp/http/message.h"

#include "mockidp/testing/catch.h"

namespace http {

TEST_CASE("headers are found in any case, and empty ones are not absent ones", "[message]") {
  Request request;
  request.headers = {{"X-A", "1"}, {"x-a", "2"}, {"Empty", ""}};
  CHECK(request.header("x-A") == "1");
  CHECK(request.header_values("X-a") == std::vector<std::string_view>{"1", "2"});
  CHECK(request.header("absent").empty());
  CHECK(request.header_values("empty").size() == 1);
  CHECK(request.header_values("absent").empty());
}

TEST_CASE("the first cookie of a name counts", "[message]") {
  const auto [header, name, value] = GENERATE(table<std::string, std::string, std::optional<std::string>>({
      {"sid=1", "sid", "1"},
      {"a=1; sid=2; sid=3", "sid", "2"},
      {"sid=", "sid", ""},
      {"sid=a=b==", "sid", "a=b=="},
      {"sid=\"q\"", "sid", "\"q\""},
      {" sid = 1 ;x=2", "sid", "1"},
      {"SID=1", "sid", std::nullopt},
      {"xsid=1", "sid", std::nullopt},
      {"sid", "sid", std::nullopt},
      {"", "sid", std::nullopt},
      {";;; =; sid=4", "sid", "4"},
  }));
  CAPTURE(header);
  Request request;
  request.headers = {{"Cookie", header}};
  CHECK(request.cookie(name) == value);
}

TEST_CASE("cookies may come in more than one header", "[message]") {
  Request request;
  request.headers = {{"Cookie", "a=1"}, {"cookie", "b=2"}};
  CHECK(request.cookie("b") == "2");
}

TEST_CASE("a media type is read without its parameters", "[message]") {
  const auto [header, type] = GENERATE(table<std::string, std::string>({
      {"application/json", "application/json"},
      {"text/HTML ; charset=utf-8", "text/HTML"},
      {"", ""},
      {";x", ""},
  }));
  Request request;
  request.headers = {{"content-type", header}};
  CHECK(request.media_type() == type);
}

TEST_CASE("set replaces, add adds", "[message]") {
  Response response;
  response.add("A", "1").add("B", "2").add("a", "3").set("a", "4").set("C", "5");
  CHECK(response.headers == Headers{{"A", "4"}, {"B", "2"}, {"C", "5"}});
  CHECK(response.header("c") == "5");
}

TEST_CASE("cookies are written with their attributes", "[message]") {
  SetCookie cookie;
  cookie.name = "idx";
  cookie.value = "v";
  CHECK(to_header(cookie) == "idx=v; Path=/; HttpOnly; SameSite=Lax");
  cookie.max_age = std::chrono::seconds(0);
  cookie.secure = true;
  cookie.http_only = false;
  cookie.same_site = "None";
  CHECK(to_header(cookie) == "idx=v; Path=/; Max-Age=0; Secure; SameSite=None");
}

TEST_CASE("a prepared header is found, and replaced in this response alone", "[message]") {
  const auto prepared = http::prepare({{"ETag", "1"}, {"A", ""}}, "body");
  http::Response response, other;
  response.prepared = other.prepared = prepared;
  response.add("Vary", "Origin").set("vary", "*");
  CHECK(response.prepared != nullptr);
  CHECK(response.header("etag") == "1");
  CHECK(response.header("vary") == "*");
  CHECK(response.header("B").empty());

  response.set("etag", "2");
  CHECK(response.prepared == nullptr);
  CHECK(response.headers == http::Headers{{"ETag", "2"}, {"A", ""}, {"Vary", "*"}});
  CHECK(response.body == "body");
  CHECK(other.header("ETag") == "1");
}

TEST_CASE("redirects and texts are what they say", "[message]") {
  const Response redirect = redirect_response(302, "https://app.example/cb?code=a%2Bb");
  CHECK(redirect.status == 302);
  CHECK(redirect.header("location") == "https://app.example/cb?code=a%2Bb");
  CHECK(redirect.body.empty());
  const Response text = text_response(404, "text/plain", "no");
  CHECK(text.status == 404);
  CHECK(text.header("Content-Type") == "text/plain");
}

}  // namespace http
