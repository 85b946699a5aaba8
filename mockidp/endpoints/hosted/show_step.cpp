#include "mockidp/endpoints/hosted/step_pages.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {

http::Response show_step(Exchange& exchange, const SignInState& state) {
  const auto& transaction = state.transaction;
  auto response =
      std::visit([&](const auto& step) { return show_page(exchange, state, step); }, state.step.what);
  if (!transaction.device.empty() && transaction.device != device_of(exchange))
    response.add("Set-Cookie", to_header(device_cookie(exchange, transaction.device)));
  return response;
}

http::Response show_answered(Exchange& exchange, const SignInState& state) {
  if (!asks(state.step) || state.problem) return show_step(exchange, state);
  auto response = http::redirect_response(
      302, protocol::append_query("/signin", {{"stateToken", state.transaction.state_token}}));
  response.set("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace mockidp
