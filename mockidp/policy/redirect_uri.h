#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/directory/app_integration.h"
#include "mockidp/directory/directory.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// Why a presented URI is the app's.
struct RedirectUriMatch {
  enum class By { equality, wildcard, bare_origin } by = By::equality;
  std::string registered;
};

// Exact, case-sensitive comparison; where the app allows it one * in the host, where the org's switch says so
// with or without the slash after a bare origin (docs/okta-behaviour.md, Authorize). A refusal names the
// nearest registered URI.
protocol::Result<RedirectUriMatch, Refusal> decide_redirect_uri(const Switches& switches,
                                                                const AppIntegration& app,
                                                                std::string_view presented);
// Always exact. nullopt: registered.
std::optional<Refusal> decide_post_logout_redirect_uri(const AppIntegration& app, std::string_view presented);

}  // namespace mockidp
