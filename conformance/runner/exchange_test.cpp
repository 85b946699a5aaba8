#include "conformance/runner/exchange.h"

#include "mockidp/testing/catch.h"

using conformance::Hop;
using conformance::JournalEntry;

namespace {

Hop hop_of(const std::string& method, const std::string& url, int status, const std::string& location = {}) {
  Hop hop;
  hop.method = method;
  hop.url = url;
  hop.status = status;
  hop.location = location;
  return hop;
}

JournalEntry entry_of(const std::string& method, const std::string& path, int status,
                      const std::string& client_id = {}) {
  JournalEntry entry;
  entry.method = method;
  entry.path = path;
  entry.status = status;
  entry.client_id = client_id;
  return entry;
}

std::vector<std::string> told(const std::vector<Hop>& hops, const std::vector<JournalEntry>& journal) {
  std::vector<std::string> lines;
  for (const auto& line :
       conformance::exchange_of(hops, journal, "http://localhost:7070", "http://localhost:8080"))
    lines.push_back(line.from + ">" + line.to + " " + line.text);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("what the app asked stands between the browser's own visits", "[runner]") {
  const std::vector<Hop> hops{
      hop_of("GET", "http://localhost:8080/login", 302, "http://localhost:7070/authorize?x=1"),
      hop_of("GET", "http://localhost:7070/authorize?x=1", 302, "http://localhost:8080/cb?code=c"),
      hop_of("GET", "http://localhost:8080/cb?code=c", 200)};
  const std::vector<JournalEntry> journal{entry_of("GET", "/.well-known/openid-configuration", 200),
                                          entry_of("GET", "/authorize", 302, "app-1"),
                                          entry_of("POST", "/token", 400, "app-1")};
  CHECK(told(hops, journal) ==
        Lines{"browser>app GET /login → 302 http://localhost:7070/authorize?x=1",
              "app>provider GET /.well-known/openid-configuration → 200",
              "browser>provider GET /authorize?x=1 → 302 http://localhost:8080/cb?code=c",
              "browser>app GET /cb?code=c → 200", "app>provider POST /token → 400"});
}

TEST_CASE("the runner's own requests, other hosts and silence are told as such", "[runner]") {
  CHECK(
      told({hop_of("GET", "http://127.0.0.1:9/x", 0)}, {entry_of("POST", "/token", 200, "runner-service")}) ==
      Lines{"browser>127.0.0.1:9 GET /x → no answer", "runner>provider POST /token → 200"});
}

TEST_CASE("a page that leads on by itself is told from a redirect", "[runner]") {
  CHECK(told({hop_of("GET", "http://localhost:8080/cb", 400, "/me")}, {}) ==
        Lines{"browser>app GET /cb → 400, refreshes to /me"});
}

TEST_CASE("a long target is cut and stays one line", "[runner]") {
  const auto lines = told({hop_of("GET", "http://localhost:8080/" + std::string(900, 'a'), 200)}, {});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].size() < 300);
  CHECK(lines[0].ends_with("… → 200"));
}
