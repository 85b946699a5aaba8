#pragma once
// One request to the web app, and how a page is shown in it: for the sources of WebApp.

#include <optional>
#include <string>
#include <vector>

#include "client/rp/failure.h"
#include "client/webapp/web_app.h"
#include "mockidp/http/message.h"
#include "mockidp/protocol/form.h"

namespace webapp {

struct WebApp::Visit {
  const http::Request& request;
  protocol::TimePoint now;
  protocol::Params query;
  protocol::Params form;
  std::string key;  // of the session; "" while the browser has none
  BrowserSession session;
  std::optional<SessionEnd> ended;
  std::vector<http::SetCookie> cookies;

  bool signed_in() const { return session.account.has_value(); }
};

unsigned items_in(const BrowserSession& session);
std::string detail_of(const rp::SignInFailure& failure);  // in the provider's words, for people

template <class Content>
http::Response WebApp::show(Visit& visit, int status, std::string title, const Content& content) {
  Frame frame;
  frame.title = std::move(title);
  if (visit.session.account) frame.person = visit.session.account->name;
  frame.csrf = visit.session.csrf;
  frame.cart_items = items_in(visit.session);
  auto response = http::text_response(status, "text/html; charset=utf-8", render(frame, content));
  response.set("Cache-Control", "no-store");
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace webapp
