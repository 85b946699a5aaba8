#include "mockidp/token/claims.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <nlohmann/json.hpp>
#include <span>

#include "mockidp/people/session.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/token/standard_claims.h"

namespace mockidp {
namespace {

using protocol::Json;
using protocol::to_unix;

constexpr std::size_t kGrantIdBytes = 16;
constexpr std::size_t kJtiBytes = 32;
constexpr std::size_t kAmrBytes = 4;
constexpr std::string_view kAccessTokenMark = "AT.";
constexpr std::string_view kIdTokenMark = "ID.";

// Okta's values. Half a byte is a value's place here, from 1; 0: no more of them.
constexpr std::array<std::string_view, 14> kAmrValues{"pwd", "mfa", "email", "sms", "tel", "otp", "kba",
                                                      "swk", "hwk", "geo",   "fpt", "mca", "sc",  "pop"};

std::string packed_amr(const std::vector<std::string>* amr) {
  const std::string untold(kAmrBytes, '\0');
  if (amr == nullptr || amr->size() > 2 * kAmrBytes) return untold;
  std::string bytes = untold;
  for (std::size_t i = 0; i < amr->size(); ++i) {
    const auto found = std::find(kAmrValues.begin(), kAmrValues.end(), (*amr)[i]);
    if (found == kAmrValues.end()) return untold;
    const auto place = static_cast<unsigned>(1 + (found - kAmrValues.begin()));
    const auto byte = static_cast<unsigned char>(bytes[i / 2]);
    bytes[i / 2] = static_cast<char>(i % 2 == 0 ? place << 4 : byte | place);
  }
  return bytes;
}

std::vector<std::string> unpacked_amr(std::string_view bytes) {
  std::vector<std::string> amr;
  for (std::size_t i = 0; i < 2 * bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i / 2]);
    const unsigned place = i % 2 == 0 ? byte >> 4 : byte & 0xfU;
    if (place == 0 || place > kAmrValues.size()) break;
    amr.emplace_back(kAmrValues[place - 1]);
  }
  return amr;
}

// Bytes of its own, what else is known of the sign-in, then the grant's: 32.
std::string draw_jti(std::string_view mark, std::string_view known, std::string_view grant_id,
                     protocol::Random& random) {
  assert(grant_id.size() == kGrantIdBytes);
  std::string bytes(kJtiBytes - kGrantIdBytes - known.size(), '\0');
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return std::string(mark) + protocol::base64url_encode(bytes.append(known).append(grant_id));
}

std::string bytes_of_jti(std::string_view mark, std::string_view jti) {
  if (!jti.starts_with(mark)) return "";
  auto id = protocol::base64url_decode(jti.substr(mark.size()));
  return id && id->size() == kJtiBytes ? *std::move(id) : "";
}

std::string grant_in(std::string bytes) {
  return bytes.empty() ? bytes : bytes.substr(kJtiBytes - kGrantIdBytes);
}

// A claim that is there keeps its place.
void put_custom(Json& claims, const Json* custom) {
  if (custom == nullptr) return;
  for (const auto& [name, value] : custom->items()) claims[name] = value;
}

void put_text(Json& claims, const char* name, std::string_view text) { claims[name] = text; }

}  // namespace

protocol::Json id_token_claims(const IdTokenFacts& facts, protocol::Random& random) {
  Json claims;
  put_text(claims, "sub", facts.person.id);
  put_standard_claim(claims, "name", facts.person, facts.scopes);
  put_standard_claim(claims, "email", facts.person, facts.scopes);
  claims["ver"] = 1;
  put_text(claims, "iss", facts.issuer);
  put_text(claims, "aud", facts.client_id);
  claims["iat"] = to_unix(facts.now);
  claims["exp"] = to_unix(facts.now + kIdTokenLifetime);
  claims["jti"] = draw_jti(kIdTokenMark, {}, facts.grant_id, random);
  claims["amr"] = facts.amr;
  if (!facts.acr.empty()) put_text(claims, "acr", facts.acr);
  put_text(claims, "idp", facts.org_id);
  if (!facts.nonce.empty()) put_text(claims, "nonce", facts.nonce);
  put_standard_claim(claims, "preferred_username", facts.person, facts.scopes);
  if (facts.contents == IdTokenContents::fat) put_standard_claims(claims, facts.person, facts.scopes);
  claims["auth_time"] = to_unix(facts.auth_time);
  if (!facts.access_token.empty()) claims["at_hash"] = protocol::half_hash(facts.access_token);
  if (!facts.code.empty()) claims["c_hash"] = protocol::half_hash(facts.code);
  put_custom(claims, facts.custom);
  return claims;
}

protocol::Json access_token_claims(const AccessTokenFacts& facts, protocol::Random& random) {
  Json claims;
  claims["ver"] = 1;
  claims["jti"] = draw_jti(kAccessTokenMark, packed_amr(facts.amr), facts.grant_id, random);
  put_text(claims, "iss", facts.issuer);
  put_text(claims, "aud", facts.audience);
  claims["iat"] = to_unix(facts.now);
  claims["exp"] = to_unix(facts.now + facts.lifetime);
  if (!facts.acr.empty()) put_text(claims, "acr", facts.acr);
  if (!facts.dpop_jkt.empty()) put_text(claims["cnf"], "jkt", facts.dpop_jkt);
  put_text(claims, "cid", facts.client_id);
  if (facts.person != nullptr) put_text(claims, "uid", facts.person->id);
  claims["scp"] = facts.scopes;
  if (facts.person != nullptr) claims["auth_time"] = to_unix(facts.auth_time);
  put_text(claims, "sub", facts.person != nullptr ? std::string_view(facts.person->login) : facts.client_id);
  put_custom(claims, facts.custom);
  return claims;
}

std::string id_of_jti(std::string_view jti) { return bytes_of_jti(kAccessTokenMark, jti); }

std::string grant_of_jti(std::string_view jti) { return grant_in(id_of_jti(jti)); }

std::string grant_of_id_token_jti(std::string_view jti) { return grant_in(bytes_of_jti(kIdTokenMark, jti)); }

std::vector<std::string> amr_of_jti(std::string_view jti) {
  const std::string bytes = id_of_jti(jti);
  if (bytes.empty()) return {};
  return unpacked_amr(std::string_view(bytes).substr(kJtiBytes - kGrantIdBytes - kAmrBytes, kAmrBytes));
}

protocol::Json userinfo_claims(const Person& person, const std::vector<std::string>& scopes,
                               const protocol::Json* custom) {
  Json claims;
  put_text(claims, "sub", person.id);
  put_standard_claims(claims, person, scopes);
  put_custom(claims, custom);
  return claims;
}

}  // namespace mockidp
