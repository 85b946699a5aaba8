#include "conformance/runner/redirect_uri_fit.h"

#include "mockidp/testing/catch.h"

using conformance::JournalEntry;

namespace {

JournalEntry asked_with(const std::string& redirect_uri, const std::string& failed = "illegal_redirect_uri") {
  JournalEntry entry;
  entry.endpoint = "authorize";
  entry.status = failed.empty() ? 302 : 400;
  entry.failed = failed;
  if (!redirect_uri.empty()) entry.received.emplace("redirect_uri", redirect_uri);
  return entry;
}

const std::vector<std::string> kRegistered{"http://localhost:8080/callback", "https://app.example/callback"};
const conformance::RegisteredClient kClient{"http://localhost:7070", "0oa1", kRegistered};

std::vector<conformance::Hop> led_to(const std::string& location) {
  conformance::Hop hop;
  hop.url = "http://localhost:8080/login";
  hop.status = 302;
  hop.location = location;
  return {hop};
}

}  // namespace

TEST_CASE("a redirect URI that the org lacks is a configuration error, whatever else was refused",
          "[runner]") {
  struct Row {
    JournalEntry entry;
    bool found;
  };
  auto at_token = asked_with("http://localhost:8080/other");
  at_token.endpoint = "token";
  const std::vector<Row> rows{
      {asked_with("http://localhost:8080/other"), true},
      {asked_with("http://localhost:8080/other", "illegal_redirect_uri_enhanced"), true},
      {asked_with("http://localhost:8080/callback/"), true},
      {asked_with("http://localhost:8080/other", "illegal_scope"), false},
      {asked_with("http://localhost:8080/other", ""), false},
      {asked_with(""), false},                                // to send none is the client's defect
      {asked_with("http://localhost:8080/callback"), false},  // the scenario took it away
      {at_token, false}};
  for (const auto& row : rows) {
    CAPTURE(row.entry.failed, row.entry.endpoint, row.entry.received.size());
    CHECK(conformance::find_unknown_redirect_uri(kClient, {row.entry}).has_value() == row.found);
  }
  CHECK_FALSE(conformance::find_unknown_redirect_uri(kClient, {}));
}

TEST_CASE("a browser that is led away with an unknown redirect URI counts, though it is held back",
          "[runner]") {
  struct Row {
    const char* location;
    bool found;
  };
  const auto row = GENERATE(
      Row{"http://localhost:7070/oauth2/default/v1/"
          "authorize?client_id=0oa1&redirect_uri=http%3A%2F%2Fevil%2F",
          true},
      Row{"http://localhost:7070/oauth2/v1/authorize?client_id=0oa1&redirect_uri=http%3A%2F%2Fevil%2F", true},
      Row{"http://localhost:7070/oauth2/v1/authorize?client_id=0oa2&redirect_uri=http%3A%2F%2Fevil%2F",
          false},
      Row{"http://localhost:7071/oauth2/v1/authorize?client_id=0oa1&redirect_uri=http%3A%2F%2Fevil%2F",
          false},
      Row{"http://localhost:7070/oauth2/v1/logout?client_id=0oa1&redirect_uri=http%3A%2F%2Fevil%2F", false},
      Row{"http://localhost:7070/oauth2/v1/"
          "authorize?client_id=0oa1&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback",
          false},
      Row{"http://localhost:7070/oauth2/v1/authorize?client_id=0oa1", false}, Row{"/v1/authorize", false},
      Row{"", false});
  CAPTURE(row.location);
  CHECK(find_unknown_redirect_uri(kClient, {}, led_to(row.location)).has_value() == row.found);
}

TEST_CASE("what a registered wildcard takes is known", "[runner]") {
  const conformance::RegisteredClient previews{
      "http://localhost:7070", "0oa1", {"https://pr-*.app.example/cb"}};
  struct Row {
    const char* sent;
    bool found;
  };
  const auto row =
      GENERATE(Row{"https://pr-7.app.example/cb", false}, Row{"https://pr-.app.example/cb", true},
               Row{"https://pr-7.x.app.example/cb", true}, Row{"https://pr-7/.app.example/cb", true},
               Row{"https://pr-7.app.example/cb2", true}, Row{"http://pr-7.app.example/cb", true});
  CAPTURE(row.sent);
  CHECK(find_unknown_redirect_uri(previews, {asked_with(row.sent)}).has_value() == row.found);
}

TEST_CASE("what is told names what was sent, the nearest that is registered, and how they differ",
          "[runner]") {
  struct Row {
    std::string sent, nearest, difference;
  };
  const std::vector<Row> rows{
      {"http://localhost:9090/callback", kRegistered[0], "the port differs"},
      {"http://localhost:8080/callback/", kRegistered[0], "the path differs"},
      {"http://127.0.0.1:8080/callback", kRegistered[0], "the host differs"},
      {"https://app.example/callback?a=1", kRegistered[1], "the query differs"},
      {"https://App.example/callback", kRegistered[1], "the spelling differs"},
      {"http://app.example:80/call", kRegistered[1], "the scheme and the port and the path differs"},
      {"com.example.app:/callback", kRegistered[1], "the scheme differs"}};
  for (const auto& row : rows) {
    CAPTURE(row.sent);
    const auto unknown = conformance::find_unknown_redirect_uri(kClient, {asked_with(row.sent)});
    REQUIRE(unknown);
    CHECK(unknown->sent == row.sent);
    CHECK(unknown->nearest == row.nearest);
    const auto text = explanation_of(*unknown);
    CHECK(text.starts_with("configuration error: "));
    for (const auto& part : {row.sent, row.nearest, row.difference, std::string("Sign-in redirect URIs")})
      CHECK_THAT(text, ContainsSubstring(part));
  }
  CHECK_THAT(conformance::explanation_of({"http://localhost:1/cb", ""}),
             ContainsSubstring("it has none at all"));
  CHECK(conformance::explanation_of({std::string(100000, 'x'), ""}).size() < 1500);
}
