#pragma once
// The prompt parameter, and the enrolment that it can ask for (docs/okta-behaviour.md, Authorize).

#include <optional>

#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// `consent` asks for a dialog that is only shown for scopes that need consent; none do.
struct Prompt {
  bool none = false;
  bool login = false;
  bool consent = false;
};
protocol::Result<Prompt, Refusal> parse_prompt(const protocol::Params& params);

// prompt=enroll_authenticator and response_type=none want each other and some more; who gets all of that
// right hears that enrolment is not allowed. nullopt: the request wants no enrolment.
std::optional<Refusal> decide_enrolment(const protocol::Params& params);

}  // namespace mockidp
