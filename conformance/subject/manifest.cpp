#include "conformance/subject/manifest.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/oracle/url.h"
#include "conformance/subject/manifest_fields.h"
#include "conformance/subject/nearest_name.h"

namespace conformance {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* kDeepLinkQuery = "a=1&b=%2F";

std::string unknown_key_message(const std::string& key) {
  std::vector<std::string> known;
  for (const auto& field : manifest_fields()) known.push_back(field.name);
  return "unknown key" + near_name_hint(key, known);
}

bool has_type(const json& value, const std::string& type) {
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  if (type == "integer") return value.is_number_integer();
  return value.is_object();
}

// nlohmann's "[json.exception.parse_error.101] parse error at line 1, column 2: …".
std::string without_number(std::string_view message) {
  const auto end = message.find("] ");
  return std::string(end == std::string_view::npos ? message : message.substr(end + 2));
}

void read_fields(const json& document, Manifest& manifest, std::vector<ManifestProblem>& problems) {
  for (const auto& field : manifest_fields()) {
    const auto found = document.find(field.name);
    if (found == document.end()) {
      if (field.required) problems.push_back({"/" + field.name, "is missing"});
    } else if (!has_type(*found, field.type)) {
      problems.push_back({"/" + field.name, "must be of type " + field.type});
    } else if (const auto mistake = field.read(*found, manifest)) {
      problems.push_back({"/" + field.name, *mistake});
    } else {
      manifest.named.insert(field.name);
    }
  }
}

std::string mistake_of_base_url(std::string text) {
  if (text.ends_with('/')) return "ends with a slash; paths begin with one";
  constexpr std::string_view kPlaceholder = "{port}";
  if (const auto at = text.find(kPlaceholder); at != std::string::npos)
    text.replace(at, kPlaceholder.size(), "1");
  const auto url = parse_url(text);
  if (!url) return "is not an http or https URL";
  constexpr int kHighestPort = 65535;
  int port = 1;
  const auto* end = url->port.data() + url->port.size();
  const auto read = std::from_chars(url->port.data(), end, port);
  if (!url->port.empty() && (read.ec != std::errc() || port < 1 || port > kHighestPort))
    return "has a port beyond 1 to 65535";
  if (url->path != "/" || url->has_query || !url->fragment.empty())
    return "goes on after the host and port: write that path into login_path, protected_path and all others, "
           "which begin there";
  return {};
}

bool begins_with_scheme(const std::string& uri) {
  const auto colon = uri.find(":/");
  return colon != std::string::npos && colon > 0 &&
         std::all_of(uri.begin(), uri.begin() + static_cast<std::ptrdiff_t>(colon), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.';
         });
}

std::vector<std::pair<std::string, std::string>> uris_of(const Manifest& manifest) {
  std::vector<std::pair<std::string, std::string>> uris{
      {"/redirect_uri", manifest.redirect_uri},
      {"/post_logout_redirect_uri", manifest.post_logout_redirect_uri},
      {"/initiate_login_uri", manifest.initiate_login_uri}};
  for (const auto& uri : manifest.registered_redirect_uris)
    uris.emplace_back("/registered_redirect_uris", uri);
  std::erase_if(uris, [](const auto& uri) { return uri.second.empty(); });
  return uris;
}

void check_whole(const Manifest& manifest, std::vector<ManifestProblem>& problems) {
  const bool api = manifest.profile == Profile::api;
  if (!api && manifest.redirect_uri.empty())
    problems.push_back({"/redirect_uri", "is missing: people sign in to this profile"});
  if (api && manifest.read_route.empty())
    problems.push_back({"/read_route", "is missing for the profile api"});
  if (const auto mistake = mistake_of_base_url(manifest.base_url); !mistake.empty())
    problems.push_back({"/base_url", mistake});
  for (const auto& [pointer, uri] : uris_of(manifest))
    if (!begins_with_scheme(uri) && !uri.starts_with("{base_url}"))
      problems.push_back({pointer, "\"" + uri + "\" is not a whole URL; it may begin with {base_url}"});
  if (manifest.command.empty() && manifest.base_url.find("{port}") != std::string::npos)
    problems.push_back({"/command", "is missing: {port} is known only for a client that is started"});
  if (manifest.login_method == "POST" && manifest.login_path.empty())
    problems.push_back({"/login_path", "is missing: signing in by POST needs where the form goes"});
  if (manifest.logout_method == "POST" && manifest.logout_form_page.empty())
    problems.push_back({"/logout_form_page", "is missing: signing out by POST needs the page with its form"});
}

