#pragma once
// The tests' own API, on the workbench port: orgs, clock, faults, journal, apps.
// docs/control-api.openapi.json lists it.

#include <functional>
#include <string>
#include <vector>

#include "mockidp/http/message.h"
#include "mockidp/http/router.h"
#include "mockidp/org/org_host.h"

namespace mockidp {

struct ControlGuardOptions {
  std::string bearer_token;     // empty: none is asked for (loopback only)
  bool allow_any_host = false;  // beyond loopback the token protects instead
};

// Who may use the workbench port: a browser page of another site may not (a foreign Origin, or a Host that is
// none of ours: DNS rebinding), and bodies are JSON, which such a page cannot send without asking first.
class ControlGuard {
 public:
  explicit ControlGuard(ControlGuardOptions options) : options_(std::move(options)) {}
  // nullopt: go on; otherwise the refusal (401, 403, 415).
  std::optional<http::Response> refuse(const http::Request& request) const;
  // The same for a page that holds no data of its own: a browser cannot send a token with a navigation.
  std::optional<http::Response> refuse_page(const http::Request& request) const;

 private:
  ControlGuardOptions options_;
};

// `host` and what `guard` was copied from outlive the router.
void add_control_routes(http::Router& router, OrgHost& host, const ControlGuard& guard);
http::Response control_not_found(const std::vector<std::string>& allowed_methods);

}  // namespace mockidp
