#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {
namespace {

std::string html_unescape(std::string text) {
  const std::pair<std::string_view, std::string_view> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, character] : entities)
    for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
      text.replace(at, entity.size(), character);
  return text;
}

std::string html_attribute(std::string_view tag, std::string_view name) {
  const std::string marker = ' ' + std::string(name) + "=\"";
  const std::size_t start = tag.find(marker);
  if (start == std::string_view::npos) return {};
  const std::size_t value = start + marker.size();
  return html_unescape(std::string(tag.substr(value, tag.find('"', value) - value)));
}

}  // namespace

PageForm first_form(std::string_view html) {
  PageForm form;
  const std::size_t start = html.find("<form");
  if (start == std::string_view::npos) return form;
  html = html.substr(start, html.find("</form>", start) - start);
  form.action = html_attribute(html.substr(0, html.find('>')), "action");
  for (std::size_t at = html.find("<input"); at != std::string_view::npos; at = html.find("<input", at + 1)) {
    const std::string_view tag = html.substr(at, html.find('>', at) - at);
    const std::string name = html_attribute(tag, "name");
    const std::string type = html_attribute(tag, "type");
    const bool ticked = type != "radio" || tag.ends_with(" checked");
    if (!name.empty() && type != "checkbox" && ticked) form.fields.add(name, html_attribute(tag, "value"));
  }
  return form;
}

PageForm form_to(std::string_view html, std::string_view action) {
  for (std::size_t at = html.find("<form"); at != std::string_view::npos; at = html.find("<form", at + 1)) {
    PageForm form = first_form(html.substr(at));
    if (form.action == action) return form;
  }
  return {};
}

http::Response TestBrowser::get(std::string_view target) {
  return keep(provider_.send(get_request(target, cookies())));
}

http::Response TestBrowser::post(std::string_view target, const Params& form) {
  return keep(provider_.send(post_request(target, form, cookies())));
}

http::Response TestBrowser::authorize(std::string_view server, const Params& params) {
  return get(std::string(server) + "/v1/authorize?" + protocol::encode_form(params));
}

std::string TestBrowser::target_inside(const http::Response& response) const {
  const std::string location(response.header("Location"));
  const std::string& org = provider_.org.directory()->org.url;
  return location.starts_with(org + '/') ? location.substr(org.size())
         : location.starts_with('/')     ? location
                                         : "";
}

http::Response TestBrowser::sign_in(http::Response page, std::string_view login, std::string_view password) {
  for (int step = 0; step < 8; ++step) {
    if (const std::string target = target_inside(page); !target.empty()) {
      page = get(target);
      continue;
    }
    PageForm form = first_form(page.body);
    if (page.status != 200 || !form.action.starts_with("/")) break;
    if (form.fields.has("identifier")) form.fields = with(form.fields, "identifier", std::string(login));
    if (form.fields.has("credentials.passcode"))
      form.fields = with(form.fields, "credentials.passcode", std::string(password));
    page = post(form.action, form.fields);
  }
  return page;
}

http::Response TestBrowser::sign_in_to(std::string_view server, const Params& params, std::string_view login,
                                       std::string_view password) {
  return sign_in(authorize(server, params), login, password);
}

std::string TestBrowser::cookie(std::string_view name) const {
  for (const auto& [key, value] : jar_)
    if (key == name) return value;
  return {};
}

http::Headers TestBrowser::cookies() const {
  std::string header;
  for (const auto& [name, value] : jar_) header += (header.empty() ? "" : "; ") + name + '=' + value;
  http::Headers headers;
  if (!header.empty()) headers.emplace_back("Cookie", header);
  if (!user_agent.empty()) headers.emplace_back("User-Agent", user_agent);
  return headers;
}

http::Response TestBrowser::keep(http::Response response) {
  for (const auto& [name, value] : response.headers) {
    if (name != "Set-Cookie") continue;
    const std::size_t equals = value.find('=');
    const std::string cookie_name = value.substr(0, equals);
    std::erase_if(jar_, [&](const auto& entry) { return entry.first == cookie_name; });
    if (value.find("Max-Age=0") == std::string::npos)
      jar_.emplace_back(cookie_name, value.substr(equals + 1, value.find(';') - equals - 1));
  }
  return response;
}

}  // namespace mockidp::testing
