#include "mockidp/policy/cautions.h"

#include <nlohmann/json.hpp>

#include "mockidp/directory/org_document.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::Json;

namespace {

std::vector<std::string> cautions_for(const Json& document) {
  const auto org = load_org(document, "http://localhost:7070", nullptr);
  if (!org)
    for (const auto& problem : org.error()) UNSCOPED_INFO(to_string(problem));
  REQUIRE(org);
  std::vector<Person> people;
  for (const auto& seed : org->people) people.push_back(seed.person);
  return cautions_of(org->directory, people);
}

// An org with one app, patched.
std::vector<std::string> cautions_with(const char* patch) {
  auto document = Json::parse(R"({
      "groups": [{"name": "Staff"}],
      "people": [{"login": "ann@example.com"}],
      "apps": [{"label": "Shop", "client_id": "shop-front", "application_type": "browser",
                "redirect_uris": ["http://localhost:9000"]}]})");
  protocol::json_merge_patch(document, Json::parse(patch));
  return cautions_for(document);
}

std::string shop_with(const std::string& more) {
  return R"({"apps": [{"label": "Shop", "client_id": "shop-front", "application_type": "browser",
                       "redirect_uris": ["http://localhost:9000"], )" +
         more + "}]";
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the ready orgs have no caution but the ones that they are about", "[cautions]") {
  for (const auto& name : built_in_org_names()) {
    CAPTURE(name);
    const auto lines = cautions_for(Json::parse(*built_in_org(name)));
    if (name == "federation-broker")
      CHECK(lines == Lines{R"(app "New app": is assigned to nobody)"});
    else
      CHECK(lines == Lines{});
  }
}

TEST_CASE("an app that nobody may use is told", "[cautions]") {
  CHECK(cautions_with("{}").empty());
  const Lines nobody{R"(app "Shop": is assigned to nobody)"};
  CHECK(cautions_with((shop_with(R"("assignment": {})") + "}").c_str()) == nobody);
  for (const char* assignment : {R"({"people": ["ann@example.com"]})", R"({"groups": ["Staff"]})",
                                 R"({"federation_broker_mode": true})"})
    CHECK(cautions_with((shop_with(R"("assignment": )" + std::string(assignment)) + "}").c_str()).empty());
  CHECK(cautions_with((shop_with(R"("assignment": {}, "status": "INACTIVE")") + "}").c_str()).empty());
  CHECK(cautions_with(R"({"apps": [{"label": "Job", "application_type": "service", "assignment": {}}]})")
            .empty());
}

TEST_CASE("signing up where the new person is not assigned is told", "[cautions]") {
  const auto registering = [](const char* assignment, const char* target) {
    return cautions_with((shop_with(R"("assignment": )" + std::string(assignment)) +
                          R"(, "policies": {"profile_enrollment": [
                              {"unknown_user_action": "REGISTER", "target_groups": )" +
                          target + "}]}}")
                             .c_str());
  };
  CHECK(registering(R"({"everyone": true})", "[]").empty());
  CHECK(registering(R"({"federation_broker_mode": true})", "[]").empty());
  CHECK(registering(R"({"groups": ["Staff"]})", R"(["Staff"])").empty());
  const auto lines = registering(R"({"groups": ["Staff"]})", "[]");
  REQUIRE(lines.size() == 1);
  CHECK_THAT(lines[0],
             ContainsSubstring("people can sign up (profile enrollment policy \"Default Policy\")"));
}

