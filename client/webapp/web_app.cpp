#include "client/webapp/web_app.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "client/rp/sign_out.h"
#include "client/webapp/orders_api.h"
#include "client/webapp/return_path.h"
#include "mockidp/protocol/uri.h"

namespace webapp {

namespace {

constexpr std::size_t kMaxHintBytes = 200;
constexpr unsigned kMostOfOneProduct = 99;
constexpr const char* kSignOutCookie = "webapp_signout";
constexpr std::chrono::seconds kSignOutCookieLifetime{600};

const std::vector<Product>& products() {
  static const std::vector<Product> all{{"assam", "Assam, second flush", "€ 9.50"},
                                        {"sencha", "Sencha", "€ 12.00"},
                                        {"rooibos", "Rooibos with vanilla", "€ 7.20"},
                                        {"oolong", "Iron Goddess oolong", "€ 18.90"}};
  return all;
}

std::string as_shown(const protocol::Json& value) {
  return value.is_string() ? value.get<std::string>() : protocol::to_text(value);
}

std::vector<std::pair<std::string, std::string>> shown_claims(const protocol::Json* claims) {
  std::vector<std::pair<std::string, std::string>> list;
  if (!claims) return list;
  for (const auto& [name, value] : claims->items()) list.emplace_back(name, as_shown(value));
  return list;
}

// Whom to greet: userinfo has the fuller profile, the ID token the few claims that a code flow brings.
std::string name_of(const protocol::Json* userinfo, const protocol::Json& id_token,
                    const std::string& subject) {
  for (const auto* key : {"name", "preferred_username", "email"})
    for (const auto* claims : {userinfo, &id_token})
      if (const auto* value = claims ? protocol::json_string(*claims, key) : nullptr;
          value && !value->empty())
        return *value;
  return subject;
}

std::string claim_of(const Account& account, const char* key) {
  for (const auto* claims : {account.userinfo.get(), account.id_token_claims.get()})
    if (const auto* value = claims ? protocol::json_string(*claims, key) : nullptr) return *value;
  return {};
}

unsigned items_in(const BrowserSession& session) {
  unsigned items = 0;
  for (const auto& [product, count] : session.cart) items += count;
  return items;
}

// A script asks for JSON or says that it is one; it cannot follow a redirect to a sign-in page.
bool is_for_script(const http::Request& request) {
  const auto accept = request.header("Accept");
  return request.header("X-Requested-With") == "XMLHttpRequest" ||
         (accept.find("application/json") != std::string_view::npos &&
          accept.find("text/html") == std::string_view::npos);
}

struct FailureText {
  int status;
  const char* heading;
  const char* text;
};

FailureText text_of(const rp::SignInFailure& failure) {
  using Kind = rp::SignInFailure::Kind;
  switch (failure.kind) {
    case Kind::state:
    case Kind::callback:
      return {400, "This sign-in could not be completed",
              "The answer belongs to no sign-in that this browser began."};
    case Kind::expired:
      return {400, "That took too long", "Please sign in again."};
    case Kind::provider:
      return {403, "You were not signed in", "The sign-in service refused, for this reason:"};
    case Kind::unavailable:
      return {503, "The sign-in service does not answer", "Please try again in a moment."};
    case Kind::token:
    case Kind::response:
    case Kind::id_token:
    case Kind::userinfo:
      break;
  }
  return {502, "You were not signed in", "The sign-in service gave an answer that this app cannot accept."};
}

std::string detail_of(const rp::SignInFailure& failure) {
  if (failure.error.empty()) return failure.description;
  return failure.description.empty() ? failure.error : failure.error + ": " + failure.description;
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
  return settings;
}

struct WebApp::Visit {
  const http::Request& request;
  protocol::TimePoint now;
  protocol::Params query;
  protocol::Params form;
  std::string key;  // of the session; "" while the browser has none
  BrowserSession session;
  std::optional<SessionEnd> ended;
  std::vector<http::SetCookie> cookies;

