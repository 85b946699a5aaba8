#include "conformance/run.h"

namespace conformance::callback {

namespace {

// `written`: what the callback carries in place of the state; nothing: no state at all.
std::function<void(Run&)> with_state(std::optional<std::string> written) {
  return [written = std::move(written)](Run& run) {
    const auto callback = run.sign_in_up_to_callback(run.browser(), run.idp().new_person());
    if (callback.value("state").empty()) run.skip("the client sends no state");
    run.deliver(run.browser(), callback.with("state", written));
    expect_nobody(run, run.browser());
    const auto redeemed = run.idp().journal("token").size();
    run.expect(redeemed == 0, "the code is not redeemed",
               std::to_string(redeemed) + " requests to the token endpoint");
  };
}

Scenario row(std::string id, std::string title, std::optional<std::string> written) {
  return {.id = std::move(id),
          .title = std::move(title),
          .requirement = "The client refuses, starts no session and does not redeem the code.",
          .why =
              "An answer that belongs to no sign-in of this browser may be an attacker's: whoever follows "
              "such a link works in the attacker's account.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "10.12"}, {"RFC 9700", "4.7"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = with_state(std::move(written))};
}

}  // namespace

std::vector<Scenario> state_is_compared() {
  return {row("CB-02", "The callback comes back without the state", std::nullopt),
          row("CB-03", "The callback carries a state that the client never made", "made-up-by-somebody-else"),
          row("CB-04", "The callback's state is empty", "")};
}

}  // namespace conformance::callback
