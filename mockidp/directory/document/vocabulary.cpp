#include "mockidp/directory/document/vocabulary.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "mockidp/directory/address_range.h"
#include "mockidp/directory/wildcard_redirect.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/uri.h"

namespace mockidp::document {
namespace {

using protocol::GrantType;
using protocol::TokenEndpointAuthMethod;

// Okta's base profile. Everything else in a profile is a custom attribute.
const std::vector<std::string> kBaseAttributes = {
    "email",           "secondEmail",     "firstName",   "lastName",       "middleName",
    "honorificPrefix", "honorificSuffix", "title",       "displayName",    "nickName",
    "profileUrl",      "primaryPhone",    "mobilePhone", "streetAddress",  "city",
    "state",           "zipCode",         "countryCode", "postalAddress",  "preferredLanguage",
    "locale",          "timezone",        "userType",    "employeeNumber", "costCenter",
    "organization",    "division",        "department",  "managerId",      "manager"};

bool is_web_scheme(const protocol::Uri& uri) {
  const auto scheme = protocol::origin_of(uri).substr(0, uri.scheme.size() + 1);
  return scheme == "http:" || scheme == "https:";
}

std::string objection_to_redirect_uri(const std::string& text) {
  const auto uri = protocol::parse_uri(text);
  if (!uri) return in_quotes(text) + " is not an absolute URI";
  if (uri->fragment) return in_quotes(text) + " has a fragment, which no redirect URI may have";
  return "";
}

std::string objection_to_exact_redirect_uri(const std::string& text) {
  if (has_wildcard(text))
    return in_quotes(text) + " has a wildcard, which only sign-in redirect URIs may have";
  return objection_to_redirect_uri(text);
}

std::string objection_to_web_uri(const std::string& text) {
  const auto uri = protocol::parse_uri(text);
  return uri && is_web_scheme(*uri) ? "" : in_quotes(text) + " is not an absolute http or https URI";
}

std::string objection_to_origin(const std::string& text) {
  const auto uri = protocol::parse_uri(text);
  if (!uri || !is_web_scheme(*uri))
    return in_quotes(text) + " is not an origin: http or https, host, and port if any";
  const auto origin = protocol::origin_of(*uri);
  return origin == text ? "" : in_quotes(text) + " is not an origin; its origin is " + in_quotes(origin);
}

bool looks_like_an_address(const std::string& text) {
  const auto at = text.find('@');
  return at != std::string::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos;
}

std::string objection_to_login(const std::string& text) {
  return looks_like_an_address(text)
             ? ""
             : in_quotes(text) + " does not look like an email address, which Okta wants a login to be";
}

std::string objection_to_email_address(const std::string& text) {
  return looks_like_an_address(text) ? "" : in_quotes(text) + " is no email address";
}

std::string objection_to_display_name(const std::string& name) {
  const bool breaks = std::any_of(name.begin(), name.end(),
                                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return breaks ? "a name is one line of text" : "";
}

std::string objection_to_scope(const std::string& name) {
  if (name == "okta" || name == "*" || name.starts_with("okta.") || name.starts_with("okta:"))
    return in_quotes(name) + " is reserved by Okta";
  if (name.find('<') != std::string::npos && name.find('>') != std::string::npos)
    return in_quotes(name) + " has both < and >, which Okta refuses";
  return "";
}

std::string objection_to_attribute(const std::string& name) {
  if (name == "login") return R"(stands beside "profile", not in it)";
  if (std::find(kBaseAttributes.begin(), kBaseAttributes.end(), name) != kBaseAttributes.end()) return "";
  // Any name may be a custom attribute, but one that only spells a base attribute otherwise is a mistake.
  const auto meant = protocol::same_word(kBaseAttributes, name);
  return meant.empty() ? "" : "unknown attribute; did you mean " + in_quotes(meant) + "?";
}

template <class E, std::size_t N>
Shape<E> choice_of(const std::array<E, N>& values) {
  std::vector<std::pair<std::string, E>> options;
  for (const auto value : values) options.emplace_back(to_string(value), value);
  return choice(std::move(options));
}

}  // namespace

Shape<GrantType> grant_type() {
  std::vector<std::pair<std::string, GrantType>> options;
  for (const auto grant : kSupportedGrants) options.emplace_back(to_string(grant), grant);
  auto shape = choice(std::move(options));
  shape.read = [read = shape.read](const Json& value, GrantType& out, const Place& place) {
    const auto known =
        value.is_string() ? protocol::parse_grant_type(value.get_ref<const std::string&>()) : std::nullopt;
    const auto* end = std::end(kSupportedGrants);
    if (known && std::find(std::begin(kSupportedGrants), end, *known) == end)
      return place.refuse("this release does not support the grant type " + in_quotes(to_string(*known)));
    return read(value, out, place);
  };
  return shape;
}

Shape<GrantType> rule_grant_type() {
  std::vector<std::pair<std::string, GrantType>> options;
  for (const auto grant : kSupportedGrants)
    if (grant != GrantType::refresh_token) options.emplace_back(to_string(grant), grant);
  auto shape = choice(std::move(options));
  shape.read = [read = grant_type().read](const Json& value, GrantType& out, const Place& place) {
    if (!read(value, out, place)) return false;
    if (out != GrantType::refresh_token) return true;
    return place.refuse(
        "no rule has the grant type \"refresh_token\": a refresh is judged by the rule for the "
        "grant that it goes back to, such as authorization_code");
  };
  return shape;
}

Shape<RefreshRotation> refresh_rotation() {
  return choice_of(std::array{RefreshRotation::STATIC, RefreshRotation::ROTATE});
}

Shape<TokenEndpointAuthMethod> auth_method() {
  using enum TokenEndpointAuthMethod;
  return choice_of(
      std::array{client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt, none});
}

Shape<ApplicationType> application_type() {
  return choice_of(std::array{ApplicationType::web, ApplicationType::browser, ApplicationType::native,
                              ApplicationType::service});
}

Shape<PersonStatus> person_status() {
  using enum PersonStatus;
  return choice_of(std::array{STAGED, PROVISIONED, ACTIVE, RECOVERY, PASSWORD_EXPIRED, LOCKED_OUT, SUSPENDED,
                              DEPROVISIONED});
}

Shape<bool> active_status() { return choice<bool>({{"ACTIVE", true}, {"INACTIVE", false}}); }
Shape<bool> access() { return choice<bool>({{"ALLOW", true}, {"DENY", false}}); }
Shape<bool> requirement() { return choice<bool>({{"OPTIONAL", false}, {"REQUIRED", true}}); }

Shape<FactorMode> factor_mode() {
  return choice_of(std::array{FactorMode::one_factor, FactorMode::two_factors});
}
Shape<PrimaryFactor> primary_factor() {
  return choice_of(std::array{PrimaryFactor::password_idp_any_factor, PrimaryFactor::password_idp});
}
Shape<FactorPromptMode> factor_prompt_mode() {
  return choice_of(std::array{FactorPromptMode::always, FactorPromptMode::device, FactorPromptMode::session});
}
Shape<SelfEnrolment> self_enrolment() {
  return choice_of(std::array{SelfEnrolment::REQUIRED, SelfEnrolment::OPTIONAL, SelfEnrolment::NOT_ALLOWED});
}
Shape<EnrolmentMoment> enrolment_moment() {
  return choice_of(std::array{EnrolmentMoment::CHALLENGE, EnrolmentMoment::LOGIN, EnrolmentMoment::NEVER});
}
Shape<StepUp> step_up() {
  return choice<StepUp>({{"not_required", StepUp::not_required},
                         {"any_authenticator", StepUp::any_authenticator},
                         {"security_question", StepUp::security_question}});
}
Shape<PlatformType> platform_type() {
  return choice_of(std::array{PlatformType::ANY, PlatformType::DESKTOP, PlatformType::MOBILE});
}
Shape<OperatingSystem> operating_system() {
  using enum OperatingSystem;
  return choice_of(std::array{ANY, WINDOWS, OSX, IOS, ANDROID, CHROMEOS, OTHER});
}
Shape<AllowedFor> allowed_for() {
  return choice_of(std::array{AllowedFor::any, AllowedFor::sso, AllowedFor::recovery, AllowedFor::none});
}

Shape<std::string> word_of(const std::vector<std::string>& words) {
  std::vector<std::pair<std::string, std::string>> options;
  for (const auto& word : words) options.emplace_back(word, word);
  return choice(std::move(options));
}
Shape<std::string> authenticator_key() {
  std::vector<std::string> keys;
  for (const auto key : kAuthenticatorKeys) keys.emplace_back(key);
  return word_of(keys);
}
Shape<std::string> authenticator_method() {
  std::vector<std::string> methods;
  for (const auto key : kAuthenticatorKeys)
    for (auto& method : methods_of(key)) methods.push_back(std::move(method));
  return word_of(methods);
}

Shape<std::string> client_id() {
  return text({.min_length = 6,
               .max_length = 100,
               .characters = R"(0-9A-Za-z$_.+!*'(),\-)",
               .objection = [](const std::string& id) {
                 return id == "ALL_CLIENTS" ? R"("ALL_CLIENTS" stands for every client)" : std::string();
               }});
}

Shape<std::string> login() {
  return text({.min_length = 5, .max_length = 100, .objection = objection_to_login});
}

Shape<std::string> email_address() {
  return text({.min_length = 3,
               .max_length = 100,
               .characters = R"(0-9A-Za-z.!#$%&'*+/=?^_`{|}~@\-)",
               .objection = objection_to_email_address});
}

Shape<std::string> display_name() {
  return text({.max_length = 100, .objection = objection_to_display_name});
}

Shape<std::string> scope_name() {
  return text(
      {.min_length = 1, .max_length = 256, .characters = R"(!#-\[\]-~)", .objection = objection_to_scope});
}

Shape<std::string> audience() {
  return text({.min_length = 1, .objection = [](const std::string& value) {
                 const bool bad = value.find(':') != std::string::npos && !protocol::parse_uri(value);
                 return bad ? in_quotes(value) + " has a colon, so it must be a URI" : std::string();
               }});
}

Shape<std::string> server_id() {
  auto shape = id_with("aus");
  shape.read = [read = shape.read](const Json& value, std::string& out, const Place& place) {
    if (!value.is_string() || value.get_ref<const std::string&>() != "default")
      return read(value, out, place);
    out = "default";
    return true;
  };
  shape.describe = [](Json& schema) {
    schema["type"] = "string";
    schema["pattern"] = "^(default|aus[0-9A-Za-z]{17})$";
  };
  return shape;
}

Shape<std::string> redirect_uri() { return text({.format = "uri", .objection = objection_to_redirect_uri}); }
Shape<std::string> exact_redirect_uri() {
  return text({.format = "uri", .objection = objection_to_exact_redirect_uri});
}
Shape<std::string> web_uri() { return text({.format = "uri", .objection = objection_to_web_uri}); }
Shape<std::string> phone_number() {
  return text(
      {.min_length = 8, .max_length = 16, .characters = "+0-9", .objection = [](const std::string& number) {
         const bool good = number[0] == '+' && number[1] != '0' && number.find('+', 1) == number.npos;
         return good ? "" : in_quotes(number) + " is not an E.164 number such as +15556667777";
       }});
}
Shape<std::string> address_range() {
  return text({.objection = [](const std::string& range) {
    return is_address_range(range)
               ? ""
               : in_quotes(range) +
                     " is not an address, a network such as 10.0.0.0/8, or a range such as "
                     "10.0.0.1-10.0.0.9";
  }});
}
Shape<std::string> profile_attribute() {
  return text({.characters = "0-9A-Za-z_", .objection = objection_to_attribute});
}

// People copy origins from address bars, which show a slash after them.
Shape<std::string> typed_origin() {
  auto shape = text({.format = "uri", .objection = objection_to_origin});
  shape.read = [read = shape.read](const Json& value, std::string& out, const Place& place) {
    if (!value.is_string()) return read(value, out, place);
    std::string typed = value.get<std::string>();
    if (typed.ends_with('/') && protocol::origin_of(typed) + '/' == typed) typed.pop_back();
    return read(Json(typed), out, place);
  };
  return shape;
}

Shape<GroupFilterType> group_filter_type() {
  using enum GroupFilterType;
  return choice<GroupFilterType>(
      {{"STARTS_WITH", STARTS_WITH}, {"EQUALS", EQUALS}, {"CONTAINS", CONTAINS}, {"REGEX", REGEX}});
}

Shape<TextByName> profile() { return text_by_name("0-9A-Za-z_", objection_to_attribute); }

}  // namespace mockidp::document
