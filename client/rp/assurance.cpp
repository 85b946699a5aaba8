#include "client/rp/assurance.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace rp {

namespace {

constexpr std::int64_t kLatestSignIn = 253402300799;  // the end of the year 9999

}  // namespace

bool reaches_acr(const protocol::Json& claims, const std::vector<std::string>& wanted) {
  const std::string* acr = protocol::json_string(claims, "acr");
  return acr != nullptr && std::find(wanted.begin(), wanted.end(), *acr) != wanted.end();
}

bool names_method(const protocol::Json& claims, const std::string& method) {
  const protocol::Json* amr = protocol::json_member(claims, "amr");
  return amr != nullptr && amr->is_array() && std::find(amr->begin(), amr->end(), method) != amr->end();
}

bool is_recent(const protocol::Json& claims, protocol::Seconds max_age, protocol::Seconds clock_skew,
               protocol::TimePoint now) {
  const auto signed_in = protocol::json_integer(claims, "auth_time");
  if (!signed_in || *signed_in < 0 || *signed_in > kLatestSignIn) return false;
  return *signed_in >= protocol::to_unix(now) - max_age.count() - clock_skew.count();
}

bool is_assured(const protocol::Json& claims, const Assurance& wanted, protocol::Seconds clock_skew,
                protocol::TimePoint now) {
  return (wanted.acr_values.empty() || reaches_acr(claims, wanted.acr_values)) &&
         (wanted.amr.empty() || names_method(claims, wanted.amr)) &&
         (!wanted.max_age || is_recent(claims, *wanted.max_age, clock_skew, now));
}

}  // namespace rp
