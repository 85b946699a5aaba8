#include <algorithm>

#include "embedded/built_in_orgs.h"
#include "mockidp/directory/org_document.h"

namespace mockidp {
namespace {

constexpr std::string_view kExtension = ".json";

}  // namespace

std::string_view built_in_org_document() { return built_in_orgs::embedded_file("default.json"); }

std::vector<std::string> built_in_org_names() {
  std::vector<std::string> names;
  for (const auto& file : built_in_orgs::embedded_files())
    names.emplace_back(file.name.substr(0, file.name.size() - kExtension.size()));
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string_view> built_in_org(std::string_view name) {
  const auto text = built_in_orgs::embedded_file(std::string(name) + std::string(kExtension));
  if (text.data() == nullptr) return std::nullopt;
  return text;
}

}  // namespace mockidp
