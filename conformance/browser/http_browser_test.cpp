// Against a socket server that answers with the bytes it is told to.
#include "conformance/browser/cookie_jar.h"
#include "conformance/browser/scripted_server_for_test.h"
#include "conformance/browser/user_agent.h"
#include "mockidp/testing/catch.h"

using conformance::answer_with;
using conformance::carries;
using conformance::make_http_browser;
using conformance::Page;
using conformance::redirect_to;
using conformance::ScriptedServer;

TEST_CASE("a target reaches the server exactly as given", "[browser]") {
  const auto target = GENERATE("/a/../b", "/\\evil", "/x?y=[1]&z=%zz", "//double", "/%2e%2e/up", "/?");
  CAPTURE(target);
  ScriptedServer server({answer_with("200 OK", "")});
  CHECK(make_http_browser()->get(server.url(target)).status == 200);
  CHECK(server.asked().at(0).starts_with("GET " + std::string(target) + " HTTP/1.1\r\n"));
}

TEST_CASE("redirects are followed and every hop is kept", "[browser]") {
  ScriptedServer server(
      {redirect_to("/next?x=%2F#part"), answer_with("200 OK", "X-Kind: page\r\n", "hello")});
  const auto page = make_http_browser()->get(server.url("/start"));
  CHECK(page.url == server.url("/next?x=%2F#part"));
  CHECK(page.body == "hello");
  REQUIRE(page.hops.size() == 2);
  CHECK(page.hops[0].location == "/next?x=%2F#part");
  CHECK(page.last().header("x-kind") == "page");
}

TEST_CASE("after a POST a redirect asks with GET, unless it is 307", "[browser]") {
  struct Row {
    const char *status, *method;
  };
  const auto row =
      GENERATE(Row{"302 Found", "GET"}, Row{"303 See Other", "GET"}, Row{"307 Temporary Redirect", "POST"});
  CAPTURE(row.status);
  ScriptedServer server({redirect_to("/there", row.status), answer_with("200 OK", "")});
  make_http_browser()->post(server.url("/form"), {{"a b", "c&d"}});
  CHECK(carries(server.asked().at(0), "\r\n\r\na%20b=c%26d"));
  CHECK(server.asked().at(1).starts_with(std::string(row.method) + " /there "));
  CHECK(carries(server.asked().at(1), "c%26d") == (row.method == std::string("POST")));
}

TEST_CASE("a loop of redirects ends", "[browser]") {
  ScriptedServer server(std::vector<std::string>(40, redirect_to("/again")));
  const auto page = make_http_browser()->get(server.url("/again"));
  CHECK(page.hops.size() == 21);
  CHECK(page.status == 302);
}

TEST_CASE("the gate stops before a request that is then never made", "[browser]") {
  ScriptedServer server({redirect_to("/callback?code=1"), answer_with("200 OK", "")});
  const auto browser = make_http_browser();
  browser->stop_before([](const std::string&, const std::string& url) { return !carries(url, "/callback"); });
  const auto page = browser->get(server.url("/login"));
  CHECK(page.url == server.url("/callback?code=1"));
  CHECK(page.status == 0);
  CHECK(page.hops.size() == 1);
  CHECK(server.asked().size() == 1);
}

TEST_CASE("what is no HTTP is an observation", "[browser]") {
  const auto bytes = GENERATE("", "\x16\x03\x01garbage\n", "SSH-2.0-x\r\n");
  ScriptedServer server({bytes, bytes});
  const auto page = make_http_browser()->get(server.url("/"));
  CHECK(page.status == 0);
  CHECK(page.body.empty());
}

TEST_CASE("nobody is asked for a reserved name, nor for another scheme", "[browser]") {
  ScriptedServer server({redirect_to("javascript:alert(1)"), redirect_to("https://evil.example/x")});
  const auto browser = make_http_browser();
  CHECK(browser->get(server.url("/one")).status == 302);
  const auto page = browser->get(server.url("/two"));
  CHECK(page.url == "https://evil.example/x");
  CHECK(page.status == 0);
}

TEST_CASE("a body that never ends is cut", "[browser]") {
  ScriptedServer server({"HTTP/1.1 200 OK\r\n\r\n" + std::string(3 * 1024 * 1024, 'x')});
  const auto page = make_http_browser()->get(server.url("/"));
  CHECK(page.status == 200);
  CHECK(page.body.size() <= 1024 * 1024);
}