TEST_CASE("a rule that no authenticator can satisfy is told", "[cautions]") {
  const std::string who = R"(sign-on policy "Mandatory MFA", rule "Catch-all Rule": can never be satisfied)";
  const auto lines = cautions_with(R"({"policies": {"sign_on": [{"preset": "Mandatory MFA"}]}})");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].substr(0, who.size()) == who);
  const auto with = [](const char* authenticators, const char* narrow) {
    return cautions_with(
               (R"({"authenticators": )" + std::string(authenticators) +
                R"(, "policies": {"sign_on": [{"preset": "Mandatory MFA", "exclude_phone_and_email": )" +
                narrow + "}]}}")
                   .c_str())
        .size();
  };
  CHECK(with(R"([{"key": "phone_number"}])", "false") == 0);
  CHECK(with(R"([{"key": "phone_number", "allowed_for": "recovery"}])", "false") == 1);
  CHECK(with(R"([{"key": "phone_number", "status": "INACTIVE"}])", "false") == 1);
  CHECK(with(R"([{"key": "phone_number"}])", "true") == 1);
  CHECK(with(R"([{"key": "google_otp"}])", "true") == 0);
  CHECK(with(R"([{"key": "okta_email", "allowed_for": "any"}])", "false") == 0);
  // What denies needs no authenticator, and a policy that no app has asks for nothing.
  CHECK(cautions_with(R"({"policies": {"sign_on": [{"name": "No", "rules": [
      {"access": "DENY", "factor_mode": "2FA"}]}]}})")
            .empty());
  CHECK(cautions_with(R"({"policies": {"sign_on": [{"name": "A"}, {"preset": "Mandatory MFA"}]}})").empty());
}

TEST_CASE("rules and policies that can never be reached are told", "[cautions]") {
  CHECK(
      cautions_with(
          R"({"policies": {"sign_on": [{"name": "P", "rules": [{"name": "A"}, {"name": "B"}]}]}})") ==
      Lines{R"(sign-on policy "P", rule "B": can never be reached, since "A" before it has no conditions)"});
  CHECK(cautions_with(R"({"policies": {"sign_on": [{"name": "P", "rules": [
      {"name": "A", "people": {"groups": ["Staff"]}}, {"name": "B"}]}]}})")
            .empty());
  const auto zoned = [](const char* status) {
    return cautions_with((R"({"network_zones": [{"name": "Z", "gateways": ["10.0.0.1"], "status": ")" +
                          std::string(status) + R"("}], "policies": {"sign_on": [{"name": "P", "rules": [
                            {"name": "A", "network": {"include": ["Z"]}}, {"name": "B"}]}]}})")
                             .c_str())
        .size();
  };
  CHECK(zoned("ACTIVE") == 0);
  CHECK(zoned("INACTIVE") == 1);
  CHECK(
      cautions_with(R"({"policies": {"global_session": {"rules": [{"name": "A"}]}}})") ==
      Lines{R"(global session policy "Default Policy", rule "Default Rule": can never be reached, since "A" )"
            "before it has no conditions"});
  for (const char* kind : {"global_session", "authenticator_enrollment", "password"}) {
    CAPTURE(kind);
    const auto lines = cautions_with(
        (R"({"policies": {")" + std::string(kind) + R"(": [{"name": "A"}, {"name": "B"}]}})").c_str());
    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines[0],
               ContainsSubstring(R"("B": can never be reached, since "A" before it is for everybody)"));
  }
}

TEST_CASE("recovery by what cannot recover, and enrolling what is not there, are told", "[cautions]") {
  CHECK(
      cautions_with(R"({"authenticators": [{"key": "okta_email", "status": "INACTIVE"}]})") ==
      Lines{
          R"(password policy "Default Policy": a recovery by email needs okta_email, which is not active for )"
          "recovery"});
  CHECK(cautions_with(R"({"authenticators": [{"key": "okta_email", "allowed_for": "sso"}]})").size() == 1);
  CHECK(cautions_with(R"({"authenticators": [{"key": "okta_email", "allowed_for": "sso"}],
                          "policies": {"password": {"self_service_password_reset": "DENY"}}})")
            .empty());
  const auto password = [](const char* policy) {
    return cautions_with((R"({"authenticators": [{"key": "phone_number"}], "policies": {"password": )" +
                          std::string(policy) + "}}")
                             .c_str())
        .size();
  };
  CHECK(password(R"({"recovery_methods": ["email", "sms"]})") == 0);
  CHECK(password(R"({"recovery_methods": ["voice"]})") == 1);  // the phone has sms alone
  CHECK(password(R"({"recovery_methods": ["otp"]})") == 1);
  CHECK(password(R"({"recovery_methods": []})") == 1);
  CHECK(password(R"({"step_up": "security_question"})") == 1);
  CHECK(password(R"({"step_up": "any_authenticator"})") == 0);

  CHECK(cautions_with(R"({"policies": {"authenticator_enrollment": [
      {"authenticators": [{"key": "google_otp", "self": "OPTIONAL"}]}]}})")
            .size() == 1);
  CHECK(cautions_with(R"({"policies": {"authenticator_enrollment": [
      {"authenticators": [{"key": "google_otp", "self": "NOT_ALLOWED"}]}]}})")
            .empty());
}

