// The issuer, or the Okta domain that it begins with.

#include <algorithm>

#include "mockidp/doctor/diagnoses/subjects.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

using Sights = std::vector<Seen>;

std::optional<protocol::Uri> issuer_uri(const Patient& patient) {
  auto uri = protocol::parse_uri(patient.settings.issuer);
  const bool is_web = uri && (uri->scheme == "http" || uri->scheme == "https") && !uri->host.empty();
  return is_web ? uri : std::nullopt;
}

protocol::Uri org_uri(const Patient& patient) {
  return protocol::parse_uri(patient.directory.org.url).value_or(protocol::Uri{});
}

std::string right_issuer(const Patient& patient) {
  const auto* server = server_of(patient);
  return server != nullptr ? server->issuer : patient.directory.org.url;
}

Sights malformed(const Patient& patient) {
  const std::string& issuer = patient.settings.issuer;
  const bool placeholder =
      issuer.find_first_of("{}<>$") != std::string::npos || issuer.find("yourOkta") != std::string::npos;
  return seen_if(!issuer.empty() && (placeholder || !issuer_uri(patient)), issuer, patient.directory.org.url);
}

Sights admin_host(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  return seen_if(uri && uri->host.find("-admin.") != std::string::npos, patient.settings.issuer,
                 right_issuer(patient));
}

// Of the path of an endpoint or of the metadata.
Sights endpoint_for_issuer(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  if (!uri) return {};
  const auto cut = std::min(uri->path.find("/.well-known/"), uri->path.find("/v1"));
  const bool bare = uri->path == "/oauth2" || uri->path == "/oauth2/";
  if (cut == std::string::npos && !bare) return {};
  std::string base = uri->path.substr(0, bare ? 0 : cut);
  if (base == "/oauth2") base.clear();
  return seen_if(true, patient.settings.issuer, patient.directory.org.url + base);
}

Sights trailing_slash(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  if (!uri || !endpoint_for_issuer(patient).empty()) return {};
  std::string right = patient.settings.issuer;
  while (right.ends_with('/')) right.pop_back();
  return seen_if(right != patient.settings.issuer, patient.settings.issuer, right);
}

Sights wrong_scheme(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  const auto org = org_uri(patient);
  return seen_if(uri && uri->host == org.host && uri->scheme != org.scheme, patient.settings.issuer,
                 right_issuer(patient));
}

Sights wrong_port(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  const auto org = org_uri(patient);
  const bool is_ours = uri && uri->host == org.host && uri->scheme == org.scheme;
  return seen_if(is_ours && protocol::origin_of(*uri) != protocol::origin_of(org), patient.settings.issuer,
                 right_issuer(patient));
}

Sights other_host(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  const bool is_told_of = !admin_host(patient).empty() || !malformed(patient).empty();
  return seen_if(uri && !is_told_of && uri->host != org_uri(patient).host, patient.settings.issuer,
                 right_issuer(patient));
}

std::string nearest_issuer(const Patient& patient, const std::string& issuer) {
  std::vector<std::string> known;
  for (const auto& server : patient.directory.authorization_servers) known.push_back(server.issuer);
  const auto* nearest = protocol::nearest_of(known, issuer);
  return nearest != nullptr ? *nearest : "";
}

Sights unknown_server(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  Sights sights;
  if (uri && server_of(patient) == nullptr && endpoint_for_issuer(patient).empty())
    sights.push_back({patient.settings.issuer, nearest_issuer(patient, patient.settings.issuer)});
  Seen last;
  for (const auto& line : patient.journal)
    if (line.failed == "E0000007" && line.description.ends_with("(AuthorizationServer)"))
      last = {line.path, "", line.sequence};
  if (last.entry != 0) sights.push_back(std::move(last));
  return sights;
}

// The favicons that browsers ask for are nobody's mistake.
Sights unknown_path(const Patient& patient) {
  Seen last;
  for (const auto& line : patient.journal)
    if ((line.failed == "E0000008" || line.failed == "E0000022") && line.path.starts_with("/oauth2"))
      last = {line.path + ": " + line.description, "", line.sequence};
  return last.entry == 0 ? Sights() : Sights{last};
}