TEST_CASE("cookies go where browsers send them", "[browser][cookies]") {
  ScriptedServer server({answer_with("200 OK",
                                     "Set-Cookie: all=1; Path=/; HttpOnly; SameSite=Lax\r\n"
                                     "Set-Cookie: deep=2; Path=/deep\r\n"
                                     "Set-Cookie: foreign=3; Domain=evil.example\r\n"
                                     "Set-Cookie: safe=4; Path=/; Secure; Max-Age=60\r\n"
                                     "Set-Cookie: __Host-x=5; Path=/\r\n"),
                         answer_with("200 OK", ""),
                         answer_with("200 OK", "Set-Cookie: all=; Path=/; Max-Age=0\r\n"),
                         answer_with("200 OK", "")});
  const auto browser = make_http_browser();
  browser->get(server.url("/"));
  browser->get(server.url("/deep/er"));
  browser->get(server.url("/deeper"));
  browser->get(server.url("/"));
  CHECK(carries(server.asked().at(1), "Cookie: deep=2; all=1; safe=4\r\n"));
  CHECK(carries(server.asked().at(2), "Cookie: all=1; safe=4\r\n"));
  CHECK(carries(server.asked().at(3), "Cookie: safe=4\r\n"));
  const auto kept = browser->cookies(server.url("/"));
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].secure);
  CHECK(kept[0].persistent);
  browser->forget_cookies();
  browser->set_cookie(server.url("/"),
                      {.name = "planted", .value = "v", .domain = {}, .path = {}, .same_site = {}});
  CHECK(browser->cookies(server.url("/any")).size() == 1);
  CHECK(browser->cookies(server.url("/any", "127.0.0.1")).empty());
}

TEST_CASE("a cookie of more than 4096 bytes is dropped, as by browsers", "[browser][cookies]") {
  const auto url = *conformance::parse_url("http://localhost/");
  conformance::CookieJar jar;
  jar.store(url, "fits=" + std::string(4092, 'x') + "; HttpOnly; SameSite=Lax; Path=/");
  CHECK(jar.matching(url).size() == 1);
  jar.store(url, "long=" + std::string(4093, 'x'));
  CHECK(jar.matching(url).size() == 1);
}

TEST_CASE("a form on another site's page carries only SameSite=None cookies", "[browser][cookies]") {
  const std::string cookies =
      "Set-Cookie: lax=1; SameSite=Lax\r\nSet-Cookie: none=2; SameSite=None; Secure\r\nSet-Cookie: "
      "quiet=3\r\n";
  ScriptedServer server(
      {answer_with("200 OK", cookies), answer_with("200 OK", ""), answer_with("200 OK", "")});
  const auto browser = make_http_browser();
  browser->get(server.url("/"));
  Page attack{.url = server.url("/", "127.0.0.1"), .status = 200, .body = {}, .hops = {}};
  attack.body = "<form method=post action='" + server.url("/act") + "'></form>";
  browser->submit(attack, {});
  CHECK(carries(server.asked().at(1), "Cookie: none=2\r\n"));
  attack.url = server.url("/own");
  browser->submit(attack, {});
  CHECK(carries(server.asked().at(2), "Cookie: lax=1; none=2; quiet=3\r\n"));
}

TEST_CASE("the first form is read as a browser submits it", "[browser][form]") {
  const auto form = conformance::first_form(R"(<p><form method=POST action="../in?x=1&amp;y=2">
      <input name=identifier value="a&quot;b"><input type=hidden name=csrf value=t&#x27;>
      <input type=checkbox name=off><input type=checkbox name=on checked><input type=radio name=r value=1 checked>
      <input name=gone disabled><input type=file name=file><input>
      <textarea name=note>hi</textarea><select name=s><option value=1>one<option selected>two</select>
      <button name=go value=first>Go</button><button name=other value=second>Other</button></form>
      <form action=/second></form>)",
                                            "http://h/a/b/page");
  REQUIRE(form);
  CHECK(form->method == "POST");
  CHECK(form->action == "http://h/a/in?x=1&y=2");
  const std::vector<std::pair<std::string, std::string>> expected{
      {"identifier", "a\"b"}, {"csrf", "t'"}, {"on", "on"},   {"r", "1"},
      {"note", "hi"},         {"s", "two"},   {"go", "first"}};
  CHECK(form->fields == expected);
  CHECK_FALSE(conformance::first_form("<p>no form", "http://h/"));
  CHECK_FALSE(conformance::first_form("", "http://h/"));
}

TEST_CASE("of several forms the one that posts to an address is found", "[browser][form]") {
  conformance::Page page{.url = "http://h/a/", .status = 200, .body = {}, .hops = {}};
  page.body =
      "<form action=/search><input name=q></form><form action=/logout><input name=get></form>"
      "<form method=post action=/basket></form>"
      "<form method=post action='../logout?all=1'><input name=csrf value=t></form>";
  const auto form = conformance::form_that_posts_to("http://h/logout", page);
  REQUIRE(form);
  CHECK(form->action == "http://h/logout?all=1");
  CHECK(form->fields == std::vector<std::pair<std::string, std::string>>{{"csrf", "t"}});
  CHECK_FALSE(conformance::form_that_posts_to("http://h/log", page));
  CHECK_FALSE(conformance::form_that_posts_to("http://h/search", page));
  CHECK(conformance::all_forms(page.body, page.url).size() == 4);
}

TEST_CASE("answers fill only the fields that the form has", "[browser][form]") {
  ScriptedServer server(
      {answer_with("200 OK", "", "<form action=/find><input name=q><input name=h value=1></form>"),
       answer_with("200 OK", "")});
  const auto browser = make_http_browser();
  const auto page = browser->get(server.url("/"));
  browser->submit(page, {{"q", "tea & more"}, {"password", "secret"}});
  CHECK(server.asked().at(1).starts_with("GET /find?q=tea%20%26%20more&h=1 HTTP/1.1"));
}
