#include "client/rp/sign_out.h"

#include "client/rp/fake_provider_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using protocol::Params;

namespace {

Metadata metadata_of(const FakeProvider& provider, const Settings& settings) {
  return *parse_metadata(protocol::to_text(provider.metadata), settings);
}

}  // namespace

TEST_CASE("signing out names the session, the way back and a state", "[sign_out]") {
  const Settings settings = test_settings();
  protocol::SeededRandom random(1);
  const auto departure = begin_sign_out(settings, metadata_of({}, settings), "h.p.s", random);
  REQUIRE(departure);
  CHECK(departure->end_session_url.starts_with(kTestIssuer + "/v1/logout?"));
  CHECK(departure->state.size() == 43);
  CHECK(query_of(departure->end_session_url).entries() ==
        Params{{"id_token_hint", "h.p.s"},
               {"post_logout_redirect_uri", "https://app.example/goodbye"},
               {"state", departure->state}}
            .entries());
}

TEST_CASE("without a registered way back none is asked for", "[sign_out]") {
  Settings settings = test_settings();
  settings.post_logout_redirect_uri.clear();
  protocol::SeededRandom random(1);
  const auto departure = begin_sign_out(settings, metadata_of({}, settings), "h.p.s", random);
  CHECK(query_of(departure->end_session_url).entries() == Params{{"id_token_hint", "h.p.s"}}.entries());
}

TEST_CASE("a provider without an end-session endpoint cannot sign out", "[sign_out]") {
  const Settings settings = test_settings();
  protocol::SeededRandom random(1);
  CHECK_FALSE(begin_sign_out(settings, Metadata{}, "h.p.s", random));
}

TEST_CASE("only the browser that left comes back from signing out", "[sign_out]") {
  CHECK(is_back_from_sign_out("s-1", {{"state", "s-1"}}));
  CHECK_FALSE(is_back_from_sign_out("s-1", {}));
  CHECK_FALSE(is_back_from_sign_out("s-1", {{"state", "s-2"}}));
  CHECK_FALSE(is_back_from_sign_out("s-1", {{"state", "s-1"}, {"state", "s-1"}}));
  CHECK_FALSE(is_back_from_sign_out("", {{"state", ""}}));
}

TEST_CASE("a refresh token is revoked with the client's own proof", "[sign_out]") {
  FakeProvider provider;
  const Settings settings = test_settings();
  REQUIRE(revoke_refresh_token(settings, metadata_of(provider, settings), provider, protocol::Secret("r-1")));
  const HttpCall call = provider.last("revoke");
  CHECK(call.body == "token=r-1&token_type_hint=refresh_token");
  CHECK(call.headers.back().first == "Authorization");

  provider.instead["revoke"] = [] { return HttpAnswer{.status = 503}; };
  CHECK_FALSE(
      revoke_refresh_token(settings, metadata_of(provider, settings), provider, protocol::Secret("r-1")));
  CHECK(revoke_refresh_token(settings, Metadata{}, provider, protocol::Secret("r-1")));
  CHECK(provider.count("revoke") == 2);
}
