#pragma once
#include <string_view>

namespace mockidp {

std::string_view control_openapi_document();  // docs/control-api.openapi.json, embedded

}  // namespace mockidp
