#include "client/spa/spa.h"

#include <nlohmann/json.hpp>
#include <set>

#include "embedded/spa_pages.h"
#include "mockidp/testing/catch.h"

namespace {

spa::Options options_for_test() {
  spa::Options options;
  options.base_url = "http://localhost:9000";
  options.issuer = "https://id.example/oauth2/default";
  options.client_id = "0oaspa";
  return options;
}

http::Response asked(const std::string& path, const std::string& method = "GET") {
  spa::Spa app(options_for_test());
  http::Request request;
  request.method = method;
  request.target = request.path = path;
  return app.answer(request);
}

// What stands between the quotation marks of every `from '…'`, src="…" and href="…".
std::set<std::string> addresses_in(std::string_view text) {
  std::set<std::string> found;
  for (const std::string_view opening : {"from '", "src=\"", "href=\""})
    for (auto at = text.find(opening); at != std::string_view::npos; at = text.find(opening, at + 1)) {
      const auto begin = at + opening.size();
      found.emplace(text.substr(begin, text.find(opening.back(), begin) - begin));
    }
  return found;
}

}  // namespace

TEST_CASE("the page stands at each address of the app", "[spa]") {
  const std::string path = GENERATE("/", "/profile", "/login/callback");
  CAPTURE(path);
  const auto page = asked(path);
  CHECK(page.status == 200);
  CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
  CHECK_THAT(page.body, ContainsSubstring("src=\"/app.js\""));
}

TEST_CASE("whatever the page and its scripts name is there", "[spa]") {
  for (const auto& file : spa_pages::embedded_files())
    for (const auto& address : addresses_in(file.bytes)) {
      CAPTURE(file.name, address);
      CHECK(asked(address).status == 200);
    }
}

TEST_CASE("what runs is the app's own, and speaks to the provider alone", "[spa]") {
  const std::string path = GENERATE("/", "/login/callback", "/app.js", "/settings.json", "/no-such-page");
  CAPTURE(path);
  const auto answer = asked(path);
  const std::string policy(answer.header("Content-Security-Policy"));
  for (const auto* part :
       {"default-src 'none'", "script-src 'self';", "connect-src 'self' https://id.example;",
        "frame-src https://id.example;", "frame-ancestors 'none'", "require-trusted-types-for 'script'"})
    CHECK_THAT(policy, ContainsSubstring(part));
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(answer.header("Referrer-Policy") == "no-referrer");
  CHECK(answer.header("X-Content-Type-Options") == "nosniff");
}

TEST_CASE("the page holds no script and no style of its own, which the policy would block", "[spa]") {
  for (const auto& file : spa_pages::embedded_files()) {
    if (!file.name.ends_with(".html")) continue;
    CAPTURE(file.name);
    for (const auto* inlined : {"<script>", "<style", " style=", " onclick=", " onload=", "javascript:"})
      CHECK(file.bytes.find(inlined) == std::string_view::npos);
  }
}

TEST_CASE("a page that writes markup, or keeps tokens, is none of ours", "[spa]") {
  for (const auto& file : spa_pages::embedded_files()) {
    CAPTURE(file.name);
    for (const auto* forbidden :
         {"innerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage"})
      CHECK(file.bytes.find(forbidden) == std::string_view::npos);
  }
}

TEST_CASE("the page is told where to sign in, and nothing secret", "[spa]") {
  const auto settings = nlohmann::json::parse(asked("/settings.json").body);
  CHECK(settings == nlohmann::json{{"issuer", "https://id.example/oauth2/default"},
                                   {"client_id", "0oaspa"},
                                   {"redirect_uri", "http://localhost:9000/login/callback"},
                                   {"post_logout_redirect_uri", "http://localhost:9000/"},
                                   {"scopes", "openid profile email"},
                                   {"frame_timeout_seconds", 10}});
}

TEST_CASE("other addresses, and other methods than reading, are refused", "[spa]") {
  CHECK(asked("/profile/").status == 404);
  CHECK(asked("/index.html").status == 404);
  CHECK(asked("/", "HEAD").status == 200);
  const auto refused = asked("/login/callback", "POST");
  CHECK(refused.status == 405);
  CHECK(refused.header("Allow") == "GET, HEAD");
}
