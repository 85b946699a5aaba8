#include "mockidp/directory/conditions.h"

#include <array>

namespace mockidp {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 3> kPlatformTypes = {"ANY", "DESKTOP", "MOBILE"};
constexpr std::array<std::string_view, 7> kSystems = {"ANY",     "WINDOWS",  "OSX",  "IOS",
                                                      "ANDROID", "CHROMEOS", "OTHER"};

}  // namespace

std::string_view to_string(PlatformType type) { return kPlatformTypes.at(static_cast<std::size_t>(type)); }
std::string_view to_string(OperatingSystem system) { return kSystems.at(static_cast<std::size_t>(system)); }

bool has_no_conditions(const RuleConditions& conditions) {
  const auto& people = conditions.people;
  const bool everybody = people.include_person_ids.empty() && people.exclude_person_ids.empty() &&
                         people.include_group_ids.empty() && people.exclude_group_ids.empty();
  return everybody && conditions.network.anywhere && conditions.include_platforms.empty() &&
         conditions.exclude_platforms.empty() && conditions.include_user_types.empty() &&
         conditions.exclude_user_types.empty() && conditions.expression == nullptr;
}

}  // namespace mockidp
