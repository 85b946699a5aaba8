#include <charconv>
#include <nlohmann/json.hpp>

#include "mockidp/control/fault_order.h"
#include "mockidp/control/routes.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {

using protocol::Json;

namespace {

Json describe_fault(const Faults::Listed& listed) {
  const auto& order = listed.order;
  Json json{{"id", listed.id}, {"name", order.name}};
  if (!order.client_id.empty()) json["client_id"] = order.client_id;
  if (!order.login.empty()) json["login"] = order.login;
  if (!order.endpoint.empty()) json["endpoint"] = order.endpoint;
  if (order.skip) json["skip"] = order.skip;
  if (order.times) json["times"] = *order.times;
  if (order.status) json["status"] = order.status;
  if (order.milliseconds) json["milliseconds"] = order.milliseconds;
  if (order.seconds) json["seconds"] = order.seconds;
  if (order.bytes) json["bytes"] = order.bytes;
  if (!order.variant.empty()) json["variant"] = order.variant;
  if (!order.person.empty()) json["person"] = order.person;
  if (!order.url.empty()) json["url"] = order.url;
  if (!order.token.empty()) json["token"] = order.token;
  json["matched"] = listed.matched;
  json["acted"] = listed.acted;
  return json;
}

http::Response catalogue(ControlRequest&) {
  Json list = Json::array();
  for (const auto& fault : fault_catalogue())
    list.push_back({{"name", fault.name},
                    {"seam", to_string(fault.seam)},
                    {"title", fault.title},
                    {"clause", fault.clause},
                    {"parameters", fault.parameters},
                    {"variants", protocol::split_words(fault.variants)}});
  return control_json(200, Json{{"faults", std::move(list)}});
}

http::Response list_faults(ControlRequest& request) {
  Json list = Json::array();
  for (const auto& listed : request.org->faults.list()) list.push_back(describe_fault(listed));
  return control_json(200, Json{{"faults", std::move(list)}});
}

http::Response enable_fault(ControlRequest& request) {
  FaultOrder order;
  http::Response refusal;
  if (!read_fault_order(request.body, *request.org, order, refusal)) return refusal;
  const auto id = request.org->faults.enable(std::move(order));
  if (!id) return control_error(422, "bad_fault", id.error());
  for (const auto& listed : request.org->faults.list())
    if (listed.id == *id) return control_json(201, describe_fault(listed));
  return control_json(201, Json{{"id", *id}});
}

http::Response disable_fault(ControlRequest& request) {
  const auto text = request.http.path_param("id");
  unsigned long id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size() || !request.org->faults.disable(id))
    return control_error(404, "unknown_fault", "No fault of that id is active.");
  return control_empty();
}

}  // namespace

void add_fault_control(ControlRoutes& routes) {
  routes.add("GET", "/faults", {}, catalogue);
  routes.add("GET", "/orgs/{org}/faults", {}, list_faults);
  routes.add("POST", "/orgs/{org}/faults", fault_order_members(), enable_fault);
  routes.add("DELETE", "/orgs/{org}/faults", {}, [](ControlRequest& request) {
    request.org->faults.clear();
    return control_empty();
  });
  routes.add("DELETE", "/orgs/{org}/faults/{id}", {}, disable_fault);
}

}  // namespace mockidp
