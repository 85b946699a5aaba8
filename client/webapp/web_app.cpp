#include "client/webapp/web_app.h"

#include <algorithm>

#include "client/webapp/orders_api.h"
#include "client/webapp/visit.h"
#include "mockidp/protocol/uri.h"

namespace webapp {

namespace {

// A script asks for JSON or says that it is one; it cannot follow a redirect to a sign-in page.
bool is_for_script(const http::Request& request) {
  const auto accept = request.header("Accept");
  return request.header("X-Requested-With") == "XMLHttpRequest" ||
         (accept.find("application/json") != std::string_view::npos &&
          accept.find("text/html") == std::string_view::npos);
}

}  // namespace

rp::Settings settings_of(const Options& options) {
  using protocol::TokenEndpointAuthMethod;
  rp::Settings settings;
  settings.issuer = options.issuer;
  settings.client_id = options.client_id;
  settings.client_secret = protocol::Secret(options.client_secret);
  settings.client_authentication = options.client_secret.empty()
                                       ? TokenEndpointAuthMethod::none
                                       : TokenEndpointAuthMethod::client_secret_basic;
  settings.redirect_uri = options.base_url + options.callback_path;
  settings.post_logout_redirect_uri = options.base_url + options.signed_out_path;
  settings.scopes = protocol::split_words(options.scopes);
  const auto& scopes = settings.scopes;
  if (!options.api_url.empty() && std::find(scopes.begin(), scopes.end(), kOrdersScope) == scopes.end())
    settings.scopes.push_back(kOrdersScope);
  settings.renewal_margin = options.renewal_margin;
  return settings;
}

WebApp::WebApp(const Options& options, rp::Transport& transport, const protocol::Clock& clock,
               protocol::Random& random, Safeguards safeguards)
    : options_(options),
      settings_(settings_of(options)),
      transport_(transport),
      clock_(clock),
      random_(random),
      safeguards_(std::move(safeguards)),
      sign_in_(settings_, transport, random, safeguards_.sign_in),
      sessions_({.idle = options.idle_limit, .absolute = options.session_limit}, random,
                safeguards_.session) {
  const auto shop_access = options.everything_needs_sign_in ? Access::guarded : Access::open;
  add("GET", "/", shop_access, &WebApp::shop);
  add("POST", "/cart", shop_access, &WebApp::add_to_cart);
  add("GET", "/cart", shop_access, &WebApp::cart);
  add("GET", "/checkout", Access::guarded, &WebApp::checkout);
  add("POST", "/checkout", Access::guarded, &WebApp::place_order);
  add("GET", "/profile", Access::guarded, &WebApp::profile);
  add("GET", "/members", Access::guarded, &WebApp::members);
  if (!options.staff.empty()) add("GET", "/staff", Access::staff, &WebApp::staff);
  if (!options.api_url.empty()) add("GET", "/orders", Access::guarded, &WebApp::orders);
  if (!options.invoices_url.empty()) add("GET", "/invoices", Access::guarded, &WebApp::invoices);
  if (options.recent_sign_in.count() > 0) {
    add("GET", "/safe", Access::guarded, &WebApp::safe);
    add("GET", "/confirm", Access::guarded, &WebApp::confirm);
  }
  if (!options.step_up_acr.empty()) add("GET", "/vault", Access::guarded, &WebApp::vault);
  add("GET", "/style.css", Access::open, &WebApp::style);
  add("GET", "/health", Access::open, &WebApp::health);
  add("GET", "/login", Access::open, &WebApp::login);
  add("GET", options.callback_path, Access::open, &WebApp::callback);
  add("GET", "/logout", Access::open, &WebApp::ask_to_sign_out);
  add("POST", "/logout", Access::open, &WebApp::sign_out);
  add("GET", options.signed_out_path, Access::open, &WebApp::signed_out);
}

void WebApp::add(std::string_view method, std::string_view path, Access access, Page page) {
  router_.add(method, path, [this, access, page](const http::Request& request) {
    Visit visit{request, clock_.now() + options_.clock_offset, {}, {}, {}, {}, {}, {}};
    auto query = protocol::parse_form(request.query);
    auto form = protocol::parse_form(request.method == "POST" ? request.body : std::string());
    if (auto key = request.cookie(cookie_name())) {
      auto found = sessions_.find(*key, visit.now);
      if (found.session) {
        visit.key = std::move(*key);
        visit.session = std::move(*found.session);
      }
      visit.ended = found.ended;
    }
    http::Response response;
    if (!query || !form) {
      response = show(
          visit, 400, "Bad request",
          MessagePage{
              .heading = "Bad request", .text = "The request cannot be read.", .detail = {}, .retry = {}});
    } else {
      visit.query = std::move(*query);
      visit.form = std::move(*form);
      response = enter(visit, access, page);
    }
    for (const auto& cookie : visit.cookies) response.add("Set-Cookie", http::to_header(cookie));
    return response;
  });
}

http::Response WebApp::enter(Visit& visit, Access access, Page page) {
  if (access == Access::open) return (this->*page)(visit);
  visit.session.account = safeguards_.admit(visit.request, visit.session);
  if (visit.signed_in()) renew(visit);
  if (!visit.signed_in()) return ask_to_sign_in(visit);
  if (access == Access::staff && !safeguards_.is_staff(*visit.session.account, options_.staff))
    return show(visit, 403, "Staff only",
                MessagePage{.heading = "This page is for the staff",
                            .text = "You are signed in, but not as somebody who may see it.",
                            .detail = {},
                            .retry = "/",
                            .retry_label = "To the shop"});
  return (this->*page)(visit);
}

// With a refresh token a session lasts no longer than the provider lets it: it is asked again whenever an
// access token has run out. While it does not answer, the session goes on.
void WebApp::renew(Visit& visit) {
  const auto& tokens = visit.session.account->tokens;
  if (tokens == nullptr || tokens->last().refresh_token.empty()) return;
  const auto renewed = tokens->current(visit.now);
  if (renewed || !safeguards_.ends_session(renewed.error())) return;
  safeguards_.end_session(sessions_, visit.key);
  visit.session = {};
  visit.key.clear();
}

http::Response WebApp::answer(http::Request& request) {
  std::vector<std::string> allowed;
  if (const auto* handler = router_.find(request, allowed)) return (*handler)(request);
  // Where everything needs a sign-in, nothing tells a stranger which pages there are.
  Visit visit{request, clock_.now() + options_.clock_offset, {}, {}, {}, {}, {}, {}};
  if (options_.everything_needs_sign_in) {
    const auto key = request.cookie(cookie_name());
    const auto found = key ? sessions_.find(*key, visit.now) : BrowserSessions::Found{};
    if (!found.session || !found.session->account) {
      auto response = ask_to_sign_in(visit);
      for (const auto& cookie : visit.cookies) response.add("Set-Cookie", http::to_header(cookie));
      return response;
    }
  }
  if (!allowed.empty()) {
    auto response = http::text_response(405, "text/plain", "Method not allowed\n");
    response.set("Allow", protocol::join_words(allowed, ", "));
    return response;
  }
  return show(visit, 404, "Not found",
              MessagePage{.heading = "Not found",
                          .text = "There is no such page.",
                          .detail = {},
                          .retry = "/",
                          .retry_label = "To the shop"});
}

bool WebApp::secure() const { return options_.base_url.starts_with("https:"); }

// The prefix has the browser insist on Secure, Path=/ and no Domain (RFC 6265bis 4.1.3.2).
std::string WebApp::cookie_name() const { return secure() ? "__Host-webapp_session" : "webapp_session"; }

http::SetCookie WebApp::session_cookie(const std::string& key) const {
  http::SetCookie cookie;
  cookie.name = cookie_name();
  cookie.value = key;
  cookie.secure = secure();
  if (key.empty()) cookie.max_age = std::chrono::seconds(0);
  return cookie;
}

std::string WebApp::ensure_session(Visit& visit) {
  if (visit.key.empty()) {
    visit.key = sessions_.begin(visit.now);
    visit.session = *sessions_.find(visit.key, visit.now).session;
    visit.cookies.push_back(session_cookie(visit.key));
  }
  return visit.key;
}

http::Response WebApp::ask_to_sign_in(Visit& visit) {
  if (is_for_script(visit.request)) {
    auto response = http::text_response(401, "application/json", "{\"error\":\"sign_in_required\"}\n");
    response.set("WWW-Authenticate",
                 "Cookie realm=\"webapp\", form-action=\"/login\", cookie-name=\"" + cookie_name() + "\"");
    response.set("Cache-Control", "no-store");
    return response;
  }
  const bool navigation = visit.request.method == "GET" || visit.request.method == "HEAD";
  const auto return_to = navigation ? safeguards_.return_path(visit.request.target) : std::string("/");
  if (visit.ended) {
    visit.cookies.push_back(session_cookie(""));
    const bool idle = *visit.ended == SessionEnd::idle;
    return show(visit, 401, "Session ended",
                MessagePage{.heading = "Your session has ended",
                            .text = idle ? "You were away for a while."
                                         : "You have been signed in for as long as one sign-in lasts.",
                            .detail = {},
                            .retry = "/login?return_to=" + protocol::percent_encode(return_to),
                            .retry_label = "Sign in again"});
  }
  return depart(visit, {.return_to = return_to});
}

}  // namespace webapp
