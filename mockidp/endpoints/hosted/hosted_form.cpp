#include "mockidp/endpoints/hosted/hosted_form.h"

#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/request_parameters.h"

namespace mockidp {
namespace {

constexpr std::size_t kMaxFormBytes = 16 * 1024;
constexpr std::size_t kMaxFields = 64;  // a profile has some

// Those of the forms' fields that the journal tells of; what is secret in them it digests.
constexpr const char* kTracedFields[] = {"stateToken",
                                         "identifier",
                                         "rememberMe",
                                         "credentials.passcode",
                                         "credentials.answer",
                                         "credentials.questionKey",
                                         "credentials.revokeSessions",
                                         "authenticator.id",
                                         "authenticator.methodType",
                                         "authenticator.phoneNumber",
                                         "consent",
                                         "keepMeSignedIn"};

}  // namespace

protocol::Result<HostedForm, http::Response> read_hosted_form(Exchange& exchange) {
  auto fields = protocol::parse_form(exchange.request.body, {kMaxFormBytes, kMaxFields});
  if (!fields || !has_form_body(exchange.request)) {
    return protocol::fail(error_page(exchange, {OktaError::invalid_request,
                                                {},
                                                "not a form of the sign-in page",
                                                "application/x-www-form-urlencoded"}));
  }
  for (const auto* name : kTracedFields)
    if (const auto* value = fields->find(name)) exchange.trace.received(name, *value);
  HostedForm form{std::string(fields->get("stateToken")), std::string(fields->get("csrf")), {}};
  form.fields = std::move(*fields);
  return form;
}

http::Response answer_with_form(Exchange& exchange,
                                const std::function<Input(const protocol::Params&)>& read_input) {
  const auto form = read_hosted_form(exchange);
  if (!form) return form.error();
  const auto state = answer_sign_in(exchange, form->state_token, form->csrf, read_input(form->fields));
  if (!state) return show_lost_sign_in(exchange, form->state_token, state.error());
  return show_answered(exchange, *state);
}

}  // namespace mockidp
