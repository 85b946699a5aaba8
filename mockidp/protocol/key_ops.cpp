#include "mockidp/protocol/key_ops.h"

#include <nlohmann/json.hpp>

namespace protocol {

std::string objection_to_key_ops(const Json& jwk) {
  const Json* operations = json_member(jwk, "key_ops");
  if (operations == nullptr) return "";
  if (!operations->is_array()) return "key_ops must be an array";
  for (const Json& operation : *operations)
    if (operation == "verify") return "";
  return "not a key that verifies";
}

}  // namespace protocol
