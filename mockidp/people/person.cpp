#include "mockidp/people/person.h"

#include <algorithm>
#include <array>

namespace mockidp {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 8> kStatusNames = {"STAGED",    "PROVISIONED",      "ACTIVE",
                                                          "RECOVERY",  "PASSWORD_EXPIRED", "LOCKED_OUT",
                                                          "SUSPENDED", "DEPROVISIONED"};
static_assert(kStatusNames.size() == static_cast<std::size_t>(PersonStatus::DEPROVISIONED) + 1);

}  // namespace

std::string_view to_string(PersonStatus status) { return kStatusNames.at(static_cast<std::size_t>(status)); }

std::string_view Person::attribute(std::string_view name) const {
  const auto found = profile.find(name);
  return found == profile.end() ? std::string_view() : std::string_view(found->second);
}

const Enrolment* Person::enrolment(std::string_view authenticator) const {
  for (const auto& one : enrolments)
    if (one.authenticator == authenticator) return &one;
  return nullptr;
}

bool Person::has_consented(std::string_view client_id, std::string_view server_id,
                           std::string_view scope) const {
  return std::any_of(consents.begin(), consents.end(), [&](const ConsentGrant& grant) {
    return grant.client_id == client_id && grant.server_id == server_id && grant.scope == scope;
  });
}

std::string Person::display_name() const {
  if (const auto chosen = attribute("displayName"); !chosen.empty()) return std::string(chosen);
  const auto first = attribute("firstName");
  const auto last = attribute("lastName");
  if (first.empty() && last.empty()) return login;
  if (first.empty() || last.empty()) return std::string(first) + std::string(last);
  return std::string(first) + " " + std::string(last);
}

}  // namespace mockidp
