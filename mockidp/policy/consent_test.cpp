#include "mockidp/policy/consent.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

using Names = std::vector<std::string>;

AuthorizationServer cars_server() {
  AuthorizationServer server;
  server.id = "auscars";
  server.scopes = {{.name = "openid", .description = "", .system = true},
                   {.name = "car:see", .description = ""},
                   {.name = "car:drive", .description = "", .consent = ScopeConsent::REQUIRED},
                   {.name = "car:wash", .description = "", .consent = ScopeConsent::FLEXIBLE}};
  return server;
}

AppIntegration app_of(ConsentMethod method) {
  AppIntegration app;
  app.client_id = "0oagarage";
  app.consent_method = method;
  return app;
}

Person who_granted(std::vector<ConsentGrant> grants) {
  Person person;
  person.consents = std::move(grants);
  return person;
}

const Names kAll = {"openid", "car:see", "car:drive", "car:wash"};
const Names kToAsk = {"car:drive", "car:wash"};

}  // namespace

TEST_CASE("who is asked for consent follows from prompt, consent_method and each scope's consent",
          "[consent]") {
  using enum ConsentPrompt;
  struct Row {
    ConsentPrompt prompt;
    ConsentMethod method;
    Names scopes;
    Names asked;
  };
  const Row rows[] = {
      {wanted, ConsentMethod::TRUSTED, kAll, kToAsk},
      {wanted, ConsentMethod::REQUIRED, kAll, kToAsk},
      {wanted, ConsentMethod::TRUSTED, {"openid", "car:see"}, {}},
      {wanted, ConsentMethod::REQUIRED, {"openid", "car:see"}, {}},
      {as_configured, ConsentMethod::TRUSTED, kAll, {}},
      {as_configured, ConsentMethod::REQUIRED, kAll, kToAsk},
      {as_configured, ConsentMethod::REQUIRED, {"car:wash"}, {"car:wash"}},
      {as_configured, ConsentMethod::REQUIRED, {"openid", "car:see"}, {}},
      {as_configured, ConsentMethod::REQUIRED, {"gone since"}, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(static_cast<int>(row.prompt), to_string(row.method), row.scopes);
    const auto demand = decide_consent(cars_server(), app_of(row.method), {}, row.scopes, row.prompt);
    CHECK(demand.scopes == row.asked);
    if (!row.asked.empty()) CHECK_FALSE(demand.decided_by.empty());
  }
}

TEST_CASE("the org authorization server asks for no consent", "[consent]") {
  auto server = cars_server();
  server.id = "";
  const auto demand =
      decide_consent(server, app_of(ConsentMethod::REQUIRED), {}, kAll, ConsentPrompt::wanted);
  CHECK(demand.scopes.empty());
}

TEST_CASE("a scope is asked for once for each app and server, and again where the request wants it",
          "[consent]") {
  const ConsentGrant drive{"oag1", "0oagarage", "auscars", "car:drive", {}};
  auto of_another_app = drive;
  of_another_app.client_id = "0oaother";
  auto of_another_server = drive;
  of_another_server.server_id = "default";
  auto of_another_scope = drive;
  of_another_scope.scope = "car:see";
  const auto asked = [](std::vector<ConsentGrant> granted, ConsentPrompt prompt) {
    return decide_consent(cars_server(), app_of(ConsentMethod::REQUIRED), who_granted(std::move(granted)),
                          {"car:drive"}, prompt)
        .scopes;
  };
  CHECK(asked({drive}, ConsentPrompt::as_configured).empty());
  CHECK(asked({drive}, ConsentPrompt::wanted) == Names{"car:drive"});
  CHECK(asked({of_another_app}, ConsentPrompt::as_configured) == Names{"car:drive"});
  CHECK(asked({of_another_server}, ConsentPrompt::as_configured) == Names{"car:drive"});
  CHECK(asked({of_another_scope}, ConsentPrompt::as_configured) == Names{"car:drive"});
}

TEST_CASE("without a person, REQUIRED is refused and FLEXIBLE granted", "[consent]") {
  CHECK_FALSE(decide_consent_without_person(cars_server(), {"car:see", "car:wash"}));
  const auto refusal = decide_consent_without_person(cars_server(), {"car:wash", "car:drive"});
  REQUIRE(refusal);
  CHECK(refusal->error == OktaError::consent_required_client_credentials);
  CHECK(refusal->arguments == Names{"car:drive"});
}
