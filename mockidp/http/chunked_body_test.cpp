#include "mockidp/http/head_reader.h"
#include "mockidp/http/request_reader.h"
#include "mockidp/testing/catch.h"

namespace http {
namespace {

constexpr std::size_t kMax = 100;

std::string chunk_outcome(std::string_view bytes) {
  const auto read = read_chunked(bytes, kMax);
  if (!read) return std::to_string(read.error().status);
  return (read->complete ? "done " : "more ") + std::to_string(read->consumed) + " " + read->body;
}

}  // namespace

TEST_CASE("chunked bodies", "[chunked]") {
  const auto [bytes, expected] = GENERATE(table<std::string, std::string>({
      {"0\r\n\r\n", "done 5 "},
      {"5\r\nhello\r\n0\r\n\r\n", "done 15 hello"},
      {"5\r\nhello\r\n0\r\n\r\nGET", "done 15 hello"},
      {"1\r\na\r\n2\r\nbc\r\n000\r\n\r\n", "done 20 abc"},
      {"A\r\n0123456789\r\n0\r\n\r\n", "done 20 0123456789"},
      {"a;name=value\r\n0123456789\r\n0\r\n\r\n", "done 31 0123456789"},
      {"1 ;x\r\na\r\n0\r\n\r\n", "done 14 a"},
      {"0\r\nTrailer: x\r\nOther: y\r\n\r\n", "done 27 "},
      {"", "more 0 "},
      {"5", "more 0 "},
      {"5\r\nhell", "more 0 "},
      {"5\r\nhello\r", "more 0 "},
      {"5\r\nhello\r\n0\r\n", "more 10 hello"},
      {"5\r\nhello\r\n0\r\nTrailer: x\r\n", "more 10 hello"},
      {"64\r\n" + std::string(100, 'x') + "\r\n", "more 106 " + std::string(100, 'x')},
      {"65\r\n", "413"},
      {"64\r\n" + std::string(100, 'x') + "\r\n1\r\n", "413"},
      {"fffffffffffffffff\r\n", "413"},
      {"ffffffffffffffff\r\n", "413"},
      {"-1\r\n", "400"},
      {"+1\r\n", "400"},
      {"0x1\r\n", "400"},
      {"g\r\n", "400"},
      {"\r\n", "400"},
      {" 1\r\n", "400"},
      {"1 2\r\n", "400"},
      {"1\na\r\n", "400"},
      {";x\r\n", "400"},
      {"5\r\nhello!\r\n", "400"},
      {"5\r\nhello\n0\r\n\r\n", "400"},
      {"0\r\nTrailer: x\n\r\n", "400"},
      {"1;" + std::string(300, 'x'), "400"},
      {"0\r\n" + std::string(9000, 'x'), "431"},
  }));
  CAPTURE(bytes);
  CHECK(chunk_outcome(bytes) == expected);
}

TEST_CASE("a request reader cuts the same requests out of any pieces", "[reader]") {
  const std::string bytes =
      "POST /1 HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\nT: "
      "u\r\n\r\n"
      "GET /2 HTTP/1.1\r\nHost: t\r\n\r\n\r\n"
      "POST /3 HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody";
  const std::size_t piece = GENERATE(as<std::size_t>(), 1, 2, 3, 7, 50, 1000);
  const RequestReader::Limits limits;
  RequestReader reader(limits);
  std::string read;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.add(std::string_view(bytes).substr(at, piece));
    for (;;) {
      auto next = reader.next();
      REQUIRE_FALSE(std::holds_alternative<BadHead>(next));
      const auto* ready = std::get_if<RequestReader::Ready>(&next);
      if (ready == nullptr) break;
      read += ready->request.target + "=" + ready->request.body + (ready->keep_alive ? " " : ".");
    }
  }
  CHECK(read == "/1=abcde /2= /3=body.");
  CHECK(reader.stage() == RequestReader::Stage::idle);
  CHECK_FALSE(reader.has_bytes());
}

TEST_CASE("a request reader says which part it waits for", "[reader]") {
  const RequestReader::Limits limits;
  RequestReader reader(limits);
  CHECK(reader.stage() == RequestReader::Stage::idle);
  reader.add("POST / HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 2\r\n");
  CHECK(std::holds_alternative<NeedMore>(reader.next()));
  CHECK(reader.stage() == RequestReader::Stage::head);
  CHECK_FALSE(reader.take_continue_wish());
  reader.add("\r\n");
  CHECK(std::holds_alternative<NeedMore>(reader.next()));
  CHECK(reader.stage() == RequestReader::Stage::body);
  CHECK(reader.take_continue_wish());
  CHECK_FALSE(reader.take_continue_wish());
  reader.add("ok");
  CHECK(std::holds_alternative<RequestReader::Ready>(reader.next()));
}

}  // namespace http
