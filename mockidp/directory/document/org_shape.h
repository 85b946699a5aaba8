#pragma once
#include "mockidp/directory/document/entries.h"
#include "mockidp/directory/document/shape.h"

namespace mockidp::document {

// The one description of org documents: what the reader accepts and what the JSON Schema says.
const Shape<OrgFile>& org_file_shape();

// Its parts, one file a topic.
Shape<GroupEntry> group_shape();
Shape<PersonEntry> person_shape();
Shape<ClientKeysEntry> client_keys_shape();
Shape<AppEntry> app_shape();
Shape<ServerEntry> server_shape();
Shape<AuthenticatorEntry> authenticator_shape();
Shape<ZoneEntry> zone_shape();
Shape<PoliciesEntry> policies_shape();
ObjectShape<ConditionsEntry> conditions_shape();
Shape<RulePeopleEntry> rule_people_shape();
Shape<SignOnPolicyEntry> sign_on_policy_shape();

}  // namespace mockidp::document
