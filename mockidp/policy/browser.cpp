#include "mockidp/policy/browser.h"

#include "mockidp/policy/conditions.h"

namespace mockidp {
namespace {

struct KnownBrowser {
  std::string_view mark, name;
};
// The marks of the others stand in it too, so the order decides.
constexpr KnownBrowser kBrowsers[] = {
    {"Edg", "Edge"},       {"OPR/", "Opera"},    {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
    {"Chrome/", "Chrome"}, {"CriOS/", "Chrome"}, {"Safari/", "Safari"},
};

std::string_view system_in_words(std::string_view user_agent) {
  switch (platform_of(user_agent).system) {
    case OperatingSystem::WINDOWS:
      return "Windows";
    case OperatingSystem::OSX:
      return "Mac OS X";
    case OperatingSystem::IOS:
      return "iOS";
    case OperatingSystem::ANDROID:
      return "Android";
    case OperatingSystem::CHROMEOS:
      return "ChromeOS";
    default:
      return user_agent.find("Linux") == user_agent.npos ? "an unknown system" : "Linux";
  }
}

}  // namespace

std::string browser_in_words(std::string_view user_agent) {
  if (user_agent.empty()) return {};
  std::string_view name = "An unknown browser";
  for (const auto& browser : kBrowsers) {
    if (user_agent.find(browser.mark) == user_agent.npos) continue;
    name = browser.name;
    break;
  }
  return std::string(name) + " on " + std::string(system_in_words(user_agent));
}

}  // namespace mockidp
