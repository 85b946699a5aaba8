#include "mockidp/protocol/uri.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace protocol {
namespace {

bool is_uri_alpha(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_uri_digit(char c) { return c >= '0' && c <= '9'; }
bool is_unreserved(char c) {
  return is_uri_alpha(c) || is_uri_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}
bool is_sub_delim(char c) { return std::string_view("!$&'()*+,;=").find(c) != std::string_view::npos; }

int hex_digit_value(char c) {
  if (is_uri_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool starts_percent_escape(std::string_view text) {
  return text.size() >= 3 && text[0] == '%' && hex_digit_value(text[1]) >= 0 && hex_digit_value(text[2]) >= 0;
}

// Unreserved characters, sub-delims, percent escapes and whatever else the component allows.
bool is_uri_component(std::string_view text, std::string_view also_allowed) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (starts_percent_escape(text.substr(i)))
      i += 2;
    else if (!is_unreserved(text[i]) && !is_sub_delim(text[i]) &&
             also_allowed.find(text[i]) == std::string_view::npos)
      return false;
  }
  return true;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_uri_alpha(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_uri_alpha(c) || is_uri_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

bool is_port(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_uri_digit)) return false;
  std::uint16_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end;
}

bool is_ipv6_literal(std::string_view host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return false;
  const std::string_view literal = host.substr(1, host.size() - 2);
  // inet_pton reads up to a NUL, and would not see what is hidden behind it.
  const bool looks_like_one = std::all_of(
      literal.begin(), literal.end(), [](char c) { return hex_digit_value(c) >= 0 || c == ':' || c == '.'; });
  in6_addr address;
  return looks_like_one && inet_pton(AF_INET6, std::string(literal).c_str(), &address) == 1;
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// Two readers that disagree about where the host ends are an open redirect, so nothing unusual passes here.
bool split_authority(Uri& uri) {
  std::string_view rest = uri.authority;
  if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
    if (!is_uri_component(rest.substr(0, at), ":")) return false;
    rest.remove_prefix(at + 1);
  }
  const std::size_t colon = rest.find(':', rest.starts_with('[') ? std::min(rest.find(']'), rest.size()) : 0);
  uri.host = rest.substr(0, colon);
  if (colon != std::string_view::npos) {
    uri.port = rest.substr(colon + 1);
    if (!is_port(uri.port) || uri.host.empty()) return false;
  }
  return uri.host.starts_with('[') ? is_ipv6_literal(uri.host) : is_uri_component(uri.host, "");
}

bool is_web_scheme(const Uri& uri) {
  const std::string scheme = ascii_lower(uri.scheme);
  return scheme == "http" || scheme == "https";
}

std::string_view default_port(std::string_view scheme) {
  if (scheme == "http") return "80";
  if (scheme == "https") return "443";
  return "";
}

// Everything after `separator` moves from `rest` into the answer.
std::optional<std::string> cut_after(std::string_view& rest, char separator) {
  const std::size_t at = rest.find(separator);
  if (at == std::string_view::npos) return std::nullopt;
  std::string tail(rest.substr(at + 1));
  rest = rest.substr(0, at);
  return tail;
}

}  // namespace

std::optional<Uri> parse_uri(std::string_view text) {
  Uri uri;
  std::string_view rest = text;
  uri.fragment = cut_after(rest, '#');
  uri.query = cut_after(rest, '?');
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  uri.scheme = rest.substr(0, colon);
  rest.remove_prefix(colon + 1);
  if (rest.starts_with("//")) {
    uri.has_authority = true;
    uri.authority = rest.substr(2, rest.find('/', 2) - 2);
    rest.remove_prefix(2 + uri.authority.size());
  }
  uri.path = rest;

  if (!is_scheme(uri.scheme) || !split_authority(uri)) return std::nullopt;
  // Browsers read "https:evil.example" as "https://evil.example".
  if (is_web_scheme(uri) && uri.host.empty()) return std::nullopt;
  if (!is_uri_component(uri.path, ":@/")) return std::nullopt;
  if (uri.query && !is_uri_component(*uri.query, ":@/?")) return std::nullopt;
  if (uri.fragment && !is_uri_component(*uri.fragment, ":@/?")) return std::nullopt;
  return uri;
}

std::string to_string(const Uri& uri) {
  std::string text = uri.scheme + ':';
  if (uri.has_authority || !uri.authority.empty()) text += "//" + uri.authority;
  text += uri.path;
  if (uri.query) text += '?' + *uri.query;
  if (uri.fragment) text += '#' + *uri.fragment;
  return text;
}

std::string origin_of(const Uri& uri) {
  if (uri.host.empty()) return "";
  const std::string scheme = ascii_lower(uri.scheme);
  std::string origin = scheme + "://" + ascii_lower(uri.host);
  std::string_view port = uri.port;
  while (port.size() > 1 && port[0] == '0') port.remove_prefix(1);
  if (!port.empty() && port != default_port(scheme)) origin.append(":").append(port);
  return origin;
}

std::string origin_of(std::string_view uri) {
  const auto parsed = parse_uri(uri);
  return parsed ? origin_of(*parsed) : "";
}

bool is_loopback_host(std::string_view host) {
  const std::string lower = ascii_lower(host);
  if (lower == "localhost" || lower.ends_with(".localhost")) return true;
  if (is_ipv6_literal(lower)) {
    in6_addr address;
    inet_pton(AF_INET6, lower.substr(1, lower.size() - 2).c_str(), &address);
    return IN6_IS_ADDR_LOOPBACK(&address) != 0;
  }
  if (lower.find('\0') != std::string::npos) return false;
  in_addr address;
  return inet_pton(AF_INET, lower.c_str(), &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      out += '%';
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
  if (text.find('%') == text.npos) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (!starts_percent_escape(text.substr(i))) return std::nullopt;
    out += static_cast<char>(hex_digit_value(text[i + 1]) * 16 + hex_digit_value(text[i + 2]));
    i += 2;
  }
  return out;
}

}  // namespace protocol
