#include <charconv>
#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"

namespace mockidp {

using protocol::Json;

namespace {

std::string_view name_of(Seam seam) {
  switch (seam) {
    case Seam::whole_response:
      return "whole_response";
    case Seam::token_claims:
      return "token_claims";
    case Seam::token_signature:
      return "token_signature";
  }
  return "";
}

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
  json["matched"] = listed.matched;
  json["acted"] = listed.acted;
  return json;
}

http::Response catalogue(ControlRequest&) {
  Json list = Json::array();
  for (const auto& fault : fault_catalogue())
    list.push_back({{"name", fault.name},
                    {"seam", name_of(fault.seam)},
                    {"title", fault.title},
                    {"clause", fault.clause},
                    {"parameters", fault.parameters}});
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
  std::int64_t skip = 0, times = -1, milliseconds = 0, status = 0;
  const auto& body = request.body;
  if (!read_member(body, "name", order.name, refusal) ||
      !read_member(body, "client_id", order.client_id, refusal) ||
      !read_member(body, "login", order.login, refusal) ||
      !read_member(body, "endpoint", order.endpoint, refusal) || !read_member(body, "skip", skip, refusal) ||
      !read_member(body, "times", times, refusal) ||
      !read_member(body, "milliseconds", milliseconds, refusal) ||
      !read_member(body, "status", status, refusal))
    return refusal;
  if (order.name.empty())
    return control_error(400, "name_missing", "\"name\" says which fault; see GET /faults.");
  if (skip < 0 || (body.contains("times") && times < 1) || status < 0 || status > 999 || milliseconds < 0)
    return control_error(400, "out_of_range",
                         "\"skip\" is 0 or more, \"times\" 1 or more, \"status\" a status.");
  order.skip = static_cast<std::size_t>(skip);
  if (times >= 1) order.times = static_cast<std::size_t>(times);
  order.milliseconds = static_cast<long>(milliseconds);
  order.status = static_cast<int>(status);
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
  routes.add("POST", "/orgs/{org}/faults",
             {"name", "client_id", "login", "endpoint", "skip", "times", "milliseconds", "status"},
             enable_fault);
  routes.add("DELETE", "/orgs/{org}/faults", {}, [](ControlRequest& request) {
    request.org->faults.clear();
    return control_empty();
  });
  routes.add("DELETE", "/orgs/{org}/faults/{id}", {}, disable_fault);
}

}  // namespace mockidp
