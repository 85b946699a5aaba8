#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"

namespace mockidp {

using protocol::Json;

namespace {

http::Response rotate_keys(ControlRequest& request) {
  std::string server = "default";
  http::Response refusal;
  if (!read_member(request.body, "server", server, refusal)) return refusal;
  if (!request.org->directory()->server(server))
    return control_error(404, "unknown_server",
                         "No authorization server has that id; \"\" is the org's own.");
  request.org->rotate_keys(server);
  return control_json(200, Json{{"server", server}, {"kid", request.org->keys(server).current()->kid()}});
}

}  // namespace

void add_key_control(ControlRoutes& routes) {
  routes.add("POST", "/orgs/{org}/keys/rotate", {"server"}, rotate_keys);
}

}  // namespace mockidp
