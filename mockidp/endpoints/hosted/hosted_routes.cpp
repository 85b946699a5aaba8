#include "mockidp/endpoints/hosted/hosted.h"

namespace mockidp {

void add_hosted_routes(http::Router& router, Org& org) {
  add_endpoint(router, org, "GET", "/", "hosted.home", show_org_home);
  add_endpoint(router, org, "GET", "/login/login.htm", "hosted.login", show_org_sign_in);
  add_endpoint(router, org, "GET", "/login/default", "hosted.login", show_org_sign_in);
  add_endpoint(router, org, "GET", "/login/signout", "hosted.signout", sign_out_of_org);
  add_endpoint(router, org, "GET", "/login/token/redirect", "hosted.token_redirect", redirect_by_token);
  add_endpoint(router, org, "GET", "/signin", "hosted.page", show_sign_in_page);
  add_endpoint(router, org, "POST", "/signin/identify", "hosted.identify", take_identifier);
  add_endpoint(router, org, "POST", "/signin/challenge/answer", "hosted.challenge", take_challenge_answer);
  add_endpoint(router, org, "POST", "/signin/start-over", "hosted.start_over", take_start_over);
  add_endpoint(router, org, "GET", "/favicon.ico", "hosted.favicon", show_favicon, RateLimit::none);
}

}  // namespace mockidp
