#include "mockidp/http/message.h"

#include <algorithm>

#include "mockidp/http/text.h"

namespace http {
namespace {

std::string_view first_value(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

bool holds(const Headers& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const auto& header) { return equal_ignoring_case(header.first, name); });
}

std::optional<std::string> cookie_in(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = header.find(';');
    const std::string_view pair = trim_blanks(header.substr(0, end));
    header.remove_prefix(end == header.npos ? header.size() : end + 1);
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos || trim_blanks(pair.substr(0, equals)) != name) continue;
    return std::string(trim_blanks(pair.substr(equals + 1)));
  }
  return std::nullopt;
}

}  // namespace

std::string_view Request::header(std::string_view name) const { return first_value(headers, name); }

std::vector<std::string_view> Request::header_values(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) values.emplace_back(value);
  }
  return values;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (!equal_ignoring_case(key, "Cookie")) continue;
    if (auto found = cookie_in(value, name)) return found;
  }
  return std::nullopt;
}

std::string_view Request::path_param(std::string_view name) const {
  for (const auto& [key, value] : path_params) {
    if (key == name) return value;
  }
  return {};
}

std::string_view Request::media_type() const {
  const std::string_view type = header("Content-Type");
  return trim_blanks(type.substr(0, type.find(';')));
}

Response& Response::set(std::string name, std::string value) {
  if (prepared && holds(prepared->headers, name)) unpack();
  const auto same_name = [&](const auto& header) { return equal_ignoring_case(header.first, name); };
  const auto found = std::find_if(headers.begin(), headers.end(), same_name);
  if (found == headers.end()) return add(std::move(name), std::move(value));
  headers.erase(std::remove_if(found + 1, headers.end(), same_name), headers.end());
  found->second = std::move(value);
  return *this;
}

Response& Response::add(std::string name, std::string value) {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

std::string_view Response::header(std::string_view name) const {
  if (prepared) {
    if (const std::string_view value = first_value(prepared->headers, name); value.data() != nullptr)
      return value;
  }
  return first_value(headers, name);
}

Response& Response::unpack() {
  const auto part = std::exchange(prepared, nullptr);
  if (!part) return *this;
  headers.insert(headers.begin(), part->headers.begin(), part->headers.end());
  if (body.empty()) body = part->body;
  return *this;
}

Response text_response(int status, std::string_view content_type, std::string body) {
  Response response;
  response.status = status;
  response.add("Content-Type", std::string(content_type));
  response.body = std::move(body);
  return response;
}

Response redirect_response(int status, std::string location) {
  Response response;
  response.status = status;
  response.add("Location", std::move(location));
  return response;
}

std::string to_header(const SetCookie& cookie) {
  std::string header = cookie.name + "=" + cookie.value;
  if (!cookie.path.empty()) header += "; Path=" + cookie.path;
  if (cookie.max_age) header += "; Max-Age=" + std::to_string(cookie.max_age->count());
  if (cookie.secure) header += "; Secure";
  if (cookie.http_only) header += "; HttpOnly";
  if (!cookie.same_site.empty()) header += "; SameSite=" + cookie.same_site;
  return header;
}

}  // namespace http
