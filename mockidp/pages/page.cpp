#include "mockidp/pages/page.h"

#include <nlohmann/json.hpp>

#include "mockidp/pages/page_template.h"
#include "mockidp/protocol/json.h"

namespace mockidp {

std::string render(const StopPage& page) {
  static const PageTemplate stop("stop.html");
  return stop.render(PageData(page.frame)
                         .set(page.proof)
                         .set("heading", page.heading)
                         .set("message", page.message)
                         .set("advice", page.advice)
                         .set("link_url", page.link_url)
                         .set("link_text", page.link_text));
}

std::string render(const ErrorPage& page) {
  static const PageTemplate error("error.html");
  return error.render(PageData(page.frame)
                          .set("identity_provider", page.identity_provider)
                          .set("error_code", page.error_code)
                          .set("description", page.description));
}

std::string render(const HomePage& page) {
  static const PageTemplate home("home.html");
  std::vector<PageData> tiles;
  for (const auto& tile : page.tiles) {
    PageData item;
    item.set("label", tile.label).set("url", tile.url);
    tiles.push_back(std::move(item));
  }
  return home.render(PageData(page.frame)
                         .set("display_name", page.display_name)
                         .set("login", page.login)
                         .flag("has_tiles", !page.tiles.empty())
                         .list("tiles", tiles));
}

std::string render_form_post(std::string_view action, const protocol::Params& parameters,
                             std::string_view nonce) {
  static const PageTemplate form_post("form_post.html");
  return form_post.render(
      PageData().set("action", action).list("parameters", parameters).set("nonce", nonce));
}

std::string render_post_message(std::string_view target_origin, const protocol::Params& parameters,
                                std::string_view nonce) {
  static const PageTemplate post_message("post_message.html");
  auto message = protocol::Json::object();
  for (const auto& [name, value] : parameters.entries()) message[name] = value;
  return post_message.render(
      PageData().set("target", target_origin).set("message", protocol::to_text(message)).set("nonce", nonce));
}

}  // namespace mockidp
