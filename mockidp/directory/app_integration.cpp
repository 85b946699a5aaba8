#include "mockidp/directory/app_integration.h"

#include <algorithm>
#include <array>

namespace mockidp {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 4> kApplicationTypes = {"web", "browser", "native", "service"};
static_assert(kApplicationTypes.size() == static_cast<std::size_t>(ApplicationType::service) + 1);

}  // namespace

std::string_view to_string(RefreshRotation rotation) {
  return rotation == RefreshRotation::STATIC ? "STATIC" : "ROTATE";
}

std::string_view to_string(ConsentMethod method) {
  return method == ConsentMethod::TRUSTED ? "TRUSTED" : "REQUIRED";
}

std::string_view to_string(ApplicationType type) {
  return kApplicationTypes.at(static_cast<std::size_t>(type));
}

bool AppIntegration::has_secret() const {
  return confidential() && token_endpoint_auth_method != protocol::TokenEndpointAuthMethod::private_key_jwt;
}

bool AppIntegration::allows(protocol::GrantType grant) const {
  return std::find(grant_types.begin(), grant_types.end(), grant) != grant_types.end();
}

}  // namespace mockidp
