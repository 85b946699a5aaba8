#include "mockidp/endpoints/page_response.h"

#include "mockidp/protocol/random.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

// Chromium holds form-action against every redirect that follows a form's submission: the client's callback,
// and wherever that sends the browser next, which nobody here can know. So the scheme is all that can be
// asked for.
std::string form_action(std::string_view target) {
  const auto uri = protocol::parse_uri(target);
  if (!uri) return "form-action 'self'";
  if (uri->scheme == "http" || uri->scheme == "https") return "form-action 'self' http: https:";
  return "form-action 'self' " + uri->scheme + ":";
}

std::string content_security_policy(const PageAccess& access) {
  std::string policy = "default-src 'none'; style-src " + style_source() + "; img-src 'self'; ";
  if (!access.nonce.empty()) policy += "script-src 'nonce-" + access.nonce + "'; ";
  if (access.asks_the_org) policy += "connect-src 'self'; ";
  policy += form_action(access.form_target) + "; base-uri 'none'";
  if (access.framing == PageAccess::Framing::same_origin) policy += "; frame-ancestors 'self'";
  return policy;
}

}  // namespace

http::Response page_response(int status, std::string html, const PageAccess& access) {
  auto response = http::text_response(status, "text/html;charset=utf-8", std::move(html));
  response.set("Content-Security-Policy", content_security_policy(access));
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cache-Control", "no-cache, no-store");
  response.set("Pragma", "no-cache");
  response.set("X-Robots-Tag", "noindex,nofollow");
  return response;
}

std::string page_nonce(Exchange& exchange) { return protocol::random_base64url(exchange.org.random, 16); }

PageFrame page_frame(const Exchange& exchange, std::string_view client_id) {
  const auto& directory = exchange.dir();
  const auto* app = client_id.empty() ? nullptr : directory.app_by_client_id(client_id);
  return {directory.org.name, directory.org.url, app ? app->label : std::string()};
}

}  // namespace mockidp
