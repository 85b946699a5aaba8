#pragma once
// The provider's metadata (OpenID Connect Discovery 1.0, RFC 8414): fetched when first needed, kept for a
// while.

#include <memory>
#include <string>
#include <string_view>

#include "client/rp/failure.h"
#include "client/rp/fetched.h"
#include "client/rp/settings.h"
#include "client/rp/transport.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/result.h"

namespace rp {

struct Metadata {
  std::string issuer{};  // what every `iss` has to equal, byte for byte
  std::string authorization_endpoint{};
  std::string token_endpoint{};
  std::string jwks_uri{};
  std::string userinfo_endpoint{};  // the rest is empty when the provider has none
  std::string end_session_endpoint{};
  std::string revocation_endpoint{};
  bool promises_iss_parameter = false;  // RFC 9207: an authorization response without `iss` is then a forgery
};

// `document` as served for the issuer in `settings`; every reason to refuse it is a broken provider or an
// attack.
protocol::Result<Metadata, SignInFailure> parse_metadata(std::string_view document, const Settings& settings);

// Whether `issuer` is the configured one, but for the slash at the end that Settings forgives.
bool is_configured_issuer(std::string_view issuer, const Settings& settings);

std::string metadata_url(const Settings& settings);

class Discovery {
 public:
  Discovery(const Settings& settings, Transport& transport);  // both borrowed
  // Any thread; one of them fetches.
  protocol::Result<std::shared_ptr<const Metadata>, SignInFailure> metadata(protocol::TimePoint now);

 private:
  const Settings& settings_;
  Transport& transport_;
  Fetched<Metadata> metadata_;
};

// GET `url`, which must answer 200 and JSON; anything else is a failure that names `what`.
protocol::Result<std::string, SignInFailure> get_json_document(Transport& transport, const std::string& url,
                                                               std::string_view what, std::size_t max_bytes);

}  // namespace rp
