#pragma once
// From entries, which repeat what a document says, to the Directory and the people: ids are derived, names
// resolved, and what contradicts itself or Okta's rules is reported where it stands.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/document/entries.h"
#include "mockidp/directory/document/place.h"
#include "mockidp/directory/expression/expression.h"

namespace mockidp::document {

// What a name in the document stands for, and which names there are.
class NamedIds {
 public:
  // `kind` for messages: "group". With Case::ignored names compare without regard to ASCII case.
  enum class Case { counts, ignored };
  explicit NamedIds(std::string kind, Case name_case = Case::counts)
      : kind_(std::move(kind)), case_(name_case) {}
  // Reports a name that is taken.
  void add(const std::string& name, const std::string& id, const Place& place);
  bool knows(const std::string& name) const { return ids_.count(key(name)) != 0; }
  // The id; reports a name that stands for nothing, and passes over an empty one, which was reported already.
  std::optional<std::string> resolve(const std::string& name, const Place& place) const;
  std::vector<std::string> resolve_all(const Names& names, const Place& places) const;

 private:
  std::string key(const std::string& name) const;
  std::string kind_;
  Case case_;
  std::map<std::string, std::string> ids_;
  std::vector<std::string> names_;
};

struct Assembly {
  Assembly(const OrgFile& org_file, Reading& reading, std::string_view org_url);

  const OrgFile& file;
  Place root;
  std::string url;
  LoadedOrg out;
  // Something that works, and that somebody should think about.
  void warn(const Place& place, std::string message) {
    out.cautions.push_back({place.pointer(), std::move(message)});
  }
  NamedIds groups{"group"};
  NamedIds people{"person", NamedIds::Case::ignored};
  NamedIds clients{"client id"};
  NamedIds zones{"network zone"};
  NamedIds sign_on_policies{"sign-on policy"};
  NamedIds profile_enrolment_policies{"profile enrollment policy"};

  // The id that was given, or one derived from `name`; reports one that is taken.
  std::string claim_id(const std::optional<std::string>& given, std::string_view prefix,
                       const std::string& name, const Place& place);

 private:
  std::map<std::string, std::string> places_by_id_;
};

// The filter, or nothing where its regular expression is none, which is reported.
std::optional<GroupFilter> group_filter(GroupFilterType type, const std::string& value, const Place& place);
// The expression, or null where it is none, which is reported.
std::shared_ptr<const expression::Expression> parsed_expression(const std::string& text, expression::Use use,
                                                                const Place& place);
// Whether ID tokens have no claim of that name by themselves; one that they have is reported.
bool is_free_in_id_tokens(const std::string& name, const Place& place);
// Into a server whose scopes are there already.
void add_claims(Assembly& assembly, AuthorizationServer& server, const std::vector<ClaimEntry>& entries,
                const Place& places);

// In this order: each may refer to what the ones before it added.
void add_org(Assembly& assembly);
void add_groups(Assembly& assembly);
void add_people(Assembly& assembly);
void add_authenticators(Assembly& assembly);
void add_network_zones(Assembly& assembly);
void add_policies(Assembly& assembly);
void add_sign_on_policies(Assembly& assembly);
void add_apps(Assembly& assembly);
void give_policies_to_apps(Assembly& assembly);
void add_authorization_servers(Assembly& assembly);
void add_trusted_origins(Assembly& assembly);

// Steps that several of these share.
PeopleCondition people_condition(const Assembly& assembly, const RulePeopleEntry& entry, const Place& place);
RuleConditions conditions_of(const Assembly& assembly, const ConditionsEntry& entry, const Place& place);

template <class V>
Place place_of(const OneOrMany<V>& entries, const Place& whole, std::size_t i) {
  return entries.is_list ? whole / i : whole;
}

}  // namespace mockidp::document
