#include "client/webapp/safeguards.h"

#include <algorithm>

namespace webapp {

bool is_staff(const Account& account, const std::vector<std::string>& staff) {
  return std::find(staff.begin(), staff.end(), account.subject) != staff.end();
}

}  // namespace webapp
