#pragma once
// From what a sign-in wants sent to the mail or text that Okta would send (docs/okta-behaviour.md, Messages).
// Pure.

#include <string>

#include "mockidp/directory/directory.h"
#include "mockidp/people/message.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/signin/effects.h"

namespace mockidp {

// What stands in a link in place of an app's client id where no app waits: Okta's dashboard's own.
inline constexpr std::string_view kOrgClientId = "okta.2b1959c8-bcc0-56eb-a589-cfcfb7422f26";

Message render_message(const Directory& directory, const SendMessage& wanted, std::string id,
                       protocol::TimePoint now);

}  // namespace mockidp
