#pragma once
// Every key of a client manifest, once: what reads it, checks it, and describes it in the schema.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "conformance/subject/manifest.h"

namespace conformance {

struct ManifestField {
  std::string name, description;
  std::string type;  // of JSON Schema: string, array, object, integer
  // The mistake, or nothing.
  std::optional<std::string> (*read)(const nlohmann::json& value, Manifest& manifest) = nullptr;
  bool required = false;
  std::vector<std::string> choices;
  std::string by_default{};  // as text
};
const std::vector<ManifestField>& manifest_fields();

}  // namespace conformance
