#include "mockidp/http/outgoing.h"

#include "mockidp/testing/catch.h"

namespace http {
namespace {

using std::chrono::milliseconds;
const Outgoing::Time kStart = Outgoing::Time() + std::chrono::hours(1);

ResponseScript script_of(milliseconds delay, std::size_t drip_bytes, milliseconds drip_every) {
  ResponseScript script;
  script.delay_before = delay;
  script.drip_bytes = drip_bytes;
  script.drip_every = drip_every;
  return script;
}

// All that is sent at one time.
std::string send_at(Outgoing& outgoing, milliseconds after) {
  std::string sent;
  for (;;) {
    const std::string_view ready = outgoing.ready(kStart + after);
    if (ready.empty()) return sent;
    sent += ready;
    outgoing.sent(ready.size(), kStart + after);
  }
}

}  // namespace

TEST_CASE("without a script all is ready at once, in as many pieces as the socket takes", "[outgoing]") {
  Outgoing outgoing;
  CHECK(outgoing.done());
  outgoing.start("hello", 0, std::nullopt, kStart);
  CHECK(outgoing.ready(kStart) == "hello");
  outgoing.sent(2, kStart);
  CHECK(outgoing.ready(kStart) == "llo");
  CHECK_FALSE(outgoing.done());
  outgoing.sent(3, kStart);
  CHECK(outgoing.done());
  CHECK_FALSE(outgoing.was_cut());
}

TEST_CASE("a delay holds everything back until its time", "[outgoing]") {
  Outgoing outgoing;
  outgoing.start("hello", 0, script_of(milliseconds(30), 0, milliseconds(0)), kStart);
  CHECK(send_at(outgoing, milliseconds(29)).empty());
  CHECK(outgoing.next_time() == kStart + milliseconds(30));
  CHECK(send_at(outgoing, milliseconds(30)) == "hello");
}

TEST_CASE("a drip lets so many bytes through, so often", "[outgoing]") {
  Outgoing outgoing;
  outgoing.start("hello", 0, script_of(milliseconds(10), 2, milliseconds(5)), kStart);
  CHECK(send_at(outgoing, milliseconds(9)).empty());
  CHECK(send_at(outgoing, milliseconds(10)) == "he");
  CHECK(outgoing.next_time() == kStart + milliseconds(15));
  CHECK(send_at(outgoing, milliseconds(14)).empty());
  CHECK(send_at(outgoing, milliseconds(15)) == "ll");
  CHECK(send_at(outgoing, milliseconds(20)) == "o");
  CHECK(outgoing.done());
}

TEST_CASE("a drip counts what the socket took", "[outgoing]") {
  Outgoing outgoing;
  outgoing.start("hello", 0, script_of(milliseconds(0), 3, milliseconds(5)), kStart);
  CHECK(outgoing.ready(kStart) == "hel");
  outgoing.sent(1, kStart);
  CHECK(outgoing.ready(kStart) == "el");
  outgoing.sent(2, kStart);
  CHECK(outgoing.ready(kStart).empty());
}

TEST_CASE("filler follows the bytes, and a cut ends both", "[outgoing]") {
  struct Case {
    std::size_t filler;
    std::optional<std::size_t> cut;
    std::size_t expected;
  };
  const auto [filler, cut, expected] = GENERATE(
      Case{0, std::nullopt, 5}, Case{200'000, std::nullopt, 200'005}, Case{200'000, 100'000, 100'000},
      Case{200'000, 3, 3}, Case{0, 0, 0}, Case{0, 5, 5}, Case{0, 6, 5});
  ResponseScript script;
  script.cut_after = cut;
  Outgoing outgoing;
  outgoing.start("hello", filler, script, kStart);
  const std::string sent = send_at(outgoing, milliseconds(0));
  CHECK(sent == ("hello" + std::string(filler, ' ')).substr(0, expected));
  CHECK(outgoing.done());
  CHECK(outgoing.was_cut() == cut.has_value());
}

}  // namespace http