namespace {

// Of a server with these access policies.
Lines cautions_of_access(const std::string& policies, const char* status = "ACTIVE") {
  return cautions_with(
      (R"({"authorization_servers": [{"name": "default", "audience": "api://default", "status": ")" +
       std::string(status) + R"(", "scopes": [{"name": "read"}, {"name": "write"}],
                        "access_policies": )" +
       policies + "}]}")
          .c_str());
}

// Of one policy with the two rules, "A" before "B". Both are for codes, unless they say otherwise.
Lines cautions_of_access_rules(const std::string& a, const std::string& b) {
  const auto rule = [](const char* name, const std::string& more) {
    auto entry = Json::parse(R"({"grant_types": ["authorization_code"]})");
    entry["name"] = name;
    entry.merge_patch(Json::parse(more));
    return entry.dump();
  };
  return cautions_of_access(R"([{"name": "P", "rules": [)" + rule("A", a) + ", " + rule("B", b) + "]}]");
}

}  // namespace

TEST_CASE("access policies that can never be reached are told", "[cautions]") {
  const auto with_clients = [](const char* a, const char* b, const char* status = "ACTIVE") {
    return cautions_of_access(R"([{"name": "A", "status": ")" + std::string(status) + R"(", "clients": )" +
                              a + R"(}, {"name": "B", "clients": )" + b + "}]");
  };
  const Lines out_of_reach{
      R"(access policy "B" of "default": can never be reached, since "A" before it is for all its clients)"};
  CHECK(with_clients(R"(["ALL_CLIENTS"])", R"(["ALL_CLIENTS"])") == out_of_reach);
  CHECK(with_clients(R"(["ALL_CLIENTS"])", R"(["shop-front"])") == out_of_reach);
  CHECK(with_clients(R"(["shop-front"])", R"(["shop-front"])") == out_of_reach);
  CHECK(with_clients(R"(["shop-front"])", R"(["ALL_CLIENTS"])").empty());
  CHECK(with_clients(R"(["ALL_CLIENTS"])", R"(["ALL_CLIENTS"])", "INACTIVE").empty());
  // An inactive policy is out of reach because somebody wants it to be, and so is an inactive server.
  CHECK(cautions_of_access(R"([{"name": "A"}, {"name": "B", "status": "INACTIVE"}])").empty());
  CHECK(cautions_of_access(R"([{"name": "A"}, {"name": "B"}])", "INACTIVE").empty());
  // Rules of a policy that is not reached are no further news.
  CHECK(cautions_of_access(R"([{"name": "A"}, {"name": "B", "rules": [
      {"name": "X", "grant_types": ["implicit"]}, {"name": "Y", "grant_types": ["implicit"]}]}])") ==
        out_of_reach);
}

