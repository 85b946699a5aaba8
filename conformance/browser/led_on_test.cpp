// What a page does by itself: a refresh, and a form that its script submits.
#include "conformance/browser/scripted_server_for_test.h"
#include "conformance/browser/user_agent.h"
#include "mockidp/testing/catch.h"

using conformance::answer_with;
using conformance::carries;
using conformance::form_that_submits_itself;
using conformance::make_http_browser;
using conformance::Page;
using conformance::redirect_to;
using conformance::refresh_target;
using conformance::ScriptedServer;

namespace {

std::string html(const std::string& body, const std::string& status = "200 OK") {
  return answer_with(status, "Content-Type: text/html\r\n", body);
}

conformance::Hop answer_at(const std::string& url, const std::string& header, const std::string& value,
                           const std::string& body = {}) {
  return {"GET", url, 200, {{header, value}}, {}, body, {}};
}

std::string submitted_by(const std::string& script, const std::string& body_attributes = {}) {
  const auto form = form_that_submits_itself(
      "<body " + body_attributes +
          "><form action=/search><input name=q></form><form id=go name=on method=post action=/go>"
          "<input type=hidden name=a value=1><button name=b value=2>Go</button></form><script>" +
          script + "</script>",
      "http://h/page");
  return form ? form->method + " " + form->action : "";
}

}  // namespace

TEST_CASE("a refresh is read as browsers read it", "[browser][led_on]") {
  struct Row {
    std::string content;
    std::optional<std::string> target;
  };
  const auto row = GENERATE(
      Row{"0;url=/me", "/me"}, Row{"0; URL='/me'", "/me"}, Row{" 5 , url = \"/me\" more", "/me"},
      Row{"0 /me", "/me"}, Row{"0;/me", "/me"}, Row{"1.9;url=/me", "/me"}, Row{".5;url=/me", "/me"},
      Row{"0;url=http://h/a?b=1", "http://h/a?b=1"}, Row{"0;urlx", "urlx"}, Row{"0", "http://h/page"},
      Row{"6;url=/me", std::nullopt}, Row{"300;url=/me", std::nullopt}, Row{"5", std::nullopt},
      Row{"99999999999999999999;url=/me", std::nullopt}, Row{"url=/me", std::nullopt},
      Row{"0url=/me", std::nullopt}, Row{"", std::nullopt}, Row{"3;url=/page", std::nullopt});
  CAPTURE(row.content);
  const std::string url = "http://h/page";
  CHECK(refresh_target(answer_at(url, "refresh", row.content)) == row.target);
  std::string quoted;
  for (const char c : row.content) quoted += c == '"' ? "&quot;" : std::string(1, c);
  CHECK(refresh_target(answer_at(url, "Content-Type", "text/html",
                                 "<META HTTP-EQUIV=Refresh CONTENT=\"" + quoted + "\"><p>hello")) ==
        row.target);
}

TEST_CASE("what only looks like a refresh is none", "[browser][led_on]") {
  const std::string meta = "<meta http-equiv=refresh content='0;url=/x'>";
  const std::string body =
      GENERATE_COPY("<!-- " + meta + " -->", "<noscript>" + meta + "</noscript>",
                    "<textarea>" + meta + "</textarea>", "<template>" + meta + "</template>",
                    std::string("<meta name=refresh content='0;url=/x'>"), std::string());
  CAPTURE(body);
  CHECK_FALSE(refresh_target(answer_at("http://h/", "Content-Type", "text/html", body)));
  CHECK_FALSE(refresh_target(answer_at("http://h/", "Content-Type", "application/json", meta)));
}

TEST_CASE("a refresh is followed like a redirect", "[browser][led_on]") {
  const std::string by = GENERATE("meta", "header");
  ScriptedServer app({by == "meta"
                          ? html("<meta http-equiv=refresh content='0;url=/next?x=%2F'>", "400 Bad Request")
                          : answer_with("400 Bad Request", "Refresh: 0;url=/next?x=%2F\r\n"),
                      answer_with("200 OK", "", "hello")});
  const auto page = make_http_browser()->post(app.url("/start"), {{"a", "b"}});
  CHECK(page.url == app.url("/next?x=%2F"));
  CHECK(page.body == "hello");
  REQUIRE(page.hops.size() == 2);
  CHECK(page.hops[0].location == "/next?x=%2F");
  CHECK_FALSE(page.is_led_on);
  CHECK(app.asked().at(1).starts_with("GET /next?x=%2F HTTP/1.1"));
}

TEST_CASE("a script that asks for JSON is led on by no page", "[browser][led_on]") {
  ScriptedServer server({html("<meta http-equiv=refresh content='0;url=/next'>")});
  CHECK(make_http_browser()->get(server.url("/start"), {{"Accept", "application/json"}}).hops.size() == 1);
}

TEST_CASE("a loop of refreshes, or of forms, ends and is told", "[browser][led_on]") {
  const std::string body = GENERATE("<meta http-equiv=refresh content='0;url=/again'>",
                                    "<form></form><script>document.forms[0].submit()</script>");
  ScriptedServer server(std::vector<std::string>(40, html(body)));
  const auto page = make_http_browser()->get(server.url("/again"));
  CHECK(page.hops.size() == 21);
  CHECK(page.status == 200);
  CHECK(page.is_led_on);
}

