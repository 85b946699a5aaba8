#include "mockidp/policy/claims.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/directory/expression/expression.h"
#include "mockidp/directory/expression/pattern.h"
#include "mockidp/policy/expression_facts.h"

namespace mockidp {
namespace {

using protocol::fail;
using protocol::Json;

// Beyond this a token becomes too large to travel; in the front channel Okta gives up.
constexpr std::size_t kMostGroupsInFrontChannel = 100;

bool names_scope(const std::vector<std::string>& scopes, std::string_view name) {
  return std::find(scopes.begin(), scopes.end(), name) != scopes.end();
}

std::string in_lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool fits_filter(const GroupFilter& filter, const std::string& name) {
  if (filter.type == GroupFilterType::REGEX) return filter.pattern->matches(name);
  const std::string value = in_lower_case(filter.value);
  const std::string lower = in_lower_case(name);
  switch (filter.type) {
    case GroupFilterType::STARTS_WITH:
      return lower.starts_with(value);
    case GroupFilterType::EQUALS:
      return lower == value;
    default:
      return lower.find(value) != std::string::npos;
  }
}

expression::Value list_of_texts(const std::vector<std::string>& texts) {
  expression::List list;
  for (const std::string& text : texts) list.emplace_back(text);
  return expression::Value(std::move(list));
}

expression::Value attribute_for_claim(const ClaimFacts& facts, std::string_view root, std::string_view name) {
  if (root == "user") return facts.person ? attribute_of_person(*facts.person, name) : expression::Value();
  if (root == "appuser") {
    if (facts.person == nullptr) return {};
    return attribute_of_person(*facts.person, name == "userName" ? "login" : name);
  }
  if (root == "app") {
    if (name == "id") return text_or_null(facts.app.id);
    if (name == "clientId") return text_or_null(facts.app.client_id);
    if (name == "label") return text_or_null(facts.app.label);
    return text_or_null("oidc_client");
  }
  if (root == "org") return text_or_null(facts.directory.org.name);
  if (root == "access") return list_of_texts(facts.scopes);
  return list_of_texts(facts.amr);
}

Json json_of_value(const expression::Value& value) {
  if (const auto* truth = value.truth()) return *truth;
  if (const auto* number = value.number()) return *number;
  if (const auto* text = value.text()) return *text;
  if (value.list() == nullptr) return nullptr;
  Json items = Json::array();
  for (const auto& item : *value.list()) items.push_back(json_of_value(item));
  return items;
}

Refusal failed_claim(const ClaimFacts& facts, const std::string& name, const std::string& why) {
  return {.error = OktaError::system_claim_evaluation_failure,
          .arguments = {name},
          .decided_by = "claim " + name + " of " + facts.server.name + ": " + why};
}

protocol::Result<Json, Refusal> groups_in_claim(const ClaimFacts& facts, const GroupFilter& filter,
                                                const std::string& name) {
  if (facts.person == nullptr) return Json();
  const auto names = filtered_group_names(facts.directory, *facts.person, filter);
  if (facts.channel == ClaimFacts::Channel::front && names.size() > kMostGroupsInFrontChannel)
    return fail(Refusal{.error = OktaError::too_many_groups_in_groups_claim,
                        .decided_by = "claim " + name + ": " + std::to_string(names.size()) + " groups",
                        .closest = std::to_string(kMostGroupsInFrontChannel)});
  return names.empty() ? Json() : Json(names);
}

protocol::Result<Json, Refusal> value_of_claim(const ClaimFacts& facts, const CustomClaim& claim) {
  if (claim.value_type == ClaimValueType::GROUPS) return groups_in_claim(facts, claim.filter, claim.name);
  const auto groups =
      facts.person ? groups_of_person(facts.directory, *facts.person) : std::vector<expression::GroupName>();
  const expression::Facts asked{
      .has_person = facts.person != nullptr,
      .attribute = [&](std::string_view root,
                       std::string_view name) { return attribute_for_claim(facts, root, name); },
      .groups = &groups};
  const auto value = claim.expression->evaluate(asked);
  if (!value) return fail(failed_claim(facts, claim.name, value.error().message));
  return json_of_value(*value);
}

bool is_wanted(const CustomClaim& claim, const ClaimFacts& facts, ClaimUse use) {
  const ClaimType type = use == ClaimUse::access_token ? ClaimType::RESOURCE : ClaimType::IDENTITY;
  if (!claim.active || claim.type != type) return false;
  if (use == ClaimUse::id_token_beside_access_token && !claim.always_include) return false;
  return claim.scopes.empty() ||
         std::any_of(claim.scopes.begin(), claim.scopes.end(),
                     [&](const std::string& scope) { return names_scope(facts.scopes, scope); });
}

// The org server's tokens can be given the groups claim of the app, and nothing else.
protocol::Result<Json, Refusal> claims_of_app(const ClaimFacts& facts, ClaimUse use) {
  Json claims = Json::object();
  const auto& groups = facts.app.groups_claim;
  if (use == ClaimUse::access_token || !groups || !names_scope(facts.scopes, "groups")) return claims;
  auto value = groups_in_claim(facts, groups->filter, groups->name);
  if (!value) return value;
  if (!value->is_null()) claims[groups->name] = *std::move(value);
  return claims;
}

}  // namespace

std::vector<std::string> filtered_group_names(const Directory& directory, const Person& person,
                                              const GroupFilter& filter) {
  std::vector<std::string> names;
  for (auto& group : groups_of_person(directory, person))
    if (fits_filter(filter, group.name)) names.push_back(std::move(group.name));
  return names;
}

protocol::Result<Json, Refusal> decide_custom_claims(const ClaimFacts& facts, ClaimUse use) {
  if (facts.server.is_org_server()) return claims_of_app(facts, use);
  Json claims = Json::object();
  for (const CustomClaim& claim : facts.server.claims) {
    if (!is_wanted(claim, facts, use)) continue;
    auto value = value_of_claim(facts, claim);
    if (!value) return value;
    if (!value->is_null()) claims[claim.name] = *std::move(value);
  }
  return claims;
}

}  // namespace mockidp
