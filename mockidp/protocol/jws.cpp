#include "mockidp/protocol/jws.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/bytes.h"

namespace protocol {
namespace {

using Kind = JwsError::Kind;

Failure<JwsError> refuse_jws(Kind kind, std::string message) {
  return fail(JwsError{kind, std::move(message)});
}

// Nothing in the header may change how the signature is read.
std::optional<JwsError> refuse_extensions(const Json& header) {
  if (!header.is_object()) return JwsError{Kind::malformed, "the header is not an object"};
  for (const std::string_view extension : {"crit", "b64"})
    if (json_member(header, extension) != nullptr)
      return JwsError{Kind::unsupported_header, "the header uses an extension: " + std::string(extension)};
  return std::nullopt;
}

std::optional<JwsError> refuse_header(const Json& header) {
  if (auto extended = refuse_extensions(header)) return extended;
  const std::string* algorithm = json_string(header, "alg");
  if (algorithm == nullptr || *algorithm != "RS256")
    return JwsError{Kind::algorithm, "the algorithm is not RS256"};
  if (json_member(header, "kid") != nullptr && json_string(header, "kid") == nullptr)
    return JwsError{Kind::malformed, "kid is not a string"};
  return std::nullopt;
}

KeySet candidate_keys(const Json& header, const KeySet& keys) {
  const std::string* kid = json_string(header, "kid");
  if (kid == nullptr) return keys;
  KeySet named;
  for (const auto& key : keys)
    if (key->kid() == *kid) named.push_back(key);
  return named;
}

bool any_key_verifies(const KeySet& keys, const UnverifiedJws& jws) {
  for (const auto& key : keys)
    if (key->verify_rs256(jws.signing_input, jws.signature)) return true;
  return false;
}

}  // namespace

std::string okta_jws_header(std::string_view kid) { return to_text(Json{{"kid", kid}, {"alg", "RS256"}}); }

std::string signing_input(std::string_view header_json, std::string_view payload_json) {
  return base64url_encode(header_json) + '.' + base64url_encode(payload_json);
}

std::string sign_compact(const SigningKey& key, std::string_view header_json, std::string_view payload_json) {
  const std::string input = signing_input(header_json, payload_json);
  return input + '.' + base64url_encode(key.sign_rs256(input));
}

Result<UnverifiedJws, JwsError> split_jws(std::string_view compact) {
  if (compact.size() > kMaxJwsBytes) return refuse_jws(Kind::malformed, "the token is too long");
  const std::size_t first = compact.find('.');
  const std::size_t second = first == std::string_view::npos ? first : compact.find('.', first + 1);
  if (second == std::string_view::npos || compact.find('.', second + 1) != std::string_view::npos)
    return refuse_jws(Kind::malformed, "the token does not have three parts");
  auto header = base64url_decode(compact.substr(0, first));
  auto payload = base64url_decode(compact.substr(first + 1, second - first - 1));
  auto signature = base64url_decode(compact.substr(second + 1));
  if (!header || !payload || !signature)
    return refuse_jws(Kind::malformed, "a part of the token is not base64url");
  return UnverifiedJws{.header_json = *std::move(header),
                       .payload_json = *std::move(payload),
                       .signature = *std::move(signature),
                       .signing_input = std::string(compact.substr(0, second))};
}

Result<UnverifiedJwt, JwsError> read_jwt(std::string_view compact) {
  auto jws = split_jws(compact);
  if (!jws) return fail(jws.error());
  auto header = parse_json(jws->header_json);
  if (!header) return refuse_jws(Kind::malformed, "the header is unreadable: " + header.error().message);
  if (auto refused = refuse_extensions(*header)) return fail(*std::move(refused));
  auto claims = parse_json(jws->payload_json);
  if (!claims) return refuse_jws(Kind::malformed, "the claims are unreadable: " + claims.error().message);
  if (!claims->is_object()) return refuse_jws(Kind::claims, "the claims are not an object");
  return UnverifiedJwt{std::make_shared<const Json>(*std::move(header)),
                       std::make_shared<const Json>(*std::move(claims)), std::move(jws->signature),
                       std::move(jws->signing_input)};
}

Result<VerifiedJwt, JwsError> verify_jws(std::string_view compact, const KeySet& keys) {
  const auto jws = split_jws(compact);
  if (!jws) return fail(jws.error());
  auto header = parse_json(jws->header_json);
  if (!header) return refuse_jws(Kind::malformed, "the header is unreadable: " + header.error().message);
  if (auto refused = refuse_header(*header)) return fail(*std::move(refused));
  if (jws->signature.empty()) return refuse_jws(Kind::signature, "the token is not signed");

  const KeySet candidates = candidate_keys(*header, keys);
  if (candidates.empty()) return refuse_jws(Kind::unknown_key, "no key of the key set fits the token");
  if (!any_key_verifies(candidates, *jws)) return refuse_jws(Kind::signature, "the signature is wrong");

  auto claims = parse_json(jws->payload_json);
  if (!claims) return refuse_jws(Kind::malformed, "the claims are unreadable: " + claims.error().message);
  if (!claims->is_object()) return refuse_jws(Kind::claims, "the claims are not an object");
  return VerifiedJwt(std::make_shared<const Json>(*std::move(header)),
                     std::make_shared<const Json>(*std::move(claims)));
}

std::string half_hash(std::string_view token) {
  return base64url_encode(as_view(sha256(token)).substr(0, 16));
}

}  // namespace protocol
