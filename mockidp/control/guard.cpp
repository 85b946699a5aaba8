#include "mockidp/control/control.h"
#include "mockidp/control/json_answer.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {

namespace {

// "localhost:7071", "[::1]:7071", "127.0.0.1" without the port.
std::string_view host_without_port(std::string_view host) {
  if (host.starts_with('[')) {
    const auto end = host.find(']');
    return end == std::string_view::npos ? host : host.substr(0, end + 1);
  }
  return host.substr(0, host.find(':'));
}

bool is_ours(std::string_view host) { return protocol::is_loopback_host(host_without_port(host)); }

bool is_json(std::string_view media_type) {
  return media_type == "application/json" || media_type == "application/merge-patch+json";
}

}  // namespace

std::optional<http::Response> ControlGuard::refuse_page(const http::Request& request) const {
  // A page of another site reaches us under its own name after its DNS answer changed: the name gives it
  // away.
  if (!options_.allow_any_host && !is_ours(request.header("Host")))
    return control_error(403, "unknown_host",
                         "The workbench answers to localhost, 127.0.0.1 and [::1] only.");
  return std::nullopt;
}

std::optional<http::Response> ControlGuard::refuse(const http::Request& request) const {
  if (auto refusal = refuse_page(request)) return refusal;
  const auto host = request.header("Host");
  if (const auto origin = request.header("Origin");
      !origin.empty() && origin != "http://" + std::string(host) && origin != "https://" + std::string(host))
    return control_error(403, "foreign_origin", "Pages of other origins may not use the control API.");

  if (!options_.bearer_token.empty()) {
    constexpr std::string_view kScheme = "Bearer ";
    const auto authorization = request.header("Authorization");
    if (!authorization.starts_with(kScheme) ||
        !protocol::constant_time_equal(authorization.substr(kScheme.size()), options_.bearer_token)) {
      auto refusal =
          control_error(401, "token_required", "Send the control token that was printed at the start.");
      refusal.set("WWW-Authenticate", "Bearer");
      return refusal;
    }
  }

  const bool writes = request.method == "POST" || request.method == "PATCH" || request.method == "PUT";
  if (writes && !request.body.empty() && !is_json(request.media_type()))
    return control_error(415, "json_expected", "Send the body as application/json.");
  // A form of another site can POST without a body and without a type; JSON it cannot claim without a
  // preflight.
  if (writes && request.body.empty() && !is_json(request.media_type()) && !request.header("Origin").empty())
    return control_error(415, "json_expected", "Send Content-Type: application/json.");
  return std::nullopt;
}

}  // namespace mockidp
