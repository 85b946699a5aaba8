#include "mockidp/policy/browser.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;

TEST_CASE("a browser is told in words, and nothing of its header is passed on", "[policy]") {
  const std::pair<const char*, const char*> rows[] = {
      {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
       "Chrome on Linux"},
      {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
       "Edge on Windows"},
      {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
       "Firefox on Windows"},
      {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15",
       "Safari on Mac OS X"},
      {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) CriOS/126.0 Mobile Safari/604.1",
       "Chrome on iOS"},
      {"Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"},
      {"<script>alert(1)</script>", "An unknown browser on an unknown system"},
      {"curl/8.0", "An unknown browser on an unknown system"},
      {"", ""},
  };
  for (const auto& [user_agent, words] : rows) {
    CAPTURE(user_agent);
    CHECK(browser_in_words(user_agent) == words);
  }
}
