#include "mockidp/doctor/doctor.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "mockidp/directory/org_document.h"
#include "mockidp/doctor/settings.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/golden.h"

namespace mockidp {
namespace {

using Names = std::set<std::string>;

constexpr const char* kOrg = "http://localhost:7070";
constexpr const char* kIssuer = "http://localhost:7070/oauth2/default";
constexpr const char* kWeb = "0oawebapp0mockidp001";
constexpr const char* kSpa = "0oaspaapp0mockidp001";
constexpr const char* kService = "0oasvcapp0mockidp001";

// The built-in org, and an app whose settings are right in every way.
struct Ward {
  Ward() {
    auto loaded = load_org(*read_org_document(built_in_org_document()), kOrg,
                           [](const std::string&) { return nullptr; });
    REQUIRE(loaded);
    directory = std::move(loaded->directory);
    for (auto& seed : loaded->people) people.push_back(std::move(seed.person));
    settings.issuer = kIssuer;
    settings.client_id = kWeb;
    settings.client_secret = "webapp-secret-for-local-use-only";
    settings.application_type = ApplicationType::web;
    settings.redirect_uri = "http://localhost:8080/authorization-code/callback";
    settings.post_logout_redirect_uri = "http://localhost:8080";
    settings.origin = "http://localhost:8080";
    settings.login = "alice@example.com";
    settings.scopes = {"openid", "profile", "offline_access"};
    settings.response_type = "code";
    settings.audience = "api://default";
  }

  AppIntegration& app(std::string_view client_id = kWeb) {
    return *std::find_if(directory.apps.begin(), directory.apps.end(),
                         [&](const AppIntegration& one) { return one.client_id == client_id; });
  }
  AuthorizationServer& server() {
    return *std::find_if(directory.authorization_servers.begin(), directory.authorization_servers.end(),
                         [](const AuthorizationServer& one) { return one.id == "default"; });
  }
  std::vector<Finding> findings() {
    directory.index();
    return diagnose({directory, people, settings, journal, issuer_follows_host});
  }
  Names names() {
    Names all;
    for (const auto& finding : findings()) all.insert(std::string(finding.diagnosis->name));
    return all;
  }
  void ask_by(std::string_view failed, std::string_view description = "text",
              std::string_view client_id = kWeb) {
    JournalLine line;
    line.sequence = journal.size() + 1;
    line.client_id = client_id;
    line.failed = failed;
    line.description = description;
    journal.push_back(std::move(line));
  }

