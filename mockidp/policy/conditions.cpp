#include "mockidp/policy/conditions.h"

#include <algorithm>

#include "mockidp/directory/address_range.h"
#include "mockidp/policy/expression_facts.h"
#include "mockidp/policy/membership.h"

namespace mockidp {
namespace {

bool is_in_a_listed_group(const Directory& directory, const std::vector<std::string>& group_ids,
                          const Person* person) {
  if (is_among(group_ids, directory.everyone().id)) return true;
  if (person == nullptr) return false;
  return std::any_of(person->group_ids.begin(), person->group_ids.end(),
                     [&](const std::string& id) { return is_among(group_ids, id); });
}

bool people_hold(const Directory& directory, const PeopleCondition& condition, const Person* person) {
  if (person != nullptr && is_among(condition.exclude_person_ids, person->id)) return false;
  if (is_in_a_listed_group(directory, condition.exclude_group_ids, person)) return false;
  if (condition.include_person_ids.empty() && condition.include_group_ids.empty()) return true;
  return (person != nullptr && is_among(condition.include_person_ids, person->id)) ||
         is_in_a_listed_group(directory, condition.include_group_ids, person);
}

bool is_in_zone(const Directory& directory, const std::string& zone_id, std::string_view ip) {
  const auto* zone = directory.network_zone(zone_id);
  if (zone == nullptr || !zone->active) return false;
  return std::any_of(zone->gateways.begin(), zone->gateways.end(),
                     [&](const std::string& range) { return is_in_address_range(ip, range); });
}

bool network_holds(const Directory& directory, const NetworkCondition& condition, std::string_view ip) {
  if (condition.anywhere) return true;
  const auto inside = [&](const std::string& zone) { return is_in_zone(directory, zone, ip); };
  const auto& excluded = condition.exclude_zone_ids;
  if (std::any_of(excluded.begin(), excluded.end(), inside)) return false;
  const auto& included = condition.include_zone_ids;
  return included.empty() || std::any_of(included.begin(), included.end(), inside);
}

bool fits(const PlatformCondition& condition, const PlatformCondition& seen) {
  const bool type = condition.type == PlatformType::ANY || condition.type == seen.type;
  return type && (condition.system == OperatingSystem::ANY || condition.system == seen.system);
}

bool platform_holds(const RuleConditions& conditions, std::string_view user_agent) {
  if (conditions.include_platforms.empty() && conditions.exclude_platforms.empty()) return true;
  const auto seen = platform_of(user_agent);
  const auto match = [&](const PlatformCondition& one) { return fits(one, seen); };
  const auto& excluded = conditions.exclude_platforms;
  if (std::any_of(excluded.begin(), excluded.end(), match)) return false;
  const auto& included = conditions.include_platforms;
  return included.empty() || std::any_of(included.begin(), included.end(), match);
}

bool user_type_holds(const RuleConditions& conditions, const Person* person) {
  const auto type = person == nullptr ? std::string_view() : person->attribute("userType");
  if (!type.empty() && is_among(conditions.exclude_user_types, type)) return false;
  return conditions.include_user_types.empty() || is_among(conditions.include_user_types, type);
}

// Only what comes to true holds: neither null, as of an attribute that is not set, nor what cannot be
// evaluated.
bool expression_holds(const Directory& directory, const RuleConditions& conditions, const Person* person) {
  if (conditions.expression == nullptr) return true;
  const auto groups =
      person != nullptr ? groups_of_person(directory, *person) : std::vector<expression::GroupName>();
  const expression::Facts facts{.has_person = person != nullptr,
                                .attribute =
                                    [&](std::string_view root, std::string_view name) {
                                      if (root == "org") return text_or_null(directory.org.name);
                                      return person != nullptr ? attribute_of_person(*person, name)
                                                               : expression::Value();
                                    },
                                .groups = &groups};
  const auto value = conditions.expression->evaluate(facts);
  return value && value->truth() != nullptr && *value->truth();
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

bool is_in_any_group(const Directory& directory, const std::vector<std::string>& group_ids,
                     const Person* person) {
  return group_ids.empty() || is_in_a_listed_group(directory, group_ids, person);
}

// iPads of today call themselves Macintosh; so does Okta's reading of them.
PlatformCondition platform_of(std::string_view user_agent) {
  using enum OperatingSystem;
  if (contains(user_agent, "iPhone") || contains(user_agent, "iPad")) return {PlatformType::MOBILE, IOS};
  if (contains(user_agent, "Android")) return {PlatformType::MOBILE, ANDROID};
  if (contains(user_agent, "Windows")) return {PlatformType::DESKTOP, WINDOWS};
  if (contains(user_agent, "CrOS")) return {PlatformType::DESKTOP, CHROMEOS};
  if (contains(user_agent, "Macintosh")) return {PlatformType::DESKTOP, OSX};
  return {PlatformType::DESKTOP, OTHER};
}

std::string_view unmet_condition(const Directory& directory, const RuleConditions& conditions,
                                 const Person* person, const RequestFacts& facts) {
  if (!people_hold(directory, conditions.people, person)) return "people";
  if (!network_holds(directory, conditions.network, facts.ip)) return "network";
  if (!platform_holds(conditions, facts.user_agent)) return "platform";
  if (!user_type_holds(conditions, person)) return "userType";
  if (!expression_holds(directory, conditions, person)) return "elCondition";
  return {};
}

}  // namespace mockidp
