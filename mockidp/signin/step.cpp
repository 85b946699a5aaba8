#include "mockidp/signin/step.h"

#include "mockidp/protocol/result.h"
#include "mockidp/signin/authenticators/password.h"

namespace mockidp {

std::string_view name_of(const Step& step) {
  using Name = std::string_view;
  return std::visit(protocol::Overloaded{
                        [](const Identify&) -> Name { return "identify"; },
                        [](const ChallengePassword&) -> Name { return "challenge okta_password"; },
                        [](const Stop&) -> Name { return "stop"; },
                        [](const Refuse&) -> Name { return "refuse"; },
                        [](const Done&) -> Name { return "done"; },
                    },
                    step.what);
}

std::string_view authenticator_of(const Step& step) {
  return std::holds_alternative<ChallengePassword>(step.what) ? kPasswordKey : "";
}

}  // namespace mockidp
