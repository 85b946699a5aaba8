// The whole provider under bytes that no well-meaning client sends: each gets a right and final answer, the
// next peer is served, and memory stays where it was.
#include <malloc.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "mockidp/directory/org_document.h"
#include "mockidp/http/raw_client.h"
#include "mockidp/protocol/random.h"
#include "mockidp/server.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

constexpr std::string_view kDiscoveryPath = "/oauth2/default/.well-known/openid-configuration";

struct RunningProvider {
  RunningProvider() : server(options(), clock, random) {
    REQUIRE(server.start(*read_org_document(built_in_org_document())));
    port = port_of(server.url_of("default"));
    workbench_port = port_of(server.workbench_url());
  }
  static ServerOptions options() {
    ServerOptions chosen;
    chosen.host = "127.0.0.1";
    chosen.port = chosen.workbench_port = 0;
    chosen.limits.head_deadline = std::chrono::milliseconds(300);
    chosen.limits.body_deadline = std::chrono::milliseconds(300);
    return chosen;
  }
  static std::uint16_t port_of(const std::string& url) {
    return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  }
  bool serves() const { return http::RawClient(port).get(kDiscoveryPath).status == 200; }

  protocol::SystemClock clock;
  protocol::SystemRandom random;
  Server server;
  std::uint16_t port = 0, workbench_port = 0;
};

// The status of the answer; 0 where the connection ends without one.
int status_of(std::uint16_t port, std::string_view bytes) {
  http::RawClient client(port);
  client.send(bytes);
  const auto response = client.read_response();
  return response ? response->status : 0;
}

std::string get_with(std::string_view target, std::string_view headers = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) + "\r\n";
}
std::string post_form(std::string_view path, std::string_view body,
                      std::string_view type = "application/x-www-form-urlencoded") {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + std::string(type) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}
