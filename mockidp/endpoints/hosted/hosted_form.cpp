#include "mockidp/endpoints/hosted/hosted_form.h"

#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/request_parameters.h"

namespace mockidp {
namespace {

constexpr std::size_t kMaxFormBytes = 16 * 1024;
constexpr std::size_t kMaxFields = 20;

}  // namespace

protocol::Result<HostedForm, http::Response> read_hosted_form(Exchange& exchange) {
  auto fields = protocol::parse_form(exchange.request.body, {kMaxFormBytes, kMaxFields});
  if (!fields || !has_form_body(exchange.request)) {
    return protocol::fail(error_page(exchange, {OktaError::invalid_request,
                                                {},
                                                "not a form of the sign-in page",
                                                "application/x-www-form-urlencoded"}));
  }
  for (const auto* name : {"stateToken", "identifier", "rememberMe", "credentials.passcode"})
    if (const auto* value = fields->find(name)) exchange.trace.received(name, *value);
  HostedForm form{std::string(fields->get("stateToken")), std::string(fields->get("csrf")), {}};
  form.fields = std::move(*fields);
  return form;
}

}  // namespace mockidp
