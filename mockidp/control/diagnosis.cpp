// What mockidp doctor asks a running provider.

#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"
#include "mockidp/doctor/settings.h"

namespace mockidp {

namespace {

constexpr std::size_t kMostLines = 2000;   // as many as the journal keeps
constexpr std::size_t kMostPeople = 1000;  // whoever else there is, the login of the settings is found

std::vector<JournalLine> lines_of(const Org& org) {
  std::vector<JournalLine> lines;
  for (const auto& entry : org.journal.read(0, kMostLines))
    if (auto line = read_journal_line(entry.json)) lines.push_back(*std::move(line));
  return lines;
}

std::vector<Person> people_of(const Org& org, const std::string& login) {
  auto people = org.people.list("", kMostPeople);
  if (auto person = org.people.find_by_login(login)) people.push_back(std::move(person->value));
  return people;
}

http::Response diagnose_app(ControlRequest& request) {
  const auto settings = read_app_settings(request.body);
  if (!settings) return control_error(400, "wrong_type", settings.error());
  const auto directory = request.org->directory();
  const auto people = people_of(*request.org, settings->login);
  const auto lines = lines_of(*request.org);
  return control_json(
      200, to_json(diagnose({*directory, people, *settings, lines, request.org->follows_address()})));
}

}  // namespace

void add_diagnosis_control(ControlRoutes& routes) {
  routes.add("POST", "/orgs/{org}/diagnosis", app_settings_members(), diagnose_app);
}

}  // namespace mockidp
