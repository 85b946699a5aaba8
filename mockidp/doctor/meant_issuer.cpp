#include "mockidp/doctor/meant_issuer.h"

#include <algorithm>

#include "mockidp/protocol/nearest.h"

namespace mockidp {
namespace {

// Nobody's path is longer, and comparing is quadratic.
constexpr std::size_t kMostComparedPath = 512;

// Where a version is a whole segment.
std::size_t find_version(std::string_view path) {
  auto at = path.find("/v1");
  while (at != path.npos && at + 3 < path.size() && path[at + 3] != '/') at = path.find("/v1", at + 1);
  return at;
}

const AuthorizationServer& meant_server(const Patient& patient, std::string_view path) {
  std::vector<std::string> bases, ids;
  for (const auto& server : patient.directory.authorization_servers) {
    if (server.is_org_server()) continue;
    if (server.base_path == path) return server;
    bases.push_back(server.base_path);
    ids.push_back('/' + server.id);
  }
  if (path.size() > kMostComparedPath) return patient.directory.org_server();
  auto meant = protocol::likely_meant(bases, path);
  if (const auto id = protocol::likely_meant(ids, path); meant.empty() && !id.empty()) meant = "/oauth2" + id;
  const auto* nearest = path.starts_with("/oauth2/") ? protocol::nearest_of(bases, path) : nullptr;
  if (meant.empty() && nearest != nullptr) meant = *nearest;
  for (const auto& server : patient.directory.authorization_servers)
    if (!server.is_org_server() && server.base_path == meant) return server;
  return patient.directory.org_server();
}

}  // namespace

// Scheme and host have no case (RFC 3986 6.2.2.1).
std::optional<protocol::Uri> issuer_uri(const Patient& patient) {
  auto uri = protocol::parse_uri(patient.settings.issuer);
  const auto origin = uri ? protocol::parse_uri(protocol::origin_of(*uri)) : std::nullopt;
  if (!origin || (origin->scheme != "http" && origin->scheme != "https")) return std::nullopt;
  uri->scheme = origin->scheme;
  uri->host = origin->host;
  return uri;
}

bool is_admin_host(const protocol::Uri& uri) { return uri.host.find("-admin.") != std::string::npos; }

std::string org_url(const Patient& patient) {
  const auto uri = patient.issuer_follows_host ? issuer_uri(patient) : std::nullopt;
  return uri && !is_admin_host(*uri) ? protocol::origin_of(*uri) : patient.directory.org.url;
}

std::string_view without_slashes(std::string_view path) {
  return path.substr(0, path.find_last_not_of('/') + 1);
}

// "/.well-known/…" stands before the issuer's path in RFC 8414 3.1, and behind it in OpenID Connect
// Discovery 4.
std::string_view issuer_path(const protocol::Uri& uri) {
  constexpr std::string_view kWellKnown = "/.well-known/";
  const auto path = without_slashes(uri.path);
  if (path.starts_with(kWellKnown)) {
    const auto behind = path.find('/', kWellKnown.size());
    return behind == path.npos ? std::string_view() : path.substr(behind);
  }
  const auto base = path.substr(0, std::min(path.find(kWellKnown), find_version(path)));
  return base == "/oauth2" ? std::string_view() : base;
}

std::string right_issuer(const Patient& patient, std::string_view path) {
  const auto& server = meant_server(patient, path);
  return org_url(patient) + (server.is_org_server() ? "" : server.base_path);
}

std::string right_issuer(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  return uri ? right_issuer(patient, issuer_path(*uri)) : org_url(patient);
}

}  // namespace mockidp
