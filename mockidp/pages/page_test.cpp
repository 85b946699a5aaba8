#include "mockidp/pages/page.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "embedded/page_files.h"
#include "mockidp/pages/pages_fixture_test.h"
#include "mockidp/pages/script_string.h"
#include "mockidp/protocol/bytes.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

PasswordPage plain_password_page() { return step_page<PasswordPage>(); }

std::vector<std::string> pages_of_hostile_values() {
  const PageFrame frame{kHostile, kHostile, kHostile};
  const FormProof proof{kHostile, kHostile};
  StopPage stop;
  stop.frame = frame;
  stop.proof = proof;
  stop.heading = stop.message = stop.advice = stop.link_url = stop.link_text = kHostile;
  ErrorPage error;
  error.frame = frame;
  error.identity_provider = error.error_code = error.description = kHostile;
  HomePage home;
  home.frame = frame;
  home.display_name = home.login = kHostile;
  home.tiles = {{kHostile, kHostile}};
  return {render(stop), render(error), render(home),
          render_form_post(kHostile, {{kHostile, kHostile}}, kHostile),
          render_post_message(kHostile, {{kHostile, kHostile}}, kHostile)};
}

}  // namespace

TEST_CASE("pages are as they were reviewed", "[pages]") {
  SECTION("stop") {
    StopPage page;
    page.frame = kFrame;
    page.message = "Unable to sign in";
    page.proof = kProof;
    check_page("pages/stop.html", render(page));
  }
  SECTION("stop with a link") {
    StopPage page;
    page.frame = kFrame;
    page.message = "You have been logged out due to inactivity. Refresh or return to the sign in screen.";
    page.advice = "Go back to the app and sign in again.";
    page.link_url = "http://localhost:8080/";
    page.link_text = "Start again at Web app";
    check_page("pages/stop_link.html", render(page));
  }
  SECTION("error") {
    ErrorPage page;
    page.frame = {"Mock Org", "http://localhost:7070", ""};
    page.error_code = "invalid_request";
    page.description =
        "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.";
    check_page("pages/error.html", render(page));
  }
  SECTION("home") {
    HomePage page;
    page.frame = {"Mock Org", "http://localhost:7070", ""};
    page.display_name = "Alice Adams";
    page.login = "alice@example.com";
    check_page("pages/home.html", render(page));
    page.tiles = {{"Payroll", "https://payroll.example/login?iss=http%3A%2F%2Flocalhost%3A7070"},
                  {"Wiki", "https://wiki.example/start"}};
    check_page("pages/home_with_apps.html", render(page));
  }
  SECTION("form_post") {
    check_golden("pages/form_post.html",
                 render_form_post("http://localhost:8080/cb", {{"code", "c"}, {"state", "a&b"}}, kNonce));
  }
  SECTION("okta_post_message") {
    check_golden("pages/post_message.html",
                 render_post_message("http://localhost:9000", {{"code", "c"}, {"state", "a\"b"}}, kNonce));
  }
}

TEST_CASE("no value of a page leaves its place", "[pages]") {
  for (const auto& html : pages_of_hostile_values()) check_no_value_left_its_place(html);
}

TEST_CASE("a page's template never prints a value raw", "[pages]") {
  for (const auto& file : page_files::embedded_files()) {
    CAPTURE(file.name);
    CHECK(file.bytes.find("{{{") == std::string_view::npos);
    CHECK(file.bytes.find("{{&") == std::string_view::npos);
    CHECK(file.bytes.find("{{=") == std::string_view::npos);
    CHECK(file.bytes.find("style=") == std::string_view::npos);    // the policy would drop it
    CHECK(file.bytes.find("<script>") == std::string_view::npos);  // and what has no nonce
  }
}

TEST_CASE("the state token is stated in the script as Okta states it", "[pages]") {
  CHECK_THAT(render(step_page<SignInPage>()),
             ContainsSubstring(R"(var stateToken = '02jaXZ\x2DtdwYVq5kSRvdu\x5Fczekns6ogSnuItUxlqVMX';)"));
  CHECK_THAT(render(step_page<SignInPage>()),
             ContainsSubstring(R"(var baseUrl = 'http\x3A\x2F\x2Flocalhost\x3A7070';)"));
}

TEST_CASE("a string in a script keeps to letters, digits and escapes", "[pages]") {
  CHECK(script_string("aZ09") == "aZ09");
  CHECK(script_string("'\"\\</") == R"(\x27\x22\x5C\x3C\x2F)");
  CHECK(script_string("\n\r\t") == R"(\x0A\x0D\x09)");
  CHECK(script_string(std::string("\0", 1)) == R"(\x00)");
  CHECK(script_string("\x7f") == R"(\x7F)");
  CHECK(script_string("é") == R"(\u00E9)");
  CHECK(script_string("\xE2\x80\xA8") == R"(\u2028)");
  CHECK(script_string("\xF0\x9F\x94\x91") == R"(\uD83D\uDD11)");
  CHECK(script_string("\xC3") == R"(\uFFFD)");
  CHECK(script_string("\xFF\xE2\x80") == R"(\uFFFD\uFFFD\uFFFD)");
  CHECK(script_string("\xED\xA0\x80") == R"(\uFFFD\uFFFD\uFFFD)");  // a surrogate
}

TEST_CASE("the style's digest is that of the style that is sent", "[pages]") {
  const auto html = render(step_page<SignInPage>());
  const auto begin = html.find("<style>") + 7;
  const auto style = html.substr(begin, html.find("</style>") - begin);
  CHECK(style_source() ==
        "'sha256-" + protocol::base64_encode(protocol::as_view(protocol::sha256(style))) + "'");
}

TEST_CASE("many threads render one template", "[pages]") {
  const auto expected = render(plain_password_page());
  std::atomic<unsigned> same{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n) same += render(plain_password_page()) == expected;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(same == 200);
}

TEST_CASE("while they are designed, pages are read from their folder each time", "[pages]") {
  auto pattern = (std::filesystem::temp_directory_path() / "pages-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  const auto write = [&](std::string_view name, std::string_view text) {
    std::ofstream(folder / std::string(name), std::ios::binary) << text;
  };
  for (const auto& file : page_files::embedded_files()) write(file.name, file.bytes);

  read_pages_from(folder.string());
  const auto as_built_in = render(step_page<SignInPage>());
  write("sign_in.html", "<h1>{{org_name}}</h1>\n{{> _footer.html}}\n");
  write("_footer.html", "<p>first</p>\n");
  const auto first = render(step_page<SignInPage>());
  write("_footer.html", "<p>second</p>\n");
  const auto second = render(step_page<SignInPage>());
  write("style.css", "body { color: red; }\n");
  const auto style = style_source();
  read_pages_from({});
  std::filesystem::remove_all(folder);

  CHECK(as_built_in == render(step_page<SignInPage>()));
  CHECK(first == "<h1>Mock Org</h1>\n<p>first</p>\n");
  CHECK(second == "<h1>Mock Org</h1>\n<p>second</p>\n");
  CHECK(style != style_source());
}
