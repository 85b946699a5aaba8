// GET /.well-known/okta-organization: which engine the org runs on. okta-auth-js and the widget ask for it.

#include <nlohmann/json.hpp>

#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/sessions/sessions_routes.h"

namespace mockidp {
namespace {

http::Response show_organization(Exchange& exchange) {
  const auto& org = exchange.dir().org;
  const protocol::Json body = {
      {"id", org.id}, {"_links", {{"organization", {{"href", org.url}}}}}, {"pipeline", "idx"}};
  return http::text_response(200, "application/json", protocol::to_text(body));
}

}  // namespace

void add_organization_routes(http::Router& router, Org& org) {
  constexpr std::string_view kPath = "/.well-known/okta-organization";
  add_endpoint(router, org, "GET", kPath, "organization", readable_by_any_origin(show_organization),
               RateLimit::none);
  add_endpoint(router, org, "OPTIONS", kPath, "organization", preflight("GET"), RateLimit::none);
}

}  // namespace mockidp