void locate_folder(const std::string& file, Manifest& manifest, std::vector<ManifestProblem>& problems) {
  if (manifest.folder.empty()) return;
  manifest.folder =
      (std::filesystem::absolute(file).parent_path() / manifest.folder).lexically_normal().string();
  std::error_code unreadable;
  if (!std::filesystem::is_directory(manifest.folder, unreadable))
    problems.push_back({"/folder", "folder " + manifest.folder + " does not exist"});
}

}  // namespace

std::string_view to_string(Profile profile) {
  switch (profile) {
    case Profile::web_app:
      return "web_app";
    case Profile::spa:
      return "spa";
    case Profile::api:
      return "api";
  }
  return "";
}

std::string_view to_string(Level level) {
  switch (level) {
    case Level::must:
      return "must";
    case Level::should:
      return "should";
    case Level::info:
      return "info";
  }
  return "";
}

std::chrono::seconds tolerated_seconds(const Manifest& manifest, const std::string& name) {
  const auto found = manifest.tolerances.find(name);
  return std::chrono::seconds(found == manifest.tolerances.end() ? 0 : std::stol(found->second));
}

std::optional<Manifest> read_manifest(const std::string& file, std::vector<ManifestProblem>& problems) {
  std::ifstream input(file);
  if (!input) {
    problems.push_back({"", "cannot be read"});
    return std::nullopt;
  }
  std::vector<std::vector<std::string>>
      keys;  // of the objects that are open, each inside the last key before
  const auto note_repeated = [&](int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    if (event != json::parse_event_t::key) return true;
    const auto key = parsed.get<std::string>();
    const bool repeated = std::find(keys.back().begin(), keys.back().end(), key) != keys.back().end();
    keys.back().push_back(key);
    std::string pointer;
    for (const auto& object : keys) pointer += "/" + object.back();
    if (repeated) problems.push_back({pointer, "stands there twice"});
    return true;
  };
  json document;
  try {
    document = json::parse(input, note_repeated);
  } catch (const json::parse_error& error) {
    problems.push_back({"", "is not JSON: " + without_number(error.what())});
    return std::nullopt;
  }
  if (!document.is_object()) {
    problems.push_back({"", "is not a JSON object"});
    return std::nullopt;
  }
  for (const auto& [key, value] : document.items()) {
    const auto& fields = manifest_fields();
    if (std::none_of(fields.begin(), fields.end(),
                     [&name = key](const auto& field) { return field.name == name; }))
      problems.push_back({"/" + key, unknown_key_message(key)});
  }
  Manifest manifest;
  read_fields(document, manifest, problems);
  locate_folder(file, manifest, problems);
  if (problems.empty()) check_whole(manifest, problems);
  if (!problems.empty()) return std::nullopt;
  if (manifest.protected_paths.empty()) manifest.protected_paths = {manifest.protected_path};
  if (!manifest.named.contains("deep_link"))
    manifest.deep_link = manifest.protected_path +
                         (manifest.protected_path.find('?') == std::string::npos ? "?" : "&") +
                         kDeepLinkQuery;
  return manifest;
}

std::string manifest_schema() {
  ordered_json properties = ordered_json::object(), required = ordered_json::array();
  for (const auto& field : manifest_fields()) {
    ordered_json entry{{"description", field.description}, {"type", field.type}};
    if (field.type == "integer" && !field.by_default.empty())
      entry["default"] = std::stol(field.by_default);
    else if (!field.by_default.empty())
      entry["default"] = field.by_default;
    if (field.type == "array") entry["items"] = {{"type", "string"}};
    if (field.type == "object") entry["additionalProperties"] = {{"type", "string"}};
    if (!field.choices.empty()) {
      auto& chosen = field.type == "array"    ? entry["items"]
                     : field.type == "object" ? entry["propertyNames"]
                                              : entry;
      chosen["enum"] = field.choices;
    }
    properties[field.name] = std::move(entry);
    if (field.required) required.push_back(field.name);
  }
  const ordered_json schema{
      {"$schema", "http://json-schema.org/draft-07/schema#"},
      {"title", "A client under test"},
      {"description", "How conformance starts a client, where it answers, what it can do."},
      {"type", "object"},
      {"additionalProperties", false},
      {"required", required},
      {"properties", properties}};
  return schema.dump(1) + "\n";
}

}  // namespace conformance
