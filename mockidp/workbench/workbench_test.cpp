#include "mockidp/workbench/workbench.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "mockidp/faults/faults.h"
#include "mockidp/outbox/mail_page.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/signin/problem.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

http::Response get(const std::string& path, const std::string& host = "localhost:7071",
                   ControlGuardOptions options = {}) {
  http::Router router;
  add_workbench_routes(router, ControlGuard(std::move(options)));
  http::Request request;
  request.method = "GET";
  request.target = request.path = path;
  request.headers = {{"Host", host}};
  std::vector<std::string> allowed;
  const auto* handler = router.find(request, allowed);
  return handler ? (*handler)(request) : http::text_response(404, "text/plain", "");
}

constexpr auto kLastError = OktaError::client_assertion_not_signed_with_signing_key;
constexpr auto kLastProblem = Problem::reset_link_invalid;

// Nothing answers with these yet.
constexpr std::array kNeverAnswered{
    OktaError::request_expired, OktaError::server_error, OktaError::temporarily_unavailable,
    OktaError::unsupported_grant_type_client_creds_org_as, OktaError::client_assertion_invalid_jwks};

bool has_remedy(std::string_view code) {
  static const std::string remedies = get("/remedies.js").body;
  return remedies.find("\n  " + std::string(code) + ": '") != std::string::npos;
}

}  // namespace

TEST_CASE("every asset that the page or a module names is served", "[workbench]") {
  for (const std::string from : {"/", "/app.js", "/overview.js", "/inbox.js", "/timeline.js", "/tokens.js",
                                 "/clock.js", "/faults.js", "/explanations.js", "/remedies.js"}) {
    const auto response = get(from);
    REQUIRE(response.status == 200);
    for (const std::string mark : {"from './", "src=\"/", "href=\"/"})
      for (auto at = response.body.find(mark); at != std::string::npos;
           at = response.body.find(mark, at + 1)) {
        const auto begin = at + mark.size();
        const auto name = response.body.substr(begin, response.body.find_first_of("'\"", begin) - begin);
        CAPTURE(from, name);
        CHECK(get("/" + name).status == 200);
      }
  }
}

TEST_CASE("the pages run no inline script and nothing of other origins", "[workbench]") {
  const auto response = get("/");
  CHECK_THAT(std::string(response.header("Content-Security-Policy")),
             ContainsSubstring("script-src 'self';"));
  CHECK(response.body.find("<script>") == std::string::npos);
  CHECK(response.body.find("style=") == std::string::npos);
  CHECK(response.body.find("http://") == std::string::npos);
  CHECK(response.body.find("https://") == std::string::npos);
}

TEST_CASE("values reach the page as text only", "[workbench]") {
  for (const std::string module : {"/dom.js", "/overview.js", "/inbox.js", "/timeline.js", "/tokens.js",
                                   "/clock.js", "/faults.js", "/explanations.js", "/remedies.js"}) {
    CAPTURE(module);
    const auto body = get(module).body;
    for (const std::string sink : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("})
      CHECK(body.find(sink) == std::string::npos);
  }
}

TEST_CASE("a mail is shown in a frame without script, and its style sheet is the one that the page allows",
          "[workbench]") {
  const auto module = get("/inbox.js").body;
  CHECK_THAT(module, ContainsSubstring("sandbox: 'allow-popups allow-popups-to-escape-sandbox',"));
  CHECK(module.find("allow-scripts") == std::string::npos);
  CHECK(module.find("allow-same-origin") == std::string::npos);

  MailPage mail;
  mail.heading = "Hello";
  const auto html = render(mail);
  const auto begin = html.find("<style>") + 7;
  const auto style = html.substr(begin, html.find("</style>") - begin);
  const auto digest = protocol::base64_encode(protocol::as_view(protocol::sha256(style)));
  CHECK_THAT(std::string(get("/").header("Content-Security-Policy")),
             ContainsSubstring("style-src 'self' 'sha256-" + digest + "';"));
}

TEST_CASE("the pages answer to loopback names only, and beyond loopback without the token", "[workbench]") {
  CHECK(get("/", "evil.example").status == 403);
  CHECK(get("/", "192.0.2.1:7071", {.bearer_token = "t", .allow_any_host = true}).status == 200);
}

TEST_CASE("every code that a refusal is journaled by has a remedy", "[workbench]") {
  for (int i = 0; i <= static_cast<int>(kLastError); ++i) {
    const auto error = static_cast<OktaError>(i);
    const bool answered =
        std::find(kNeverAnswered.begin(), kNeverAnswered.end(), error) == kNeverAnswered.end();
    CAPTURE(okta_error_row(error).internal_code);
    CHECK(has_remedy(okta_error_row(error).internal_code) == answered);
  }
  CHECK_THROWS_AS(okta_error_row(static_cast<OktaError>(static_cast<int>(kLastError) + 1)),
                  std::out_of_range);
  for (int i = 0; i <= static_cast<int>(kLastProblem); ++i) {
    const auto name = problem_row(static_cast<Problem>(i)).name;
    CAPTURE(name);
    CHECK(has_remedy(name));
  }
  for (const char* code : {"E0000003", "E0000004", "E0000005", "E0000007", "E0000008", "E0000009", "E0000015",
                           "E0000021", "E0000022", "E0000047", "E0000212", "length_required"}) {
    CAPTURE(code);
    CHECK(has_remedy(code));
  }
  CHECK_FALSE(has_remedy("no_such_code"));
}

TEST_CASE("every endpoint of the journal has a line that says what it is for", "[workbench]") {
  const auto explanations = get("/explanations.js").body;
  const auto table = explanations.substr(explanations.find("const endpoints = {"));
  for (const std::string& name : fault_endpoints()) {
    const bool quoted = name.find('.') != std::string::npos;
    CAPTURE(name);
    CHECK(table.find("\n  " + (quoted ? "'" + name + "'" : name) + ": '") != std::string::npos);
  }
}
