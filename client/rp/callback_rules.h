#pragma once
// What an answer at the redirect URI has to keep before anything is asked of the provider, one function a
// rule.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "client/rp/failure.h"
#include "client/rp/settings.h"
#include "client/rp/transaction.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/form.h"

namespace rp {

struct CallbackSituation {
  const Transaction& transaction;
  const protocol::Params& callback;
  const Settings& settings;
  protocol::TimePoint now;
};

struct CallbackRule {
  std::string_view name;    // stable: failures carry it, and a defect can leave it out
  std::string_view clause;  // where it is written
  // What the sign-in comes to if the rule is broken; empty if it is kept.
  std::optional<SignInFailure> (*check)(const CallbackSituation& situation);
};

// In the order in which they are checked, all of them before anything is fetched: a stranger's callback costs
// the provider nothing.
std::span<const CallbackRule> callback_rules();

// The first rule that was broken.
std::optional<SignInFailure> refuse_callback(const CallbackSituation& situation,
                                             std::span<const CallbackRule> rules = callback_rules());

}  // namespace rp
