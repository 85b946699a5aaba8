#include <algorithm>

#include "mockidp/directory/document/assembly.h"

namespace mockidp::document {
namespace {

constexpr int kLifetimeStep = 5;

AuthenticatorSetting setting_of(std::string_view key) {
  AuthenticatorSetting setting;
  setting.key = key;
  setting.name = authenticator_name(key);
  if (key == kEmailKey) setting.allowed_for = AllowedFor::recovery;
  const auto methods = methods_of(key);
  if (!methods.empty()) setting.methods = {methods.front()};
  return setting;
}

// What an org has that lists nothing.
std::vector<AuthenticatorSetting> standard_authenticators(OrgPreset org) {
  std::vector<AuthenticatorSetting> all{setting_of(kPasswordKey), setting_of(kEmailKey)};
  if (org == OrgPreset::fresh) all.push_back(setting_of(kPhoneKey));
  return all;
}

void set_methods(AuthenticatorSetting& setting, const Names& methods, const Place& places) {
  const auto known = methods_of(setting.key);
  for (std::size_t i = 0; i < methods.size(); ++i)
    if (!methods[i].empty() && std::find(known.begin(), known.end(), methods[i]) == known.end())
      (places / i).report(setting.key + " has no method " + in_quotes(methods[i]));
  setting.methods = methods;
}

void set_token_lifetime(AuthenticatorSetting& setting, std::chrono::minutes lifetime, const Place& place) {
  if (setting.key != kEmailKey) place.report("goes with okta_email alone");
  if (lifetime.count() % kLifetimeStep != 0)
    place.report("must be a multiple of 5, not " + std::to_string(lifetime.count()));
  setting.token_lifetime = lifetime;
}

void check_password(const AuthenticatorSetting& setting, const Place& place) {
  if (setting.key != kPasswordKey) return;
  if (!setting.active) (place / "status").report("the password cannot be INACTIVE");
  if (setting.allowed_for != AllowedFor::any) (place / "allowed_for").report("must be any for the password");
}

}  // namespace

void add_authenticators(Assembly& assembly) {
  auto& all = assembly.out.directory.authenticators;
  all = standard_authenticators(assembly.file.org.preset);
  const auto places = assembly.root / "authenticators";
  const auto& entries = assembly.file.authenticators;
  std::vector<std::string> listed;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    const auto place = places / i;
    if (entry.key.empty()) continue;
    if (std::find(listed.begin(), listed.end(), entry.key) != listed.end())
      (place / "key").report(in_quotes(entry.key) + " is there already");
    listed.push_back(entry.key);
    auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.key == entry.key; });
    auto& setting = found == all.end() ? all.emplace_back(setting_of(entry.key)) : *found;
    if (entry.id) setting.id = assembly.claim_id(entry.id, "aut", entry.key, place);
    setting.active = entry.active;
    if (entry.allowed_for) setting.allowed_for = *entry.allowed_for;
    if (entry.methods) set_methods(setting, *entry.methods, place / "methods");
    if (entry.token_lifetime)
      set_token_lifetime(setting, *entry.token_lifetime, place / "token_lifetime_minutes");
    check_password(setting, place);
  }
  for (auto& setting : all)
    if (setting.id.empty()) setting.id = assembly.claim_id(std::nullopt, "aut", setting.key, places);
}

}  // namespace mockidp::document
