#pragma once
// How the control API shows people.

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/protocol/json.h"

namespace mockidp {

// `document` is the org's: it has the password that a person was given.
protocol::Json describe_person(const Person& person, const Directory& directory,
                               const protocol::Json& document);

}  // namespace mockidp
