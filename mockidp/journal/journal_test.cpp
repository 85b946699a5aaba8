#include "mockidp/journal/journal.h"

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "mockidp/journal/packed_entry.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/json.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::Json;

namespace {

const auto kJournalNoon = protocol::from_unix(1767268800);

Journal::Options with_key(Journal::Options options = {}) {
  options.digest_key = std::string(32, 'k');
  return options;
}

Json parsed(const JournalEntry& entry) {
  const auto json = protocol::parse_json(entry.json);
  REQUIRE(json);
  return *json;
}

void record(Journal& journal, const Trace& trace = {}) { journal.record({.at = kJournalNoon}, trace); }

Json only_entry(const Trace& trace, Journal::Options options = with_key()) {
  Journal journal(std::move(options));
  record(journal, trace);
  return parsed(journal.read(0, 10).at(0));
}

}  // namespace

TEST_CASE("an entry tells the whole exchange, in a fixed order", "[journal]") {
  Journal journal(with_key());
  Trace trace;
  trace.endpoint("token");
  trace.server("default");
  trace.client("0oa1");
  trace.person("ada@example.com");
  trace.flow("f00");
  trace.received("grant_type", "authorization_code");
  trace.sent("error", "invalid_grant");
  trace.decided("refused", "redirect_uri of the authorization request", "http://localhost:8080/cb");
  trace.failed("mismatched_redirect_uri", "The 'redirect_uri' does not match.");
  journal.record({.at = kJournalNoon,
                  .request_id = "abc",
                  .method = "POST",
                  .path = "/oauth2/default/v1/token",
                  .status = 400,
                  .location = "http://localhost:8080/cb"},
                 trace);
  const auto entries = journal.read(0, 10);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].sequence == 1);
  CHECK(
      entries[0].json ==
      R"({"sequence":1,"at":"2026-01-01T12:00:00.000Z","unix":1767268800,"request_id":"abc","flow":"f00",)"
      R"("method":"POST","path":"/oauth2/default/v1/token","status":400,"endpoint":"token","server":"default",)"
      R"("client_id":"0oa1","person":"ada@example.com",)"
      R"("received":[{"name":"grant_type","value":"authorization_code"}],)"
      R"("sent":[{"name":"error","value":"invalid_grant"}],)"
      R"("decided":[{"what":"refused","by":"redirect_uri of the authorization request",)"
      R"("closest":"http://localhost:8080/cb"}],)"
      R"("failed":{"internal_code":"mismatched_redirect_uri",)"
      R"("description":"The 'redirect_uri' does not match."},"location":"http://localhost:8080/cb"})");
}

TEST_CASE("a step of a sign-in tells what asked for it in one line and part by part", "[journal]") {
  Trace trace;
  trace.step("challenge okta_password", "One factor access", "Catch-all Rule", "no session");
  trace.step("continued in another tab", "", "", "");
  const auto decided = only_entry(trace)["decided"];
  REQUIRE(decided.size() == 2);
  CHECK(
      protocol::to_text(decided[0]) ==
      R"({"what":"challenge okta_password","by":"One factor access: Catch-all Rule: no session","closest":"",)"
      R"("policy":"One factor access","rule":"Catch-all Rule","constraint":"no session"})");
  CHECK(decided[1]["by"] == "");
}

TEST_CASE("an entry of which nothing is known has every member", "[journal]") {
  const auto entry = only_entry({});
  CHECK(entry.size() == 17);
  CHECK(entry["failed"].is_null());
  CHECK(entry["received"] == Json::array());
  CHECK(entry["client_id"] == "");
}

TEST_CASE("a secret appears as a keyed digest with its length and charset", "[journal]") {
  Trace trace;
  trace.received("code", "Abc-123");
  const auto entry = only_entry(trace);
  const auto mac = protocol::hmac_sha256(std::string(32, 'k'), "Abc-123");
  const auto expected = protocol::hex_encode(protocol::as_view(mac)).substr(0, 16);
  CHECK(protocol::to_text(entry["received"][0]) ==
        R"({"name":"code","digest":")" + expected + R"(","length":7,"charset":"base64url"})");
}

