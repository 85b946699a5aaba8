#include <algorithm>

#include "mockidp/directory/document/assembly.h"

namespace mockidp::document {
namespace {

// ---- Global session
// -----------------------------------------------------------------------------------------------

void set_terms(SessionRule& rule, const SessionTermsEntry& entry) {
  rule.primary_factor = entry.primary_factor;
  rule.require_factor = entry.require_factor;
  rule.factor_prompt_mode = entry.factor_prompt_mode;
  rule.factor_lifetime = entry.factor_lifetime;
  rule.max_idle = entry.max_idle;
  rule.max_lifetime = entry.max_lifetime;
  rule.persistent_cookie = entry.persistent_cookie;
}

SessionPolicy session_policy(Assembly& assembly, const SessionPolicyEntry& entry, const Place& place) {
  SessionPolicy policy;
  policy.id = assembly.claim_id(entry.id, "00p", "global_session/" + entry.name, place);
  policy.name = entry.name;
  policy.group_ids = assembly.groups.resolve_all(entry.groups, place / "groups");
  policy.rules.clear();
  const auto rule_id = [&](const std::optional<std::string>& id, const std::string& name,
                           const Place& where) {
    return assembly.claim_id(id, "0pr", "global_session/" + entry.name + "/" + name, where);
  };
  for (std::size_t i = 0; i < entry.rules.size(); ++i) {
    const auto& written = entry.rules[i];
    const auto where = place / "rules" / i;
    auto& rule = policy.rules.emplace_back();
    rule.id = rule_id(written.id, written.name, where);
    rule.name = written.name;
    rule.conditions = conditions_of(assembly, written, where);
    rule.allow = written.allow;
    set_terms(rule, written);
  }
  auto& last = policy.rules.emplace_back();
  last.id = rule_id(std::nullopt, entry.rule_name, place / "rule_name");
  last.name = entry.rule_name;
  set_terms(last, entry);
  return policy;
}

// ---- Enrolment
// ----------------------------------------------------------------------------------------------------

std::vector<EnrolmentPolicy::Item> standard_enrolment(const Directory& directory) {
  std::vector<EnrolmentPolicy::Item> items;
  for (const auto& setting : directory.authenticators)
    if (setting.active)
      items.push_back(
          {setting.key, setting.key == kPasswordKey ? SelfEnrolment::REQUIRED : SelfEnrolment::OPTIONAL});
  return items;
}

EnrolmentPolicy enrolment_policy(Assembly& assembly, const EnrolmentPolicyEntry& entry, const Place& place) {
  EnrolmentPolicy policy;
  policy.id = assembly.claim_id(entry.id, "00p", "authenticator_enrollment/" + entry.name, place);
  policy.name = entry.name;
  policy.group_ids = assembly.groups.resolve_all(entry.groups, place / "groups");
  policy.rule_name = entry.rule_name;
  policy.moment = entry.moment;
  policy.authenticators =
      entry.authenticators ? *entry.authenticators : standard_enrolment(assembly.out.directory);
  const auto& items = policy.authenticators;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (std::any_of(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](const auto& other) { return !other.key.empty() && other.key == items[i].key; }))
      (place / "authenticators" / i / "key").report(in_quotes(items[i].key) + " is there already");
  return policy;
}

// ---- Profile enrolment
// --------------------------------------------------------------------------------------------

std::string label_of(const ProfileFieldEntry& entry) {
  if (entry.label) return *entry.label;
  if (entry.name == "firstName") return "First name";
  if (entry.name == "lastName") return "Last name";
  return entry.name == "email" ? "Email" : entry.name;
}

ProfileEnrolmentPolicy profile_enrolment_policy(Assembly& assembly, const ProfileEnrolmentPolicyEntry& entry,
                                                std::size_t priority, const Place& place) {
  ProfileEnrolmentPolicy policy;
  policy.id = assembly.claim_id(entry.id, "rst", "profile_enrollment/" + entry.name, place);
  policy.name = entry.name;
  policy.self_service_registration = entry.registers_unknown_users.value_or(priority != 0);
  policy.email_verification = entry.email_verification;
  policy.progressive_profiling = entry.progressive_profiling;
  policy.password_on_form = !entry.enroll_authenticator_types.empty();
  for (const auto& field : entry.profile_attributes)
    policy.fields.push_back({field.name, label_of(field), field.required});
  if (std::none_of(policy.fields.begin(), policy.fields.end(),
                   [](const ProfileField& field) { return field.name == "email" && field.required; }))
    (place / "profile_attributes")
        .report(R"(must have "email" as a required one, since it becomes the login of whoever signs up)");
  policy.target_group_ids = assembly.groups.resolve_all(entry.target_groups, place / "target_groups");
  return policy;
}

// ---- Password
// -----------------------------------------------------------------------------------------------------

PasswordPolicy password_policy(Assembly& assembly, const PasswordPolicyEntry& entry, const Place& place) {
  PasswordPolicy policy = entry;
  policy.id = assembly.claim_id(entry.given_id, "00p", "password/" + entry.name, place);
  policy.group_ids = assembly.groups.resolve_all(entry.groups, place / "groups");
  policy.notify_lockout_by_email = !entry.lockout_notification_channels.empty();
  if (policy.max_age_days != 0 && policy.expire_warn_days > policy.max_age_days)
    (place / "expire_warn_days").report("must be no more than max_age_days");
  const auto characters =
      policy.min_lower_case + policy.min_upper_case + policy.min_number + policy.min_symbol;
  if (characters > 30)
    (place / "min_length").report("no password of 30 characters holds all that is asked for");
  return policy;
}

// Of policies that are chosen by group the last must be everybody's.
template <class Policy>
bool is_for_everybody(const std::vector<Policy>& policies, const Group& everyone) {
  if (policies.empty()) return false;
  const auto& groups = policies.back().group_ids;
  return groups.empty() || std::find(groups.begin(), groups.end(), everyone.id) != groups.end();
}

}  // namespace

