#include "mockidp/http/responder.h"

#include <stdexcept>

#include "mockidp/testing/catch.h"

namespace http {
namespace {

// The bytes without the reason phrase and the Date, which may differ.
std::string comparable(std::string bytes) {
  const std::size_t line_end = bytes.find("\r\n");
  const std::size_t date_end = bytes.find("\r\n", line_end + 2);
  REQUIRE(bytes.substr(line_end + 2, 6) == "Date: ");
  return bytes.substr(0, 12) + bytes.substr(date_end);
}

Handler answering(Response response) {
  return [response = std::move(response)](const Request&) { return response; };
}

Request request_by(std::string method) {
  Request request;
  request.method = std::move(method);
  request.target = request.path = "/x";
  request.headers = {{"Host", "t"}, {"Accept-Encoding", "gzip"}, {"Range", "bytes=0-1"}};
  return request;
}

Answer answer_by(Responder& responder, std::string method, const Dispatcher& dispatcher,
                 AfterResponse after = AfterResponse::keep_open) {
  Request request = request_by(std::move(method));
  return responder.answer(request, dispatcher, after);
}

Response many_headers() {
  Response response = text_response(200, "application/json", "{\"a\":1}");
  return response.add("Z", "1").add("set-cookie", "a=%41").add("A", "").add("Set-Cookie", "b=2");
}

Response put_together_before() {
  static const auto prepared =
      prepare({{"Content-Type", "application/json"}, {"ETag", "\"1\""}, {"Date", "never"}}, "{\"a\":1}");
  Response response;
  response.prepared = prepared;
  return response.add("Vary", "Origin");
}

Response disturbed() {
  Response response = text_response(200, "text/html", "<p>");
  response.script.emplace();
  response.script->flood_bytes = 1000;
  return response;
}

Response streaming() {
  Response response = text_response(200, "text/event-stream", "");
  response.stream = [](std::shared_ptr<EventStream>) {};
  return response;
}

}  // namespace

TEST_CASE("a response is the same with httplib and without", "[responder]") {
  const std::string method = GENERATE("GET", "HEAD");
  const auto after = GENERATE(AfterResponse::keep_open, AfterResponse::close);
  const auto handler = GENERATE(
      as<Handler>(), answering(many_headers()), answering(put_together_before()), answering(disturbed()),
      answering(streaming()), answering(text_response(404, "text/plain", "")),
      answering(text_response(204, "text/plain", "dropped")),
      answering(text_response(304, "text/plain", "dropped")), answering(redirect_response(302, "/a?b=c")),
      answering(Response{}), answering(Response{}.add("A", "1\r\nB: 2")),
      [](const Request&) -> Response { throw std::runtime_error("x"); });
  Responder direct(nullptr);
  HttplibAdapter through_httplib(nullptr);
  Request request = request_by(method);
  const Answer one = direct.answer(request, handler, after);
  const Answer other = through_httplib.answer(request, handler, after);
  CHECK(comparable(one.bytes) == comparable(other.bytes));
  CHECK(one.filler == other.filler);
  CHECK(one.after == other.after);
  CHECK(one.script.has_value() == other.script.has_value());
  CHECK((one.stream != nullptr) == (other.stream != nullptr));
}

TEST_CASE("every method brings its handler's response", "[responder]") {
  const auto method = GENERATE("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");
  Responder responder(nullptr);
  const Answer answer = answer_by(responder, method, answering(many_headers()));
  CHECK_THAT(answer.bytes, Catch::Matchers::StartsWith("HTTP/1.1 200 OK\r\nDate: "));
  CHECK_THAT(answer.bytes,
             ContainsSubstring("\r\nContent-Type: application/json\r\nZ: 1\r\nset-cookie: a=%41\r\n"
                               "A: \r\nSet-Cookie: b=2\r\nContent-Length: 7\r\n"
                               "Connection: keep-alive\r\n\r\n{\"a\":1}"));
}

TEST_CASE("statuses without a name are sent all the same", "[responder]") {
  Responder responder(nullptr);
  const auto method = GENERATE("GET", "POST");
  const Answer answer = answer_by(responder, method, answering(text_response(299, "text/plain", "x")));
  CHECK_THAT(answer.bytes, Catch::Matchers::StartsWith("HTTP/1.1 299 "));
}

TEST_CASE("a handler may ask the responder itself", "[responder]") {
  Responder responder(nullptr);
  const Dispatcher outer = [&](Request&) {
    const Answer inner = answer_by(responder, "POST", answering(text_response(201, "text/plain", "inner")));
    return text_response(202, "text/plain", inner.bytes.substr(9, 3));
  };
  const Answer answer = answer_by(responder, "POST", outer);
  CHECK_THAT(answer.bytes, Catch::Matchers::StartsWith("HTTP/1.1 202 "));
  CHECK_THAT(answer.bytes, Catch::Matchers::EndsWith("\r\n\r\n201"));
}

TEST_CASE("a prepared response goes on the wire as if its parts had been its own", "[responder]") {
  const std::string method = GENERATE("GET", "HEAD", "POST");
  Response plain = put_together_before();
  plain.unpack();
  CHECK(plain.headers ==
        Headers{
            {"Content-Type", "application/json"}, {"ETag", "\"1\""}, {"Date", "never"}, {"Vary", "Origin"}});
  CHECK(plain.body == "{\"a\":1}");
  Responder responder({});
  const auto bytes = [&](const Response& response) {
    return comparable(answer_by(responder, method, answering(response)).bytes);
  };
  CHECK(bytes(put_together_before()) == bytes(plain));
  CHECK(bytes(plain).find("never") == std::string::npos);
}

TEST_CASE("what must not go on the wire cannot be prepared", "[responder]") {
  CHECK_THROWS_AS(prepare({{"A", "1\r\nB: 2"}}, ""), std::logic_error);
  CHECK_THROWS_AS(prepare({{"A B", "1"}}, ""), std::logic_error);
  CHECK_NOTHROW(prepare({{"A", "1"}}, "\r\n"));
}

}  // namespace http
