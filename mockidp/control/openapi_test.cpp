#include <nlohmann/json.hpp>
#include <set>

#include "mockidp/control/control.h"
#include "mockidp/control/openapi_document.h"
#include "mockidp/faults/faults.h"
#include "mockidp/protocol/oauth.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

// No route is asked: only their list matters.
class NoOrgs final : public OrgHost {
 public:
  std::vector<std::shared_ptr<Org>> orgs() const override { return {}; }
  std::shared_ptr<Org> find(std::string_view) const override { return nullptr; }
  protocol::Json document(std::string_view) const override { return nullptr; }
  protocol::Result<std::shared_ptr<Org>, OrgProblems> create(std::string, protocol::Json) override {
    return protocol::fail(OrgProblems{});
  }
  protocol::Result<protocol::Ok, OrgProblems> patch(std::string_view, const protocol::Json&) override {
    return protocol::fail(OrgProblems{});
  }
  bool reset(std::string_view) override { return false; }
  bool drop(std::string_view) override { return false; }
};

std::string upper(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

TEST_CASE("the OpenAPI document and the routes of the control API are the same", "[control][openapi]") {
  NoOrgs host;
  http::Router router;
  add_control_routes(router, host, ControlGuard({}));
  std::set<std::string> routes;
  for (const auto& route : router.routes()) routes.insert(route.method + " " + route.pattern);

  const auto document = protocol::parse_json(control_openapi_document());
  REQUIRE(document);
  std::set<std::string> documented;
  const auto& paths = document->at("paths");
  for (const auto& [path, item] : paths.items())
    for (const auto& [method, operation] : item.items())
      if (method != "parameters") documented.insert(upper(method) + " " + path);

  CHECK(routes == documented);
}

TEST_CASE("the OpenAPI document and the catalogue of faults know the same parameters", "[control][openapi]") {
  std::set<std::string> takes{"name", "client_id", "login", "skip", "times", "variant"};
  for (const auto& fault : fault_catalogue())
    for (const auto& parameter : protocol::split_words(fault.parameters)) takes.insert(parameter);

  const auto document = protocol::parse_json(control_openapi_document());
  REQUIRE(document);
  std::set<std::string> documented;
  const auto& properties = document->at("components").at("schemas").at("FaultOrder").at("properties");
  for (const auto& [name, property] : properties.items()) documented.insert(name);
  CHECK(takes == documented);
}
