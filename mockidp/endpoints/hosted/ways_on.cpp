// The links below the forms, and the pages that show where a sign-in stands.

#include <nlohmann/json.hpp>

#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/hosted/hosted_form.h"
#include "mockidp/protocol/json.h"

namespace mockidp {
namespace {

std::string state_token_parameter(const Exchange& exchange) {
  const auto query = protocol::parse_form(exchange.request.query);
  return query ? std::string(query->get("stateToken")) : std::string();
}

http::Response polled(int status, std::string_view step) {
  auto body = protocol::Json::object();
  body["step"] = step;
  return http::text_response(status, "application/json", protocol::to_text(body));
}

}  // namespace

http::Response take_recover(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params&) -> Input { return RecoverInput{}; });
}

http::Response take_unlock(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params&) -> Input { return UnlockInput{}; });
}

http::Response take_register(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params&) -> Input { return SignUpInput{}; });
}

http::Response take_start_over(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params&) -> Input { return StartOverInput{}; });
}

http::Response show_sign_in_page(Exchange& exchange) {
  const auto state_token = state_token_parameter(exchange);
  const auto state = resume_sign_in(exchange, state_token);
  if (!state) return show_lost_sign_in(exchange, state_token, state.error());
  return show_step(exchange, *state);
}

http::Response redirect_by_token(Exchange& exchange) { return show_sign_in_page(exchange); }

http::Response poll_sign_in(Exchange& exchange) {
  const auto state = resume_sign_in(exchange, state_token_parameter(exchange));
  if (!state) {
    const auto& row = problem_row(state.error());
    exchange.trace.failed(row.name, row.page_text);
    return polled(400, "");
  }
  // A page that waits asks every four seconds: nothing that a reader of the journal would look for.
  exchange.trace.leave_out();
  return polled(200, name_of(state->step));
}

}  // namespace mockidp
