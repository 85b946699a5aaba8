#include <algorithm>

#include "mockidp/doctor/diagnoses/subjects.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

std::string_view without_slash(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  return text;
}

bool is_same_login(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

const Person* person_by_login(const Patient& patient, std::string_view login) {
  for (const auto& person : patient.people)
    if (is_same_login(person.login, login)) return &person;
  return nullptr;
}

}  // namespace

const AuthorizationServer* server_of(const Patient& patient) {
  const auto uri = protocol::parse_uri(patient.settings.issuer);
  if (!uri) return nullptr;
  const std::string_view path = without_slash(uri->path);
  if (path.empty()) return &patient.directory.org_server();
  for (const auto& server : patient.directory.authorization_servers)
    if (!server.is_org_server() && path == server.base_path) return &server;
  return nullptr;
}

const AppIntegration* app_of(const Patient& patient) {
  return patient.directory.app_by_client_id(patient.settings.client_id);
}

const Person* person_of(const Patient& patient) { return person_by_login(patient, patient.settings.login); }

const AuthorizationServer* server_of(const Patient& patient, const JournalLine& line) {
  return patient.directory.server(line.server);
}

const AppIntegration* app_of(const Patient& patient, const JournalLine& line) {
  return patient.directory.app_by_client_id(line.client_id);
}

const Person* person_of(const Patient& patient, const JournalLine& line) {
  return person_by_login(patient, line.person);
}

std::string asked_with(const Patient& patient, const JournalLine& line, const std::string& parameter) {
  const auto own = line.received.find(parameter);
  if (own != line.received.end()) return own->second;
  if (line.flow.empty()) return {};
  for (const auto& other : patient.journal) {
    const auto value = other.received.find(parameter);
    if (other.flow == line.flow && value != other.received.end()) return value->second;
  }
  return {};
}

bool asks_for_page_by_script(const Patient&, const JournalLine& line) {
  const bool is_page = line.path.ends_with("/authorize") || line.path.ends_with("/logout");
  return is_page && (line.method == "OPTIONS" || line.received.find("Origin") != line.received.end());
}

std::vector<Seen> seen_if(bool is_so, std::string what, std::string closest) {
  if (!is_so) return {};
  return {{std::move(what), std::move(closest)}};
}

}  // namespace mockidp
