#include "mockidp/endpoints/hosted/hosted.h"

namespace mockidp {

void add_hosted_routes(http::Router& router, Org& org) {
  const auto get = [&](std::string_view path, std::string_view name, EndpointHandler handler) {
    add_endpoint(router, org, "GET", path, name, std::move(handler));
  };
  const auto post = [&](std::string_view path, std::string_view name, EndpointHandler handler) {
    add_endpoint(router, org, "POST", path, name, std::move(handler));
  };
  get("/", "hosted.home", show_org_home);
  get("/app/UserHome", "hosted.home", show_org_home);
  get("/login/login.htm", "hosted.login", show_org_sign_in);
  get("/login/default", "hosted.login", show_org_sign_in);
  get("/login/signout", "hosted.signout", sign_out_of_org);
  get("/login/token/redirect", "hosted.token_redirect", redirect_by_token);
  get("/login/step-up/redirect", "hosted.token_redirect", redirect_by_token);
  get("/email/verify/{clientId}", "hosted.link", follow_mail_link);
  get("/tokens/{token}/verify", "hosted.activation", follow_activation_link);
  get("/reset_password/{token}", "hosted.reset", follow_reset_link);
  get("/signin", "hosted.page", show_sign_in_page);
  get("/signin/poll", "hosted.poll", poll_sign_in);
  post("/signin/identify", "hosted.identify", take_identifier);
  post("/signin/challenge/answer", "hosted.challenge", take_challenge_answer);
  post("/signin/challenge/send", "hosted.send", take_send);
  post("/signin/select", "hosted.select", take_select);
  post("/signin/reselect", "hosted.reselect", take_reselect);
  post("/signin/enroll/select", "hosted.enroll", take_select);
  post("/signin/enroll/phone", "hosted.enroll", take_phone);
  post("/signin/enroll/question", "hosted.enroll", take_question);
  post("/signin/password/set", "hosted.password", take_new_password);
  post("/signin/profile", "hosted.profile", take_profile);
  post("/signin/skip", "hosted.skip", take_skip);
  post("/signin/consent", "hosted.consent", take_consent);
  post("/signin/stay", "hosted.stay", take_stay);
  post("/signin/recover", "hosted.recover", take_recover);
  post("/signin/unlock", "hosted.unlock", take_unlock);
  post("/signin/register", "hosted.register", take_register);
  post("/signin/activation", "hosted.activation", request_activation_mail);
  post("/signin/start-over", "hosted.start_over", take_start_over);
  add_endpoint(router, org, "GET", "/favicon.ico", "hosted.favicon", show_favicon, RateLimit::none);
}

}  // namespace mockidp
