#include "client/breakable/ways.h"

#include <algorithm>

#include "client/breakable/around.h"
#include "mockidp/protocol/form.h"

namespace breakable {

namespace {

constexpr std::string_view kLogin = "/login";

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text)
    safe += c == '&' ? "&amp;" : c == '"' ? "&quot;" : c == '<' ? "&lt;" : std::string(1, c);
  return safe;
}

bool is_departure(std::string_view location) {
  return location.find("/v1/authorize?") != std::string_view::npos ||
         location.find("/v1/logout?") != std::string_view::npos;
}

// Cookies and the like stay.
http::Response as_page(http::Response response, const std::string& body) {
  remove_header(response.headers, "Location");
  response.status = 200;
  response.set("Content-Type", "text/html; charset=utf-8");
  response.body = "<!DOCTYPE html><html lang=\"en\"><title>One moment</title>" + body + "</html>";
  return response;
}

std::string form_to(const std::string& url) {
  const auto mark = std::min(url.find('?'), url.size());
  std::string form = "<form method=\"post\" action=\"" + escaped(url.substr(0, mark)) + "\">";
  if (const auto fields = protocol::parse_form(url.substr(std::min(mark + 1, url.size()))))
    for (const auto& [name, value] : fields->entries())
      form += "<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">";
  return form + "<button>Go on</button></form>";
}

}  // namespace

Around answered_by_form(std::string callback_path) {
  return [callback_path = std::move(callback_path)](http::Request& request, const http::Dispatcher& client) {
    if (request.path == callback_path) {
      request.query = request.method == "POST" ? request.body : std::string();
      request.target = request.path + "?" + request.query;
      request.method = "GET";
      request.body.clear();
    }
    auto response = client(request);
    if (const std::string location(response.header("Location"));
        location.find("/v1/authorize?") != std::string::npos)
      response.set("Location", location + "&response_mode=form_post");
    return response;
  };
}

http::Response page_that_refreshes_to(const std::string& address, http::Response response) {
  return as_page(std::move(response), "<meta http-equiv=\"refresh\" content=\"0; url=" + escaped(address) +
                                          "\"><p>One moment.</p>");
}

Around leading_on_by_refresh() {
  return editing([](const http::Request&, http::Response& response) {
    if (const std::string location(response.header("Location")); !location.empty())
      response = page_that_refreshes_to(location, std::move(response));
  });
}

Around leaving_by_form() {
  return editing([](const http::Request&, http::Response& response) {
    if (const std::string location(response.header("Location")); is_departure(location))
      response =
          as_page(std::move(response), form_to(location) + "<script>document.forms[0].submit()</script>");
  });
}

Around begun_by_button() {
  return at_path(std::string(kLogin), [](http::Request& request, const http::Dispatcher& client) {
    if (request.method == "GET")
      return as_page({}, "<form method=\"post\" action=\"" + escaped(request.target) +
                             "\"><button>Sign in</button></form>");
    request.method = "GET";
    request.body.clear();
    return client(request);
  });
}

const std::vector<OtherWay>& all_ways() {
  static const std::vector<OtherWay> all{
      {"form_post", "the provider answers by a form that the browser posts",
       [](WebAppParts& parts) { parts.around.push_back(answered_by_form(parts.options.callback_path)); }},
      {"refresh", "every redirect is a page that refreshes",
       [](WebAppParts& parts) { parts.around.push_back(leading_on_by_refresh()); }},
      {"forms", "the provider is asked, for sign-in and sign-out, by forms that submit themselves",
       [](WebAppParts& parts) { parts.around.push_back(leaving_by_form()); }},
      {"button", "a sign-in is begun by the button of a form",
       [](WebAppParts& parts) { parts.around.push_back(begun_by_button()); }}};
  return all;
}

const OtherWay* find_way(std::string_view name) {
  const auto& all = all_ways();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const OtherWay& way) { return way.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace breakable