Sights inactive_server(const Patient& patient) {
  const auto* server = server_of(patient);
  if (server == nullptr || server->is_org_server()) return {};
  if (!server->active) return seen_if(true, server->name + " is inactive");
  return seen_if(!patient.directory.org.switches.api_access_management,
                 "the org has no API Access Management, so " + server->name + " does not answer",
                 patient.directory.org.url);
}

Sights wrong_audience(const Patient& patient) {
  const auto* server = server_of(patient);
  const auto& expected = patient.settings.audience;
  if (server == nullptr || expected.empty()) return {};
  if (server->is_org_server())
    return seen_if(true, "the API validates tokens of the org authorization server");
  return seen_if(expected != server->audience, expected, server->audience);
}

}  // namespace

std::vector<Diagnosis> diagnoses_of_issuer() {
  using enum FindingKind;
  return {
      {"issuer_malformed",
       mistake,
       "The Okta domain is no URL.",
       "Write it as https://, the domain, and nothing else: not https:dev-123.okta.com, no placeholder in "
       "braces, no blank. The domain stands in the console's menu at the top right.",
       malformed,
       {}},
      {"issuer_is_the_admin_console",
       mistake,
       "The domain is that of the Admin Console.",
       "Take -admin out of the domain: the console's address is not the one that people and apps use.",
       admin_host,
       {}},
      {"issuer_is_an_endpoint",
       mistake,
       "The issuer is the address of an endpoint, or no whole issuer.",
       "The issuer ends before /v1 and /.well-known: it is the org's URL, or that followed by /oauth2/ and "
       "the id "
       "of a custom authorization server, such as /oauth2/default.",
       endpoint_for_issuer,
       {}},
      {"issuer_ends_with_a_slash",
       mistake,
       "The issuer ends with a slash.",
       "Take the slash away: clients and APIs compare issuers character by character.",
       trailing_slash,
       {}},
      {"issuer_has_the_other_scheme",
       mistake,
       "The issuer begins with http in place of https, or the reverse.",
       "Copy the Issuer URI from Security > API > Authorization Servers; Okta's own begin with https.",
       wrong_scheme,
       {}},
      {"issuer_has_another_port",
       mistake,
       "The issuer has the port of something else.",
       "Use the org's own port. The workbench, the app and the org have one each.",
       wrong_port,
       {}},
      {"issuer_is_another_host",
       mistake,
       "The issuer is at another host than the org.",
       "Use one host name everywhere: localhost and 127.0.0.1, or the Okta domain and a custom domain, are "
       "different issuers. Copy the Issuer URI from Security > API > Authorization Servers.",
       other_host,
       {}},
      {"authorization_server_unknown",
       mistake,
       "The org has no such authorization server.",
       "Copy the Issuer URI from Security > API > Authorization Servers. The first one of an org has the id "
       "default.",
       unknown_server,
       {}},
      {"endpoint_unknown",
       mistake,
       "There is no such endpoint, or it takes another method.",
       "Take the endpoints from the metadata, <issuer>/.well-known/openid-configuration: they are below the "
       "issuer's "
       "/v1, of the org authorization server below /oauth2/v1.",
       unknown_path,
       {}},
      {"authorization_server_inactive",
       mistake,
       "The authorization server does not answer.",
       "Activate it under Security > API > Authorization Servers. An org without API Access Management has "
       "only its own: use the org URL as the issuer.",
       inactive_server,
       {"feature_not_enabled"}},
      {"audience_mismatch",
       mistake,
       "The API expects another audience than access tokens have.",
       "Set the API's audience to the one of the authorization server (Security > API > Authorization "
       "Servers); "
       "that of default is api://default. Tokens of the org authorization server are Okta's alone: an API "
       "must not validate them.",
       wrong_audience,
       {}},
      {"token_of_another_server",
       mistake,
       "A grant or token is shown to another authorization server.",
       "Use the endpoints of one issuer throughout: those of its metadata. Tokens of the org authorization "
       "server are no good at a custom one, and the reverse.",
       nullptr,
       {"mismatched_authorization_server", "access_token_invalid_issuer"}},
  };
}

}  // namespace mockidp
