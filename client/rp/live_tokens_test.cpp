#include "client/rp/live_tokens.h"

#include <atomic>
#include <thread>

#include "client/rp/fake_provider_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using namespace std::chrono_literals;
using Kind = SignInFailure::Kind;

namespace {

// A session whose access token lives for an hour and whose refresh tokens rotate: r-1, r-2, …
struct Session {
  FakeProvider provider;
  Settings settings = test_settings();
  protocol::SeededRandom random{1};
  protocol::ManualClock clock;
  SignIn sign_in{settings, provider, random};
  std::unique_ptr<LiveTokens> tokens;

  Session() {
    const auto departure = sign_in.begin({}, clock.now());
    provider.expect_sign_in(departure->transaction.nonce, clock.now());
    provider.token_body = {{"refresh_token", "r-1"}};
    auto signed_in = *sign_in.finish(departure->transaction,
                                     {{"state", departure->transaction.state}, {"code", "c"}}, clock.now());
    tokens = std::make_unique<LiveTokens>(sign_in, settings, signed_in.tokens, signed_in.id_token);
    provider.claims.erase("nonce");
    provider.claims.erase("at_hash");
  }

  void expire() {
    clock.advance(3600s);
    provider.claims["iat"] = protocol::to_unix(clock.now());
    provider.claims["exp"] = protocol::to_unix(clock.now()) + 3600;
    provider.token_body = {{"refresh_token", "r-2"}, {"access_token", "access-2"}};
  }

  int renewals() const { return provider.count("token") - 1; }
  std::string presented() const {
    return std::string(protocol::parse_form(provider.last("token").body)->get("refresh_token"));
  }
};

}  // namespace

TEST_CASE("tokens are renewed a while before they expire, where the app says so", "[refresh]") {
  Session session;
  session.settings.renewal_margin = 60s;
  session.clock.advance(3539s);
  CHECK(session.tokens->current(session.clock.now())->access_token.reveal() == "access-token");
  CHECK(session.renewals() == 0);

  session.clock.advance(-3539s);
  session.expire();
  session.clock.advance(-60s);
  CHECK(session.tokens->current(session.clock.now())->access_token.reveal() == "access-2");
  CHECK(session.renewals() == 1);
}

TEST_CASE("tokens are renewed when they have expired, and not before", "[refresh]") {
  Session session;
  session.clock.advance(3599s);
  CHECK(session.tokens->current(session.clock.now())->access_token.reveal() == "access-token");
  CHECK(session.renewals() == 0);

  session.clock.advance(-3599s);
  session.expire();
  CHECK(session.tokens->current(session.clock.now())->access_token.reveal() == "access-2");
  CHECK(session.tokens->current(session.clock.now())->access_token.reveal() == "access-2");
  CHECK(session.renewals() == 1);
  CHECK(session.provider.last("token").body == "grant_type=refresh_token&refresh_token=r-1");
}

TEST_CASE("the newest refresh token is used next, and the old one if none came", "[refresh]") {
  Session session;
  session.expire();
  CHECK(session.tokens->current(session.clock.now())->refresh_token.reveal() == "r-2");
  session.expire();
  session.provider.token_body = {{"id_token", nullptr}};
  CHECK(session.tokens->current(session.clock.now())->refresh_token.reveal() == "r-2");
  CHECK(session.presented() == "r-2");
  CHECK_FALSE(session.tokens->last().id_token.empty());
  session.expire();
  REQUIRE(session.tokens->current(session.clock.now()));
  CHECK(session.presented() == "r-2");
}

TEST_CASE("requests that come at once share one renewal", "[refresh]") {
  Session session;
  session.expire();
  std::atomic<int> served{0};
  {
    std::vector<std::jthread> requests;
    for (int i = 0; i < 10; ++i)
      requests.emplace_back([&] {
        const auto tokens = session.tokens->current(session.clock.now());
        served += tokens && tokens->access_token.reveal() == "access-2" ? 1 : 0;
      });
  }
  CHECK(served == 10);
  CHECK(session.renewals() == 1);
}

TEST_CASE("a refused renewal is final", "[refresh]") {
  Session session;
  session.expire();
  session.provider.instead["token"] = [] { return json_answer({{"error", "invalid_grant"}}, 400); };
  CHECK(session.tokens->current(session.clock.now()).error().kind == Kind::token);
  session.clock.advance(3600s);
  session.provider.instead.clear();
  CHECK(session.tokens->current(session.clock.now()).error().error == "invalid_grant");
  CHECK(session.renewals() == 1);
}

TEST_CASE("a provider in trouble is asked again later", "[refresh]") {
  Session session;
  session.expire();
  session.provider.instead["token"] = [] { return HttpAnswer{.status = 503}; };
  CHECK(session.tokens->current(session.clock.now()).error().kind == Kind::unavailable);
  CHECK_FALSE(session.tokens->current(session.clock.now()));
  CHECK(session.renewals() == 1);

  session.provider.instead.clear();
  session.clock.advance(session.settings.failure_cool_down);
  CHECK(session.tokens->current(session.clock.now()));
  CHECK(session.renewals() == 2);
}

TEST_CASE("a renewed ID token is about the same person in the same sign-in", "[refresh]") {
  struct Row {
    const char* claim;
    protocol::Json value;
    const char* rule;
  };
  const auto row = GENERATE(values<Row>({
      {"sub", "00u-victim", "renewed_sub"},
      {"iss", "https://evil.example", "iss"},
      {"aud", "0oa-other", "aud"},
      {"aud", protocol::Json::array({"0oa-client"}), "renewed_aud"},
      {"auth_time", 1, "renewed_auth_time"},
      {"nonce", "another", "nonce"},
      {"exp", 1, "exp"},
  }));
  CAPTURE(row.rule);
  Session session;
  session.expire();
  session.provider.claims[row.claim] = row.value;
  const auto refused = session.tokens->current(session.clock.now());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == Kind::id_token);
  CHECK(refused.error().error == row.rule);
}

TEST_CASE("without a refresh token a session ends with its access token", "[refresh]") {
  Session session;
  session.expire();
  session.provider.token_body = {{"expires_in", 1}};
  Tokens tokens = session.tokens->last();
  tokens.refresh_token = {};
  const auto id_token =
      validate_id_token(*JwksCache(session.settings, session.sign_in.discovery(), session.provider)
                             .verify(session.provider.id_token(), session.clock.now()),
                        {.issuer = kTestIssuer,
                         .client_id = "0oa-client",
                         .nonce_may_be_absent = true,
                         .now = session.clock.now()});
  LiveTokens without(session.sign_in, session.settings, tokens, *id_token);
  CHECK(without.current(session.clock.now()).error().kind == Kind::token);
  CHECK(session.renewals() == 0);
}
