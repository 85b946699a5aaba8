#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/hosted/hosted_form.h"

namespace mockidp {
namespace {

std::string state_token_parameter(const Exchange& exchange) {
  const auto query = protocol::parse_form(exchange.request.query);
  return query ? std::string(query->get("stateToken")) : std::string();
}

http::Response answer_with_form(Exchange& exchange,
                                const std::function<Input(const protocol::Params&)>& read_input) {
  const auto form = read_hosted_form(exchange);
  if (!form) return form.error();
  const auto state = answer_sign_in(exchange, form->state_token, form->csrf, read_input(form->fields));
  if (!state) return show_lost_sign_in(exchange, form->state_token, state.error());
  return show_answered(exchange, *state);
}

}  // namespace

http::Response take_identifier(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    return IdentifyInput{std::string(fields.get("identifier")), fields.get("rememberMe") == "true"};
  });
}

http::Response take_challenge_answer(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    return PasswordInput{std::string(fields.get("credentials.passcode"))};
  });
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

}  // namespace mockidp
