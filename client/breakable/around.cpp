#include "client/breakable/around.h"

#include <algorithm>
#include <stdexcept>

#include "mockidp/protocol/form.h"

namespace breakable {

namespace {

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return x == y || ((x ^ y) == 0x20 && (x | 0x20) >= 'a'); });
}

}  // namespace

Around editing(EditAnswer edit) {
  return [edit = std::move(edit)](http::Request& request, const http::Dispatcher& client) {
    auto response = client(request);
    edit(request, response);
    return response;
  };
}

Around at_path(std::string path, Around around) {
  return [path = std::move(path), around = std::move(around)](http::Request& request,
                                                              const http::Dispatcher& client) {
    return request.path == path ? around(request, client) : client(request);
  };
}

Around without_request_headers(std::vector<std::string> names) {
  return [names = std::move(names)](http::Request& request, const http::Dispatcher& client) {
    for (const auto& name : names) remove_header(request.headers, name);
    return client(request);
  };
}

Around without_response_header(std::string name) {
  return editing([name = std::move(name)](const http::Request&, http::Response& response) {
    remove_header(response.headers, name);
  });
}

Around with_safeguard(std::string name, std::string value) {
  return at_path("/safeguards.js", editing([name = std::move(name), value = std::move(value)](
                                               const http::Request&, http::Response& response) {
                   if (response.body.find("\n  " + name + ":") == std::string::npos)
                     throw std::logic_error("there is no safeguard " + name);
                   response.body += "safeguards." + name + " = " + value + ";\n";
                 }));
}

void remove_header(http::Headers& headers, std::string_view name) {
  std::erase_if(headers, [&](const auto& header) { return same_name(header.first, name); });
}

void edit_cookies(http::Response& response, const std::function<std::string(std::string)>& edit) {
  for (auto& [name, value] : response.headers)
    if (name == "Set-Cookie") value = edit(std::move(value));
  std::erase_if(response.headers,
                [](const auto& header) { return header.first == "Set-Cookie" && header.second.empty(); });
}

std::string without_cookie_attribute(const std::string& set_cookie, std::string_view attribute) {
  const auto at = set_cookie.find("; " + std::string(attribute));
  if (at == std::string::npos) return set_cookie;
  const auto end = set_cookie.find(';', at + 1);
  return set_cookie.substr(0, at) + (end == std::string::npos ? "" : set_cookie.substr(end));
}

bool deletes_cookie(std::string_view set_cookie) {
  return set_cookie.find("; Max-Age=0") != std::string_view::npos;
}

std::string without_parameter(const std::string& url, std::string_view name) {
  const auto mark = url.find('?');
  if (mark == std::string::npos) return url;
  const auto query = protocol::parse_form(url.substr(mark + 1));
  if (!query) return url;
  protocol::Params rest;
  for (const auto& [key, value] : query->entries())
    if (key != name) rest.add(key, value);
  return protocol::append_query(url.substr(0, mark), rest);
}

}  // namespace breakable
