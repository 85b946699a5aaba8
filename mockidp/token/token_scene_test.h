#pragma once
// A person with a full profile and one sign-in, for the tests of this room.

#include <string>
#include <vector>

#include "mockidp/people/person.h"
#include "mockidp/token/claims.h"

namespace mockidp {

inline constexpr protocol::TimePoint kTokenNow{std::chrono::seconds(1767225600)};
inline constexpr protocol::TimePoint kTokenAuthTime{std::chrono::seconds(1767225590)};

inline Person person_with_profile() {
  Person person;
  person.id = "00u17pgcqyoyiNmdL698";
  person.login = "john.doe@example.com";
  person.profile = {{"firstName", "John"},
                    {"lastName", "Doe"},
                    {"displayName", "John Doe"},
                    {"middleName", "James"},
                    {"nickName", "Jimmy"},
                    {"email", "john@example.com"},
                    {"profileUrl", "https://example.com/john.doe"},
                    {"locale", "en-US"},
                    {"timezone", "Europe/Berlin"},
                    {"mobilePhone", "+1 (425) 555-1212"},
                    {"streetAddress", "123 Hollywood Blvd."},
                    {"city", "Los Angeles"},
                    {"state", "CA"},
                    {"zipCode", "90210"},
                    {"countryCode", "US"},
                    {"picture", "https://example.com/john.png"},
                    {"website", "https://john.example.com"},
                    {"gender", "male"},
                    {"birthdate", "1990-02-03"}};
  person.updated_at = protocol::from_unix(1311280970);
  return person;
}

inline Person person_with_little() {
  Person person;
  person.id = "00u27pgcqyoyiNmdL698";
  person.login = "mary@example.com";
  person.profile = {{"firstName", "Mary"}, {"lastName", "Major"}};
  person.updated_at = protocol::from_unix(1311280970);
  return person;
}

struct TokenScene {
  Person person = person_with_profile();
  std::vector<std::string> scopes{"openid", "profile", "email"};
  std::vector<std::string> amr{"pwd"};
  std::string acr;
  std::string nonce = "n-0S6_WzA2Mj";
  std::string access_token = "an.access.token";
  std::string grant_id = "0123456789abcdef";
  IdTokenContents contents = IdTokenContents::thin;

  IdTokenFacts id_token() const {
    return {.person = person,
            .issuer = "http://localhost:7070/oauth2/default",
            .client_id = "0oa17n5mtdmEXDT8x698",
            .grant_id = grant_id,
            .org_id = "00o17ln5mf35oxO9l698",
            .scopes = scopes,
            .amr = amr,
            .acr = acr,
            .nonce = nonce,
            .access_token = access_token,
            .auth_time = kTokenAuthTime,
            .now = kTokenNow,
            .contents = contents};
  }
  AccessTokenFacts access_token_of(const Person* whom) const {
    return {.issuer = "http://localhost:7070/oauth2/default",
            .audience = "api://default",
            .client_id = "0oa17n5mtdmEXDT8x698",
            .grant_id = grant_id,
            .scopes = scopes,
            .amr = whom == nullptr ? nullptr : &amr,
            .person = whom,
            .acr = acr,
            .auth_time = kTokenAuthTime,
            .now = kTokenNow,
            .lifetime = std::chrono::seconds(7200)};
  }
};

}  // namespace mockidp