TEST_CASE("access rules that can never decide are told", "[cautions]") {
  const Lines out_of_reach{
      R"(access policy "P" of "default", rule "B": can never be reached, since "A" before it holds wherever it )"
      "does"};
  const std::string codes_and_implicit = R"({"grant_types": ["authorization_code", "implicit"]})";
  CHECK(cautions_of_access_rules("{}", "{}") == out_of_reach);
  CHECK(cautions_of_access_rules(codes_and_implicit, "{}") == out_of_reach);
  CHECK(cautions_of_access_rules("{}", codes_and_implicit).empty());
  CHECK(cautions_of_access_rules("{}", R"({"grant_types": ["client_credentials"]})").empty());
  CHECK(cautions_of_access_rules(R"({"status": "INACTIVE"})", "{}").empty());
  CHECK(cautions_of_access_rules("{}", R"({"status": "INACTIVE"})").empty());

  CHECK(cautions_of_access_rules("{}", R"({"scopes": ["read"]})") == out_of_reach);
  CHECK(cautions_of_access_rules(R"({"scopes": ["read", "write"]})", R"({"scopes": ["read"]})") ==
        out_of_reach);
  CHECK(cautions_of_access_rules(R"({"scopes": ["read"]})", R"({"scopes": ["read", "write"]})").empty());
  CHECK(cautions_of_access_rules(R"({"scopes": ["read"]})", "{}").empty());

  const std::string staff = R"({"people": {"groups": ["Staff"]}})";
  const std::string not_staff = R"({"people": {"exclude_groups": ["Staff"]}})";
  const std::string ann = R"({"people": {"people": ["ann@example.com"]}})";
  CHECK(cautions_of_access_rules("{}", staff) == out_of_reach);
  CHECK(cautions_of_access_rules("{}", not_staff) == out_of_reach);
  CHECK(cautions_of_access_rules(staff, staff) == out_of_reach);
  CHECK(cautions_of_access_rules(not_staff, not_staff) == out_of_reach);
  CHECK(cautions_of_access_rules(staff, "{}").empty());
  CHECK(cautions_of_access_rules(not_staff, "{}").empty());
  CHECK(cautions_of_access_rules(staff, ann).empty());
  CHECK(cautions_of_access_rules(R"({"people": {"groups": ["Staff"], "people": ["ann@example.com"]}})",
                                 ann) == out_of_reach);
  CHECK(cautions_of_access_rules(
            R"({"people": {"groups": ["Staff"], "exclude_people": ["ann@example.com"]}})", staff)
            .empty());

  const std::string services = R"({"grant_types": ["client_credentials"])";
  CHECK(cautions_of_access_rules(services + R"(, "people": {}})", services + "}") == out_of_reach);
  CHECK(cautions_of_access_rules(services + "}", services + R"(, "people": {}})") == out_of_reach);
  // Two rules can leave nothing to a third.
  CHECK(cautions_of_access(R"([{"name": "P", "rules": [
            {"name": "codes", "grant_types": ["authorization_code"]},
            {"name": "tokens", "grant_types": ["implicit"]},
            {"name": "B", "grant_types": ["authorization_code", "implicit"]}]}])") ==
        Lines{R"(access policy "P" of "default", rule "B": can never be reached, since "codes" and "tokens" )"
              "before it hold wherever it does"});
}

TEST_CASE("access rules that fit no request of their grants are told", "[cautions]") {
  const auto alone = [](const char* grant, const char* people) {
    return cautions_of_access(R"([{"name": "P", "rules": [{"name": "R", "grant_types": [")" +
                              std::string(grant) + R"("], "people": )" + people + "}]}]");
  };
  const std::string rule = R"(access policy "P" of "default", rule "R": can never be reached, since )";
  CHECK(alone("client_credentials", R"({"groups": ["Staff"]})") ==
        Lines{rule + "it names people, and its grant types have none"});
  CHECK(alone("authorization_code", "{}") ==
        Lines{rule + "it is for requests without a person, and its grant types have one"});
  CHECK(alone("client_credentials", "{}").empty());
  CHECK(alone("client_credentials", R"({"groups": ["Everyone"]})").empty());
  CHECK(alone("client_credentials", R"({"exclude_groups": ["Staff"]})").empty());
  CHECK(alone("authorization_code", R"({"groups": ["Staff"]})").empty());
  CHECK(cautions_of_access(R"([{"name": "P", "rules": [{"name": "R", "people": {"groups": ["Staff"]},
                               "grant_types": ["authorization_code", "client_credentials"]}]}])")
            .empty());
}
