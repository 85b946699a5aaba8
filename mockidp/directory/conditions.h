#pragma once
// To whom and from where a rule of a policy applies, by the names of Okta's Policy API. A condition that says
// nothing always holds.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mockidp {

namespace expression {
class Expression;
}  // namespace expression

// A network zone of type IP. Each range is an address, "10.0.0.0/8", or "10.0.0.1-10.0.0.9".
struct NetworkZone {
  std::string id;  // nzo…
  std::string name;
  std::vector<std::string> gateways;
  bool active = true;
};

// With neither people nor groups included: everybody who is not excluded.
struct PeopleCondition {
  std::vector<std::string> include_person_ids;
  std::vector<std::string> exclude_person_ids;
  std::vector<std::string> include_group_ids;
  std::vector<std::string> exclude_group_ids;
};

// connection ZONE: from an included zone (or any, if none is) and from no excluded one.
struct NetworkCondition {
  bool anywhere = true;
  std::vector<std::string> include_zone_ids;
  std::vector<std::string> exclude_zone_ids;
};

enum class PlatformType { ANY, DESKTOP, MOBILE };
enum class OperatingSystem { ANY, WINDOWS, OSX, IOS, ANDROID, CHROMEOS, OTHER };
std::string_view to_string(PlatformType type);
std::string_view to_string(OperatingSystem system);

struct PlatformCondition {
  PlatformType type = PlatformType::ANY;
  OperatingSystem system = OperatingSystem::ANY;
};

struct RuleConditions {
  PeopleCondition people;
  NetworkCondition network;
  std::vector<PlatformCondition> include_platforms;  // none: every one
  std::vector<PlatformCondition> exclude_platforms;
  std::vector<std::string> include_user_types;  // of the profile's userType; none: every one
  std::vector<std::string> exclude_user_types;
  std::shared_ptr<const expression::Expression> expression;  // elCondition; null: none
};

// Whether a rule with these holds for everybody, from everywhere.
bool has_no_conditions(const RuleConditions& conditions);

}  // namespace mockidp
