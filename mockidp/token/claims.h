#pragma once
// What ID tokens, access tokens and userinfo say of a person and a sign-in, in Okta's order
// (docs/okta-behaviour.md, What tokens say).

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/people/person.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/random.h"

namespace mockidp {

inline constexpr std::chrono::seconds kIdTokenLifetime{3600};

// thin: at the token endpoint beside an access token, only email, name and preferred_username of the scopes'
// claims. fat: all of them.
enum class IdTokenContents { thin, fat };

struct IdTokenFacts {
  const Person& person;
  std::string_view issuer;
  std::string_view client_id;
  std::string_view grant_id;  // as in access tokens
  std::string_view org_id;    // "idp": a local sign-in
  const std::vector<std::string>& scopes;
  const std::vector<std::string>& amr;
  std::string_view acr{};         // empty: left out
  std::string_view nonce;         // empty: left out
  std::string_view access_token;  // empty: no at_hash
  std::string_view code{};        // empty: no c_hash
  protocol::TimePoint auth_time{};
  protocol::TimePoint now{};
  IdTokenContents contents = IdTokenContents::thin;
  const protocol::Json* custom = nullptr;  // an object of claims that come last; null: none
};
protocol::Json id_token_claims(const IdTokenFacts& facts, protocol::Random& random);

struct AccessTokenFacts {
  std::string_view issuer;
  std::string_view audience;
  std::string_view client_id;
  std::string_view
      grant_id;  // 16 raw bytes: carried in the jti, so that revoking the grant reaches the token
  const std::vector<std::string>& scopes;
  const std::vector<std::string>* amr =
      nullptr;  // carried in the jti too: userinfo has claims that ask for it; null: nobody signed in
  const Person* person = nullptr;  // null for client_credentials: no uid, no auth_time, sub is the client id
  std::string_view acr{};          // empty: left out
  std::string_view dpop_jkt{};     // thumbprint of the key that it is bound to; empty: to none
  protocol::TimePoint auth_time{};
  protocol::TimePoint now{};
  std::chrono::seconds lifetime{3600};
  const protocol::Json* custom = nullptr;  // an object of claims that come last, sub in its place; null: none
};
protocol::Json access_token_claims(const AccessTokenFacts& facts, protocol::Random& random);
// The grant id inside an access token's jti, or "" if it is none of ours.
std::string grant_of_jti(std::string_view jti);
std::string grant_of_id_token_jti(std::string_view jti);  // likewise
// How the person had proved who they are. Empty for what is none of ours, and for more than eight values or
// one that Okta does not have.
std::vector<std::string> amr_of_jti(std::string_view jti);
// The 32 bytes that are this access token's alone, or "".
std::string id_of_jti(std::string_view jti);

protocol::Json userinfo_claims(const Person& person, const std::vector<std::string>& scopes,
                               const protocol::Json* custom = nullptr);

}  // namespace mockidp
