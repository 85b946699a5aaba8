#include "mockidp/commands/log.h"

#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

const std::string kEntry =
    R"({"sequence":7,"at":"2026-01-01T12:00:00.000Z","unix":1767268800,"request_id":"abc","flow":"f00","method":"POST",)"
    R"("path":"/oauth2/v1/token","status":400,"endpoint":"token","server":"default","client_id":"0oa\"1",)"
    R"("person":"ada@example.com","received":[{"name":"code","value":"the-code"}],"sent":[{"name":"x","value":"sent"}],)"
    R"("decided":[],"failed":{"internal_code":"invalid_grant","description":"the-code"},"location":""})";

}  // namespace

TEST_CASE("a request's line says who asked what and how it went, and repeats no parameter", "[log]") {
  CHECK(
      request_line(LogFormat::text, "default", kEntry) ==
      "default POST /oauth2/v1/token 400 token client_id=0oa\"1 person=ada@example.com failed=invalid_grant");
  CHECK(
      request_line(LogFormat::json, "default", kEntry) ==
      R"("org":"default","request_id":"abc","method":"POST","path":"/oauth2/v1/token","status":400,)"
      R"("endpoint":"token","client_id":"0oa\"1","person":"ada@example.com","flow":"f00","failed":"invalid_grant")");
}

TEST_CASE("a line is not broken by what a peer sent", "[log]") {
  const std::string entry = R"({"method":"GET","path":"/a\nb\u001b[31m","status":404,"endpoint":"none"})";
  const std::string line = request_line(LogFormat::text, "default", entry);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.find('\x1b') == std::string::npos);
}

}  // namespace mockidp