TEST_CASE("a form that submits itself is sent on as its page would", "[browser][led_on]") {
  ScriptedServer app({answer_with("200 OK", "Set-Cookie: lax=1; SameSite=Lax\r\n"),
                      redirect_to("/in", "303 See Other"), answer_with("200 OK", "", "signed in")});
  ScriptedServer provider(
      {html("<form method=post action='" + app.url("/cb") +
            "'><input type=hidden name=code value='a b'><noscript><button name=x>Go</button>"
            "</noscript></form><script nonce=n>document.forms[0].submit();</script>")});
  const auto browser = make_http_browser();
  browser->get(app.url("/"));
  const auto page = browser->get(provider.url("/authorize", "127.0.0.1"));
  CHECK(page.body == "signed in");
  CHECK(page.hops.size() == 3);
  CHECK(app.asked().at(1).starts_with("POST /cb "));
  CHECK(carries(app.asked().at(1), "\r\n\r\ncode=a%20b"));
  CHECK_FALSE(carries(app.asked().at(1), "Cookie"));  // another site's form
}

TEST_CASE("what the gate kept back is told whole", "[browser][led_on]") {
  const auto browser = make_http_browser();
  browser->stop_before([](const std::string&, const std::string& url) { return !carries(url, "/cb"); });
  ScriptedServer server(
      {html("<form method=post action=/cb><input name=code value='a&amp;b'><input name=code "
            "value=2></form><script>document.forms[0].submit()</script>"),
       redirect_to("/cb?code=3"), answer_with("200 OK", "")});
  const auto posted = browser->get(server.url("/one"));
  CHECK(posted.url == server.url("/cb"));
  CHECK(posted.status == 0);
  REQUIRE(posted.kept_back);
  CHECK(posted.kept_back->method == "POST");
  CHECK(posted.kept_back->action == posted.url);
  CHECK(posted.kept_back->fields ==
        std::vector<std::pair<std::string, std::string>>{{"code", "a&b"}, {"code", "2"}});
  const auto got = browser->get(server.url("/two"));
  REQUIRE(got.kept_back);
  CHECK(got.kept_back->method == "GET");
  CHECK(got.kept_back->action == server.url("/cb?code=3"));
  CHECK(got.kept_back->fields.empty());
  CHECK_FALSE(browser->get(server.url("/three")).kept_back);
}

TEST_CASE("which form a page's script submits as it loads", "[browser][led_on]") {
  CHECK(submitted_by("document.forms[0].submit()") == "GET http://h/search");
  for (const std::string script :
       {"document.forms[1].submit();", "document.forms['go'].submit()", "document.forms.on.submit()",
        "document.on.submit()", "document.getElementById(\"go\").submit()", "go.submit()",
        "document.querySelector('#go').requestSubmit()",
        "var f = document.getElementById('go');\nf.submit();",
        "window.onload = function () { document.forms[1].submit() };",
        "window.addEventListener('load', () => document.forms[1].submit())",
        "document.addEventListener(\"DOMContentLoaded\", function(e) { if (1) { document.forms[1].submit(); "
        "} })",
        "(function(){ document.forms[1].submit() })()", "(() => { document.forms[1].submit() })();",
        "setTimeout(function () { document.forms[1].submit() }, 0)",
        "function go_on() { document.forms[1].submit(); }\ngo_on();",
        "function go_on() { document.forms[1].submit(); }\nwindow.onload = go_on;",
        "// '\nlet x = '} { //';\ndocument.forms[1].submit()"}) {
    CAPTURE(script);
    CHECK(submitted_by(script) == "POST http://h/go");
  }
  CHECK(submitted_by("", "onload='document.forms[1].submit()'") == "POST http://h/go");
  CHECK(submitted_by("function f() { document.forms[1].submit(); }", "onload='f()'") == "POST http://h/go");
}

TEST_CASE("a long script costs little, whatever is in it", "[browser][led_on]") {
  std::string calls, deep(100000, '{'), text(100000, 'a');
  for (int i = 0; i < 20000; ++i) calls += "t();f.submit();";
  for (const auto& script :
       {"(" + text + "{f.submit()", deep + "f.submit()", "function t(){f.submit()};" + calls,
        "x.on(function t(){" + calls, "if(x)" + std::string(50000, '(') + ".submit()", "'" + text}) {
    const auto form =
        form_that_submits_itself("<form id=f></form><script>" + script + "</script>", "http://h/");
    CHECK((!form || form->action == "http://h/"));
  }
}

TEST_CASE("a form that waits for somebody is not submitted", "[browser][led_on]") {
  for (const std::string script :
       {"", "submit()", "// document.forms[1].submit()", "/* document.forms[1].submit() */",
        "say('document.forms[1].submit()')", "document.forms[1].onsubmit = check",
        "function go_on() { document.forms[1].submit(); }",
        "select.onchange = function () { document.forms[1].submit() }",
        "select.addEventListener('change', () => document.forms[1].submit())",
        "select.addEventListener('change', function () { document.forms[1].submit() })",
        "function go_on() { document.forms[1].submit(); }\nselect.onchange = go_on;",
        "fetch('/x').then(answer => { document.forms[1].submit() })"}) {
    CAPTURE(script);
    CHECK(submitted_by(script).empty());
  }
  CHECK_FALSE(form_that_submits_itself("<script>document.forms[0].submit()</script>", "http://h/"));
  CHECK_FALSE(form_that_submits_itself(
      "<form></form><script type='text/template'>document.forms[0].submit()</script>", "http://h/"));
  CHECK_FALSE(
      form_that_submits_itself("<form><select onchange='this.form.submit()'></select></form>", "http://h/"));
}
