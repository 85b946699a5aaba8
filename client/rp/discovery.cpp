#include "client/rp/discovery.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/json.h"
#include "mockidp/protocol/uri.h"

namespace rp {
namespace {

using protocol::fail;
using protocol::Json;
using Kind = SignInFailure::Kind;

constexpr std::size_t kMaxMetadataBytes = 256 * 1024;

protocol::Failure<SignInFailure> refuse_metadata(std::string error, std::string description) {
  return fail(SignInFailure{Kind::response, std::move(error), std::move(description)});
}

std::string_view without_final_slash(std::string_view issuer) {
  if (issuer.ends_with('/')) issuer.remove_suffix(1);
  return issuer;
}

bool is_confidential_channel(const protocol::Uri& uri, const Settings& settings) {
  if (uri.scheme == "https") return true;
  return uri.scheme == "http" &&
         (settings.allow_http_beyond_loopback_for_test || protocol::is_loopback_host(uri.host));
}

// Empty if the endpoint may be used.
std::string refuse_endpoint(const std::string& endpoint, const Settings& settings) {
  const auto uri = protocol::parse_uri(endpoint);
  const auto issuer = protocol::parse_uri(settings.issuer);
  if (!uri || !issuer || uri->fragment || uri->authority.find('@') != std::string::npos)
    return "is no usable URL";
  if (!is_confidential_channel(*uri, settings)) return "would be reached without TLS";
  if (issuer->scheme == "https" && uri->scheme != "https") return "leaves TLS, which the issuer uses";
  if (!settings.allow_endpoints_on_other_origins && protocol::origin_of(*uri) != protocol::origin_of(*issuer))
    return "is not on the issuer's origin";
  return "";
}

enum class Presence { required, optional };

protocol::Result<std::string, SignInFailure> read_endpoint(const Json& document, const char* name,
                                                           Presence presence, const Settings& settings) {
  if (protocol::json_member(document, name) == nullptr) {
    if (presence == Presence::optional) return std::string();
    return refuse_metadata("metadata_incomplete", std::string("the metadata lacks ") + name);
  }
  const std::string* endpoint = protocol::json_string(document, name);
  if (endpoint == nullptr) return refuse_metadata("metadata_type", std::string(name) + " is not a string");
  if (std::string reason = refuse_endpoint(*endpoint, settings); !reason.empty())
    return refuse_metadata("metadata_endpoint", name + (' ' + reason));
  return *endpoint;
}

}  // namespace

bool is_configured_issuer(std::string_view issuer, const Settings& settings) {
  return issuer == settings.issuer || issuer == without_final_slash(settings.issuer);
}

std::string metadata_url(const Settings& settings) {
  return std::string(without_final_slash(settings.issuer)) + "/.well-known/openid-configuration";
}

protocol::Result<Metadata, SignInFailure> parse_metadata(std::string_view document,
                                                         const Settings& settings) {
  const auto parsed = protocol::parse_json(document, {.max_bytes = kMaxMetadataBytes, .max_depth = 16});
  if (!parsed || !parsed->is_object())
    return refuse_metadata("metadata_json", "the metadata is no JSON object");
  const std::string* issuer = protocol::json_string(*parsed, "issuer");
  if (issuer == nullptr) return refuse_metadata("metadata_incomplete", "the metadata lacks issuer");
  // Discovery 4.3: otherwise another issuer's tokens would pass for those of the one that was configured.
  if (!is_configured_issuer(*issuer, settings))
    return refuse_metadata("metadata_issuer",
                           "the metadata is about another issuer: " + presentable(*issuer));

  Metadata metadata;
  metadata.issuer = *issuer;
  struct Row {
    const char* name;
    Presence presence;
    std::string Metadata::*field;
  };
  constexpr Row kEndpoints[] = {
      {"authorization_endpoint", Presence::required, &Metadata::authorization_endpoint},
      {"token_endpoint", Presence::required, &Metadata::token_endpoint},
      {"jwks_uri", Presence::required, &Metadata::jwks_uri},
      {"userinfo_endpoint", Presence::optional, &Metadata::userinfo_endpoint},
      {"end_session_endpoint", Presence::optional, &Metadata::end_session_endpoint},
      {"revocation_endpoint", Presence::optional, &Metadata::revocation_endpoint},
  };
  for (const Row& row : kEndpoints) {
    auto endpoint = read_endpoint(*parsed, row.name, row.presence, settings);
    if (!endpoint) return fail(endpoint.error());
    metadata.*row.field = *std::move(endpoint);
  }
  const Json* promised = protocol::json_member(*parsed, "authorization_response_iss_parameter_supported");
  metadata.promises_iss_parameter = promised != nullptr && *promised == true;
  return metadata;
}

protocol::Result<std::string, SignInFailure> get_json_document(Transport& transport, const std::string& url,
                                                               std::string_view what, std::size_t max_bytes) {
  const auto unavailable = [&](const std::string& reason) {
    return fail(SignInFailure{Kind::unavailable, "temporarily_unavailable",
                              presentable(std::string(what) + " cannot be fetched: " + reason)});
  };
  auto answer =
      transport.send({.url = url, .headers = {{"Accept", "application/json"}}, .max_body_bytes = max_bytes});
  if (!answer) return unavailable(answer.error().message);
  if (answer->status != 200) return unavailable("status " + std::to_string(answer->status));
  if (!answer->is_json()) return unavailable("the answer is not JSON");
  return std::move(answer->body);
}

Discovery::Discovery(const Settings& settings, Transport& transport)
    : settings_(settings),
      transport_(transport),
      metadata_({.max_age = settings.metadata_max_age, .failure_cool_down = settings.failure_cool_down}) {}

protocol::Result<std::shared_ptr<const Metadata>, SignInFailure> Discovery::metadata(
    protocol::TimePoint now) {
  return metadata_.get(now, [this]() -> protocol::Result<Metadata, SignInFailure> {
    if (std::string reason = refuse_endpoint(settings_.issuer, settings_); !reason.empty())
      return fail(SignInFailure{Kind::response, "configuration", "the configured issuer " + reason});
    const auto document =
        get_json_document(transport_, metadata_url(settings_), "the metadata", kMaxMetadataBytes);
    if (!document) return fail(document.error());
    return parse_metadata(*document, settings_);
  });
}

}  // namespace rp
