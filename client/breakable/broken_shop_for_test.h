#pragma once
// The web app, correct or broken, beside a fake provider, and browsers that keep their cookies.

#include <map>
#include <string>

#include "client/breakable/defect.h"
#include "client/rp/fake_provider_for_test.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/random.h"

namespace breakable {

inline WebAppParts test_webapp() {
  WebAppParts parts;
  parts.options.base_url = "http://localhost:8080";
  parts.options.issuer = rp::kTestIssuer;
  parts.options.client_id = "0oa-client";
  parts.options.client_secret = "s3cret";
  parts.options.staff = {"00u-zoe"};
  return parts;
}

// `defect` is a name; "" is the correct client.
inline WebAppParts webapp_without(const std::string& defect) {
  auto parts = test_webapp();
  if (!defect.empty()) std::get<BreakWebApp>(find_defect(defect)->apply)(parts);
  return parts;
}

struct BrokenShop {
  explicit BrokenShop(const std::string& defect)
      : app(assemble(webapp_without(defect), {provider, clock, random})) {}

  rp::FakeProvider provider;
  protocol::ManualClock clock{protocol::SystemClock().now()};
  protocol::SeededRandom random{11};
  http::Dispatcher app;
  bool answers_by_form = false;  // the provider, as it was asked to
};

class TestBrowser {
 public:
  explicit TestBrowser(BrokenShop& shop) : shop_(shop) {}

  http::Response send(const std::string& method, const std::string& target, const std::string& body = {},
                      http::Headers headers = {}) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (const auto mark = target.find('?'); mark != std::string::npos)
      request.query = target.substr(mark + 1);
    request.body = body;
    request.headers = std::move(headers);
    std::string jar;
    for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
    if (!jar.empty()) request.headers.emplace_back("Cookie", jar);
    auto response = shop_.app(request);
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie") keep(value);
    return response;
  }
  http::Response get(const std::string& target, http::Headers headers = {}) {
    return send("GET", target, {}, std::move(headers));
  }

  // Leaves for the provider, which will answer honestly; the state.
  std::string leave(const std::string& from = "/login") {
    const auto asked = rp::query_of(std::string(get(from).header("Location")));
    shop_.provider.expect_sign_in(std::string(asked.get("nonce")), shop_.clock.now());
    shop_.answers_by_form = asked.get("response_mode") == "form_post";
    return std::string(asked.get("state"));
  }
  http::Response come_back(const std::string& answer) {
    const std::string callback = "/authorization-code/callback";
    return shop_.answers_by_form ? send("POST", callback, answer) : get(callback + "?" + answer);
  }
  http::Response come_back_with_code(const std::string& state) {
    return come_back("code=c0de&state=" + state);
  }
  http::Response sign_in(const std::string& from = "/login") { return come_back_with_code(leave(from)); }
  bool signed_in() { return get("/members").status == 200; }

  std::string csrf() {
    const auto body = get("/").body;
    const auto at = body.find("name=\"csrf\" value=\"") + 19;
    return body.substr(at, body.find('"', at) - at);
  }

  std::map<std::string, std::string> cookies;

 private:
  void keep(const std::string& line) {
    const auto pair = line.substr(0, line.find(';'));
    const auto name = pair.substr(0, pair.find('='));
    if (line.find("Max-Age=0") != std::string::npos)
      cookies.erase(name);
    else
      cookies[name] = pair.substr(pair.find('=') + 1);
  }

  BrokenShop& shop_;
};

}  // namespace breakable
