#pragma once
// The control API of one org without a network.

#include <nlohmann/json.hpp>

#include "mockidp/control/control.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp {

class ControlFixture : public OrgHost {
 public:
  ControlFixture() { add_control_routes(router_, *this, ControlGuard({})); }

  http::Response ask(std::string method, const std::string& path) {
    auto request = testing::get_request("/control/v1/orgs/default" + path, {{"Host", "localhost:7071"}});
    request.method = std::move(method);
    if (request.method != "GET") request.headers.emplace_back("Content-Type", "application/json");
    return send(request);
  }
  http::Response post(const std::string& path, const protocol::Json& body) {
    auto request = testing::get_request("/control/v1/orgs/default" + path,
                                        {{"Host", "localhost:7071"}, {"Content-Type", "application/json"}});
    request.method = "POST";
    request.body = protocol::to_text(body);
    return send(std::move(request));
  }
  http::Response send(http::Request request) {
    std::vector<std::string> allowed;
    const auto* handler = router_.find(request, allowed);
    return handler != nullptr ? (*handler)(request) : control_not_found(allowed);
  }
  protocol::Json get(const std::string& path) { return testing::json_of(ask("GET", path)); }
  std::string error(const http::Response& response) {
    const auto json = testing::json_of(response);
    return json.is_object() && json.contains("error") ? json["error"]["message"].get<std::string>()
                                                      : std::string();
  }

  std::vector<std::shared_ptr<Org>> orgs() const override { return {org()}; }
  std::shared_ptr<Org> find(std::string_view name) const override {
    return name == "default" ? org() : nullptr;
  }
  protocol::Json document(std::string_view) const override { return shown_document; }
  protocol::Result<std::shared_ptr<Org>, OrgProblems> create(std::string, protocol::Json) override {
    return protocol::fail(OrgProblems{});
  }
  protocol::Result<protocol::Ok, OrgProblems> patch(std::string_view, const protocol::Json&) override {
    return protocol::fail(OrgProblems{});
  }
  bool reset(std::string_view) override { return false; }
  bool drop(std::string_view) override { return false; }

  mutable testing::TestProvider provider;
  protocol::Json shown_document = protocol::Json::object();

 private:
  // Not ours to delete.
  std::shared_ptr<Org> org() const { return {std::shared_ptr<Org>(), &provider.org}; }

  http::Router router_;
};

}  // namespace mockidp
