#pragma once
#include <optional>
#include <string_view>

#include "mockidp/directory/app_integration.h"
#include "mockidp/policy/okta_error.h"

namespace mockidp {

// Exact, case-sensitive comparison (docs/okta-behaviour.md, Authorize). nullopt: registered. A refusal names
// the nearest registered URI.
std::optional<Refusal> decide_redirect_uri(const AppIntegration& app, std::string_view presented);
std::optional<Refusal> decide_post_logout_redirect_uri(const AppIntegration& app, std::string_view presented);

}  // namespace mockidp