void add_policies(Assembly& assembly) {
  auto& directory = assembly.out.directory;
  const auto& entries = assembly.file.policies;
  const auto root = assembly.root / "policies";

  auto place = root / "global_session";
  directory.session_policies.clear();
  for (std::size_t i = 0; i < entries.global_session.items.size(); ++i)
    directory.session_policies.push_back(session_policy(assembly, entries.global_session.items[i],
                                                        place_of(entries.global_session, place, i)));
  if (!is_for_everybody(directory.session_policies, directory.everyone()))
    directory.session_policies.push_back(session_policy(assembly, SessionPolicyEntry{}, place));

  const auto enrolment_place = root / "authenticator_enrollment";
  directory.enrolment_policies.clear();
  for (std::size_t i = 0; i < entries.authenticator_enrolment.size(); ++i)
    directory.enrolment_policies.push_back(
        enrolment_policy(assembly, entries.authenticator_enrolment[i], enrolment_place / i));
  if (!is_for_everybody(directory.enrolment_policies, directory.everyone()))
    directory.enrolment_policies.push_back(
        enrolment_policy(assembly, EnrolmentPolicyEntry{}, enrolment_place));

  const auto profile_place = root / "profile_enrollment";
  auto profiles = entries.profile_enrolment;
  const bool none = profiles.empty();
  if (none) profiles.emplace_back();
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    const auto where = none ? profile_place : profile_place / i;
    const auto& policy = directory.profile_enrolment_policies.emplace_back(
        profile_enrolment_policy(assembly, profiles[i], i, where));
    assembly.profile_enrolment_policies.add(policy.name, policy.id, where / "name");
  }

  const auto password_place = root / "password";
  directory.password_policies.clear();
  for (std::size_t i = 0; i < entries.password.items.size(); ++i)
    directory.password_policies.push_back(
        password_policy(assembly, entries.password.items[i], place_of(entries.password, password_place, i)));
  if (!is_for_everybody(directory.password_policies, directory.everyone()))
    directory.password_policies.push_back(password_policy(assembly, PasswordPolicyEntry{}, password_place));
}

}  // namespace mockidp::document
