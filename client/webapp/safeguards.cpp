#include "client/webapp/safeguards.h"

#include <algorithm>

namespace webapp {

bool is_staff(const Account& account, const std::vector<std::string>& staff) {
  return std::find(staff.begin(), staff.end(), account.subject) != staff.end();
}

bool was_just_asked_for(const BrowserSession& session, const rp::Assurance& wanted, protocol::TimePoint now) {
  constexpr std::chrono::seconds kJustNow{30};
  const auto& brought = session.account->stepped_up_to;
  return brought && brought->acr_values == wanted.acr_values && brought->max_age == wanted.max_age &&
         now < session.signed_in_at + kJustNow;
}

bool ends_session(const rp::SignInFailure& failure) {
  return failure.kind == rp::SignInFailure::Kind::token || failure.kind == rp::SignInFailure::Kind::id_token;
}

}  // namespace webapp
