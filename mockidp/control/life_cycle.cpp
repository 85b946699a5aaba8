#include "mockidp/org/life_cycle.h"

#include <nlohmann/json.hpp>

#include "mockidp/control/describe_person.h"
#include "mockidp/control/routes.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {

using protocol::Json;

namespace {

// What an operation can be told, by Okta's names.
std::vector<std::string> parameters_of(LifeCycleOperation operation) {
  switch (operation) {
    case LifeCycleOperation::activate:
    case LifeCycleOperation::reactivate:
    case LifeCycleOperation::reset_password:
      return {"sendEmail"};
    case LifeCycleOperation::expire_password:
      return {"tempPassword"};
    default:
      return {};
  }
}

http::Response refuse(LifeCycleOperation operation, const LifeCycleRefusal& refusal) {
  if (refusal.why == LifeCycleRefusal::Why::unknown_person) return unknown_person();
  if (refusal.why == LifeCycleRefusal::Why::no_password)
    return control_error(409, "no_password",
                         "They have no password that could expire; tempPassword=true gives them one.");
  std::vector<std::string> possible;
  for (const auto status : statuses_for(operation)) possible.emplace_back(to_string(status));
  return control_error(409, "wrong_status",
                       std::string(to_string(operation)) + " is for people who are " +
                           protocol::join_words(possible, ", ") + "; this one is " +
                           std::string(to_string(refusal.status)) + '.');
}

http::Response change_person(ControlRequest& request) {
  const auto operation = parse_life_cycle_operation(request.http.path_param("operation"));
  if (!operation)
    return control_error(404, "unknown_operation",
                         "The operations are " + protocol::join_words(life_cycle_operations(), ", ") + '.');
  if (auto refused = refuse_other_parameters(request.query, parameters_of(*operation)))
    return std::move(*refused);
  std::optional<bool> send_email, temp_password;
  http::Response refusal;
  if (!read_flag(request.query, "sendEmail", send_email, refusal) ||
      !read_flag(request.query, "tempPassword", temp_password, refusal))
    return refusal;

  const auto person = person_named(*request.org, request.http.path_param("login"));
  if (!person) return unknown_person();
  LifeCycleOptions options;
  if (send_email == false) options.mail = TellByMail::no;
  if (temp_password == true) options.expire_to = ExpireTo::temporary_password;
  const auto changed = change_life_cycle(*request.org, person->id, *operation, options);
  if (!changed) return refuse(*operation, changed.error());

  Json answer{{"person", describe_person(changed->person, *request.org->directory(),
                                         request.host.document(request.org->name))}};
  // A link that was not sent is of no use unless it is told.
  if (!changed->link.empty() && changed->sent == TellByMail::no) answer["link"] = changed->link;
  if (!changed->temporary_password.empty()) answer["temp_password"] = changed->temporary_password;
  return control_json(200, answer);
}

}  // namespace

void add_life_cycle_control(ControlRoutes& routes) {
  routes.add("POST", "/orgs/{org}/people/{login}/lifecycle/{operation}", {}, change_person);
}

}  // namespace mockidp
