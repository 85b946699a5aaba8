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

const Person* person_of(const Patient& patient) {
  for (const auto& person : patient.people)
    if (is_same_login(person.login, patient.settings.login)) return &person;
  return nullptr;
}

std::vector<Seen> seen_if(bool is_so, std::string what, std::string closest) {
  if (!is_so) return {};
  return {{std::move(what), std::move(closest)}};
}

}  // namespace mockidp
