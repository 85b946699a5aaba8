// What the app is for: the shop, and the pages of those who are signed in.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "client/webapp/orders_api.h"
#include "client/webapp/visit.h"

namespace webapp {

namespace {

constexpr unsigned kMostOfOneProduct = 99;

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

std::string claim_of(const Account& account, const char* key) {
  for (const auto* claims : {account.userinfo.get(), account.id_token_claims.get()})
    if (const auto* value = claims ? protocol::json_string(*claims, key) : nullptr) return *value;
  return {};
}

}  // namespace

namespace {

// Nothing of the tokens themselves: they never leave the server.
std::optional<RenewalNote> renewal_of(const Account& account) {
  if (!account.tokens || account.tokens->last().refresh_token.empty()) return std::nullopt;
  return RenewalNote{account.tokens->renewals(), protocol::to_unix(account.tokens->last().expires_at)};
}

}  // namespace

unsigned items_in(const BrowserSession& session) {
  unsigned items = 0;
  for (const auto& [product, count] : session.cart) items += count;
  return items;
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
  return show(
      visit, 200, "Profile",
      ProfilePage{account.name, account.subject, account.issuer, shown_claims(account.id_token_claims.get()),
                  shown_claims(account.userinfo.get()), renewal_of(account)});
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
