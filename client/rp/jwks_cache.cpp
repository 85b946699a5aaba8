#include "client/rp/jwks_cache.h"

namespace rp {
namespace {

using protocol::fail;
using protocol::JwsError;

constexpr std::size_t kMaxKeySetBytes = 256 * 1024;

SignInFailure signature_failure(const JwsError& error) {
  return {SignInFailure::Kind::id_token, "signature", presentable(error.message)};
}

}  // namespace

JwksCache::JwksCache(const Settings& settings, Discovery& discovery, Transport& transport,
                     SignatureCheck check, KeyRenewal renewal)
    : discovery_(discovery),
      transport_(transport),
      check_(std::move(check)),
      keys_({.max_age = settings.keys_max_age,
             .failure_cool_down = settings.failure_cool_down,
             .renewal_cool_down = renewal == KeyRenewal::cooled_down ? settings.unknown_key_cool_down
                                                                     : protocol::Seconds(0)}) {}

protocol::Result<protocol::VerifiedJwt, SignInFailure> JwksCache::verify(std::string_view token,
                                                                         protocol::TimePoint now) {
  const auto fetch = [this, now] { return fetch_keys(now); };
  const auto keys = keys_.get(now, fetch);
  if (!keys) return fail(keys.error());
  auto verified = check_(token, **keys);
  if (verified) return *std::move(verified);
  if (verified.error().kind != JwsError::Kind::unknown_key) return fail(signature_failure(verified.error()));

  const auto newer = keys_.renew(*keys, now, fetch);
  if (!newer) return fail(newer.error());
  auto second = check_(token, **newer);
  if (!second) return fail(signature_failure(second.error()));
  return *std::move(second);
}

protocol::Result<protocol::KeySet, SignInFailure> JwksCache::fetch_keys(protocol::TimePoint now) {
  const auto metadata = discovery_.metadata(now);
  if (!metadata) return fail(metadata.error());
  const auto document = get_json_document(transport_, (*metadata)->jwks_uri, "the key set", kMaxKeySetBytes);
  if (!document) return fail(document.error());
  auto keys = protocol::parse_key_set(*document);
  if (!keys)
    return fail(SignInFailure{SignInFailure::Kind::response, "jwks", presentable(keys.error().message)});
  return *std::move(keys);
}

}  // namespace rp
