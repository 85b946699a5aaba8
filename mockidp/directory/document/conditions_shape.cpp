#include "mockidp/directory/document/org_shape.h"
#include "mockidp/directory/document/vocabulary.h"

namespace mockidp::document {
namespace {

Shape<NetworkEntry> network_shape() {
  return ObjectShape<NetworkEntry>()
      .section("include", &NetworkEntry::include, list_of(text(), {.unique = true}),
               "Names of network zones. None: every address that is not excluded.")
      .section("exclude", &NetworkEntry::exclude, list_of(text(), {.unique = true}),
               "Names of network zones that the rule does not hold for.");
}

}  // namespace

Shape<RulePeopleEntry> rule_people_shape() {
  return ObjectShape<RulePeopleEntry>()
      .section("groups", &RulePeopleEntry::groups, list_of(text(), {.unique = true}), "Names of groups.")
      .section("people", &RulePeopleEntry::people, list_of(login(), {.unique = true}), "Logins.")
      .section("exclude_groups", &RulePeopleEntry::exclude_groups, list_of(text(), {.unique = true}),
               "Names of groups that the rule does not hold for.")
      .section("exclude_people", &RulePeopleEntry::exclude_people, list_of(login(), {.unique = true}),
               "Logins that the rule does not hold for.");
}

ObjectShape<ConditionsEntry> conditions_shape() {
  return ObjectShape<ConditionsEntry>()
      .optional("people", &ConditionsEntry::people, rule_people_shape(),
                "Whom the rule holds for. Without groups and people: everybody who is not excluded.")
      .optional("network", &ConditionsEntry::network, network_shape(),
                "From where the rule holds; absent, from anywhere.");
}

Shape<ZoneEntry> zone_shape() {
  return ObjectShape<ZoneEntry>()
      .optional("id", &ZoneEntry::id, id_with("nzo"), "Derived from the name if absent.")
      .required("name", &ZoneEntry::name, text({.max_length = 128}), "Unique. Rules refer to it.")
      .with_default("status", &ZoneEntry::active, active_status(), "An INACTIVE zone holds no address.")
      .required("gateways", &ZoneEntry::gateways,
                list_of(address_range(), {.min_items = 1, .max_items = 150, .unique = true}),
                "Addresses, networks such as 10.0.0.0/8, or ranges such as 10.0.0.1-10.0.0.9; IPv6 too.");
}

Shape<AuthenticatorEntry> authenticator_shape() {
  return ObjectShape<AuthenticatorEntry>()
      .optional("id", &AuthenticatorEntry::id, id_with("aut"), "Derived from the key if absent.")
      .required("key", &AuthenticatorEntry::key, authenticator_key(), "Which one, as Okta calls it.")
      .with_default("status", &AuthenticatorEntry::active, active_status(),
                    "An INACTIVE authenticator is offered nowhere.")
      .optional("allowed_for", &AuthenticatorEntry::allowed_for, allowed_for(),
                "any is for authentication and recovery, sso for authentication. Absent, recovery for e-mail "
                "and any for the others.")
      .optional("methods", &AuthenticatorEntry::methods,
                list_of(authenticator_method(), {.min_items = 1, .unique = true}),
                "The phone's: sms, voice, or both. Absent, sms alone. The others have one each.")
      .optional("token_lifetime_minutes", &AuthenticatorEntry::token_lifetime, minutes(5, 30),
                "Of codes and links by e-mail, in steps of 5. Absent, 5.");
}

}  // namespace mockidp::document
