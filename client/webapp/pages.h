#pragma once
// The app's pages: typed models, one render each. Everything is escaped by the templates.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace webapp {

// What every page shows around its own content.
struct Frame {
  std::string title;
  std::string person;  // "" for nobody
  std::string csrf;    // "" while the browser has no session
  unsigned cart_items = 0;
};

struct Product {
  std::string id, name, price;
};
struct ShopPage {
  std::vector<Product> products;
};
struct CartPage {
  struct Line {
    std::string name, price;
    unsigned count = 0;
  };
  std::vector<Line> lines;
};
struct CheckoutPage {
  CartPage cart;
  std::string email;
  bool placed = false;
};
struct RenewalNote {
  unsigned renewals = 0;
  std::int64_t good_until = 0;  // of the access token, by this machine's clock
};
struct ProfilePage {
  std::string name, subject, issuer;
  std::vector<std::pair<std::string, std::string>> id_token_claims, userinfo_claims;
  std::optional<RenewalNote> renewal = {};  // of an app that keeps a refresh token
};
struct OrdersPage {
  struct Line {
    std::string product, count;
  };
  std::vector<Line> lines{};
  std::string problem{};  // why there is no list; "" if there is one
  std::string detail{};   // the API's own words
};
struct MembersPage {
  std::string name;
};
struct StaffPage {
  std::string name;
};
struct MessagePage {
  std::string heading, text;
  std::string detail;  // of a failure: the provider's own words
  std::string retry;   // a path to try again with; "" for none
  std::string retry_label = "Try again";
  bool offers_sign_out = false;
};

std::string render(const Frame& frame, const ShopPage& page);
std::string render(const Frame& frame, const CartPage& page);
std::string render(const Frame& frame, const CheckoutPage& page);
std::string render(const Frame& frame, const ProfilePage& page);
std::string render(const Frame& frame, const OrdersPage& page);
std::string render(const Frame& frame, const MembersPage& page);
std::string render(const Frame& frame, const StaffPage& page);
std::string render(const Frame& frame, const MessagePage& page);

std::string_view style_sheet();

}  // namespace webapp
