#include "mockidp/control/fault_order.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"

namespace mockidp {

using protocol::Json;

namespace {

bool read_texts(const Json& body, FaultOrder& order, http::Response& refusal) {
  return read_member(body, "name", order.name, refusal) &&
         read_member(body, "client_id", order.client_id, refusal) &&
         read_member(body, "login", order.login, refusal) &&
         read_member(body, "endpoint", order.endpoint, refusal) &&
         read_member(body, "variant", order.variant, refusal) &&
         read_member(body, "person", order.person, refusal) && read_member(body, "url", order.url, refusal) &&
         read_member(body, "token", order.token, refusal);
}

bool read_order_count(const Json& body, std::string_view name, std::int64_t least, std::int64_t& count,
                      http::Response& refusal) {
  if (!read_member(body, name, count, refusal)) return false;
  if (!body.contains(name) || count >= least) return true;
  refusal = control_error(400, "out_of_range",
                          '"' + std::string(name) + "\" is " + std::to_string(least) + " or more.");
  return false;
}

bool read_numbers(const Json& body, FaultOrder& order, http::Response& refusal) {
  std::int64_t skip = 0, times = 0, status = 0, milliseconds = 0, seconds = 0, bytes = 0;
  if (!read_order_count(body, "skip", 0, skip, refusal) ||
      !read_order_count(body, "times", 1, times, refusal) ||
      !read_order_count(body, "status", 0, status, refusal) ||
      !read_order_count(body, "milliseconds", 0, milliseconds, refusal) ||
      !read_order_count(body, "seconds", 0, seconds, refusal) ||
      !read_order_count(body, "bytes", 0, bytes, refusal))
    return false;
  order.skip = static_cast<std::size_t>(skip);
  if (times > 0) order.times = static_cast<std::size_t>(times);
  order.status = static_cast<int>(std::min<std::int64_t>(status, 1000));  // above: refused by the catalogue
  order.milliseconds = static_cast<long>(milliseconds);
  order.seconds = static_cast<long>(seconds);
  order.bytes = static_cast<long>(bytes);
  return true;
}

}  // namespace

const std::vector<std::string>& fault_order_members() {
  static const std::vector<std::string> members{"name",    "client_id", "login",        "endpoint", "skip",
                                                "times",   "status",    "milliseconds", "seconds",  "bytes",
                                                "variant", "person",    "url",          "token"};
  return members;
}

bool read_fault_order(const Json& body, const Org& org, FaultOrder& order, http::Response& refusal) {
  if (!read_texts(body, order, refusal) || !read_numbers(body, order, refusal)) return false;
  if (order.name.empty())
    refusal = control_error(400, "name_missing", "\"name\" says which fault; see GET /faults.");
  else if (!order.person.empty() && !org.people.find_by_login(order.person))
    refusal = control_error(422, "bad_fault", "Nobody has the login " + order.person + ".");
  else if (!order.login.empty() && !org.people.find_by_login(order.login))
    refusal = control_error(422, "bad_fault", "Nobody has the login " + order.login + ".");
  else if (!order.client_id.empty() && !org.directory()->app_by_client_id(order.client_id))
    refusal = control_error(422, "bad_fault", "No app has the client id " + order.client_id + ".");
  else
    return true;
  return false;
}

}  // namespace mockidp
