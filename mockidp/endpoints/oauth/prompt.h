#pragma once
// The prompt parameter, and the enrolment that it can ask for (docs/okta-behaviour.md, Authorize).

#include <optional>
#include <string>
#include <vector>

#include "mockidp/directory/directory.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// `consent` asks for a dialog, which is only shown for scopes that need consent.
struct Prompt {
  bool none = false;
  bool login = false;
  bool consent = false;
};
protocol::Result<Prompt, Refusal> parse_prompt(const protocol::Params& params);

// prompt=enroll_authenticator and response_type=none want each other and some more: Okta's error for the
// first rule that is broken. Otherwise the keys of the authenticators to set up, of which the org has at
// least one; empty: the request wants no enrolment.
protocol::Result<std::vector<std::string>, Refusal> parse_enrolment(const Directory& directory,
                                                                    const protocol::Params& params);

}  // namespace mockidp
