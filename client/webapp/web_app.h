#pragma once
// The reference web app: a shop whose guarded pages need a sign-in by redirect. Thin over client/rp.

#include <memory>
#include <optional>

#include "client/rp/sign_in.h"
#include "client/rp/transport.h"
#include "client/webapp/browser_session.h"
#include "client/webapp/options.h"
#include "client/webapp/pages.h"
#include "client/webapp/safeguards.h"
#include "mockidp/http/router.h"

namespace webapp {

rp::Settings settings_of(const Options& options);

class WebApp {
 public:
  // All borrowed but the safeguards. Any thread may call answer().
  WebApp(const Options& options, rp::Transport& transport, const protocol::Clock& clock,
         protocol::Random& random, Safeguards safeguards = {});
  http::Response answer(http::Request& request);

 private:
  struct Visit;  // one request: its session, the time, and what the response must carry
  using Page = http::Response (WebApp::*)(Visit&);
  enum class Access { open, guarded, staff };
  void add(std::string_view method, std::string_view path, Access access, Page page);

  http::Response shop(Visit& visit);
  http::Response add_to_cart(Visit& visit);
  http::Response cart(Visit& visit);
  http::Response checkout(Visit& visit);
  http::Response place_order(Visit& visit);
  http::Response profile(Visit& visit);
  http::Response members(Visit& visit);
  http::Response staff(Visit& visit);
  http::Response orders(Visit& visit);
  http::Response invoices(Visit& visit);
  http::Response safe(Visit& visit);
  http::Response vault(Visit& visit);
  http::Response confirm(Visit& visit);
  http::Response style(Visit& visit);
  http::Response health(Visit& visit);
  http::Response login(Visit& visit);
  http::Response callback(Visit& visit);
  http::Response ask_to_sign_out(Visit& visit);
  http::Response sign_out(Visit& visit);
  http::Response signed_out(Visit& visit);

  // Shows the page to whom it is for; others are asked to sign in, or refused.
  http::Response enter(Visit& visit, Access access, Page page);
  void renew(Visit& visit);  // nobody is signed in afterwards where the provider refuses
  http::Response ask_to_sign_in(Visit& visit);
  // To the provider for a better sign-in; nothing if the one that there is will do.
  std::optional<http::Response> step_up(Visit& visit, const rp::Assurance& wanted);
  http::Response depart(Visit& visit, const rp::SignInWishes& wishes);
  template <class Content>
  http::Response show(Visit& visit, int status, std::string title, const Content& content);
  http::Response show_failure(Visit& visit, const rp::SignInFailure& failure);
  std::string ensure_session(Visit& visit);
  CartPage cart_of(const BrowserSession& session) const;
  http::SetCookie session_cookie(const std::string& key) const;
  std::string cookie_name() const;
  bool secure() const;

  const Options options_;
  const rp::Settings settings_;
  rp::Transport& transport_;
  const protocol::Clock& clock_;
  protocol::Random& random_;
  const Safeguards safeguards_;
  rp::SignIn sign_in_;
  BrowserSessions sessions_;
  http::Router router_;
};

}  // namespace webapp
