#include <algorithm>
#include <array>

#include "mockidp/directory/document/assembly.h"
#include "mockidp/directory/expression/expression.h"
#include "mockidp/directory/expression/pattern.h"

namespace mockidp::document {
namespace {

// What tokens say already, and what userinfo has for the OpenID scopes.
constexpr std::array<std::string_view, 13> kOfAccessTokens = {
    "ver", "jti", "iss", "aud", "sub", "iat", "exp", "cid", "uid", "scp", "auth_time", "acr", "cnf"};
constexpr std::array<std::string_view, 36> kOfIdTokens = {"sub",          "ver",
                                                          "iss",          "aud",
                                                          "iat",          "exp",
                                                          "jti",          "amr",
                                                          "idp",          "nonce",
                                                          "auth_time",    "acr",
                                                          "at_hash",      "c_hash",
                                                          "sid",          "ds_hash",
                                                          "name",         "nickname",
                                                          "email",        "email_verified",
                                                          "given_name",   "middle_name",
                                                          "family_name",  "profile",
                                                          "picture",      "website",
                                                          "gender",       "birthdate",
                                                          "zoneinfo",     "locale",
                                                          "updated_at",   "address",
                                                          "phone_number", "preferred_username",
                                                          "azp",          "events"};

template <class Names>
bool is_among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool refuse_reserved(const std::string& name, const Place& place) {
  return place.refuse("the claim " + in_quotes(name) + " is reserved by Okta");
}

bool is_subject_of_access_tokens(const ClaimEntry& entry) {
  return entry.type == ClaimType::RESOURCE && entry.name == "sub";
}

bool has_free_name(const ClaimEntry& entry, const Place& place) {
  if (entry.type == ClaimType::IDENTITY && !is_free_in_id_tokens(entry.name, place / "name")) return false;
  if (entry.type == ClaimType::RESOURCE && entry.name != "sub" && is_among(kOfAccessTokens, entry.name))
    return refuse_reserved(entry.name, place / "name");
  if (is_subject_of_access_tokens(entry) == (entry.value_type == ClaimValueType::SYSTEM)) return true;
  return (place / "value_type").refuse("SYSTEM goes with the claim sub of access tokens, and with no other");
}

bool set_expression(CustomClaim& claim, const ClaimEntry& entry, const Place& place) {
  claim.expression = parsed_expression(entry.value, expression::Use::claim, place / "value");
  return claim.expression != nullptr;
}

bool set_value(CustomClaim& claim, const ClaimEntry& entry, const Place& place) {
  if (entry.value_type == ClaimValueType::GROUPS) {
    if (!entry.group_filter_type) return place.refuse(R"(value_type GROUPS wants a "group_filter_type")");
    auto filter = group_filter(*entry.group_filter_type, entry.value, place / "value");
    if (filter) claim.filter = *std::move(filter);
    return filter.has_value();
  }
  if (entry.group_filter_type)
    return (place / "group_filter_type").refuse("goes with the value_type GROUPS only");
  return set_expression(claim, entry, place);
}

std::vector<std::string> known_claim_scopes(const AuthorizationServer& server, const Names& names,
                                            const Place& places) {
  std::vector<std::string> known, found;
  for (const auto& scope : server.scopes) known.push_back(scope.name);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    if (server.find_scope(names[i]) != nullptr)
      found.push_back(names[i]);
    else
      (places / i).report("there is no scope " + in_quotes(names[i]) + did_you_mean(known, names[i]));
  }
  return found;
}

}  // namespace

bool is_free_in_id_tokens(const std::string& name, const Place& place) {
  return !is_among(kOfIdTokens, name) || refuse_reserved(name, place);
}

std::shared_ptr<const expression::Expression> parsed_expression(const std::string& text, expression::Use use,
                                                                const Place& place) {
  auto parsed = expression::Expression::parse(text, use);
  if (parsed) return std::make_shared<const expression::Expression>(*std::move(parsed));
  place.report(parsed.error().message + " (at character " + std::to_string(parsed.error().position + 1) +
               ")");
  return nullptr;
}

std::optional<GroupFilter> group_filter(GroupFilterType type, const std::string& value, const Place& place) {
  GroupFilter filter{type, value, nullptr};
  if (type != GroupFilterType::REGEX) return filter;
  auto pattern = expression::Pattern::parse(value);
  if (!pattern) {
    place.report(pattern.error());
    return std::nullopt;
  }
  filter.pattern = std::make_shared<const expression::Pattern>(*std::move(pattern));
  return filter;
}

void add_claims(Assembly& assembly, AuthorizationServer& server, const std::vector<ClaimEntry>& entries,
                const Place& places) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    const auto place = places / i;
    if (entry.name.empty()) continue;
    const std::string_view kind = entry.type == ClaimType::RESOURCE ? "RESOURCE" : "IDENTITY";
    CustomClaim claim;
    claim.id =
        assembly.claim_id(entry.id, "ocl", server.id + "/" + std::string(kind) + "/" + entry.name, place);
    claim.name = entry.name;
    claim.active = entry.active;
    claim.type = entry.type;
    claim.value_type = entry.value_type;
    claim.value = entry.value;
    claim.always_include = entry.always_include;
    claim.scopes = known_claim_scopes(server, entry.scopes, place / "scopes");
    if (!entry.always_include && entry.type == ClaimType::RESOURCE)
      (place / "always_include_in_token").report("must be true for access tokens");
    if (has_free_name(entry, place) && set_value(claim, entry, place))
      server.claims.push_back(std::move(claim));
  }
}

}  // namespace mockidp::document
