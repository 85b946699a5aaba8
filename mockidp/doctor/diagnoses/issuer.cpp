// The issuer, or the Okta domain that it begins with.

#include <algorithm>
#include <iterator>

#include "mockidp/doctor/diagnoses/subjects.h"
#include "mockidp/doctor/meant_issuer.h"

namespace mockidp {
namespace {

using Sights = std::vector<Seen>;

protocol::Uri org_uri(const Patient& patient) {
  return protocol::parse_uri(org_url(patient)).value_or(protocol::Uri{});
}

Sights malformed(const Patient& patient) {
  const std::string& issuer = patient.settings.issuer;
  const bool placeholder =
      issuer.find_first_of("{}<>$") != std::string::npos || issuer.find("yourOkta") != std::string::npos;
  return seen_if(!issuer.empty() && (placeholder || !issuer_uri(patient)), issuer, right_issuer(patient));
}

Sights admin_host(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  return seen_if(uri && is_admin_host(*uri), patient.settings.issuer, right_issuer(patient));
}

Sights endpoint_for_issuer(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  return seen_if(uri && issuer_path(*uri) != without_slashes(uri->path), patient.settings.issuer,
                 right_issuer(patient));
}

Sights query_or_fragment(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  return seen_if(uri && malformed(patient).empty() && (uri->query || uri->fragment), patient.settings.issuer,
                 right_issuer(patient));
}

Sights trailing_slash(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  if (!uri || !endpoint_for_issuer(patient).empty()) return {};
  return seen_if(patient.settings.issuer.ends_with('/'), patient.settings.issuer, right_issuer(patient));
}

Sights written_otherwise(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  const bool is_ours = uri && protocol::origin_of(*uri) == protocol::origin_of(org_uri(patient));
  return seen_if(is_ours && !patient.settings.issuer.starts_with(org_url(patient)), patient.settings.issuer,
                 right_issuer(patient));
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

Sights unknown_server(const Patient& patient) {
  const auto uri = issuer_uri(patient);
  const bool unknown = uri && server_of(patient) == nullptr && endpoint_for_issuer(patient).empty();
  if (!unknown) return {};
  return seen_if(true, patient.settings.issuer, right_issuer(patient));
}

bool is_of_unknown_server(const Patient&, const JournalLine& line) {
  return line.refused_by.empty() && line.description.ends_with("(AuthorizationServer)");
}

bool is_of_inactive_server(const Patient&, const JournalLine& line) {
  return line.refused_by.starts_with("status of authorization server");
}

bool is_still_unknown(const Patient& patient, const JournalLine& line) {
  return server_of(patient, line) == nullptr;
}

std::string nearest_server(const Patient& patient, const JournalLine& line) {
  return is_still_unknown(patient, line) ? right_issuer(patient, "/oauth2/" + line.server) : "";
}

bool is_still_out_of_service(const Patient& patient, const JournalLine& line) {
  const auto* server = server_of(patient, line);
  return server == nullptr || !server->active || !patient.directory.org.switches.api_access_management;
}

// How the paths of endpoints end, at Okta and at others. The icons that browsers ask for are nobody's
// mistake.
constexpr std::string_view kEndpointNames[] = {"authorize",
                                               "token",
                                               "userinfo",
                                               "keys",
                                               "jwks",
                                               "jwks.json",
                                               "introspect",
                                               "revoke",
                                               "logout",
                                               "openid-configuration",
                                               "oauth-authorization-server"};

bool is_of_endpoint(const Patient&, const JournalLine& line) {
  const std::string_view path = line.path;
  if (path == "/oauth2" || path.starts_with("/oauth2/")) return true;
  const auto whole = path.substr(0, path.find_last_not_of('/') + 1);
  const auto name = whole.substr(whole.rfind('/') + 1);
  return std::find(std::begin(kEndpointNames), std::end(kEndpointNames), name) != std::end(kEndpointNames);
}

bool is_another_method_of_endpoint(const Patient& patient, const JournalLine& line) {
  return is_of_endpoint(patient, line) && !asks_for_page_by_script(patient, line);
}

Sights inactive_server(const Patient& patient) {
  const auto* server = server_of(patient);
  if (server == nullptr || server->is_org_server()) return {};
  if (!server->active) return seen_if(true, server->name + " is inactive");
  return seen_if(!patient.directory.org.switches.api_access_management,
                 "the org has no API Access Management, so " + server->name + " does not answer",
                 org_url(patient));
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
       "the id of a custom authorization server, such as /oauth2/default.",
       endpoint_for_issuer,
       {}},
      {"issuer_has_a_query",
       mistake,
       "The issuer has a query or a fragment.",
       "Cut it off before the ? or #: clients append /.well-known/openid-configuration to the issuer, and "
       "compare it character by character.",
       query_or_fragment,
       {}},
      {"issuer_ends_with_a_slash",
       mistake,
       "The issuer ends with a slash.",
       "Take the slash away: clients and APIs compare issuers character by character.",
       trailing_slash,
       {}},
      {"issuer_written_otherwise",
       mistake,
       "The issuer is the org's address, written in another way.",
       "Write scheme and host in lower case, and no port that goes without saying: browsers take it for the "
       "same address, but clients and APIs compare issuers character by character.",
       written_otherwise,
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
       {},
       {{"E0000007", is_of_unknown_server, "of an authorization server"}},
       is_still_unknown,
       nearest_server},
      {"endpoint_unknown",
       mistake,
       "There is no such endpoint, or it takes another method.",
       "Take the endpoints from the metadata, <issuer>/.well-known/openid-configuration: they are below the "
       "issuer's /v1, of the org authorization server below /oauth2/v1.",
       nullptr,
       {},
       {{"E0000008", is_of_endpoint, "at a path like an endpoint's"},
        {"E0000022", is_another_method_of_endpoint, "at a path like an endpoint's"}}},
      {"authorization_server_inactive",
       mistake,
       "The authorization server does not answer.",
       "Activate it under Security > API > Authorization Servers. An org without API Access Management has "
       "only its own: use the org URL as the issuer.",
       inactive_server,
       {"feature_not_enabled", "E0000015"},
       {{"E0000007", is_of_inactive_server, "of an authorization server that is inactive"}},
       is_still_out_of_service},
      {"audience_mismatch",
       mistake,
       "The API expects another audience than access tokens have.",
       "Set the API's audience to the one of the authorization server (Security > API > Authorization "
       "Servers); that of default is api://default. Tokens of the org authorization server are Okta's alone: "
       "an API must not validate them.",
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
