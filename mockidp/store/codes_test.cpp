#include "mockidp/store/views_fixture_test.h"
#include "mockidp/testing/race.h"

using namespace mockidp;

namespace {

AuthorizationCode full_code() {
  AuthorizationCode code;
  code.grant_id = std::string(16, '\xaa');
  code.server_id = "default";
  code.client_id = "0oa1";
  code.redirect_uri = "http://localhost:8080/authorization-code/callback";
  code.nonce = "nönce";
  code.code_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  code.scopes = {"openid", "profile", "custom:scope"};
  code.person_id = "00u00000000000000001";
  code.amr = {"pwd", "mfa"};
  code.acr = "urn:okta:loa:2fa:any";
  code.auth_time = kViewsNoon - 3s;
  code.issued_at = kViewsNoon;
  code.access_token_lifetime = 5min;
  code.refresh_token_lifetime = 90min;
  code.refresh_token_window = 10min;
  return code;
}

void check_same(const AuthorizationCode& a, const AuthorizationCode& b) {
  CHECK(a.grant_id == b.grant_id);
  CHECK(a.server_id == b.server_id);
  CHECK(a.client_id == b.client_id);
  CHECK(a.redirect_uri == b.redirect_uri);
  CHECK(a.nonce == b.nonce);
  CHECK(a.code_challenge == b.code_challenge);
  CHECK(a.scopes == b.scopes);
  CHECK(a.person_id == b.person_id);
  CHECK(a.amr == b.amr);
  CHECK(a.acr == b.acr);
  CHECK(a.auth_time == b.auth_time);
  CHECK(a.issued_at == b.issued_at);
  CHECK(a.access_token_lifetime == b.access_token_lifetime);
  CHECK(a.refresh_token_lifetime == b.refresh_token_lifetime);
  CHECK(a.refresh_token_window == b.refresh_token_window);
  CHECK(a.redeemed == b.redeemed);
}

}  // namespace

TEST_CASE("a code is read back, and the store does not hold it", "[store][codes]") {
  ViewsFixture views;
  REQUIRE(commit_put(*views.store, views.codes.put("the-code", full_code())));
  const auto found = views.codes.find("the-code");
  REQUIRE(found);
  check_same(found->value, full_code());
  CHECK_FALSE(views.codes.find("another"));
  CHECK(everything(*views.store).find("the-code") == std::string::npos);

  REQUIRE(commit_put(*views.store, views.codes.put("empty", AuthorizationCode{})));
  check_same(views.codes.find("empty")->value, AuthorizationCode{});
}

TEST_CASE("a code is redeemed only once, however many race", "[store][codes]") {
  ViewsFixture views;
  REQUIRE(commit_put(*views.store, views.codes.put("the-code", full_code())));
  CHECK_FALSE(views.codes.find("the-code")->value.redeemed);
  CHECK(race(kRacers, [&](int) { return redeem(views, "the-code"); }) == 1);
  CHECK(views.codes.find("the-code")->value.redeemed);
  CHECK_FALSE(redeem(views, "the-code"));
  CHECK_FALSE(redeem(views, "another"));
}

TEST_CASE("of a redeemed code there is left what its second use is judged by", "[store][codes]") {
  ViewsFixture views;
  REQUIRE(commit_put(*views.store, views.codes.put("the-code", full_code())));
  REQUIRE(redeem(views, "the-code"));
  AuthorizationCode left;
  left.grant_id = full_code().grant_id;
  left.server_id = full_code().server_id;
  left.client_id = full_code().client_id;
  left.person_id = full_code().person_id;
  left.auth_time = full_code().auth_time;
  left.issued_at = full_code().issued_at;
  left.access_token_lifetime = full_code().access_token_lifetime;
  left.redeemed = true;
  check_same(views.codes.find("the-code")->value, left);
  CHECK(views.store->erase_expired("default", kViewsNoon + kCodeMemory - 1s) == 0);
  CHECK(views.store->erase_expired("default", kViewsNoon + kCodeMemory) == 1);
}

TEST_CASE("a code is remembered as long again as it was good", "[store][codes]") {
  ViewsFixture views;
  REQUIRE(commit_put(*views.store, views.codes.put("the-code", full_code())));
  CHECK(views.store->erase_expired("default", kViewsNoon + 2 * kCodeLifetime - 1s) == 0);
  CHECK(views.store->erase_expired("default", kViewsNoon + 2 * kCodeLifetime) == 1);
}
