#include "mockidp/control/describe_person.h"

#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"
#include "mockidp/policy/password_rules.h"

namespace mockidp {

using protocol::Json;

namespace {

constexpr std::size_t kPageOfPeople = 200;

// The password that the org document gives a person: for the one who has to type it.
std::string password_in_document(const Json& document, const std::string& login) {
  const auto* people = protocol::json_member(document, "people");
  if (!people || !people->is_array()) return {};
  for (const auto& person : *people) {
    const auto* name = protocol::json_string(person, "login");
    const auto* password = protocol::json_string(person, "password");
    if (name && password && *name == login) return *password;
  }
  return {};
}

}  // namespace

Json describe_person(const Person& person, const Directory& directory, const Json& document) {
  Json json{{"id", person.id},
            {"login", person.login},
            {"name", person.display_name()},
            {"status", to_string(person.status)},
            {"failed_attempts", person.failed_attempts}};
  Json groups = Json::array();
  for (const auto& id : person.group_ids)
    if (const auto* group = directory.group(id)) groups.push_back(group->name);
  json["groups"] = std::move(groups);
  json["profile"] = person.profile;
  // Not one that they have changed since, or that an administrator has reset.
  if (auto password = password_in_document(document, person.login);
      is_that_password(person.password, password))
    json["password"] = std::move(password);
  return json;
}

namespace {

http::Response list_people(ControlRequest& request) {
  const auto directory = request.org->directory();
  const auto document = request.host.document(request.org->name);
  const std::string after(request.query.get("after"));
  Json list = Json::array();
  for (const auto& person : request.org->people.list(after, kPageOfPeople))
    list.push_back(describe_person(person, *directory, document));
  return control_json(200, Json{{"people", std::move(list)}});
}

}  // namespace

void add_people_control(ControlRoutes& routes) { routes.add("GET", "/orgs/{org}/people", {}, list_people); }

}  // namespace mockidp
