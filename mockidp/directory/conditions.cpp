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

}  // namespace mockidp
