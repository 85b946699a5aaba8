#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"
#include "mockidp/org/life_cycle.h"

namespace mockidp {

using protocol::Json;

namespace {

Json described(std::string_view key) {
  return Json{{"authenticator", key}, {"name", authenticator_name(key)}};
}

// Password and e-mail are enrolled by what the person has, the others by a record of their own. No secret is
// shown.
Json describe_enrolments(const Person& person) {
  Json list = Json::array();
  if (person.has_password()) list.push_back(described(kPasswordKey));
  if (person.email_verified && !person.attribute("email").empty()) {
    auto email = described(kEmailKey);
    email["profile"] = person.attribute("email");
    list.push_back(std::move(email));
  }
  for (const auto& enrolment : person.enrolments) {
    auto item = described(enrolment.authenticator);
    item["id"] = enrolment.id;
    if (!enrolment.phone_number.empty()) item["profile"] = enrolment.phone_number;
    if (!enrolment.question.empty()) item["profile"] = enrolment.question;
    item["created_at"] = protocol::to_iso8601(enrolment.created_at);
    list.push_back(std::move(item));
  }
  return list;
}

http::Response list_enrolments(ControlRequest& request) {
  if (auto refusal = refuse_other_parameters(request.query, {})) return std::move(*refusal);
  const auto person = person_named(*request.org, request.http.path_param("login"));
  if (!person) return unknown_person();
  return control_json(200, Json{{"enrolments", describe_enrolments(*person)}});
}

http::Response erase_enrolments(ControlRequest& request) {
  if (auto refusal = refuse_other_parameters(request.query, {})) return std::move(*refusal);
  const auto person = person_named(*request.org, request.http.path_param("login"));
  if (!person || !reset_enrolments(*request.org, person->id)) return unknown_person();
  return control_empty();
}

}  // namespace

void add_enrolment_control(ControlRoutes& routes) {
  routes.add("GET", "/orgs/{org}/people/{login}/enrolments", {}, list_enrolments);
  routes.add("DELETE", "/orgs/{org}/people/{login}/enrolments", {}, erase_enrolments);
}

}  // namespace mockidp
