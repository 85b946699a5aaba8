#include "conformance/runner/beacon.h"

#include <sys/socket.h>
#include <unistd.h>

#include <set>

#include "conformance/browser/user_agent.h"
#include "conformance/browser/wire.h"
#include "conformance/runner/ports.h"
#include "mockidp/testing/catch.h"

TEST_CASE("the attacker's host keeps what it was asked for, with what came along", "[runner][net]") {
  conformance::Beacon beacon;
  conformance::Wire wire;
  const auto answer = wire.send({.method = "GET",
                                 .url = beacon.url() + "/x?code=c",
                                 .headers = {{"Referer", "http://app/"}},
                                 .body = {}});
  CHECK(answer.status == 200);
  REQUIRE(beacon.requests().size() == 1);
  CHECK_THAT(beacon.requests()[0],
             ContainsSubstring("GET /x?code=c") && ContainsSubstring("Referer: http://app/"));
  beacon.answer_with("HTTP/1.1 401 No\r\nX-Why: because", "not you");
  const auto refused = wire.send({.method = "GET", .url = beacon.url(), .headers = {}, .body = {}});
  CHECK(refused.status == 401);
  CHECK(refused.body == "not you");
  beacon.forget();
  CHECK(beacon.requests().empty());
}

TEST_CASE("a port is taken while somebody listens on it, and free afterwards", "[runner][net]") {
  const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int port = conformance::bind_loopback(handle, 0);
  CHECK(port != 0);
  CHECK_FALSE(conformance::somebody_listens_on(port));
  REQUIRE(listen(handle, 1) == 0);
  CHECK(conformance::somebody_listens_on(port));
  close(handle);
  CHECK_FALSE(conformance::somebody_listens_on(port));
}

TEST_CASE("a request ends when the patience does", "[runner][net]") {
  const int silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int port = conformance::bind_loopback(silent, 0);
  REQUIRE(listen(silent, 1) == 0);
  const auto url = "http://127.0.0.1:" + std::to_string(port) + "/";
  const bool by_time = GENERATE(true, false);
  CAPTURE(by_time);
  const auto patience = [by_time] { return std::chrono::milliseconds(by_time ? 20 : 0); };
  const auto page = conformance::make_http_browser(patience)->get(url);
  CHECK(page.status == 0);
  close(silent);
}

TEST_CASE("free ports can be listened on, and are not the same one each time", "[runner][net]") {
  std::set<int> ports;
  for (int i = 0; i < 20; ++i) {
    const int port = conformance::free_port();
    const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(conformance::bind_loopback(handle, port) == port);
    close(handle);
    ports.insert(port);
  }
  CHECK(ports.size() > 10);
}
