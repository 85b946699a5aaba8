#pragma once
// From what a sign-in wants sent to the mail or text that Okta would send (docs/okta-behaviour.md, Messages).
// Pure but for the id.

#include "mockidp/directory/directory.h"
#include "mockidp/people/message.h"
#include "mockidp/protocol/random.h"
#include "mockidp/signin/effects.h"

namespace mockidp {

Message render_message(const Directory& directory, const SendMessage& wanted, protocol::TimePoint now,
                       protocol::Random& random);

}  // namespace mockidp
