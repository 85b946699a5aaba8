#include "mockidp/org/taking_away.h"

#include "mockidp/policy/assignment.h"
#include "mockidp/policy/life_cycle.h"

namespace mockidp {
namespace {

constexpr std::size_t kPeopleAtOnce = 256;

using Kind = GrantBasis::Kind;

bool same_assignment(const AppIntegration& a, const AppIntegration& b) {
  return a.assignment.federation_broker_mode == b.assignment.federation_broker_mode &&
         a.assignment.group_ids == b.assignment.group_ids;
}

bool is_assigned(const PersonWithin& within, std::string_view client_id) {
  const auto* app = within.directory.app_by_client_id(client_id);
  return app != nullptr && !decide_assignment(within.directory, *app, within.person);
}

void end_lost_apps(Grants& grants, const Directory& before, const Directory& after) {
  for (const auto& app : before.apps) {
    const auto* now = after.app_by_client_id(app.client_id);
    if (app.active && (now == nullptr || !now->active)) grants.end_all_on({Kind::app, app.client_id});
  }
}

void end_lost_scopes(Grants& grants, const AuthorizationServer& before, const AuthorizationServer& after) {
  for (const auto& scope : before.scopes)
    if (after.find_scope(scope.name) == nullptr) grants.end_all_on({Kind::scope, before.id, scope.name});
}

void end_lost_servers(Grants& grants, const Directory& before, const Directory& after) {
  for (const auto& server : before.authorization_servers) {
    const auto* now = after.server(server.id);
    if (server.active && (now == nullptr || !now->active)) grants.end_all_on({Kind::server, server.id});
    if (now != nullptr) end_lost_scopes(grants, server, *now);
  }
}

void end_lost_assignments(Grants& grants, const PersonWithin& before, const PersonWithin& after,
                          const std::vector<std::string_view>& client_ids) {
  for (const auto client_id : client_ids)
    if (is_assigned(before, client_id) && !is_assigned(after, client_id))
      grants.end_all_on({Kind::assignment, client_id, after.person.id});
}

// Those whose own change may have unassigned anybody: people change one by one.
std::vector<std::string_view> reassigned_apps(const Directory& before, const Directory& after) {
  std::vector<std::string_view> client_ids;
  for (const auto& app : before.apps) {
    const auto* now = after.app_by_client_id(app.client_id);
    if (now != nullptr && !same_assignment(app, *now)) client_ids.emplace_back(app.client_id);
  }
  return client_ids;
}

}  // namespace

void end_lost_grants(Grants& grants, const People& people, const Directory& before, const Directory& after) {
  end_lost_apps(grants, before, after);
  end_lost_servers(grants, before, after);
  const auto client_ids = reassigned_apps(before, after);
  if (client_ids.empty()) return;
  std::vector<Person> some;
  for (std::string last; !(some = people.list(last, kPeopleAtOnce)).empty(); last = some.back().id)
    for (const auto& person : some)
      end_lost_assignments(grants, {before, person}, {after, person}, client_ids);
}

void end_lost_grants(Grants& grants, const PersonWithin& before, const PersonWithin& after) {
  if (!ends_tokens(before.person.status) && ends_tokens(after.person.status))
    grants.end_all_on({Kind::person, after.person.id});
  std::vector<std::string_view> client_ids;
  for (const auto& app : before.directory.apps) client_ids.emplace_back(app.client_id);
  end_lost_assignments(grants, before, after, client_ids);
}

}  // namespace mockidp
