#pragma once
// What an org loses when its directory or its people change, and the grants that end with it: for good, even
// where it comes back.

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/store/views.h"

namespace mockidp {

// Apps, servers and scopes that `after` has no more, or as inactive; and apps that the people, as they are
// now, are no longer assigned to.
void end_lost_grants(Grants& grants, const People& people, const Directory& before, const Directory& after);

// Of one person, who may have changed together with the directory.
struct PersonWithin {
  const Directory& directory;
  const Person& person;
};
void end_lost_grants(Grants& grants, const PersonWithin& before, const PersonWithin& after);

}  // namespace mockidp
