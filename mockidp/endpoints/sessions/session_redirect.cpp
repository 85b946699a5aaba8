// GET /login/sessionCookieRedirect?token=…&redirectUrl=…: a one-time session token becomes the browser's
// session.

#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/endpoints/session_by_token.h"
#include "mockidp/endpoints/sessions/sessions_routes.h"
#include "mockidp/endpoints/trusted_return.h"

namespace mockidp {
namespace {

// Without a session the browser is asked to sign in first; the way on is kept where it may be gone.
std::string sign_in_on_the_way_to(const std::string& target) {
  if (target.empty()) return "/login/login.htm";
  return "/login/login.htm?" + protocol::encode_form({{"fromURI", target}});
}

http::Response redirect_with_session(Exchange& exchange) {
  const auto params = protocol::parse_form(exchange.request.query);
  if (!params)
    return error_page(exchange,
                      Refusal{.error = OktaError::invalid_request, .decided_by = params.error().message});
  exchange.trace.received("sessionToken", params->get("token"));
  const bool opened = open_session_by_token(exchange, params->get("token"));
  const std::string target = resolve_trusted_return(exchange, "redirectUrl", params->get("redirectUrl"));
  http::Response response = http::redirect_response(302, !opened          ? sign_in_on_the_way_to(target)
                                                         : target.empty() ? "/"
                                                                          : target);
  response.set("Referrer-Policy", "no-referrer");  // the token stands in this page's URI
  add_opened_session(exchange, response);
  return response;
}

}  // namespace

void add_session_redirect_routes(http::Router& router, Org& org) {
  add_endpoint(router, org, "GET", "/login/sessionCookieRedirect", "sessions.redirect",
               redirect_with_session);
}

}  // namespace mockidp
