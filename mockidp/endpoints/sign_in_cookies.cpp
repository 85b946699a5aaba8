#include <algorithm>

#include "mockidp/endpoints/sign_in.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

constexpr std::string_view kSessionCookie = "idx";
constexpr std::string_view kDeviceCookie = "DT";
constexpr std::chrono::hours kDeviceCookieLifetime{24 * 730};

// Of an org under https the http port stays open, at the same host. Any other request without TLS came
// through a proxy that ends it, unless that one says otherwise.
bool came_by_https(const Exchange& exchange) {
  const http::Request& request = exchange.request;
  if (request.secure) return true;
  if (const auto forwarded = request.header("X-Forwarded-Proto"); !forwarded.empty())
    return forwarded == "https";
  const auto org = protocol::parse_uri(exchange.dir().org.url);
  if (!org || org->scheme != "https") return false;
  const auto asked = protocol::parse_uri("http://" + std::string(request.header("Host")));
  return !asked || asked->host != org->host || asked->port == org->port;
}

// Browsers drop Secure cookies that came over http, and keep SameSite=None ones only if they are Secure.
http::SetCookie org_cookie(const Exchange& exchange, std::string_view name, std::string value) {
  const bool https = came_by_https(exchange);
  http::SetCookie cookie;
  cookie.name = name;
  cookie.value = std::move(value);
  cookie.secure = https;
  cookie.same_site = https ? "None" : "Lax";
  return cookie;
}

bool is_device_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

std::chrono::seconds time_left(const SessionRule& rule, const Session& session, protocol::TimePoint now) {
  if (rule.max_lifetime.count() == 0) return rule.max_idle;
  return std::max<std::chrono::seconds>(session.created_at + rule.max_lifetime - now,
                                        std::chrono::seconds(1));
}

}  // namespace

http::SetCookie session_cookie(const Exchange& exchange, const Session& session, const SessionRule& rule) {
  auto cookie = org_cookie(exchange, kSessionCookie, session.token);
  // "Stay signed in" after a sign-in outlives the browser like a persistent cookie does.
  if (rule.persistent_cookie || session.stays) cookie.max_age = time_left(rule, session, exchange.now);
  return cookie;
}

http::SetCookie clear_session_cookie(const Exchange& exchange) {
  auto cookie = org_cookie(exchange, kSessionCookie, "");
  cookie.max_age = std::chrono::seconds(0);
  return cookie;
}

http::SetCookie device_cookie(const Exchange& exchange, const std::string& device) {
  auto cookie = org_cookie(exchange, kDeviceCookie, device);
  cookie.max_age = kDeviceCookieLifetime;
  return cookie;
}

std::string device_of(const Exchange& exchange) {
  const auto value = exchange.request.cookie(kDeviceCookie).value_or("");
  const bool ours = value.size() >= 16 && value.size() <= 64 &&
                    std::all_of(value.begin(), value.end(), is_device_character);
  return ours ? value : std::string();
}

}  // namespace mockidp
