#include <map>

#include "conformance/browser/cookie_jar.h"
#include "conformance/browser/user_agent.h"
#include "conformance/browser/wire.h"

namespace conformance {

namespace {

constexpr int kMaxRedirects = 20;  // as Chromium; here refreshes and forms count too
constexpr std::size_t kKeptBytes = 256 * 1024;
constexpr const char* kFormType = "application/x-www-form-urlencoded";

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

class HttpBrowser final : public UserAgent {
 public:
  explicit HttpBrowser(std::function<std::chrono::milliseconds()> patience)
      : patience_(std::move(patience)) {}

  Page get(const std::string& url, const Headers& headers) override {
    return travel({.method = "GET", .url = url, .headers = headers, .body = {}}, std::nullopt);
  }

  Page post(const std::string& url, const std::vector<std::pair<std::string, std::string>>& fields) override {
    return travel(form_post(url, fields), std::nullopt);
  }

  Page submit(const Page& page, const std::map<std::string, std::string>& answers) override {
    auto form = first_form(page.body, page.url);
    if (!form) return {.url = page.url, .status = 0, .body = {}, .hops = {}};
    for (auto& [name, value] : form->fields)
      if (const auto answer = answers.find(name); answer != answers.end()) value = answer->second;
    return submit_form(page, *form);
  }

  Page submit_form(const Page& page, const Form& form) override {
    const auto request = request_of(form);
    if (!request) return {.url = form.action, .status = 0, .body = {}, .hops = {}};
    return travel(*request, parse_url(page.url));
  }

  void stop_before(Gate gate) override { gate_ = std::move(gate); }

  std::vector<Cookie> cookies(const std::string& url) const override {
    const auto at = parse_url(url);
    return at ? jar_.matching(*at) : std::vector<Cookie>();
  }
  void set_cookie(const std::string& url, const Cookie& cookie) override {
    if (const auto at = parse_url(url)) jar_.put(*at, cookie);
  }
  void forget_cookies() override { jar_.clear(); }

 private:
  static WireRequest form_post(const std::string& url,
                               const std::vector<std::pair<std::string, std::string>>& fields) {
    return {
        .method = "POST", .url = url, .headers = {{"Content-Type", kFormType}}, .body = form_encoded(fields)};
  }

  static std::optional<WireRequest> request_of(const Form& form) {
    if (form.method == "POST") return form_post(form.action, form.fields);
    const auto action = parse_url(form.action);
    if (!action) return std::nullopt;
    const auto url = action->origin() + action->path + "?" + form_encoded(form.fields);
    return WireRequest{.method = "GET", .url = url, .headers = {}, .body = {}};
  }

  // `from` is the page that sends the browser there; nobody: the person typed it.
  Page travel(WireRequest request, std::optional<Url> from) {
    const auto accept = header_in(request.headers, "Accept");
    const bool is_script = !accept.empty() && accept.find("html") == std::string::npos;
    Page page;
    for (int redirects = 0; redirects <= kMaxRedirects; ++redirects) {
      page.url = request.url;
      page.status = 0;
      page.body.clear();
      page.is_led_on = false;
      const auto url = parse_url(request.url);
      if (!url) return page;
      if (gate_ && !gate_(request.method, request.url)) {
        page.kept_back = Form{request.url, request.method, parse_query(request.body)};
        return page;
      }
      const auto navigation =
          from && !same_site(*from, *url) ? Navigation::cross_site : Navigation::same_site;
      page.hops.push_back(ask(request, *url, navigation));
      auto& hop = page.hops.back();
      page.status = hop.status;
      page.body = hop.response_body;
      if (is_redirect(hop.status) && !hop.location.empty()) {
        const auto next = resolve_url(*url, hop.location);
        if (!next) return page;  // a scheme that leaves the browser: it stays on this answer
        follow(request, hop.status, *next, url->fragment);
      } else {
        auto next = is_script ? std::nullopt : led_on_by(hop, *url);
        if (!next) return page;
        request = std::move(*next);
        from = url;
      }
      page.is_led_on = true;
    }
    return page;
  }

  // What the page asks for by itself, as a browser with scripts sees it.
  static std::optional<WireRequest> led_on_by(Hop& hop, const Url& url) {
    if (is_html(hop))
      if (const auto form = form_that_submits_itself(hop.response_body, hop.url)) return request_of(*form);
    const auto refresh = refresh_target(hop);
    const auto next = refresh ? resolve_url(url, *refresh) : std::nullopt;
    if (!next) return std::nullopt;
    hop.location = *refresh;
    return WireRequest{.method = "GET", .url = next->text(), .headers = {}, .body = {}};
  }

  static void follow(WireRequest& request, int status, Url next, const std::string& fragment) {
    if (next.fragment.empty()) next.fragment = fragment;
    request.url = next.text();
    const bool keeps_method = status == 307 || status == 308;
    if (keeps_method || request.method == "GET" || request.method == "HEAD") return;
    request.method = "GET";
    request.body.clear();
    std::erase_if(request.headers, [](const auto& header) { return header.first == "Content-Type"; });
  }

  Hop ask(const WireRequest& request, const Url& url, Navigation navigation) {
    auto sent = request;
    if (patience_) {
      sent.timeout = patience_();
      sent.give_up = [this] { return patience_() <= std::chrono::milliseconds(0); };
    }
    if (header_in(sent.headers, "Accept").empty())
      sent.headers.emplace_back("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    if (header_in(sent.headers, "User-Agent").empty())
      sent.headers.emplace_back("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) conformance");
    const auto cookie = jar_.header(url, request.method, navigation);
    if (!cookie.empty() && header_in(sent.headers, "Cookie").empty())
      sent.headers.emplace_back("Cookie", cookie);
    auto answer = wire_.send(sent);
    for (const auto& [name, value] : answer.headers)
      if (header_in({{name, value}}, "Set-Cookie") == value && name.size() == 10) jar_.store(url, value);
    if (answer.body.size() > kKeptBytes) answer.body.resize(kKeptBytes);
    return {.method = request.method,
            .url = request.url,
            .status = answer.status,
            .headers = answer.headers,
            .body = request.body,
            .response_body = std::move(answer.body),
            .location = header_in(answer.headers, "Location")};
  }

  std::function<std::chrono::milliseconds()> patience_;
  Wire wire_;
  CookieJar jar_;
  Gate gate_;
};

}  // namespace

std::string Hop::header(std::string_view name) const { return header_in(headers, name); }

const Hop& Page::last() const {
  static const Hop none;
  return hops.empty() ? none : hops.back();
}

std::string address_asked(const Page& page) {
  if (!page.kept_back || page.kept_back->fields.empty()) return page.url;
  return page.url + (page.url.find('?') == std::string::npos ? "?" : "&") +
         form_encoded(page.kept_back->fields);
}

std::unique_ptr<UserAgent> make_http_browser(std::function<std::chrono::milliseconds()> patience) {
  return std::make_unique<HttpBrowser>(std::move(patience));
}

}  // namespace conformance
