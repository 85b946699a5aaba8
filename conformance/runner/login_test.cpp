#include "conformance/runner/login.h"

#include "mockidp/testing/catch.h"

using conformance::Form;
using conformance::Page;

namespace {

class FakeClient final : public conformance::Client {
 public:
  explicit FakeClient(conformance::Manifest manifest) : manifest_(std::move(manifest)) {}
  const conformance::Manifest& manifest() const override { return manifest_; }
  std::string url(const std::string& path) const override { return "http://app" + path; }
  std::string client_id() const override { return {}; }
  std::string client_secret() const override { return {}; }
  void restart() override {}
  void restart_with_issuer(const std::string&) override {}
  bool alive() override { return true; }

 private:
  conformance::Manifest manifest_;
};

// Every address has this page; what was asked is kept.
class OnePageBrowser final : public conformance::UserAgent {
 public:
  explicit OnePageBrowser(std::string body) : body_(std::move(body)) {}
  Page get(const std::string& url, const std::vector<std::pair<std::string, std::string>>&) override {
    asked.push_back("GET " + url);
    return {.url = url, .status = 200, .body = body_, .hops = {}};
  }
  Page post(const std::string&, const std::vector<std::pair<std::string, std::string>>&) override {
    return {};
  }
  Page submit(const Page&, const std::map<std::string, std::string>&) override { return {}; }
  Page submit_form(const Page& page, const Form& form) override {
    asked.push_back(form.method + " " + form.action);
    return {.url = page.url, .status = 0, .body = {}, .hops = {}};
  }
  void stop_before(Gate) override {}
  std::vector<conformance::Cookie> cookies(const std::string&) const override { return {}; }
  void set_cookie(const std::string&, const conformance::Cookie&) override {}
  void forget_cookies() override {}
  std::vector<std::string> asked;

 private:
  std::string body_;
};

using Asked = std::vector<std::string>;

Asked asked_for_login(const std::string& method, const std::string& form_page, const std::string& body,
                      const std::string& query = {}) {
  conformance::Manifest manifest;
  manifest.login_method = method;
  manifest.login_form_page = form_page;
  OnePageBrowser browser(body);
  open_login(browser, FakeClient(manifest), query);
  return browser.asked;
}

}  // namespace

TEST_CASE("a login is opened, or begun by the form that posts there", "[runner]") {
  const std::string button = "<form action=/find></form><form method=post action=/login></form>";
  CHECK(asked_for_login("GET", "", button) == Asked{"GET http://app/login"});
  CHECK(asked_for_login("POST", "", button) == Asked{"GET http://app/login", "POST http://app/login"});
  CHECK(asked_for_login("POST", "/welcome", button) ==
        Asked{"GET http://app/welcome", "POST http://app/login"});
  CHECK(asked_for_login("POST", "/welcome", "<form method=post action=/other></form>") ==
        Asked{"GET http://app/welcome"});
}

TEST_CASE("a login that does not lead to the provider is told by what it shows", "[runner]") {
  const auto told = [](const std::string& method, const std::string& body, const std::string& url,
                       const std::string& asked_by = "GET") {
    conformance::Manifest manifest;
    manifest.login_method = method;
    Page page{.url = url, .status = 200, .body = body, .hops = {}};
    page.hops.push_back({asked_by, url, 200, {}, {}, body, {}});
    return why_no_sign_in_begins(FakeClient(manifest), page, "http://idp");
  };
  const std::string here = "http://app/login", form = "<form method=post action=/login></form>";
  CHECK_THAT(told("GET", form, here),
             Catch::Matchers::StartsWith("/login_method: http://app/login shows a form"));
  CHECK_THAT(told("POST", "<form action=/find></form>", here),
             Catch::Matchers::StartsWith("/login_form_page: ") && ContainsSubstring("(found: GET /find)"));
  CHECK_THAT(told("POST", "<p>Hello", here, "POST"), ContainsSubstring("is login_path right?"));
  for (const auto* body : {"<p>Hello", "<script>go()</script>"})
    CHECK_THAT(told("GET", body, here), ContainsSubstring("is login_path right?"));
  CHECK_THAT(told("GET", "<script>go()</script>", here), ContainsSubstring("scripts were not run"));
  CHECK_THAT(told("GET", "<p>Hello", here), !ContainsSubstring("scripts"));
  CHECK_THAT(told("GET", form, "http://elsewhere/login"), ContainsSubstring("but to http://elsewhere/login"));
}

TEST_CASE("a query of a login reaches it once, by way of its form too", "[runner]") {
  CHECK(asked_for_login("GET", "", "", "next=%2Fa") == Asked{"GET http://app/login?next=%2Fa"});
  CHECK(asked_for_login("POST", "/", "<form method=post action=/login>", "next=%2Fa") ==
        Asked{"GET http://app/?next=%2Fa", "POST http://app/login?next=%2Fa"});
  CHECK(asked_for_login("POST", "/", "<form method=post action='/login?next=/a'>", "next=%2Fa").back() ==
        "POST http://app/login?next=/a");
  CHECK(asked_for_login("POST", "/", "<form method=post action=/login><input name=next value=/a></form>",
                        "next=%2Fa")
            .back() == "POST http://app/login");
}
