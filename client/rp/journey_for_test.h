#pragma once
// A sign-in through a FakeProvider, for the tests of its parts.

#include <functional>
#include <memory>

#include "client/rp/fake_provider_for_test.h"
#include "client/rp/sign_in.h"
#include "mockidp/testing/catch.h"

namespace rp {

// One sign-in on its way: the browser has left, and the provider is ready to answer honestly.
struct Journey {
  FakeProvider provider;
  Settings settings = test_settings();
  protocol::SeededRandom random{1};
  protocol::ManualClock clock;
  std::unique_ptr<SignIn> sign_in;
  Departure departure;

  explicit Journey(const SignInWishes& wishes = {}, const std::function<void(Journey&)>& prepare = {}) {
    if (prepare) prepare(*this);
    sign_in = std::make_unique<SignIn>(settings, provider, random);
    departure = *sign_in->begin(wishes, clock.now());
    provider.expect_sign_in(departure.transaction.nonce, clock.now());
  }

  protocol::Params callback() const { return {{"state", departure.transaction.state}, {"code", "the-code"}}; }
  auto finish(const protocol::Params& params) {
    return sign_in->finish(departure.transaction, params, clock.now());
  }
  auto finish() { return finish(callback()); }

  // Why it failed; nothing was asked of the provider after a refusal of the callback itself.
  SignInFailure refusal(const protocol::Params& params) {
    const auto before = provider.count();
    const auto signed_in = finish(params);
    REQUIRE_FALSE(signed_in);
    CHECK(provider.count() == before);
    return signed_in.error();
  }
};

}  // namespace rp
