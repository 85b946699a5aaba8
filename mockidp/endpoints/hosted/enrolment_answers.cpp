// What is set up: security methods, a password, a profile.

#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/hosted/hosted_form.h"
#include "mockidp/endpoints/hosted/phone_number.h"

namespace mockidp {
namespace {

constexpr std::string_view kProfilePrefix = "userProfile.";

}  // namespace

http::Response take_phone(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    return EnrolPhoneInput{
        international_number(fields.get("country"), fields.get("authenticator.phoneNumber")),
        std::string(fields.get("authenticator.methodType"))};
  });
}

http::Response take_question(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    const bool own = fields.get("questionType") == "own";
    return EnrolQuestionInput{
        own ? std::string("custom") : std::string(fields.get("credentials.questionKey")),
        std::string(fields.get("credentials.question")), std::string(fields.get("credentials.answer"))};
  });
}

http::Response take_new_password(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    return NewPasswordInput{std::string(fields.get("credentials.passcode")),
                            std::string(fields.get("confirmPassword")),
                            fields.get("credentials.revokeSessions") == "true"};
  });
}

http::Response take_profile(Exchange& exchange) {
  return answer_with_form(exchange, [](const protocol::Params& fields) -> Input {
    ProfileInput input;
    for (const auto& [name, value] : fields.entries())
      if (name.starts_with(kProfilePrefix)) input.values.emplace(name.substr(kProfilePrefix.size()), value);
    input.passcode = fields.get("credentials.passcode");
    return input;
  });
}

}  // namespace mockidp
