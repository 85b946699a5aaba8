#include "mockidp/doctor/settings.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mockidp {
namespace {

using protocol::Json;

// Finding the nearest of many is quadratic; nobody's settings are longer.
constexpr std::size_t kLongestSetting = 512;
constexpr std::size_t kMostScopes = 100;

struct TextMember {
  const char* name;
  std::string AppSettings::*text;
};
constexpr TextMember kTexts[] = {{"issuer", &AppSettings::issuer},
                                 {"client_id", &AppSettings::client_id},
                                 {"client_secret", &AppSettings::client_secret},
                                 {"redirect_uri", &AppSettings::redirect_uri},
                                 {"post_logout_redirect_uri", &AppSettings::post_logout_redirect_uri},
                                 {"origin", &AppSettings::origin},
                                 {"login", &AppSettings::login},
                                 {"response_type", &AppSettings::response_type},
                                 {"audience", &AppSettings::audience}};

bool is_setting(const Json& value) {
  return value.is_string() && value.get_ref<const std::string&>().size() <= kLongestSetting;
}

bool read_scopes(const Json& value, AppSettings& settings) {
  if (!value.is_array() || value.size() > kMostScopes || !std::all_of(value.begin(), value.end(), is_setting))
    return false;
  settings.scopes = value.get<std::vector<std::string>>();
  return true;
}

bool read_type(const Json& value, AppSettings& settings) {
  for (const auto type :
       {ApplicationType::web, ApplicationType::browser, ApplicationType::native, ApplicationType::service})
    if (value.is_string() && value.get_ref<const std::string&>() == to_string(type))
      settings.application_type = type;
  return settings.application_type.has_value();
}

Json to_json(const Seen& seen) {
  Json json{{"what", seen.what}};
  if (!seen.closest.empty()) json["closest"] = seen.closest;
  if (seen.entry != 0) json["entry"] = seen.entry;
  if (seen.past) json["past"] = true;
  return json;
}

}  // namespace

const std::vector<std::string>& app_settings_members() {
  static const std::vector<std::string> members = [] {
    std::vector<std::string> all{"application_type", "scopes"};
    for (const auto& one : kTexts) all.emplace_back(one.name);
    return all;
  }();
  return members;
}

protocol::Result<AppSettings, std::string> read_app_settings(const Json& object) {
  AppSettings settings;
  for (const auto& [name, text] : kTexts) {
    const auto* member = protocol::json_member(object, name);
    if (member == nullptr) continue;
    if (!is_setting(*member))
      return protocol::fail('"' + std::string(name) + "\" has to be a string of at most 512 characters.");
    settings.*text = member->get<std::string>();
  }
  const auto* scopes = protocol::json_member(object, "scopes");
  if (scopes != nullptr && !read_scopes(*scopes, settings))
    return protocol::fail(std::string("\"scopes\" has to be a list of strings."));
  const auto* type = protocol::json_member(object, "application_type");
  if (type != nullptr && !read_type(*type, settings))
    return protocol::fail(std::string("\"application_type\" is web, browser, native or service."));
  return settings;
}

Json to_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  std::size_t mistakes = 0;
  for (const auto& finding : findings) {
    const Diagnosis& diagnosis = *finding.diagnosis;
    if (finding.kind() == FindingKind::mistake) ++mistakes;
    Json seen = Json::array();
    for (const auto& one : finding.seen) seen.push_back(to_json(one));
    list.push_back({{"name", diagnosis.name},
                    {"kind", to_string(finding.kind())},
                    {"title", diagnosis.title},
                    {"seen", std::move(seen)},
                    {"remedy", diagnosis.remedy}});
  }
  return {{"mistakes", mistakes}, {"findings", std::move(list)}};
}

}  // namespace mockidp
