#include "mockidp/store/views_fixture_test.h"

using namespace mockidp;

namespace {

AuthorizationRequest full_request() {
  AuthorizationRequest request;
  request.grant_id = std::string("\0 sixteen bytes", 16);
  request.server_id = "default";
  request.client_id = "0oa1";
  request.redirect_uri = "http://localhost:8080/authorization-code/callback";
  request.state = "état";
  request.nonce = "n";
  request.response_type = {.code = true, .id_token = true};
  request.response_mode = protocol::ResponseMode::okta_post_message;
  request.scopes = {"openid", "offline_access"};
  request.code_challenge = "challenge";
  request.prompt_login = true;
  request.prompt_none = true;
  request.prompt_consent = true;
  request.max_age = 0s;
  request.login_hint = "ada@example.com";
  request.acr_values = {"phr", "urn:okta:loa:2fa:any"};
  request.enrols = {"phone_number", "google_otp"};
  return request;
}

Transaction full_transaction() {
  Transaction transaction;
  transaction.state_token = "02state";
  transaction.device = "device";
  transaction.csrf = "csrf";
  transaction.request = full_request();
  transaction.return_to = "https://org.example/after";
  transaction.created_at = kViewsNoon;
  transaction.identifier = "Ada ";
  transaction.person_id = "00u00000000000000001";
  transaction.identified = true;
  transaction.started_over = true;
  transaction.keep_signed_in = true;
  transaction.verified = two_methods();
  transaction.failures = 2;
  return transaction;
}

void check_same(const AuthorizationRequest& a, const AuthorizationRequest& b) {
  CHECK(a.grant_id == b.grant_id);
  CHECK(a.server_id == b.server_id);
  CHECK(a.client_id == b.client_id);
  CHECK(a.redirect_uri == b.redirect_uri);
  CHECK(a.state == b.state);
  CHECK(a.nonce == b.nonce);
  CHECK(a.response_type == b.response_type);
  CHECK(a.response_mode == b.response_mode);
  CHECK(a.scopes == b.scopes);
  CHECK(a.code_challenge == b.code_challenge);
  CHECK(a.prompt_login == b.prompt_login);
  CHECK(a.prompt_none == b.prompt_none);
  CHECK(a.prompt_consent == b.prompt_consent);
  CHECK(a.max_age == b.max_age);
  CHECK(a.login_hint == b.login_hint);
  CHECK(a.acr_values == b.acr_values);
  CHECK(a.enrols == b.enrols);
}

void check_same(const Transaction& a, const Transaction& b) {
  CHECK(a.state_token == b.state_token);
  CHECK(a.device == b.device);
  CHECK(a.return_to == b.return_to);
  CHECK(a.started_over == b.started_over);
  CHECK(a.csrf == b.csrf);
  REQUIRE(a.request.has_value() == b.request.has_value());
  if (a.request) check_same(*a.request, *b.request);
  CHECK(a.created_at == b.created_at);
  CHECK(a.identifier == b.identifier);
  CHECK(a.person_id == b.person_id);
  CHECK(a.identified == b.identified);
  CHECK(a.keep_signed_in == b.keep_signed_in);
  check_same(a.verified, b.verified);
  CHECK(a.failures == b.failures);
}

}  // namespace

TEST_CASE("a transaction is read back by its state token, which the store does not hold",
          "[store][transactions]") {
  ViewsFixture views;
  REQUIRE(views.transactions.begin(full_transaction()));
  const auto found = views.transactions.find("02state");
  REQUIRE(found);
  check_same(found->value, full_transaction());
  CHECK(found->key == views.transactions.key("02state"));
  CHECK_FALSE(views.transactions.begin(full_transaction()));
  CHECK_FALSE(views.transactions.find("02other"));
  CHECK(everything(*views.store).find("02state") == std::string::npos);
}

TEST_CASE("a transaction without a request, and one with an empty request, are read back too",
          "[store][transactions]") {
  ViewsFixture views;
  Transaction bare;
  bare.state_token = "02bare";
  REQUIRE(views.transactions.begin(bare));
  check_same(views.transactions.find("02bare")->value, bare);
  bare.state_token = "02request";
  bare.request.emplace();
  REQUIRE(views.transactions.begin(bare));
  check_same(views.transactions.find("02request")->value, bare);
}

TEST_CASE("an answer to the consent page is read back with who gave it", "[store][transactions]") {
  ViewsFixture views;
  auto answered = full_transaction();
  answered.consent = ConsentAnswer{"00u00000000000000002", GENERATE(true, false)};
  REQUIRE(views.transactions.begin(answered));
  const auto found = views.transactions.find("02state");
  REQUIRE(found);
  REQUIRE(found->value.consent);
  CHECK(found->value.consent->person_id == "00u00000000000000002");
  CHECK(found->value.consent->allowed == answered.consent->allowed);
}

TEST_CASE("a challenge is read back with what it was sent for and asked from", "[store][transactions]") {
  ViewsFixture views;
  auto asked = full_transaction();
  Challenge challenge;
  challenge.method = {"security_question", "security_question"};
  challenge.enrolling = true;
  challenge.address = "What is it?";
  challenge.question_key = "custom";
  challenge.asked_from = "Firefox on Windows";
  challenge.secret = "key";
  challenge.link_digest = "digest";
  challenge.sent_at = kViewsNoon;
  challenge.expires_at = kViewsNoon + 5min;
  asked.challenge = challenge;
  REQUIRE(views.transactions.begin(asked));
  const auto found = views.transactions.find_by_link("digest");
  REQUIRE(found);
  REQUIRE(found->value.challenge);
  const auto& read = *found->value.challenge;
  CHECK(read.method == challenge.method);
  CHECK(read.enrolling);
  CHECK(read.address == challenge.address);
  CHECK(read.question_key == challenge.question_key);
  CHECK(read.asked_from == challenge.asked_from);
  CHECK(read.secret == challenge.secret);
  CHECK(read.sent_at == challenge.sent_at);
  CHECK(read.expires_at == challenge.expires_at);
}

TEST_CASE("a transaction is kept for an hour", "[store][transactions]") {
  ViewsFixture views;
  REQUIRE(views.transactions.begin(full_transaction()));
  CHECK(views.store->erase_expired("default", kViewsNoon + kTransactionLifetime - 1s) == 0);
  CHECK(views.store->erase_expired("default", kViewsNoon + kTransactionLifetime) == 1);
}