std::string repeated(std::string_view piece, std::size_t count) {
  std::string text;
  text.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

struct HostileRow {
  const char* what;
  std::string bytes;
  int status;
};

const std::string kToken = "/oauth2/default/v1/token";
const std::string kAuthorize = "/oauth2/default/v1/authorize";

std::vector<HostileRow> rows_of_the_request_line() {
  return {
      {"a NUL in the target", get_with(std::string_view("/\0", 2)), 400},
      {"a NUL, encoded", get_with("/oauth2/%00/v1/keys"), 404},
      {"dots that climb", get_with("/oauth2/../../etc/passwd"), 404},
      {"dots that climb, encoded", get_with("/%2e%2e/%2e%2e/etc/passwd"), 404},
      {"a slash in a path segment, encoded", get_with("/oauth2/default%2Fv1/keys"), 404},
      {"overlong UTF-8", get_with("/oauth2/%c0%af/v1/keys"), 404},
      {"raw bytes beyond ASCII", get_with("/\xff\xfe"), 400},
      {"another protocol", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 no TLS here\r\n\r\n", 400},
      {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"a method that there is not", "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", 501},
      {"TRACE", "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
      {"a target of 60 KB", get_with("/" + std::string(60'000, 'a')), 414},
      {"an endless request line", std::string(200'000, 'A'), 431},
      {"200,000 headers", get_with("/", repeated("a: b\r\n", 200'000)), 431},
      {"a cookie of 40 KB", get_with("/", "Cookie: idx=" + std::string(40'000, 'c') + "\r\n"), 431},
      {"two Hosts", get_with("/", "Host: evil.example\r\n"), 400},
      {"a line end in an encoded header value", get_with(kDiscoveryPath, "X: a%0d%0aSet-Cookie: b\r\n"), 200},
      {"a header for the server's own addresses", get_with(kDiscoveryPath, "REMOTE_ADDR: 10.0.0.1\r\n"), 200},
      {"four hundred ranges", get_with(kDiscoveryPath, "Range: bytes=" + repeated("0-,", 400) + "0-\r\n"),
       200},
  };
}

std::vector<HostileRow> rows_of_bodies() {
  const auto chunked = [](std::string_view chunks) {
    return "POST /oauth2/default/v1/token HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" +
           std::string(chunks);
  };
  return {
      {"two thousand parameters", post_form(kToken, repeated("a=b&", 2000)), 400},
      {"a parameter of 900 KB", post_form(kToken, "grant_type=" + std::string(900'000, 'g')), 401},
      {"a body that is announced too large",
       "POST /oauth2/default/v1/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
       413},
      {"a length beyond all numbers",
       "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413},
      {"two lengths",
       "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      {"a length and chunks",
       "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"a negative chunk", chunked("-1\r\nabc\r\n0\r\n\r\n"), 400},
      {"a chunk beyond the limit", chunked("ffffffff\r\n"), 413},
      {"a size of a chunk without end", chunked(std::string(100'000, '0')), 400},
      {"a NUL in a parameter", post_form(kToken, "grant_type=client_credentials%00&scope=a"), 400},
      {"invalid UTF-8 in a parameter", post_form(kToken, "grant_type=%ff%fe&scope=%c0%80"), 400},
      {"a bad escape", post_form(kToken, "grant_type=%zz"), 400},
      {"the same parameter twice",
       post_form(kToken, "grant_type=client_credentials&grant_type=authorization_code"), 400},
      {"a form that is JSON", post_form(kToken, R"({"grant_type":"client_credentials"})", "application/json"),
       400},
      {"no type at all", post_form(kToken, "grant_type=client_credentials", ""), 400},
      {"a Basic header that is no base64",
       "POST /oauth2/default/v1/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic \xff%%%\r\n"
       "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
       "29\r\n\r\ngrant_type=client_credentials",
       401},
      {"a bearer token of 30 KB",
       get_with("/oauth2/default/v1/userinfo", "Authorization: Bearer " + std::string(30'000, 'b') + "\r\n"),
       401},
      {"a bearer token of dots", get_with("/oauth2/default/v1/userinfo", "Authorization: Bearer ....\r\n"),
       401},
      {"an authorize request of odd characters",
       get_with(kAuthorize +
                "?client_id=%E2%80%AE%F0%9F%98%80&redirect_uri=javascript:alert(1)&state=%0d%0aX:y"),
       400},
  };
}

std::vector<HostileRow> all_rows() {
  auto rows = rows_of_the_request_line();
  for (auto& row : rows_of_bodies()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace

TEST_CASE("hostile bytes get a right answer from the whole provider, and the next peer is served",
          "[hostile]") {
  const RunningProvider provider;
  for (const HostileRow& row : all_rows()) {
    CAPTURE(row.what);
    CHECK(status_of(provider.port, row.bytes) == row.status);
    CHECK(provider.serves());
  }
}

TEST_CASE("hostile bytes leave no memory behind", "[hostile]") {
  constexpr std::size_t kAllowance = 6 << 20;  // the journal keeps its share
  const RunningProvider provider;
  const auto rows = all_rows();
  const auto send_all = [&](int rounds) {
    for (int round = 0; round < rounds; ++round)
      for (const HostileRow& row : rows) status_of(provider.port, row.bytes);
  };
  send_all(3);
  const std::size_t before = ::mallinfo2().uordblks;  // zero with a sanitizer, and nothing is shown
  send_all(15);
  CHECK(::mallinfo2().uordblks <= before + kAllowance);
  CHECK(provider.serves());
}

TEST_CASE("peers that stop in the middle are dropped at their deadline while others are served",
          "[hostile]") {
  const RunningProvider provider;
  std::vector<http::RawClient> stopped;
  stopped.reserve(600);
  for (int i = 0; i < 200; ++i) {
    stopped.emplace_back(provider.port).send("GET / HTTP/1.1\r\nHost: loc");
    stopped.emplace_back(provider.port).send(post_form(kToken, "abc").substr(0, 120));
    stopped.emplace_back(provider.port);  // and one that says nothing at all, which is allowed
  }
  for (int i = 0; i < 20; ++i) CHECK(provider.serves());
  for (std::size_t i = 0; i < stopped.size(); i += 3) {
    const std::string answer = stopped[i].read_to_end();
    CHECK(answer.starts_with("HTTP/1.1 408 "));
  }
  CHECK(stopped.back().get(kDiscoveryPath).status == 200);
}

TEST_CASE("random bytes on the org's and the workbench's port end no server", "[hostile]") {
  const RunningProvider provider;
  protocol::SeededRandom random(20);
  for (int i = 0; i < 300; ++i) {
    std::string noise(static_cast<std::size_t>(1 + i * 7 % 900), '\0');
    random.fill({reinterpret_cast<unsigned char*>(noise.data()), noise.size()});
    if (i % 3 == 0) noise = "GET /" + noise + " HTTP/1.1\r\nHost: a\r\n\r\n";
    if (i % 3 == 1) noise = post_form(kToken, noise);
    http::RawClient client(i % 2 == 0 ? provider.port : provider.workbench_port);
    client.send(noise);
    client.end_sending();
    const std::string answer = client.read_to_end();
    if (!answer.empty()) CHECK(answer.starts_with("HTTP/1.1 4") == true);
  }
  CHECK(provider.serves());
}

TEST_CASE("the control API takes hostile JSON for what it is", "[hostile]") {
  const RunningProvider provider;
  const auto post_json = [&](const std::string& body) {
    return status_of(
        provider.workbench_port,
        "POST /control/v1/orgs HTTP/1.1\r\nHost: localhost:" + std::to_string(provider.workbench_port) +
            "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n\r\n" + body);
  };
  for (const std::string& body :
       {repeated("[", 100'000), repeated("{\"a\":", 50'000), std::string("{\"name\":\"\\ud800\"}"),
        std::string("{\"name\":\"a\",\"name\":\"b\"}"), std::string("{\"name\":1e999}"),
        std::string("\xef\xbb\xbf{}"), std::string("{\"name\":\"\xff\"}"), std::string("nul"),
        std::string(1, '\0'), std::string("[]")}) {
    CAPTURE(body.substr(0, 40));
    CHECK(post_json(body) == 400);
  }
  CHECK(provider.serves());
}

}  // namespace mockidp
