#include "conformance/subject/manifest_fields.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "conformance/subject/nearest_name.h"

namespace conformance {

namespace {

using nlohmann::json;
using Mistake = std::optional<std::string>;
using Names = std::vector<std::string>;

const Names kProfiles{"web_app", "spa", "api"}, kMethods{"GET", "POST"},
    kCapabilities{"restart", "refresh", "silent_renewal"},
    kTolerances{"clock_skew_seconds", "jwks_cooldown_seconds", "id_token_signature"};
constexpr const char* kSignatureTolerance = "id_token_signature";
constexpr long kMostSeconds = 3600;

bool is_one_of(const std::string& name, const Names& known) {
  return std::find(known.begin(), known.end(), name) != known.end();
}

template <std::string Manifest::*Member>
Mistake read_text(const json& value, Manifest& manifest) {
  manifest.*Member = value.get<std::string>();
  return std::nullopt;
}

template <std::string Manifest::*Member>
Mistake read_path(const json& value, Manifest& manifest) {
  const auto path = value.get<std::string>();
  if (!path.empty() && path.front() != '/') return "a path begins with /";
  manifest.*Member = path;
  return std::nullopt;
}

template <std::vector<std::string> Manifest::*Member>
Mistake read_list(const json& value, Manifest& manifest) {
  for (const json& item : value) {
    if (!item.is_string()) return "a list of texts";
    (manifest.*Member).push_back(item.get<std::string>());
  }
  return std::nullopt;
}

template <std::map<std::string, std::string> Manifest::*Member>
Mistake read_map(const json& value, Manifest& manifest) {
  for (const auto& [key, item] : value.items()) {
    if (!item.is_string()) return "\"" + key + "\" is not a text";
    (manifest.*Member)[key] = item.template get<std::string>();
  }
  return std::nullopt;
}

Mistake read_profile(const json& value, Manifest& manifest) {
  for (const auto profile : {Profile::web_app, Profile::spa, Profile::api})
    if (value.get<std::string>() == to_string(profile)) {
      manifest.profile = profile;
      return std::nullopt;
    }
  return none_of_message(value.get<std::string>(), kProfiles);
}

Mistake read_start_timeout(const json& value, Manifest& manifest) {
  const auto milliseconds = value.get<long>();
  if (milliseconds < 1 || milliseconds > 600000) return "1 to 600000";
  manifest.start_timeout = std::chrono::milliseconds(milliseconds);
  return std::nullopt;
}

template <std::string Manifest::*Member>
Mistake read_method(const json& value, Manifest& manifest) {
  manifest.*Member = value.get<std::string>();
  if (!is_one_of(manifest.*Member, kMethods)) return none_of_message(manifest.*Member, kMethods);
  return std::nullopt;
}

Mistake read_capabilities(const json& value, Manifest& manifest) {
  if (auto mistake = read_list<&Manifest::capabilities>(value, manifest)) return mistake;
  for (const auto& name : manifest.capabilities)
    if (!is_one_of(name, kCapabilities)) return none_of_message(name, kCapabilities);
  return std::nullopt;
}

bool is_whole_number_up_to(const std::string& text, long most) {
  long number = -1;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end && number >= 0 && number <= most;
}

Mistake read_tolerances(const json& value, Manifest& manifest) {
  if (auto mistake = read_map<&Manifest::tolerances>(value, manifest)) return mistake;
  for (const auto& [name, limit] : manifest.tolerances) {
    if (!is_one_of(name, kTolerances)) return none_of_message(name, kTolerances);
    if (name == kSignatureTolerance ? limit != "by_tls" : !is_whole_number_up_to(limit, kMostSeconds))
      return name + ": \"" + limit + "\" is not " +
             (name == kSignatureTolerance
                  ? "\"by_tls\""
                  : "a whole number of seconds from 0 to " + std::to_string(kMostSeconds));
  }
  return std::nullopt;
}

Mistake read_guarded_paths(const json& value, Manifest& manifest) {
  if (auto mistake = read_list<&Manifest::protected_paths>(value, manifest)) return mistake;
  for (const auto& path : manifest.protected_paths)
    if (!path.starts_with('/')) return "\"" + path + "\": a path begins with /";
  return std::nullopt;
}

Mistake read_waivers(const json& value, Manifest& manifest) {
  if (auto mistake = read_map<&Manifest::waivers>(value, manifest)) return mistake;
  for (const auto& [id, reason] : manifest.waivers)
    if (reason.empty()) return "the waiver of " + id + " needs a reason";
  return std::nullopt;
}

Mistake read_nothing(const json&, Manifest&) { return std::nullopt; }

}  // namespace

const std::vector<ManifestField>& manifest_fields() {
  static const std::vector<ManifestField> all{
      {"$schema", "For editors: where docs/client.schema.json is.", "string", read_nothing, false, {}},
      {"name", "What reports call the client.", "string", read_text<&Manifest::name>, true, {}},
      {"profile", "What kind of client it is; decides which scenarios apply.", "string", read_profile, true,
       kProfiles},
      {"command",
       "Program and arguments that start it; {port}, {issuer}, {client_id}, {client_secret}, {base_url}, "
       "{member_sub}, {member_login} and {api_url} "
       "are "
       "replaced. A program with a slash is looked for below the build folder. Absent: it runs already, at "
       "base_url.",
       "array",
       read_list<&Manifest::command>,
       false,
       {}},
      {"folder",
       "Where command runs, seen from the manifest. Absent: where the runner was started.",
       "string",
       read_text<&Manifest::folder>,
       false,
       {}},
      {"environment",
       "Variables for it, beside PORT, BASE_URL, ISSUER, CLIENT_ID, CLIENT_SECRET and AUDIENCE; replaced as "
       "in command.",
       "object",
       read_map<&Manifest::environment>,
       false,
       {}},
      {"base_url",
       "Where it answers, as browsers know it; {port} is replaced.",
       "string",
       read_text<&Manifest::base_url>,
       true,
       {}},
      {"ready_path",
       "Answers with a status below 500 once the client is up.",
       "string",
       read_path<&Manifest::ready_path>,
       false,
       {}},
      {"start_timeout_milliseconds",
       "How long it may take to start.",
       "integer",
       read_start_timeout,
       false,
       {},
       "15000"},
      {"redirect_uri",
       "Its sign-in redirect URI; may begin with {base_url}.",
       "string",
       read_text<&Manifest::redirect_uri>,
       false,
       {}},
      {"registered_redirect_uris",
       "Its sign-in redirect URIs as the org has them, if they are others than redirect_uri alone; each may "
       "begin "
       "with {base_url}. One with a * is registered with wildcard_redirect SUBDOMAIN, and warned of "
       "(OKTA-17).",
       "array",
       read_list<&Manifest::registered_redirect_uris>,
       false,
       {}},
      {"post_logout_redirect_uri",
       "Its sign-out redirect URI, if it has one.",
       "string",
       read_text<&Manifest::post_logout_redirect_uri>,
       false,
       {}},
      {"initiate_login_uri",
       "Where a provider may start a sign-in, if it lets it.",
       "string",
       read_text<&Manifest::initiate_login_uri>,
       false,
       {}},
      {"login_path",
       "Begins a sign-in. Of the profile spa: a page that leads to the provider by itself.",
       "string",
       read_path<&Manifest::login_path>,
       false,
       {},
       "/login"},
      {"login_method",
       "POST: a sign-in begins with a form that posts to login_path, of login_form_page; it is submitted as "
       "it is.",
       "string", read_method<&Manifest::login_method>, false, kMethods, "GET"},
      {"login_form_page",
       "The page with the form that begins a sign-in. Absent: login_path.",
       "string",
       read_path<&Manifest::login_form_page>,
       false,
       {}},
      {"logout_path",
       "Ends a session; empty, or absent where /logout answers 404: it has no sign-out.",
       "string",
       read_path<&Manifest::logout_path>,
       false,
       {},
       "/logout"},
      {"logout_method", "POST: the form of logout_form_page that posts to logout_path is submitted.",
       "string", read_method<&Manifest::logout_method>, false, kMethods, "GET"},
      {"logout_form_page",
       "The page with the form that signs out, as people see it who are signed in.",
       "string",
       read_path<&Manifest::logout_form_page>,
       false,
       {}},
      {"public_path",
       "A page for everybody; empty, or absent where / answers 404: there is none.",
       "string",
       read_path<&Manifest::public_path>,
       false,
       {},
       "/"},
      {"protected_path",
       "A page that shows who is signed in, and is shown to nobody else.",
       "string",
       read_path<&Manifest::protected_path>,
       false,
       {},
       "/profile"},
      {"protected_paths",
       "All guarded pages, for access control. Absent: protected_path alone.",
       "array",
       read_guarded_paths,
       false,
       {}},
      {"restricted_path",
       "A page that asks for more than a sign-in: a role, a group. The client is told who may open it by "
       "{member_sub} or {member_login} in command or environment. Absent: it has no such page.",
       "string",
       read_path<&Manifest::restricted_path>,
       false,
       {}},
      {"recent_sign_in_path",
       "A page that asks for a sign-in which is not long ago (max_age), and leads to the provider for it by "
       "itself: a link to follow first is not followed. Absent: it has no such page.",
       "string",
       read_path<&Manifest::recent_sign_in_path>,
       false,
       {}},
      {"second_factor_path",
       "A page that asks for a sign-in with two factors, by acr_values urn:okta:loa:2fa:any, and leads to "
       "the "
       "provider for it by itself. Absent: it has no such page.",
       "string",
       read_path<&Manifest::second_factor_path>,
       false,
       {}},
      {"mfa_path",
       "A page that asks for mfa among the methods of the sign-in (amr), and leads to the provider for it by "
       "itself; may be second_factor_path. Absent: it has no such page.",
       "string",
       read_path<&Manifest::mfa_path>,
       false,
       {}},
      {"asks_again_path",
       "A page that asks who it is each time it is opened (prompt=login), and leads to the provider for it "
       "by "
       "itself. Absent: it has no such page.",
       "string",
       read_path<&Manifest::asks_again_path>,
       false,
       {}},
      {"api_page_path",
       "A page that shows what an API answers to the person's access token, and signs people in as the API "
       "wants "
       "it (RFC 9470). The client is told of the API by {api_url} in command or environment. Absent: it has "
       "no such "
       "page.",
       "string",
       read_path<&Manifest::api_page_path>,
       false,
       {}},
      {"deep_link",
       "A guarded page with a query; must be come back to as it is. Absent: protected_path with the query "
       "a=1&b=%2F. Empty: there is none.",
       "string",
       read_path<&Manifest::deep_link>,
       false,
       {}},
      {"return_to_parameter",
       "Parameter of login_path that says where to go afterwards, if there is one.",
       "string",
       read_text<&Manifest::return_to_parameter>,
       false,
       {}},
      {"open_route", "Of an API: needs no token.", "string", read_path<&Manifest::open_route>, false, {}},
      {"read_route",
       "Of an API: needs the scope api.read.",
       "string",
       read_path<&Manifest::read_route>,
       false,
       {}},
      {"write_route",
       "Of an API: needs the scope api.write; asked by POST with JSON.",
       "string",
       read_path<&Manifest::write_route>,
       false,
       {}},
      {"step_up_route",
       "Of an API: needs the scope api.read and a sign-in with two factors (acr urn:okta:loa:2fa:any). "
       "Absent: "
       "it has no such route.",
       "string",
       read_path<&Manifest::step_up_route>,
       false,
       {}},
      {"audience",
       "Of an API: the audience that it accepts.",
       "string",
       read_text<&Manifest::audience>,
       false,
       {},
       "api://default"},
      {"capabilities",
       "What it can do beyond signing in: restart, if it may be stopped and started again; refresh, if it "
       "asks "
       "for offline_access and needs a live access token for protected_path; silent_renewal, of the profile "
       "spa, if "
       "it renews its tokens by itself before they run out, with prompt=none in a hidden frame. Scenarios "
       "that need "
       "more are skipped.",
       "array", read_capabilities, false, kCapabilities},
      {"tolerances",
       "Limits that it is allowed, as texts: clock_skew_seconds, for which a token is taken after it has "
       "expired, since clocks differ; jwks_cooldown_seconds, in which it does not ask for keys again; "
       "id_token_signature \"by_tls\", if it checks none that comes by TLS.",
       "object", read_tolerances, false, kTolerances},
      {"waivers",
       "Known deviations: scenario id to reason. One that passes is reported as stale.",
       "object",
       read_waivers,
       false,
       {}},
  };
  return all;
}

}  // namespace conformance
