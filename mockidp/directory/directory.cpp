#include "mockidp/directory/directory.h"

#include <algorithm>
#include <cassert>

#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

template <class Rows>
auto row_with_id(const Rows& rows, std::string_view id) -> decltype(rows.data()) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

void Directory::index() {
  app_index_.clear();
  for (std::size_t i = 0; i < apps.size(); ++i) app_index_.emplace(apps[i].client_id, i);
}

const AppIntegration* Directory::app_by_client_id(std::string_view client_id) const {
  const auto found = app_index_.find(std::string(client_id));
  return found == app_index_.end() ? nullptr : &apps[found->second];
}

const AuthorizationServer* Directory::server(std::string_view id) const {
  return row_with_id(authorization_servers, id);
}

const Group* Directory::group(std::string_view id) const { return row_with_id(groups, id); }

const SignOnPolicy& Directory::sign_on_policy(const AppIntegration& app) const {
  assert(!sign_on_policies.empty());
  if (app.sign_on_policy_id.empty()) return sign_on_policies.front();
  const auto* named = row_with_id(sign_on_policies, app.sign_on_policy_id);
  return named ? *named : sign_on_policies.front();
}

const ProfileEnrolmentPolicy& Directory::profile_enrolment_policy(const AppIntegration& app) const {
  assert(!profile_enrolment_policies.empty());
  const auto* named = row_with_id(profile_enrolment_policies, app.profile_enrolment_policy_id);
  return named ? *named : profile_enrolment_policies.front();
}

const AuthenticatorSetting* Directory::authenticator(std::string_view key) const {
  const auto found = std::find_if(authenticators.begin(), authenticators.end(),
                                  [&](const auto& one) { return one.key == key && one.active; });
  return found == authenticators.end() ? nullptr : &*found;
}

const NetworkZone* Directory::network_zone(std::string_view id) const {
  return row_with_id(network_zones, id);
}

const TrustedOrigin* Directory::trusted_origin(std::string_view origin) const {
  // A browser sends origins in lower case and without a default port; be as sure of other callers.
  const auto wanted = protocol::origin_of(origin);
  if (wanted.empty()) return nullptr;
  const auto found = std::find_if(trusted_origins.begin(), trusted_origins.end(),
                                  [&](const TrustedOrigin& trusted) { return trusted.origin == wanted; });
  return found == trusted_origins.end() ? nullptr : &*found;
}

}  // namespace mockidp
