#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/page_response.h"
#include "mockidp/endpoints/trusted_return.h"

namespace mockidp {
namespace {

std::string from_uri_parameter(const Exchange& exchange) {
  const auto query = protocol::parse_form(exchange.request.query);
  return query ? std::string(query->get("fromURI")) : std::string();
}

}  // namespace

http::Response show_org_home(Exchange& exchange) {
  const auto session = current_session(exchange);
  const auto person = session ? exchange.org.people.find(session->person_id) : std::nullopt;
  if (!person) return show_org_sign_in(exchange);
  exchange.trace.person(person->value.login);
  exchange.org.sessions.touch(session->token, exchange.now);
  exchange.shown = Exchange::Shown::dashboard;

  HomePage page;
  page.frame = page_frame(exchange, {});
  page.display_name = person->value.display_name();
  page.login = person->value.login;
  page.tiles = dashboard_tiles(exchange, person->value);
  return page_response(200, render(page), {});
}

http::Response show_org_sign_in(Exchange& exchange) {
  return show_step(exchange,
                   begin_sign_in(exchange, std::nullopt,
                                 resolve_trusted_return(exchange, "fromURI", from_uri_parameter(exchange))));
}

http::Response sign_out_of_org(Exchange& exchange) {
  if (const auto session = current_session(exchange)) {
    if (const auto person = exchange.org.people.find(session->person_id))
      exchange.trace.person(person->value.login);
    exchange.org.sessions.end(session->token);
    exchange.trace.decided("session ended", "sign-out");
  }
  const auto target = resolve_trusted_return(exchange, "fromURI", from_uri_parameter(exchange));
  auto response = http::redirect_response(302, target.empty() ? "/login/login.htm" : target);
  response.add("Set-Cookie", to_header(clear_session_cookie(exchange)));
  return response;
}

http::Response show_favicon(Exchange&) {
  auto response = http::text_response(200, "image/svg+xml", std::string(favicon_svg()));
  response.set("Cache-Control", "public, max-age=86400");
  return response;
}

}  // namespace mockidp
