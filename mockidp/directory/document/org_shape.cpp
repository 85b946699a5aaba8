#include "mockidp/directory/document/org_shape.h"

#include "mockidp/directory/document/vocabulary.h"

namespace mockidp::document {
namespace {

constexpr unsigned kMostIterations = 1000000;
constexpr unsigned kMostRotationDays = 3650;

Shape<OrgEntry> org_settings_shape() {
  return ObjectShape<OrgEntry>()
      .optional("id", &OrgEntry::id, id_with("00o"), "The org's id. Derived from its name if absent.")
      .with_default("name", &OrgEntry::name, text(), "What the org is called on its pages.")
      .with_default("preset", &OrgEntry::preset,
                    choice<OrgPreset>({{"password", OrgPreset::password}, {"fresh", OrgPreset::fresh}}),
                    "Which defaults it starts from: password, where a password is enough for every app, or "
                    "fresh, a new org of today, where every app asks for two factors.")
      .with_default("email_sender", &OrgEntry::email_sender, email_address(),
                    "The address that mails of the org come from.")
      .with_default("email_sender_name", &OrgEntry::email_sender_name, display_name(),
                    "The name beside that address.")
      .with_default("password_iterations", &OrgEntry::password_iterations, whole_number(1, kMostIterations),
                    "PBKDF2 rounds for passwords. Few by default, since these are test people.")
      .with_default(
          "signing_key_rotation_days", &OrgEntry::signing_key_rotation_days,
          whole_number(0, kMostRotationDays),
          "How often signing keys rotate, by the org's clock: at each such period since 1970. 0 leaves it "
          "to the control API.");
}

Shape<Switches> switches_shape() {
  return ObjectShape<Switches>()
      .with_default("prompt_none_error_as_page", &Switches::prompt_none_error_as_page, flag(),
                    "Answer prompt=none without a session with Okta's 400 page, not with a redirect.")
      .with_default("prevent_user_enumeration", &Switches::prevent_user_enumeration, flag(),
                    "Ask an unknown username for a password too.")
      .with_default("code_reuse_revokes_tokens", &Switches::code_reuse_revokes_tokens, flag(),
                    "Revoke what a code was redeemed for when the code is presented again (RFC 6749 4.1.2).")
      .with_default(
          "refresh_replay_issues_further_token", &Switches::refresh_replay_issues_further_token, flag(),
          "Answer a refresh token that is shown again within the leeway with a further one, not with the "
          "successor that was issued for it.")
      .with_default(
          "strict_state_characters", &Switches::strict_state_characters, flag(),
          "Refuse a state with other characters than letters, digits, comma, period, underscore, hyphen.")
      .with_default("not_assigned_as_page", &Switches::not_assigned_as_page, flag(),
                    "Tell who is not assigned to an app so on the page, and not the app by redirect.")
      .with_default("client_ip_from_forwarded_for", &Switches::client_ip_from_forwarded_for, flag(),
                    "Take the address for network zones from X-Forwarded-For, which anybody can send: for "
                    "tests.")
      .with_default("bare_origin_matches_slash", &Switches::bare_origin_matches_slash, flag(),
                    "Take http://host and http://host/ for the same redirect URI.")
      .with_default(
          "api_access_management", &Switches::api_access_management, flag(),
          "Whether the org has the product that custom authorization servers, default too, belong to.")
      .with_default("dpop_proof_binds_any_app", &Switches::dpop_proof_binds_any_app, flag(),
                    "Bind the tokens of an app without dpop_bound_access_tokens too, if it sends a proof "
                    "(RFC 9449 5). Off, its proofs are ignored.")
      .with_default("dpop_binds_confidential_refresh_tokens",
                    &Switches::dpop_binds_confidential_refresh_tokens, flag(),
                    "Ask confidential clients too for a proof with the same key when they refresh.");
}

Shape<TrustedOriginEntry> trusted_origin_shape() {
  return ObjectShape<TrustedOriginEntry>()
      .optional("id", &TrustedOriginEntry::id, id_with("tos"), "Derived from the origin if absent.")
      .optional("name", &TrustedOriginEntry::name, text(), "The origin itself if absent.")
      .required("origin", &TrustedOriginEntry::origin, typed_origin(),
                "Scheme, host and port, without a path.")
      .with_default(
          "scopes", &TrustedOriginEntry::scopes,
          list_of(choice<std::string>(
                      {{"CORS", "CORS"}, {"REDIRECT", "REDIRECT"}, {"IFRAME_EMBED", "IFRAME_EMBED"}}),
                  {.min_items = 1, .unique = true}),
          "CORS: scripts of the origin may call the org with its cookies. REDIRECT: browsers may be sent "
          "there after signing in or out. IFRAME_EMBED: its pages may frame the sign-in page.")
      .section(
          "allowed_okta_apps", &TrustedOriginEntry::allowed_okta_apps,
          list_of(choice<std::string>({{"OKTA_ENDUSER", "OKTA_ENDUSER"}}), {.unique = true}),
          "What the pages of an origin with IFRAME_EMBED may frame besides: OKTA_ENDUSER, the dashboard.");
}

Shape<SecurityQuestionEntry> security_question_shape() {
  return ObjectShape<SecurityQuestionEntry>()
      .required("question", &SecurityQuestionEntry::question, text({.max_length = 100}),
                "A key of Okta's, such as disliked_food, or a question in words.")
      .required("answer", &SecurityQuestionEntry::answer, secret(4, 100), "Compared without regard to case.");
}

Shape<OrgFile> describe_org_file() {
  return ObjectShape<OrgFile>()
      .section("$schema", &OrgFile::schema, text(), "Where an editor finds the JSON Schema of this format.")
      .section("$comment", &OrgFile::comment, text({.min_length = 0}), "For people who read the document.")
      .section("org", &OrgFile::org, org_settings_shape(), "The org itself.")
      .with_default("journal", &OrgFile::raw_journal, choice<bool>({{"digests", false}, {"raw", true}}),
                    "Whether the journal shows codes, secrets and tokens as digests or in clear.")
      .section("switches", &OrgFile::switches, switches_shape(),
               "Behaviour on which sources about Okta disagree.")
      .section(
          "groups", &OrgFile::groups, list_of(group_shape()),
          "Groups of people. Everyone is built in, and holds all; list it only to set its id or description.")
      .section("people", &OrgFile::people, list_of(person_shape()), "Who may sign in.")
      .section("apps", &OrgFile::apps, list_of(app_shape()), "OpenID Connect app integrations.")
      .optional(
          "authorization_servers", &OrgFile::authorization_servers, list_of(server_shape()),
          "Custom authorization servers; the org authorization server is built in. Absent, there is the one "
          "called default, with a policy that allows every client every scope.")
      .section("authenticators", &OrgFile::authenticators, list_of(authenticator_shape()),
               "What people can prove themselves with. Password and e-mail are always there, e-mail for "
               "recovery alone; list them only to change that.")
      .section("network_zones", &OrgFile::network_zones, list_of(zone_shape()),
               "Addresses that rules may ask for.")
      .section("policies", &OrgFile::policies, policies_shape(), "What happens between a request and a code.")
      .section("trusted_origins", &OrgFile::trusted_origins, list_of(trusted_origin_shape()),
               "Origins that browsers may come from, or be sent to, besides the apps' base URIs.");
}

}  // namespace

const Shape<OrgFile>& org_file_shape() {
  static const Shape<OrgFile> shape = describe_org_file();
  return shape;
}

Shape<GroupEntry> group_shape() {
  return ObjectShape<GroupEntry>()
      .optional("id", &GroupEntry::id, id_with("00g"), "Derived from the name if absent.")
      .required("name", &GroupEntry::name, text({.max_length = 255}),
                "Unique. Apps, people and rules refer to it.")
      .section("description", &GroupEntry::description, text({.min_length = 0}),
               "For people who read the directory.");
}

Shape<PersonEntry> person_shape() {
  return ObjectShape<PersonEntry>()
      .optional("id", &PersonEntry::id, id_with("00u"), "Derived from the login if absent.")
      .required("login", &PersonEntry::login, login(),
                "The username; unique, and compared without regard to case.")
      .optional("password", &PersonEntry::password, secret(1, 256), "Absent, the person has no password.")
      .with_default("status", &PersonEntry::status, person_status(),
                    "Only ACTIVE people can sign in at once.")
      .section("groups", &PersonEntry::groups, list_of(text(), {.unique = true}),
               "Names of groups, besides Everyone.")
      .section("profile", &PersonEntry::profile, profile(),
               "Okta's base attributes by their own names (firstName, lastName, email, mobilePhone …) and "
               "custom ones. "
               "Without an email it is the login.")
      .with_default("email_verified", &PersonEntry::email_verified, flag(),
                    "Whether the address is the person's for sure: then e-mail is enrolled.")
      .optional("phone", &PersonEntry::phone, phone_number(),
                "Enrols the phone by this number, in E.164: +15556667777.")
      .optional("security_question", &PersonEntry::security_question, security_question_shape(),
                "Enrols the security question.")
      .optional("google_otp_secret", &PersonEntry::google_otp_secret, secret(16, 128),
                "Enrols Google Authenticator by this key, in Base32.");
}

}  // namespace mockidp::document