TEST_CASE("equal secrets have equal digests within an org, and others in another", "[journal]") {
  Trace trace;
  trace.sent("code", "the-code");
  trace.received("code", "the-code");
  trace.received("code", "the-c0de");
  const auto entry = only_entry(trace);
  CHECK(entry["sent"][0]["digest"] == entry["received"][0]["digest"]);
  CHECK(entry["sent"][0]["digest"] != entry["received"][1]["digest"]);
  auto other = with_key();
  other.digest_key = std::string(32, 'o');
  CHECK(only_entry(trace, other)["sent"][0]["digest"] != entry["sent"][0]["digest"]);
}

TEST_CASE("a raw journal keeps secrets in clear", "[journal]") {
  Trace trace;
  trace.received("client_secret", "hush");
  CHECK(only_entry(trace, with_key({.raw = true}))["received"][0]["value"] == "hush");
  CHECK(protocol::to_text(only_entry(trace)).find("hush") == std::string::npos);
}

TEST_CASE("what could be used in another's place is sensitive, whatever its case", "[journal]") {
  for (const auto* name :
       {"code", "code_verifier", "client_secret", "access_token", "id_token", "refresh_token",
        "id_token_hint", "credentials.passcode", "sessionToken", "Authorization", "AUTHORIZATION", "password",
        "token", "client_assertion", "stateToken", "Cookie", "idx", "sid"}) {
    CAPTURE(name);
    CHECK(is_sensitive(name));
  }
  for (const auto* name : {"", "state", "nonce", "redirect_uri", "code_challenge", "client_id", "scope",
                           "codes", "username", "identifier", "grant_type"}) {
    CAPTURE(name);
    CHECK_FALSE(is_sensitive(name));
  }
}

TEST_CASE("a long value is cut at a whole character and marked, so that it cannot fill the ring",
          "[journal]") {
  Trace trace;
  trace.received("exact", std::string(kMaxValueBytes, 'a'));
  trace.received("long", std::string(kMaxValueBytes - 1, 'a') + "é" + std::string(1 << 20, 'b'));
  trace.received("bytes", std::string(1 << 20, '\x80'));
  const auto entry = only_entry(trace);
  CHECK(entry["received"][0]["value"].get<std::string>().size() == kMaxValueBytes);
  CHECK_FALSE(entry["received"][0].contains("cut"));
  CHECK(entry["received"][1]["value"] == std::string(kMaxValueBytes - 1, 'a'));
  CHECK(entry["received"][1]["length"] == kMaxValueBytes + 1 + (1 << 20));
  CHECK(entry["received"][1]["cut"] == true);
  CHECK(entry["received"][2]["cut"] == true);
}

TEST_CASE("a request of very many parameters leaves some out, counts them, and still tells why it failed",
          "[journal]") {
  Trace trace;
  for (int i = 0; i < 1000; ++i) trace.received(std::string(5000, 'n'), "v");
  trace.failed("too_many", "Too many parameters.");
  const auto entry = only_entry(trace);
  CHECK(entry["received"].size() + entry["left_out"].get<std::size_t>() == 1000);
  CHECK(protocol::to_text(entry).size() < 2 * kMaxEntryBytes);
  CHECK(entry["failed"]["internal_code"] == "too_many");
}

TEST_CASE("the last failure is the one that was answered", "[journal]") {
  Trace trace;
  trace.failed("first", "a");
  trace.failed("second", "b");
  CHECK(only_entry(trace)["failed"]["internal_code"] == "second");
}

TEST_CASE("hostile bytes are shown in valid JSON", "[journal]") {
  Trace trace;
  trace.received(std::string("\0\xff\"", 3), "\xc3(\x01");
  trace.person("\xf0\x9f");
  const auto entry = only_entry(trace);
  CHECK(entry["received"].size() == 1);
}

