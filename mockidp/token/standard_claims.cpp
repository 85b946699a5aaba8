#include "mockidp/token/standard_claims.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <nlohmann/json.hpp>

namespace mockidp {
namespace {

using protocol::Json;

using ClaimValue = Json (*)(const Person&);  // null: the claim is left out
struct StandardClaim {
  const char* name;
  std::string_view scope;
  std::string_view attribute;  // of the person's profile; or
  ClaimValue value = nullptr;
};

Json full_name(const Person& person) { return person.display_name(); }
Json username(const Person& person) { return person.login; }
Json last_change(const Person& person) { return protocol::to_unix(person.updated_at); }

Json attribute_or(const Person& person, std::string_view name, std::string_view otherwise) {
  const std::string_view text = person.attribute(name);
  return text.empty() ? otherwise : text;
}

// Okta never leaves these two out: who has set neither gets the org's.
Json time_zone(const Person& person) { return attribute_or(person, "timezone", "America/Los_Angeles"); }
Json language(const Person& person) { return attribute_or(person, "locale", "en_US"); }

Json email_is_verified(const Person& person) {
  return person.attribute("email").empty() ? Json() : Json(person.email_verified);
}

Json phone_number(const Person& person) {
  const std::string_view mobile = person.attribute("mobilePhone");
  const std::string_view number = mobile.empty() ? person.attribute("primaryPhone") : mobile;
  return number.empty() ? Json() : Json(number);
}

Json postal_address(const Person& person) {
  struct Part {
    const char* claim;
    std::string_view attribute;
  };
  static constexpr std::array kParts{Part{"street_address", "streetAddress"}, Part{"locality", "city"},
                                     Part{"region", "state"}, Part{"postal_code", "zipCode"},
                                     Part{"country", "countryCode"}};
  Json address;
  for (const Part& part : kParts) {
    if (const auto text = person.attribute(part.attribute); !text.empty()) address[part.claim] = text;
  }
  return address;
}

constexpr std::array kStandardClaims{
    StandardClaim{"name", "profile", "", full_name},
    StandardClaim{"nickname", "profile", "nickName"},
    StandardClaim{"given_name", "profile", "firstName"},
    StandardClaim{"middle_name", "profile", "middleName"},
    StandardClaim{"family_name", "profile", "lastName"},
    StandardClaim{"profile", "profile", "profileUrl"},
    StandardClaim{"picture", "profile", "picture"},
    StandardClaim{"website", "profile", "website"},
    StandardClaim{"gender", "profile", "gender"},
    StandardClaim{"birthdate", "profile", "birthdate"},
    StandardClaim{"zoneinfo", "profile", "", time_zone},
    StandardClaim{"locale", "profile", "", language},
    StandardClaim{"updated_at", "profile", "", last_change},
    StandardClaim{"email", "email", "email"},
    StandardClaim{"email_verified", "email", "", email_is_verified},
    StandardClaim{"address", "address", "", postal_address},
    StandardClaim{"phone_number", "phone", "", phone_number},
    StandardClaim{"preferred_username", "profile", "", username},
};

void put_claim(Json& claims, const StandardClaim& claim, const Person& person,
               const std::vector<std::string>& scopes) {
  if (std::find(scopes.begin(), scopes.end(), claim.scope) == scopes.end()) return;
  if (claim.value != nullptr) {
    if (Json value = claim.value(person); !value.is_null()) claims.emplace(claim.name, std::move(value));
    return;
  }
  if (const auto text = person.attribute(claim.attribute); !text.empty()) claims.emplace(claim.name, text);
}

}  // namespace

void put_standard_claims(protocol::Json& claims, const Person& person,
                         const std::vector<std::string>& scopes) {
  for (const StandardClaim& claim : kStandardClaims) put_claim(claims, claim, person, scopes);
}

void put_standard_claim(protocol::Json& claims, std::string_view name, const Person& person,
                        const std::vector<std::string>& scopes) {
  const auto named = [&](const StandardClaim& claim) { return claim.name == name; };
  const auto found = std::find_if(kStandardClaims.begin(), kStandardClaims.end(), named);
  assert(found != kStandardClaims.end());
  put_claim(claims, *found, person, scopes);
}

}  // namespace mockidp
