#pragma once
// The reference API: orders of the tea shop, for bearers of access tokens. Thin over client/rs.

#include <string>
#include <vector>

#include "client/api/cors.h"
#include "client/api/options.h"
#include "client/api/orders.h"
#include "client/rp/transport.h"
#include "client/rs/access_token_validator.h"
#include "client/rs/bearer.h"
#include "client/rs/possession.h"
#include "mockidp/http/router.h"
#include "mockidp/protocol/clock.h"

namespace api {

class Api {
 public:
  // All borrowed but the rules. Any thread may call answer().
  Api(const Options& options, rp::Transport& transport, const protocol::Clock& clock, rs::Rules rules = {});
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;
  http::Response answer(http::Request& request);

 private:
  // What a route asks of a token.
  struct Needs {
    std::string scope;
    rp::Assurance assurance{};
  };
  using Guarded = http::Response (Api::*)(const http::Request&, const rs::AccessToken&);
  void add_guarded(std::string_view method, std::string_view path, Needs needs, Guarded handler);
  protocol::Result<rs::AccessToken, rs::Refusal> authorize(const http::Request& request, const Needs& needs);
  // The token of the request, which has kept every rule for how it came.
  protocol::Result<rs::AccessToken, rs::Refusal> validate(const http::Request& request,
                                                          const rs::PresentedToken& presented,
                                                          protocol::TimePoint now);
  http::Response dispatch(http::Request& request);
  http::Response list_orders(const http::Request& request, const rs::AccessToken& token);
  http::Response list_invoices(const http::Request& request, const rs::AccessToken& token);
  http::Response place_order(const http::Request& request, const rs::AccessToken& token);

  const Options options_;
  const protocol::Clock& clock_;
  const Cors cors_;
  const rs::ScopeCheck check_scopes_;
  const rs::SignInCheck check_sign_in_;
  rs::AccessTokenValidator validator_;
  rs::SpentProofs spent_proofs_;
  Orders orders_;
  http::Router router_;
};

}  // namespace api
