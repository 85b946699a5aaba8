#pragma once
// From the people of an org document to people of the org, at its start and when the document changes live.

#include <vector>

#include "mockidp/directory/org_document.h"
#include "mockidp/org/org.h"

namespace mockidp {

Person seeded_person(const PersonSeed& seed, const OrgSettings& settings, protocol::TimePoint now,
                     protocol::Random& random);

// What a document says otherwise than the one before it, over what the person has since become: whatever it
// leaves as it was – a lock, a password of the person's own, a phone enrolled at a sign-in – stays.
void apply_change(Person& person, const PersonSeed& before, const PersonSeed& after,
                  const OrgSettings& settings, protocol::TimePoint now, protocol::Random& random);
bool same_seed(const PersonSeed& a, const PersonSeed& b);

void seed_people(Org& org, const std::vector<PersonSeed>& seeds, const OrgSettings& settings);
// Adds who is new, changes who is changed, and removes, with their sessions, who is no longer there.
void reconcile_people(Org& org, const std::vector<PersonSeed>& before, const LoadedOrg& after);

}  // namespace mockidp
