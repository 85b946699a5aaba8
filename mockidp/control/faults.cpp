#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

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

bool read_texts(const Json& body, FaultOrder& order, http::Response& refusal) {
  return read_member(body, "name", order.name, refusal) &&
         read_member(body, "client_id", order.client_id, refusal) &&
         read_member(body, "login", order.login, refusal) &&
         read_member(body, "endpoint", order.endpoint, refusal) &&
         read_member(body, "variant", order.variant, refusal) &&
         read_member(body, "person", order.person, refusal) && read_member(body, "url", order.url, refusal) &&
         read_member(body, "token", order.token, refusal);
}

bool read_count(const Json& body, std::string_view name, std::int64_t least, std::int64_t& count,
                http::Response& refusal) {
  if (!read_member(body, name, count, refusal)) return false;
  if (!body.contains(name) || count >= least) return true;
  refusal = control_error(400, "out_of_range",
                          '"' + std::string(name) + "\" is " + std::to_string(least) + " or more.");
  return false;
}

bool read_numbers(const Json& body, FaultOrder& order, http::Response& refusal) {
  std::int64_t skip = 0, times = 0, status = 0, milliseconds = 0, seconds = 0, bytes = 0;
  if (!read_count(body, "skip", 0, skip, refusal) || !read_count(body, "times", 1, times, refusal) ||
      !read_count(body, "status", 0, status, refusal) ||
      !read_count(body, "milliseconds", 0, milliseconds, refusal) ||
      !read_count(body, "seconds", 0, seconds, refusal) || !read_count(body, "bytes", 0, bytes, refusal))
    return false;
  order.skip = static_cast<std::size_t>(skip);
  if (times > 0) order.times = static_cast<std::size_t>(times);
  order.status = static_cast<int>(std::min<std::int64_t>(status, 1000));  // above: refused by the catalogue
  order.milliseconds = static_cast<long>(milliseconds);
  order.seconds = static_cast<long>(seconds);
  order.bytes = static_cast<long>(bytes);
  return true;
}

http::Response enable_fault(ControlRequest& request) {
  FaultOrder order;
  http::Response refusal;
  if (!read_texts(request.body, order, refusal) || !read_numbers(request.body, order, refusal))
    return refusal;
  if (order.name.empty())
    return control_error(400, "name_missing", "\"name\" says which fault; see GET /faults.");
  if (!order.person.empty() && !request.org->people.find_by_login(order.person))
    return control_error(422, "bad_fault", "Nobody has the login " + order.person + ".");
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
             {"name", "client_id", "login", "endpoint", "skip", "times", "status", "milliseconds", "seconds",
              "bytes", "variant", "person", "url", "token"},
             enable_fault);
  routes.add("DELETE", "/orgs/{org}/faults", {}, [](ControlRequest& request) {
    request.org->faults.clear();
    return control_empty();
  });
  routes.add("DELETE", "/orgs/{org}/faults/{id}", {}, disable_fault);
}

}  // namespace mockidp