TEST_CASE("the oldest entries give way, and sequences go on without gaps", "[journal]") {
  Journal journal(with_key({.capacity = 3}));
  CHECK(journal.last_sequence() == 0);
  CHECK(journal.read(0, 10).empty());
  for (int i = 0; i < 5; ++i) record(journal);
  CHECK(journal.last_sequence() == 5);
  const auto entries = journal.read(0, 10);
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].sequence == 3);
  CHECK(entries[2].sequence == 5);
  CHECK(parsed(entries[2])["sequence"] == 5);
}

TEST_CASE("reading goes on after a sequence, within a limit", "[journal]") {
  Journal journal(with_key({.capacity = 3}));
  for (int i = 0; i < 5; ++i) record(journal);
  const auto sequences = [&](std::uint64_t after, std::size_t limit) {
    std::vector<std::uint64_t> found;
    for (const auto& entry : journal.read(after, limit)) found.push_back(entry.sequence);
    return found;
  };
  using Sequences = std::vector<std::uint64_t>;
  CHECK(sequences(1, 10) == Sequences{3, 4, 5});
  CHECK(sequences(3, 10) == Sequences{4, 5});
  CHECK(sequences(3, 1) == Sequences{4});
  CHECK(sequences(5, 10).empty());
  CHECK(sequences(99, 10).empty());
  CHECK(sequences(UINT64_MAX, SIZE_MAX).empty());
  CHECK(sequences(0, 0).empty());
}

TEST_CASE("a cleared journal is empty and counts on", "[journal]") {
  Journal journal(with_key());
  record(journal);
  journal.clear();
  CHECK(journal.read(0, 10).empty());
  CHECK(journal.last_sequence() == 1);
  record(journal);
  CHECK(journal.read(0, 10).at(0).sequence == 2);
}

TEST_CASE("bytes bound the ring too, and the newest entry stays", "[journal]") {
  Trace trace;
  trace.received("p", std::string(1000, 'x'));
  SECTION("as many as fit") {
    Journal journal(with_key({.max_bytes = 10'000}));
    for (int i = 0; i < 100; ++i) record(journal, trace);
    const auto kept = journal.read(0, 1000).size();
    CHECK(kept >= 5);
    CHECK(kept < 10);
    for (int i = 0; i < 200; ++i) record(journal);  // small ones take less room
    CHECK(journal.read(0, 1000).size() > 2 * kept);
  }
  SECTION("at least one") {
    Journal journal(with_key({.max_bytes = 1}));
    record(journal, trace);
    record(journal, trace);
    CHECK(journal.read(0, 10).size() == 1);
  }
}

TEST_CASE("listeners hear of each entry, may read the journal, and leave by answering false", "[journal]") {
  Journal journal(with_key());
  std::vector<std::uint64_t> first;
  int second = 0;
  journal.subscribe([&](std::uint64_t sequence) {
    CHECK(journal.read(sequence - 1, 1).at(0).sequence == sequence);
    first.push_back(sequence);
    return true;
  });
  journal.subscribe([&](std::uint64_t) { return ++second < 2; });
  for (int i = 0; i < 4; ++i) record(journal);
  CHECK(first == std::vector<std::uint64_t>{1, 2, 3, 4});
  CHECK(second == 2);
}

TEST_CASE("many threads record at once: every entry has its own sequence, and every listener hears of it",
          "[journal]") {
  Journal journal(with_key({.capacity = 10'000}));
  std::atomic<int> heard{0};
  std::atomic<int> heard_by_leaver{0};
  journal.subscribe([&](std::uint64_t) { return ++heard, true; });
  std::vector<std::jthread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      Trace trace;
      trace.received("code", "secret");
      for (int i = 0; i < 100; ++i) {
        if (i == 50) journal.subscribe([&](std::uint64_t) { return ++heard_by_leaver, false; });
        record(journal, trace);
        journal.read(journal.last_sequence() - 1, 2);
      }
    });
  threads.clear();
  CHECK(heard == 800);
  CHECK(heard_by_leaver >= 8);
  const auto entries = journal.read(0, 10'000);
  REQUIRE(entries.size() == 800);
  for (std::size_t i = 0; i < entries.size(); ++i) REQUIRE(entries[i].sequence == i + 1);
}
