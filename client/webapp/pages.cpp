#include "client/webapp/pages.h"

#include <kainjow/mustache.hpp>

#include "embedded/webapp_pages.h"

namespace webapp {

namespace {

namespace mustache = kainjow::mustache;

mustache::data framed(const Frame& frame) {
  mustache::data data;
  data.set("title", frame.title);
  data.set("person", frame.person);
  data.set("signed_in", !frame.person.empty());
  data.set("csrf", frame.csrf);
  data.set("cart_items", std::to_string(frame.cart_items));
  data.set("has_items", frame.cart_items > 0);
  return data;
}

// The content's template stands in the frame's place for it, so that both see the same data.
std::string render_page(const char* name, const mustache::data& data) {
  std::string text(webapp_pages::embedded_file("frame.html"));
  const std::string place = "<!-- content -->";
  text.replace(text.find(place), place.size(), webapp_pages::embedded_file(name));
  mustache::mustache page(text);
  return page.render(data);
}

mustache::data line_list(const CartPage& page) {
  mustache::data lines(mustache::data::type::list);
  for (const auto& line : page.lines) {
    mustache::data item;
    item.set("name", line.name);
    item.set("price", line.price);
    item.set("count", std::to_string(line.count));
    lines.push_back(item);
  }
  return lines;
}

mustache::data claim_list(const std::vector<std::pair<std::string, std::string>>& claims) {
  mustache::data list(mustache::data::type::list);
  for (const auto& [name, value] : claims) {
    mustache::data item;
    item.set("name", name);
    item.set("value", value);
    list.push_back(item);
  }
  return list;
}

}  // namespace

std::string_view style_sheet() { return webapp_pages::embedded_file("style.css"); }

std::string render(const Frame& frame, const ShopPage& page) {
  auto data = framed(frame);
  mustache::data products(mustache::data::type::list);
  for (const auto& product : page.products) {
    mustache::data item;
    item.set("id", product.id);
    item.set("name", product.name);
    item.set("price", product.price);
    products.push_back(item);
  }
  data.set("products", products);
  return render_page("shop.html", data);
}

std::string render(const Frame& frame, const CartPage& page) {
  auto data = framed(frame);
  data.set("lines", line_list(page));
  data.set("empty", page.lines.empty());
  return render_page("cart.html", data);
}

std::string render(const Frame& frame, const CheckoutPage& page) {
  auto data = framed(frame);
  data.set("lines", line_list(page.cart));
  data.set("empty", page.cart.lines.empty() && !page.placed);
  data.set("ready", !page.cart.lines.empty() && !page.placed);
  data.set("placed", page.placed);
  data.set("email", page.email);
  return render_page("checkout.html", data);
}

std::string render(const Frame& frame, const ProfilePage& page) {
  auto data = framed(frame);
  data.set("name", page.name);
  data.set("subject", page.subject);
  data.set("issuer", page.issuer);
  data.set("id_token_claims", claim_list(page.id_token_claims));
  data.set("userinfo_claims", claim_list(page.userinfo_claims));
  data.set("has_userinfo", !page.userinfo_claims.empty());
  data.set("has_renewal", page.renewal.has_value());
  if (page.renewal) {
    data.set("renewals", std::to_string(page.renewal->renewals));
    data.set("good_until", std::to_string(page.renewal->good_until));
  }
  return render_page("profile.html", data);
}

std::string render(const Frame& frame, const OrdersPage& page) {
  auto data = framed(frame);
  mustache::data lines(mustache::data::type::list);
  for (const auto& line : page.lines) {
    mustache::data item;
    item.set("product", line.product);
    item.set("count", line.count);
    lines.push_back(item);
  }
  data.set("lines", lines);
  data.set("problem", !page.problem.empty());
  data.set("problem_text", page.problem);
  data.set("detail", page.detail);
  data.set("has_detail", !page.detail.empty());
  data.set("empty", page.lines.empty() && page.problem.empty());
  return render_page("orders.html", data);
}

std::string render(const Frame& frame, const MembersPage& page) {
  auto data = framed(frame);
  data.set("name", page.name);
  return render_page("members.html", data);
}

std::string render(const Frame& frame, const StaffPage& page) {
  auto data = framed(frame);
  data.set("name", page.name);
  return render_page("staff.html", data);
}

std::string render(const Frame& frame, const MessagePage& page) {
  auto data = framed(frame);
  data.set("heading", page.heading);
  data.set("text", page.text);
  data.set("detail", page.detail);
  data.set("has_detail", !page.detail.empty());
  data.set("retry", page.retry);
  data.set("has_retry", !page.retry.empty());
  data.set("retry_label", page.retry_label);
  data.set("offers_sign_out", page.offers_sign_out);
  return render_page("message.html", data);
}

}  // namespace webapp