  Directory directory;
  std::vector<Person> people;
  AppSettings settings;
  std::vector<JournalLine> journal;
  bool issuer_follows_host = false;
};

struct Row {
  const char* what;
  std::function<void(Ward&)> change;
  Names found;
  std::string closest{};  // of the first thing seen
};

void be_spa(Ward& ward) {
  ward.settings.client_id = kSpa;
  ward.settings.client_secret.clear();
  ward.settings.application_type = ApplicationType::browser;
  ward.settings.redirect_uri = "http://localhost:9000/login/callback";
  ward.settings.post_logout_redirect_uri = "http://localhost:9000";
  ward.settings.origin = "http://localhost:9000";
}

// An app with the grant implicit alone, at a server whose rules are for no other.
void be_implicit(Ward& ward, const char* response_type) {
  be_spa(ward);
  ward.app(kSpa).grant_types = {protocol::GrantType::implicit};
  ward.app(kSpa).response_types = {"token", "id_token"};
  for (auto& policy : ward.server().policies)
    for (auto& rule : policy.rules) rule.grant_types = {protocol::GrantType::implicit};
  ward.settings.scopes = {"openid"};
  ward.settings.response_type = response_type;
}

std::function<void(Ward&)> issuer(const char* text) {
  return [text](Ward& ward) { ward.settings.issuer = text; };
}

// Of an app of the org authorization server, which has no API.
std::function<void(Ward&)> org_issuer(const char* text) {
  return [text](Ward& ward) {
    ward.settings.issuer = text;
    ward.settings.audience.clear();
  };
}

}  // namespace

TEST_CASE("an app that is right has nothing", "[doctor]") {
  CHECK(Ward().names().empty());
  Ward spa;
  be_spa(spa);
  CHECK(spa.names().empty());
  Ward service;
  service.settings = {};
  service.settings.client_id = kService;
  service.settings.application_type = ApplicationType::service;
  service.settings.issuer = kIssuer;
  service.settings.scopes = {"api.read"};
  CHECK(service.names().empty());
  Ward nothing;
  nothing.settings = {};
  CHECK(nothing.names().empty());
}

TEST_CASE("each mistake in the settings is recognised, and nothing beside it", "[doctor]") {
  const std::string right = kIssuer;
  const Row rows[] = {
      {"no slashes", issuer("https:dev-123.okta.com"), {"issuer_malformed"}, kOrg},
      {"no scheme", issuer("localhost:7070/oauth2/default"), {"issuer_malformed"}, kOrg},
      {"a placeholder", issuer("https://{yourOktaDomain}/oauth2/default"), {"issuer_malformed"}, kOrg},
      {"a blank", issuer("http://localhost:7070/oauth2/default "), {"issuer_malformed"}, kOrg},
      {"the console",
       issuer("https://dev-123-admin.okta.com/oauth2/default"),
       {"issuer_is_the_admin_console"},
       right},
      {"a slash", issuer("http://localhost:7070/oauth2/default/"), {"issuer_ends_with_a_slash"}, right},
      {"https", issuer("https://localhost:7070/oauth2/default"), {"issuer_has_the_other_scheme"}, right},
      {"another port", issuer("http://localhost:7071/oauth2/default"), {"issuer_has_another_port"}, right},
      {"no port", issuer("http://localhost/oauth2/default"), {"issuer_has_another_port"}, right},
      {"another host", issuer("http://127.0.0.1:7070/oauth2/default"), {"issuer_is_another_host"}, right},
      {"an endpoint",
       issuer("http://localhost:7070/oauth2/default/v1/authorize"),
       {"issuer_is_an_endpoint"},
       right},
      {"metadata",
       issuer("http://localhost:7070/oauth2/default/.well-known/openid-configuration"),
       {"issuer_is_an_endpoint"},
       right},
      {"a query", issuer("http://localhost:7070/oauth2/default?x=1"), {"issuer_has_a_query"}, right},
      {"a query after a slash",
       issuer("http://localhost:7070/oauth2/default/?x=1"),
       {"issuer_has_a_query"},
       right},
      {"a fragment", issuer("http://localhost:7070/oauth2/default#x"), {"issuer_has_a_query"}, right},
      {"half an issuer", issuer("http://localhost:7070/oauth2"), {"issuer_is_an_endpoint"}, kOrg},
      {"the org at another host", org_issuer("http://127.0.0.1:7070"), {"issuer_is_another_host"}, kOrg},
      {"Okta's own org", org_issuer("https://dev-1.okta.com"), {"issuer_is_another_host"}, kOrg},
      {"the org by https", org_issuer("https://localhost:7070"), {"issuer_has_the_other_scheme"}, kOrg},
      {"the org at another port", org_issuer("http://localhost:7071"), {"issuer_has_another_port"}, kOrg},
      {"the org without a port", org_issuer("http://localhost"), {"issuer_has_another_port"}, kOrg},
      {"the org with a query", org_issuer("http://localhost:7070?x=1"), {"issuer_has_a_query"}, kOrg},
      {"the org with a fragment", org_issuer("http://localhost:7070/#a"), {"issuer_has_a_query"}, kOrg},
      {"the org's console",
       org_issuer("https://dev-1-admin.okta.com"),
       {"issuer_is_the_admin_console"},
       kOrg},
      {"a server's name alone",
       issuer("http://localhost:7070/default"),
       {"authorization_server_unknown"},
       right},
      {"a page of the org",
       issuer("http://localhost:7070/login/login.htm"),
       {"authorization_server_unknown"},
       kOrg},
      {"the path of an API", issuer("http://localhost:7070/api/v1"), {"issuer_is_an_endpoint"}, kOrg},
      {"another server of Okta's",
       issuer("http://localhost:7070/oauth2/aus1a2b3c4d5e6f7g8h9"),
       {"authorization_server_unknown"},
       right},
      {"metadata by RFC 8414",
       issuer("http://localhost:7070/.well-known/oauth-authorization-server/oauth2/default"),
       {"issuer_is_an_endpoint"},
       right},
      {"metadata of the org",
       issuer("http://localhost:7070/.well-known/openid-configuration"),
       {"issuer_is_an_endpoint"},
       kOrg},
      {"a misspelt server's endpoint",
       issuer("http://localhost:7070/oauth2/defualt/v1/token"),
       {"issuer_is_an_endpoint"},
       right},
      {"an upper-case scheme",
       issuer("HTTP://localhost:7070/oauth2/default"),
       {"issuer_written_otherwise"},
       right},
      {"an upper-case host", org_issuer("http://LOCALHOST:7070"), {"issuer_written_otherwise"}, kOrg},
      {"an unknown server",
       issuer("http://localhost:7070/oauth2/defualt"),
       {"authorization_server_unknown"},
       right},
      {"an inactive server",
       [](Ward& ward) { ward.server().active = false; },
       {"authorization_server_inactive"}},
      {"no API Access Management",
       [](Ward& ward) { ward.directory.org.switches.api_access_management = false; },
       {"authorization_server_inactive"},
       kOrg},
      {"another audience",
       [](Ward& ward) { ward.settings.audience = "api://defaults"; },
       {"audience_mismatch"},
       "api://default"},
      {"an API behind the org server", issuer(kOrg), {"audience_mismatch"}},

      {"an unknown client",
       [](Ward& ward) { ward.settings.client_id = "0oawebapp0mockidp002"; },
       {"client_id_unknown"},
       kWeb},
      {"the name of an app",
       [](Ward& ward) { ward.settings.client_id = "Sample web app"; },
       {"client_id_unknown"},
       kWeb},
      {"an inactive app", [](Ward& ward) { ward.app().active = false; }, {"app_inactive"}},
      {"a page as a web app",
       [](Ward& ward) {
         ward.settings.application_type = ApplicationType::browser;
         ward.settings.client_secret.clear();
       },
       {"secret_demanded_of_a_public_client"}},
      {"a secret of a page",
       [](Ward& ward) {
         be_spa(ward);
         ward.settings.client_secret = "something";
       },
       {"secret_of_a_public_client"}},
      {"a web app as a page",
       [](Ward& ward) {
         be_spa(ward);
         ward.settings.application_type = ApplicationType::web;
       },
       {"secret_of_a_public_client"}},
      {"another secret", [](Ward& ward) { ward.settings.client_secret += "x"; }, {"client_secret_wrong"}},
      {"people at a service",
       [](Ward& ward) {
         ward.settings = {};
         ward.settings.client_id = kService;
         ward.settings.redirect_uri = "http://localhost:8080/callback";
       },
       {"service_app_for_people"}},

      {"another redirect URI",
       [](Ward& ward) { ward.settings.redirect_uri = "http://localhost:8080/authorization-code/callback/"; },
       {"redirect_uri_not_registered"},
       "http://localhost:8080/authorization-code/callback (the difference is the trailing slash)"},
      {"tokens from authorize",
       [](Ward& ward) { ward.settings.response_type = "id_token"; },
       {"grant_type_missing"},
       "code"},
      {"a response type that is none",
       [](Ward& ward) { ward.settings.response_type = "bogus"; },
       {"response_type_unknown"}},
      {"a misspelt response type",
       [](Ward& ward) { ward.settings.response_type = "id-token Code"; },
       {"response_type_unknown"},
       "code id_token"},
      {"no code",
       [](Ward& ward) {
         ward.settings.response_type.clear();
         ward.app().response_types = {"token"};
       },
       {"grant_type_missing"}},
      {"a code of the implicit grant alone",
       [](Ward& ward) { be_implicit(ward, "code"); },
       {"grant_type_missing"},
       "token id_token"},
      {"no refresh token",
       [](Ward& ward) { ward.app().grant_types = {protocol::GrantType::authorization_code}; },
       {"refresh_token_grant_missing"}},

      {"groups",
       [](Ward& ward) {
         ward.settings.scopes = {"openid", "groups"};
       },
       {"groups_at_a_custom_server"}},
      {"an unknown scope",
       [](Ward& ward) {
         ward.settings.scopes = {"openid", "api.raed"};
       },
       {"scope_unknown"},
       "api.read"},
      {"OpenID scopes without openid",
       [](Ward& ward) {
         ward.settings.scopes = {"profile", "email"};
       },
       {"openid_missing"},
       "openid"},
      {"an ID token without openid",
       [](Ward& ward) {
         be_implicit(ward, "id_token");
         ward.settings.scopes = {"api.read"};
       },
       {"openid_missing"},
       "openid"},
      {"openid of a service",
       [](Ward& ward) {
         ward.settings = {};
         ward.settings.client_id = kService;
         ward.settings.issuer = kIssuer;
         ward.settings.scopes = {"openid"};
       },
       {"openid_missing"}},
      {"a custom scope of the org server",
       [](Ward& ward) {
         ward.settings.issuer = kOrg;
         ward.settings.audience.clear();
         ward.settings.scopes = {"openid", "api.read"};
       },
       {"scope_unknown"}},
      {"no policy", [](Ward& ward) { ward.server().policies.clear(); }, {"access_policy_missing"}},
      {"no rule",
       [](Ward& ward) {
         for (auto& policy : ward.server().policies) policy.rules.clear();
       },
       {"access_policy_missing"}},
      {"another client's policy",
       [](Ward& ward) {
         for (auto& policy : ward.server().policies) policy.client_ids = {kSpa};
       },
       {"access_policy_denies"}},
      {"nobody's app", [](Ward& ward) { ward.app().assignment = {}; }, {"not_assigned"}},
      {"nobody's app, of nobody",
       [](Ward& ward) {
         ward.settings.login.clear();
         ward.app().assignment = {};
       },
       {"not_assigned"}},
      {"nobody", [](Ward& ward) { ward.settings.login = "nobody@example.com"; }, {"person_cannot_sign_in"}},
      {"a suspended person",
       [](Ward& ward) {
         for (auto& person : ward.people)
           if (person.login == "alice@example.com") person.status = PersonStatus::SUSPENDED;
       },
       {"person_cannot_sign_in"}},

      {"an origin with a slash",
       [](Ward& ward) { ward.settings.origin = "http://localhost:8080/"; },
       {"origin_malformed"},
       "http://localhost:8080"},
      {"an origin that is not trusted",
       [](Ward& ward) {
         std::erase_if(ward.directory.trusted_origins,
                       [](const TrustedOrigin& one) { return one.origin == "http://localhost:8080"; });
       },
       {"origin_not_trusted"}},
      {"an origin without CORS",
       [](Ward& ward) {
         for (auto& one : ward.directory.trusted_origins) one.cors = false;
       },
       {"origin_not_trusted"}},
      {"an origin without a redirect URI",
       [](Ward& ward) {
         be_spa(ward);
         ward.settings.origin = "http://localhost:5000";
       },
       {"origin_of_no_redirect_uri"}},

      {"another sign-out URI",
       [](Ward& ward) { ward.settings.post_logout_redirect_uri = "http://localhost:8080/bye"; },
       {"post_logout_redirect_uri_not_registered"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    Ward ward;
    row.change(ward);
    CHECK(ward.names() == row.found);
    const auto findings = ward.findings();
    REQUIRE_FALSE(findings.empty());
    REQUIRE_FALSE(findings[0].seen.empty());
    CHECK(findings[0].seen[0].entry == 0);
    if (!row.closest.empty()) CHECK(findings[0].seen[0].closest == row.closest);
  }
}

TEST_CASE("tokens from authorize are judged by the rules for implicit", "[doctor]") {
  Ward ward;
  be_implicit(ward, "id_token token");
  CHECK(ward.names().empty());
  for (auto& policy : ward.server().policies)
    for (auto& rule : policy.rules) rule.grant_types = {protocol::GrantType::authorization_code};
  CHECK(ward.names() == Names{"access_policy_denies"});
}

TEST_CASE("a code with tokens wants a rule for each", "[doctor]") {
  Ward ward;
  ward.app().grant_types.push_back(protocol::GrantType::implicit);
  ward.app().response_types = {"code", "token", "id_token"};
  ward.settings.response_type = "code id_token";
  CHECK(ward.names().empty());
  for (auto& policy : ward.server().policies)
    for (auto& rule : policy.rules) rule.grant_types = {protocol::GrantType::authorization_code};
  CHECK(ward.names() == Names{"access_policy_denies"});
}

TEST_CASE("the response type none is for enrolling, and no mistake", "[doctor]") {
  Ward ward;
  ward.settings.response_type = "none";
  CHECK(ward.names().empty());
}

TEST_CASE("an org that is wherever it is asked has no other host, port or scheme", "[doctor]") {
  Ward ward;
  ward.issuer_follows_host = true;
  for (const char* right : {"http://127.0.0.1:7070/oauth2/default", "https://idp.example/oauth2/default",
                            "http://localhost:9999/oauth2/default", kIssuer}) {
    CAPTURE(right);
    ward.settings.issuer = right;
    CHECK(ward.names().empty());
  }
  ward.settings.issuer = "http://127.0.0.1:7070/oauth2/default/";
  CHECK(ward.names() == Names{"issuer_ends_with_a_slash"});
  ward.settings.issuer = "http://127.0.0.1:7070/oauth2/defualt";
  CHECK(ward.names() == Names{"authorization_server_unknown"});
  CHECK(ward.findings()[0].seen[0].closest == "http://127.0.0.1:7070/oauth2/default");
  ward.settings.audience.clear();
  ward.settings.issuer = "http://127.0.0.1:7070?x=1";
  CHECK(ward.names() == Names{"issuer_has_a_query"});
  CHECK(ward.findings()[0].seen[0].closest == "http://127.0.0.1:7070");
  ward.settings.issuer = "https://dev-123-admin.okta.com/oauth2/default";
  CHECK(ward.names() == Names{"issuer_is_the_admin_console"});
  CHECK(ward.findings()[0].seen[0].closest == kIssuer);
}

TEST_CASE("all that is wrong with an issuer is told with the same one that is right", "[doctor]") {
  for (const char* wrong :
       {"https://dev-1.okta.com/oauth2/default/v1", "https://dev-1.okta.com/oauth2/default/",
        "https://DEV-1.okta.com/oauth2/default?x=1",
        "https://localhost:7070/oauth2/default/.well-known/openid-configuration"}) {
    CAPTURE(wrong);
    Ward ward;
    ward.settings.issuer = wrong;
    const auto findings = ward.findings();
    CHECK(findings.size() == 2);
    for (const auto& finding : findings) CHECK(finding.seen.at(0).closest == kIssuer);
  }
}

TEST_CASE("a login counts in any case", "[doctor]") {
  Ward ward;
  ward.settings.login = "ALICE@example.com";
  CHECK(ward.names().empty());
}

TEST_CASE("what requests ran into is one mistake for each code, and counted", "[doctor]") {
  for (const auto& diagnosis : diagnoses())
    for (const auto& code : diagnosis.codes) {
      CAPTURE(code);
      Ward ward;
      ward.ask_by(code);
      ward.ask_by("", "", kSpa);
      ward.ask_by(code);
      const auto findings = ward.findings();
      REQUIRE(findings.size() == 1);
      CHECK(findings[0].diagnosis->name == diagnosis.name);
      REQUIRE(findings[0].seen.size() == 1);
      CHECK(findings[0].seen[0].entry == 3);
      CHECK(findings[0].seen[0].what == "text (client " + std::string(kWeb) + "), 2 times");
    }
}

TEST_CASE("another client's failures are another's, and whoever names no client may be anyone", "[doctor]") {
  Ward ward;
  ward.ask_by("illegal_redirect_uri", "text", kSpa);
  CHECK(ward.names().empty());
  ward.ask_by("illegal_redirect_uri", "text", "");
  CHECK(ward.names() == Names{"redirect_uri_not_registered"});
  ward.settings.client_id.clear();
  ward.settings.redirect_uri.clear();
  REQUIRE(ward.findings().size() == 1);
  CHECK(ward.findings()[0].seen.size() == 2);
}

TEST_CASE("each code is one that the journal can have, and belongs to one diagnosis", "[doctor]") {
  Names known{"E0000007", "E0000008", "E0000015", "E0000021", "E0000022", "E0000212", "not_assigned"};
  const Names decided{"origin refused", "not readable by script", "not active", "fromURI ignored",
                      "redirectUrl ignored"};
  for (int error = 0; error <= static_cast<int>(OktaError::client_assertion_not_signed_with_signing_key);
       ++error)
    known.insert(std::string(okta_error_row(static_cast<OktaError>(error)).internal_code));
  Names seen, names;
  for (const auto& diagnosis : diagnoses()) {
    CHECK(names.insert(std::string(diagnosis.name)).second);
    for (const auto& code : diagnosis.codes) {
      CAPTURE(code);
      CHECK(known.count(std::string(code)) == 1);
      CHECK(seen.insert(std::string(code)).second);
    }
    for (const auto& symptom : diagnosis.symptoms) {
      CAPTURE(symptom.code);
      CHECK(known.count(std::string(symptom.code)) + decided.count(std::string(symptom.code)) == 1);
      CHECK(symptom.is_meant != nullptr);
      CHECK_FALSE(symptom.when.empty());
    }
  }
}

TEST_CASE("one refusal of Okta's stands for every mistake about how a client proves itself", "[doctor]") {
  Ward ward;
  ward.settings = {};
  const auto name_by = [&](const char* wanted, const char* sent) {
    ward.journal.clear();
    ward.ask_by("invalid_token_endpoint_auth_method");
    ward.journal.back().closest = wanted;
    if (*sent != '\0') ward.journal.back().received[sent];
    const auto names = ward.names();
    return names.size() == 1 ? *names.begin() : std::to_string(names.size());
  };
  CHECK(name_by("client_secret_basic", "") == "client_credentials_missing");
  CHECK(name_by("client_secret_post", "code_verifier") == "client_credentials_missing");
  CHECK(name_by("client_secret_basic", "Origin") == "secret_demanded_of_a_public_client");
  CHECK(name_by("client_secret_basic", "client_assertion") == "client_authentication_differs");
  CHECK(name_by("private_key_jwt", "client_secret") == "client_authentication_differs");
  CHECK(name_by("client_secret_jwt", "") == "client_authentication_differs");
  CHECK(name_by("none", "client_secret") == "secret_of_a_public_client");
  CHECK(name_by("none", "client_assertion") == "client_authentication_differs");
  CHECK(name_by("", "") == "client_authentication_differs");

  ward.settings.application_type = ApplicationType::web;
  CHECK(name_by("client_secret_basic", "Origin") == "client_credentials_missing");
  ward.settings.application_type = ApplicationType::native;
  CHECK(name_by("client_secret_basic", "") == "secret_demanded_of_a_public_client");
  ward.settings = {};
  ward.settings.client_secret = "one that is told";
  CHECK(name_by("client_secret_basic", "Origin") == "client_credentials_missing");
  ward.settings = {};
  ward.settings.client_id = kSpa;
  CHECK(name_by("none", "") == "0");
}

TEST_CASE("a failure is past once the same client has done the same for the same person", "[doctor]") {
  struct Later {
    const char* what;
    std::function<void(JournalLine&)> is;
    bool past;
  };
  const Later laters[] = {
      {"the same", [](JournalLine&) {}, true},
      {"at another server", [](JournalLine& line) { line.path = "/oauth2/v1/token"; }, false},
      {"another endpoint", [](JournalLine& line) { line.path = "/oauth2/default/v1/authorize"; }, false},
      {"another client", [](JournalLine& line) { line.client_id = kSpa; }, false},
      {"another person", [](JournalLine& line) { line.person = "bob@example.com"; }, false},
      {"another grant", [](JournalLine& line) { line.received["grant_type"] = "refresh_token"; }, false},
      {"a preflight", [](JournalLine& line) { line.method = "OPTIONS"; }, false},
      {"an error of the server", [](JournalLine& line) { line.status = 500; }, false},
      {"another failure", [](JournalLine& line) { line.failed = "use_dpop_nonce"; }, false},
  };
  for (const auto& later : laters) {
    CAPTURE(later.what);
    Ward ward;
    ward.ask_by("pkce_verification_failed");
    auto& failure = ward.journal.back();
    failure.path = "/oauth2/default/v1/token";
    failure.method = "POST";
    failure.person = "alice@example.com";
    failure.received["grant_type"] = "authorization_code";
    auto line = failure;
    line.sequence = 2;
    line.failed.clear();
    later.is(line);
    ward.journal.push_back(line);
    REQUIRE(ward.findings().size() == 1);
    CHECK((ward.findings()[0].kind() == FindingKind::past) == later.past);
    std::swap(ward.journal[0], ward.journal[1]);  // what worked before proves nothing
    REQUIRE(ward.findings().size() == 1);
    CHECK(ward.findings()[0].kind() == FindingKind::mistake);
  }
}

TEST_CASE("a nonce that is asked for again and again is never sent", "[doctor]") {
  Ward ward;
  const auto ask = [&](std::string_view failed, std::string_view client_id = kWeb) {
    ward.ask_by(failed, "text", client_id);
    ward.journal.back().endpoint = "token";
    if (!failed.empty()) ward.journal.back().refused_by = "the proof has no nonce";
  };
  ask("use_dpop_nonce");
  ask("use_dpop_nonce", kSpa);
  CHECK(ward.names().empty());
  ask("use_dpop_nonce");
  CHECK(ward.names() == Names{"dpop_nonce_unheard"});
  CHECK(ward.findings()[0].seen.at(0).entry == 3);
  ask("", kSpa);
  CHECK(ward.names() == Names{"dpop_nonce_unheard"});
  ask("");
  CHECK(ward.names().empty());
  ask("use_dpop_nonce");
  ask("use_dpop_nonce");
  ward.journal.back().refused_by = "the proof's nonce is none of the last days";
  CHECK(ward.names().empty());
}

TEST_CASE("settings that are wrong are a mistake, whatever has worked", "[doctor]") {
  Ward ward;
  ward.settings.redirect_uri += "/";
  ward.ask_by("illegal_redirect_uri");
  ward.ask_by("");
  REQUIRE(ward.findings().size() == 1);
  CHECK(ward.findings()[0].kind() == FindingKind::mistake);
  REQUIRE(ward.findings()[0].seen.size() == 2);
  CHECK_FALSE(ward.findings()[0].seen[0].past);
  CHECK(ward.findings()[0].seen[1].past);
}

TEST_CASE("an app that signs with a key has no secret to be wrong", "[doctor]") {
  Ward ward;
  ward.app().token_endpoint_auth_method = protocol::TokenEndpointAuthMethod::private_key_jwt;
  CHECK(ward.names() == Names{"client_authentication_differs"});
  CHECK(ward.findings()[0].seen[0].closest == "private_key_jwt");
  ward.app().client_secrets.clear();
  CHECK(ward.names() == Names{"client_authentication_differs"});
  ward.settings.client_secret.clear();
  CHECK(ward.names().empty());
}

TEST_CASE("unknown servers and paths are told from sessions that are not there, and from icons", "[doctor]") {
  Ward ward;
  const auto ask = [&](const char* path, const char* failed, const char* description) {
    ward.ask_by(failed, description, "");
    ward.journal.back().path = path;
  };
  ask("/api/v1/sessions/me", "E0000007", "Not found: Resource not found: me (Session)");
  ask("/favicon.ico", "E0000008", "The requested path was not found");
  CHECK(ward.names().empty());
  ask("/oauth2/defualt/v1/token", "E0000007", "Not found: Resource not found: defualt (AuthorizationServer)");
  CHECK(ward.names() == Names{"authorization_server_unknown"});
  ask("/oauth2/default/authorize", "E0000008", "The requested path was not found");
  CHECK(ward.names() == Names{"authorization_server_unknown", "endpoint_unknown"});
}

TEST_CASE("that a page was skipped is a note, and only where it was", "[doctor]") {
  Ward ward;
  JournalLine line;
  line.sequence = 1;
  line.endpoint = "authorize";
  line.client_id = kWeb;
  line.person = "alice@example.com";
  line.decided = {"done: Default Policy: Catch-all Rule: verified"};
  ward.journal = {line};
  CHECK(ward.names().empty());
  line.decided = {"done: Default Policy: Catch-all Rule: session",
                  "access: Default Policy: Default Policy Rule"};
  ward.journal = {line};
  REQUIRE(ward.findings().size() == 1);
  CHECK(ward.findings()[0].diagnosis->name == "page_skipped");
  CHECK(ward.findings()[0].kind() == FindingKind::note);
  for (const char* wanted : {"prompt", "sessionToken"}) {
    ward.journal[0].received = {{wanted, "none"}};
    CHECK(ward.names().empty());
  }
}

TEST_CASE("a journal entry is read as the control API answers it", "[doctor]") {
  const auto line = read_journal_line(
      R"({"sequence":7,"path":"/oauth2/default/v1/authorize","endpoint":"authorize","client_id":"c","person":"p",)"
      R"("method":"GET","status":400,"server":"default","flow":"f",)"
      R"("received":[{"name":"scope","value":"openid"},{"name":"code","digest":"00","length":2}],)"
      R"("decided":[{"what":"refused","by":"sign-in redirect URIs","closest":"http://x"}],)"
      R"("failed":{"internal_code":"illegal_redirect_uri","description":"The URI"}})");
  REQUIRE(line);
  CHECK(line->sequence == 7);
  CHECK(line->failed == "illegal_redirect_uri");
  CHECK(line->closest == "http://x");
  CHECK(line->refused_by == "sign-in redirect URIs");
  CHECK(line->method == "GET");
  CHECK(line->status == 400);
  CHECK(line->server == "default");
  CHECK(line->flow == "f");
  CHECK(line->received == std::map<std::string, std::string>{{"code", ""}, {"scope", "openid"}});
  CHECK(line->decided == std::vector<std::string>{"refused: sign-in redirect URIs"});
  CHECK(read_journal_line(R"({"sequence":8,"failed":null})")->failed.empty());
  for (const char* other : {"", "[]", "{}", R"({"sequence":-1})", "nothing"})
    CHECK_FALSE(read_journal_line(other));
}

TEST_CASE("settings are read from JSON, and each wrong kind is named", "[doctor]") {
  using protocol::Json;
  const auto settings = read_app_settings(
      {{"issuer", "i"}, {"scopes", {"a", "b"}}, {"application_type", "native"}, {"client_secret", "s"}});
  REQUIRE(settings);
  CHECK(settings->issuer == "i");
  CHECK(settings->scopes == std::vector<std::string>{"a", "b"});
  CHECK(settings->application_type == ApplicationType::native);
  CHECK(read_app_settings({{"issuer", std::string(512, 'x')}}));
  CHECK_FALSE(read_app_settings({{"issuer", std::string(513, 'x')}}));
  CHECK_FALSE(read_app_settings({{"issuer", 1}}));
  CHECK_FALSE(read_app_settings({{"scopes", "a"}}));
  CHECK_FALSE(read_app_settings({{"scopes", {1}}}));
  CHECK_FALSE(read_app_settings({{"application_type", "spa"}}));
  CHECK(app_settings_members().size() == 11);
}

TEST_CASE("findings are told with what was seen and Okta's remedy", "[doctor]") {
  Ward ward;
  ward.settings.issuer += "/";
  const auto json = to_json(ward.findings());
  CHECK(json["mistakes"] == 1);
  const auto& finding = json["findings"][0];
  CHECK(finding["name"] == "issuer_ends_with_a_slash");
  CHECK(finding["kind"] == "mistake");
  CHECK(finding["seen"][0]["closest"] == kIssuer);
  CHECK_FALSE(finding["seen"][0].contains("entry"));
  CHECK_THAT(finding["remedy"].get<std::string>(), ContainsSubstring("slash"));
}

// docs/doctor.md is written from the table: UPDATE_GOLDEN=1.
TEST_CASE("docs/doctor.md is the table", "[doctor][docs]") {
  std::string page =
      "# mockidp doctor\n\n"
      "Recognises the classic mistakes between an app and its org, and says what Okta's guides tell to do "
      "about each:\n\n"
      "```sh\n"
      "mockidp doctor                                    # what requests ran into, by the journal of a "
      "running org\n"
      "mockidp doctor --issuer http://localhost:7070/oauth2/default/ --client-id 0oawebapp0mockidp001 \\\n"
      "               --redirect-uri http://localhost:8080/callback/\n"
      "mockidp doctor --document my-org.json --client-id my-app --login alice@example.com\n"
      "```\n\n"
      "It holds the settings that it is told against the org: against a running one, with its journal, or "
      "with\n"
      "`--document` against an org document alone. What it is not told, it does not judge. With "
      "`--client-id` only that\n"
      "app's requests count. [commands.md](commands.md#mockidp-doctor) lists the flags; the control API "
      "answers the same at\n"
      "`POST /control/v1/orgs/{org}/diagnosis`.\n\n"
      "It exits 1 if it recognises a mistake. A note is no mistake, but what people take for one.\n\n"
      "What is mended is told as past, and is no mistake any more: a request that the org as it is now would "
      "not refuse so\n"
      "again, and one after which the same client got through at the same endpoint of the same server, with "
      "the same\n"
      "`grant_type` and for the same person. A refusal that names no client is judged by the org alone.\n"
      "`DELETE /control/v1/orgs/{org}/journal` forgets all.\n\n"
      "Remedies name places of Okta's Admin Console; here they stand in the [org document](org-document.md). "
      "This page is\n"
      "written from the table in `mockidp/doctor/diagnoses`.\n";
  for (const auto& diagnosis : diagnoses()) {
    page += "\n## `" + std::string(diagnosis.name) + "`\n\n" + std::string(diagnosis.title) +
            (diagnosis.kind == FindingKind::note ? " A note.\n\n" : "\n\n");
    page += "- Remedy: " + std::string(diagnosis.remedy) + "\n";
    std::string codes;
    for (const auto& code : diagnosis.codes) codes += (codes.empty() ? "`" : ", `") + std::string(code) + "`";
    for (const auto& symptom : diagnosis.symptoms)
      codes += (codes.empty() ? "`" : ", `") + std::string(symptom.code) + "` " + std::string(symptom.when);
    if (!codes.empty()) page += "- In the journal: " + codes + "\n";
  }
  check_golden("../../docs/doctor.md", page);
}

}  // namespace mockidp
