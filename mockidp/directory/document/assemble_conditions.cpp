#include <algorithm>

#include "mockidp/directory/document/assembly.h"

namespace mockidp::document {

PeopleCondition people_condition(const Assembly& assembly, const RulePeopleEntry& entry, const Place& place) {
  PeopleCondition people;
  people.include_group_ids = assembly.groups.resolve_all(entry.groups, place / "groups");
  people.exclude_group_ids = assembly.groups.resolve_all(entry.exclude_groups, place / "exclude_groups");
  people.include_person_ids = assembly.people.resolve_all(entry.people, place / "people");
  people.exclude_person_ids = assembly.people.resolve_all(entry.exclude_people, place / "exclude_people");
  return people;
}

RuleConditions conditions_of(const Assembly& assembly, const ConditionsEntry& entry, const Place& place) {
  RuleConditions conditions;
  if (entry.people) conditions.people = people_condition(assembly, *entry.people, place / "people");
  if (!entry.network) return conditions;
  const auto where = place / "network";
  conditions.network.anywhere = false;
  conditions.network.include_zone_ids = assembly.zones.resolve_all(entry.network->include, where / "include");
  conditions.network.exclude_zone_ids = assembly.zones.resolve_all(entry.network->exclude, where / "exclude");
  if (entry.network->include.empty() && entry.network->exclude.empty())
    where.report(R"(names no zone: give "include" or "exclude", or leave it out for anywhere)");
  return conditions;
}

void add_network_zones(Assembly& assembly) {
  const auto places = assembly.root / "network_zones";
  const auto& entries = assembly.file.network_zones;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    auto& zone = assembly.out.directory.network_zones.emplace_back();
    zone.id = assembly.claim_id(entry.id, "nzo", entry.name, places / i);
    zone.name = entry.name;
    zone.active = entry.active;
    zone.gateways = entry.gateways;
    assembly.zones.add(entry.name, zone.id, places / i / "name");
  }
}

}  // namespace mockidp::document
