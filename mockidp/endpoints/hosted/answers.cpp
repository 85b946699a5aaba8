// What proves who somebody is.

#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/hosted/hosted_form.h"

namespace mockidp {

http::Response take_identifier(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    return IdentifyInput{std::string(fields.get("identifier")), fields.get("rememberMe") == "true",
                         std::string(fields.get("credentials.passcode"))};
  });
}

http::Response take_challenge_answer(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    const auto* answer = fields.find("credentials.answer");
    return PasscodeInput{answer ? *answer : std::string(fields.get("credentials.passcode"))};
  });
}

http::Response take_send(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    return SendInput{std::string(fields.get("authenticator.methodType"))};
  });
}

http::Response take_select(Exchange& exchange) {
  return answer_with_form(exchange, [&](const protocol::Params& fields) -> Input {
    return SelectInput{{authenticator_key(exchange, fields.get("authenticator.id")),
                        std::string(fields.get("authenticator.methodType"))}};
  });
}

http::Response take_reselect(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params&) -> Input { return ReselectInput{}; });
}

http::Response take_consent(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    return ConsentInput{fields.get("consent") == "true"};
  });
}

http::Response take_stay(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    return StayInput{fields.get("keepMeSignedIn") == "true"};
  });
}

http::Response take_skip(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params&) -> Input { return SkipInput{}; });
}

}  // namespace mockidp
