#include "client/webapp/safeguards.h"

#include <algorithm>

namespace webapp {

bool is_staff(const Account& account, const std::vector<std::string>& staff) {
  return std::find(staff.begin(), staff.end(), account.subject) != staff.end();
}

bool ends_session(const rp::SignInFailure& failure) {
  return failure.kind == rp::SignInFailure::Kind::token || failure.kind == rp::SignInFailure::Kind::id_token;
}

}  // namespace webapp
