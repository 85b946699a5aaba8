#include "mockidp/endpoints/hosted/step_pages.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

// The sign-in belongs to this browser.
void keep_device(const Exchange& exchange, const Transaction& transaction, http::Response& response) {
  if (!transaction.device.empty() && transaction.device != device_of(exchange))
    response.add("Set-Cookie", to_header(device_cookie(exchange, transaction.device)));
}

}  // namespace

http::Response show_step(Exchange& exchange, const SignInState& state) {
  auto response =
      std::visit([&](const auto& step) { return show_page(exchange, state, step); }, state.step.what);
  keep_device(exchange, state.transaction, response);
  return response;
}

http::Response show_answered(Exchange& exchange, const SignInState& state) {
  if (!asks(state.step) || state.problem) return show_step(exchange, state);
  auto response = http::redirect_response(
      302, protocol::append_query("/signin", {{"stateToken", state.transaction.state_token}}));
  response.set("Referrer-Policy", "no-referrer");
  keep_device(exchange, state.transaction, response);
  return response;
}

}  // namespace mockidp
