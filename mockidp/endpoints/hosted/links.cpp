// Links of mails, opened in whatever browser.

#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/hosted/hosted_form.h"
#include "mockidp/endpoints/page_response.h"
#include "mockidp/pages/closing_pages.h"

namespace mockidp {
namespace {

std::string token_parameter(const Exchange& exchange) {
  const auto query = protocol::parse_form(exchange.request.query);
  return query ? std::string(query->get("token")) : std::string();
}

// The pages on which Okta asks for a code, by what goes on there.
std::string_view page_that_waits(Purpose purpose) {
  switch (purpose) {
    case Purpose::recovery:
      return "password reset";
    case Purpose::unlock:
      return "account unlock";
    case Purpose::registration:
      return "sign up";
    default:
      return "sign-in";
  }
}

http::Response show_code(Exchange& exchange, const FollowedLink& link) {
  LinkCodePage page;
  page.frame = page_frame(exchange, link.client_id);
  page.code = link.code;
  page.waiting_page = page_that_waits(link.purpose);
  page.asked_from = link.asked_from;
  return page_response(200, render(page), {});
}

http::Response show_verified(Exchange& exchange, const FollowedLink& link) {
  const auto* app = exchange.dir().app_by_client_id(link.client_id);
  const bool has_start = app && !start_of(*app).empty();
  NoticePage page;
  page.frame = page_frame(exchange, link.client_id);
  page.heading = "Email address verified";
  page.message = "Your email address is verified.";
  page.link_url = has_start ? start_with_issuer(exchange, *app) : "/";
  page.link_text = has_start ? "Go to " + app->label : "Go to Homepage";
  return page_response(200, render(page), {});
}

std::string_view heading_of(Problem problem) {
  switch (problem) {
    case Problem::activation_link_invalid:
      return "Activation link no longer valid";
    case Problem::activation_of_inactive:
      return "Account suspended";
    case Problem::reset_link_invalid:
      return "Reset password link no longer valid";
    default:
      return "Verify with your email";
  }
}

http::Response show_expired_activation(Exchange& exchange, std::string_view token,
                                       std::string_view identifier_error) {
  RequestActivationPage page;
  page.frame = page_frame(exchange, {});
  page.message = problem_row(Problem::activation_link_expired).page_text;
  page.token = token;
  page.identifier_error = identifier_error;
  return page_response(400, render(page), {});
}

http::Response show_failure(Exchange& exchange, const FollowedLink& link) {
  StopPage page;
  page.frame = page_frame(exchange, link.client_id);
  page.heading = heading_of(link.problem);
  page.message = problem_row(link.problem).page_text;
  return page_response(400, render(page), {});
}

http::Response follow(Exchange& exchange, std::string_view token, Problem if_unknown) {
  exchange.trace.received("token", token);
  auto link = follow_link(exchange, token);
  if (link.problem == Problem::link_stale) link.problem = if_unknown;
  switch (link.where) {
    case FollowedLink::Where::same_browser:
    case FollowedLink::Where::activation:
      return show_answered(exchange, *link.state);
    case FollowedLink::Where::other_browser:
      return show_code(exchange, link);
    case FollowedLink::Where::address_verified:
      return show_verified(exchange, link);
    case FollowedLink::Where::failed:
      break;
  }
  if (link.problem == Problem::activation_link_expired) return show_expired_activation(exchange, token, {});
  return show_failure(exchange, link);
}

}  // namespace

http::Response follow_mail_link(Exchange& exchange) {
  return follow(exchange, token_parameter(exchange), Problem::link_stale);
}

http::Response follow_activation_link(Exchange& exchange) {
  return follow(exchange, exchange.request.path_param("token"), Problem::activation_link_invalid);
}

// The same is answered whether or not a mail is sent: it would tell who is to be activated.
http::Response request_activation_mail(Exchange& exchange) {
  const auto form = read_hosted_form(exchange);
  if (!form) return form.error();
  const auto token = form->fields.get("token");
  const auto identifier = trimmed_identifier(form->fields.get("identifier"));
  if (identifier.empty())
    return show_expired_activation(exchange, token, problem_row(Problem::identifier_missing).page_text);
  renew_activation_link(exchange, token, identifier);
  NoticePage page;
  page.frame = page_frame(exchange, {});
  page.heading = "Activation email";
  page.message =
      "New activation link requested. If your information matches our records, you will receive a new "
      "activation link in your inbox soon.";
  return page_response(200, render(page), {});
}

http::Response follow_reset_link(Exchange& exchange) {
  return follow(exchange, exchange.request.path_param("token"), Problem::reset_link_invalid);
}

}  // namespace mockidp