  bool signed_in() const { return session.account.has_value(); }
};

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

template <class Content>
http::Response WebApp::show(Visit& visit, int status, std::string title, const Content& content) {
  Frame frame;
  frame.title = std::move(title);
  if (visit.session.account) frame.person = visit.session.account->name;
  frame.csrf = visit.session.csrf;
  frame.cart_items = items_in(visit.session);
  auto response = http::text_response(status, "text/html; charset=utf-8", render(frame, content));
  response.set("Cache-Control", "no-store");
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  return response;
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

http::Response WebApp::depart(Visit& visit, const rp::SignInWishes& wishes) {
  auto departure = sign_in_.begin(wishes, visit.now);
  if (!departure) return show_failure(visit, departure.error());
  sessions_.change(ensure_session(visit),
                   [&](BrowserSession& session) { session.pending.add(std::move(departure->transaction)); });
  auto response = http::redirect_response(302, departure->authorization_url);
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

http::Response WebApp::show_failure(Visit& visit, const rp::SignInFailure& failure) {
  const auto text = text_of(failure);
  return show(visit, text.status, text.heading,
              MessagePage{.heading = text.heading,
                          .text = text.text,
                          .detail = detail_of(failure),
                          .retry = "/login",
                          .retry_label = "Sign in"});
}

// Also the initiate-login URI (OpenID Connect Core 4): a provider may start here with iss, login_hint,
// target_link_uri.
http::Response WebApp::login(Visit& visit) {
  for (const auto& name : visit.query.repeated())
    return show(
        visit, 400, "Bad request",
        MessagePage{
            .heading = "Bad request", .text = "A parameter was sent twice.", .detail = name, .retry = {}});
  if (const auto* issuer = visit.query.find("iss"); issuer && !rp::is_configured_issuer(*issuer, settings_))
    return show(visit, 400, "Unknown provider",
                MessagePage{.heading = "Unknown provider",
                            .text = "This app does not sign in with that provider.",
                            .detail = {},
                            .retry = "/login",
                            .retry_label = "Sign in"});
  rp::SignInWishes wishes;
  wishes.return_to = "/";
  if (const auto* path = visit.query.find("return_to")) wishes.return_to = safeguards_.return_path(*path);
  if (const auto* target = visit.query.find("target_link_uri"))
    wishes.return_to = safe_target_link(*target, options_.base_url);
  if (const auto* hint = visit.query.find("login_hint"); hint && hint->size() <= kMaxHintBytes)
    wishes.login_hint = *hint;
  return depart(visit, wishes);
}

http::Response WebApp::callback(Visit& visit) {
  // A browser that checks or prefetches the address must not use up the code.
  if (visit.request.method == "HEAD") return http::text_response(200, "text/plain", "");
  auto transaction = sessions_.take_pending(visit.key, visit.query);
  if (!transaction) {
    // The same answer once more, as after "reload": whoever is signed in stays so.
    return show_failure(visit, {rp::SignInFailure::Kind::state, {}, {}});
  }
  auto signed_in = sign_in_.finish(std::move(*transaction), visit.query, visit.now);
  if (!signed_in) return show_failure(visit, signed_in.error());

  Account account;
  account.issuer = signed_in->id_token.issuer();
  account.subject = signed_in->id_token.subject();
  account.id_token_claims = std::make_shared<const protocol::Json>(signed_in->id_token.claims());
  account.userinfo = signed_in->userinfo;
  account.name = name_of(account.userinfo.get(), *account.id_token_claims, account.subject);
  account.id_token = signed_in->tokens.id_token;
  if (!options_.api_url.empty())
    account.tokens = std::make_shared<rp::LiveTokens>(sign_in_, settings_, std::move(signed_in->tokens),
                                                      signed_in->id_token);
  visit.cookies.push_back(session_cookie(sessions_.sign_in(visit.key, std::move(account), visit.now)));
  auto response =
      http::redirect_response(303, options_.base_url + safeguards_.return_path(signed_in->return_to));
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

http::Response WebApp::ask_to_sign_out(Visit& visit) {
  if (!visit.signed_in()) return http::redirect_response(303, options_.base_url + "/");
  return show(visit, 200, "Sign out",
              MessagePage{.heading = "Sign out?",
                          .text = "This ends your session here and at the sign-in service.",
                          .detail = {},
                          .retry = {},
                          .offers_sign_out = true});
}

http::Response WebApp::sign_out(Visit& visit) {
  if (!visit.signed_in()) return http::redirect_response(303, options_.base_url + "/");
  if (!protocol::constant_time_equal(visit.form.get("csrf"), visit.session.csrf))
    return show(visit, 403, "Not signed out",
                MessagePage{.heading = "You are still signed in",
                            .text = "That request did not come from a page of this app.",
                            .detail = {},
                            .retry = {},
                            .offers_sign_out = true});
  // Our own session first: whatever becomes of the provider's, nobody is signed in here any more.
  const auto id_token = visit.session.account->id_token;
  safeguards_.end_session(sessions_, visit.key);
  visit.session = {};
  visit.cookies.push_back(session_cookie(""));

  const auto metadata = sign_in_.discovery().metadata(visit.now);
  if (metadata) {
    if (auto departure = rp::begin_sign_out(settings_, **metadata, id_token, random_)) {
      http::SetCookie state{.name = kSignOutCookie,
                            .value = departure->state,
                            .path = options_.signed_out_path,
                            .max_age = kSignOutCookieLifetime};
      state.secure = secure();
      visit.cookies.push_back(state);
      auto response = http::redirect_response(303, departure->end_session_url);
      response.set("Cache-Control", "no-store");
      response.set("Referrer-Policy", "no-referrer");
      return response;
    }
  }
  return show(visit, 200, "Signed out here",
              MessagePage{.heading = "You are signed out here",
                          .text = "The sign-in service does not answer, so your session there may go on. "
                                  "Close the browser if others use it.",
                          .detail = {},
                          .retry = "/",
                          .retry_label = "To the shop"});
}

http::Response WebApp::signed_out(Visit& visit) {
  const auto expected = visit.request.cookie(kSignOutCookie);
  http::SetCookie forget{.name = kSignOutCookie,
                         .value = "",
                         .path = options_.signed_out_path,
                         .max_age = std::chrono::seconds(0)};
  forget.secure = secure();
  visit.cookies.push_back(forget);
  const bool ours = expected && rp::is_back_from_sign_out(*expected, visit.query);
  return show(visit, 200, ours ? "Signed out" : "Tea Shop",
              MessagePage{.heading = ours ? "You are signed out" : "Nothing to do here",
                          .text = ours ? "Your session ended here and at the sign-in service."
                                       : "No sign-out of this browser is under way.",
                          .detail = {},
                          .retry = "/",
                          .retry_label = "To the shop"});
}

http::Response WebApp::shop(Visit& visit) { return show(visit, 200, "Shop", ShopPage{products()}); }

http::Response WebApp::add_to_cart(Visit& visit) {
  const auto wanted = visit.form.get("product");
  const auto& all = products();
  const auto product = std::find_if(all.begin(), all.end(), [&](const Product& p) { return p.id == wanted; });
  if (product == all.end())
    return show(visit, 400, "Unknown tea",
                MessagePage{.heading = "Unknown tea",
                            .text = "The shop has no such tea.",
                            .detail = {},
                            .retry = "/",
                            .retry_label = "To the shop"});
  // A visitor without a session has nothing that a forged form could harm; everybody else proves the page.
  if (!visit.key.empty() && !protocol::constant_time_equal(visit.form.get("csrf"), visit.session.csrf))
    return show(visit, 403, "Not added",
                MessagePage{.heading = "Nothing was added",
                            .text = "That request did not come from a page of this app.",
                            .detail = {},
                            .retry = "/",
                            .retry_label = "To the shop"});
  sessions_.change(ensure_session(visit), [&](BrowserSession& session) {
    auto& count = session.cart[product->id];
    count = std::min(count + 1, kMostOfOneProduct);
  });
  return http::redirect_response(303, options_.base_url + "/cart");
}

CartPage WebApp::cart_of(const BrowserSession& session) const {
  CartPage page;
  for (const auto& product : products())
    if (const auto line = session.cart.find(product.id); line != session.cart.end())
      page.lines.push_back({product.name, product.price, line->second});
  return page;
}

http::Response WebApp::cart(Visit& visit) { return show(visit, 200, "Cart", cart_of(visit.session)); }

http::Response WebApp::checkout(Visit& visit) {
  return show(visit, 200, "Check out",
              CheckoutPage{cart_of(visit.session), claim_of(*visit.session.account, "email"), false});
}

http::Response WebApp::place_order(Visit& visit) {
  if (!protocol::constant_time_equal(visit.form.get("csrf"), visit.session.csrf))
    return show(visit, 403, "Not ordered",
                MessagePage{.heading = "Nothing was ordered",
                            .text = "That request did not come from a page of this app.",
                            .detail = {},
                            .retry = "/checkout",
                            .retry_label = "Check out"});
  const bool placed = !visit.session.cart.empty();
  sessions_.change(visit.key, [](BrowserSession& session) { session.cart.clear(); });
  visit.session.cart.clear();
  return show(visit, 200, "Check out", CheckoutPage{{}, claim_of(*visit.session.account, "email"), placed});
}

http::Response WebApp::profile(Visit& visit) {
  const auto& account = *visit.session.account;
  return show(visit, 200, "Profile",
              ProfilePage{account.name, account.subject, account.issuer,
                          shown_claims(account.id_token_claims.get()), shown_claims(account.userinfo.get())});
}

http::Response WebApp::members(Visit& visit) {
  return show(visit, 200, "Members", MembersPage{visit.session.account->name});
}

http::Response WebApp::staff(Visit& visit) {
  return show(visit, 200, "Staff", StaffPage{visit.session.account->name});
}

http::Response WebApp::orders(Visit& visit) {
  const auto tokens = visit.session.account->tokens->current(visit.now);
  if (!tokens)
    return show(visit, 200, "Orders",
                OrdersPage{.lines = {},
                           .problem = "Your permission to see orders has run out. Please sign in again.",
                           .detail = detail_of(tokens.error())});
  return show(visit, 200, "Orders", fetch_orders(transport_, options_.api_url, tokens->access_token));
}

http::Response WebApp::style(Visit&) {
  auto response = http::text_response(200, "text/css; charset=utf-8", std::string(style_sheet()));
  response.set("Cache-Control", "max-age=300");
  return response;
}

http::Response WebApp::health(Visit&) { return http::text_response(200, "text/plain", "ok\n"); }

}  // namespace webapp
