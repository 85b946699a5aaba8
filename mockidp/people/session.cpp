#include "mockidp/people/session.h"

#include <algorithm>

namespace mockidp {

protocol::TimePoint Session::auth_time() const {
  protocol::TimePoint latest{};
  for (const auto& method : verified) latest = std::max(latest, method.at);
  return latest;
}

std::vector<std::string> amr_values(const std::vector<VerifiedMethod>& verified) {
  std::vector<std::string> values;
  for (const auto& [authenticator, method, at] : verified)
    if (std::find(values.begin(), values.end(), method) == values.end()) values.push_back(method);
  if (values.size() > 1 && std::find(values.begin(), values.end(), "mfa") == values.end())
    values.insert(values.begin(), "mfa");
  return values;
}

}  // namespace mockidp
