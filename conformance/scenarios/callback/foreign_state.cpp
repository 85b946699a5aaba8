#include "conformance/oracle/url.h"
#include "conformance/run.h"

namespace conformance::callback {

Scenario foreign_state() {
  return {.id = "CB-03",
          .title = "The callback carries a state that the client never made",
          .requirement = "The client refuses, starts no session and does not redeem the code.",
          .why = "Otherwise an attacker's link signs a person in to the attacker's account.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "10.12"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = [](Run& run) {
            const auto person = run.idp().new_person();
            auto callback = run.sign_in_up_to_callback(run.browser(), person);
            const auto state = query_value(callback, "state");
            if (state.empty()) run.skip("the client sends no state");
            const auto at = callback.find("state=" + percent_encoded(state));
            if (!run.expect(at != std::string::npos, "the callback carries the state", callback)) return;
            callback.replace(at, 6 + percent_encoded(state).size(), "state=made-up-by-somebody-else");
            run.browser().get(callback);
            run.expect(!run.who(run.browser()).anyone, "nobody is signed in");
            run.expect(run.idp().journal("token").empty(), "the code is not redeemed");
          }};
}

}  // namespace conformance::callback
