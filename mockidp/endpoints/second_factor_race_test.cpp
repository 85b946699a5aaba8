#include <atomic>
#include <thread>

#include "mockidp/endpoints/hosted/hosted_fixture_test.h"
#include "mockidp/endpoints/sign_in.h"
#include "mockidp/testing/race.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

constexpr int kPeople = 200;
constexpr int kThreads = 8;
constexpr int kSameCode = 64;

AuthenticatorSetting phone_setting() {
  AuthenticatorSetting phone;
  phone.key = kPhoneKey;
  phone.name = "Phone";
  phone.methods = {"sms"};
  return phone;
}

// Every app asks for the password and the phone.
void ask_for_the_phone(TestProvider& provider) {
  provider.change([](Directory& directory) {
    directory.authenticators.push_back(phone_setting());
    for (auto& policy : directory.sign_on_policies)
      for (auto& rule : policy.rules) rule.verification.factor_mode = FactorMode::two_factors;
  });
}

std::string login_of(int number) { return "person" + std::to_string(number) + "@example.com"; }
std::string phone_of(int number) { return "+1555000" + std::to_string(1000 + number); }

void add_person(TestProvider& provider, int number) {
  Person person;
  person.id = "00uperson" + std::to_string(number);
  person.login = login_of(number);
  person.profile = {{"email", person.login}};
  person.password = hash_password(kAlicePassword, 1, provider.random);
  Enrolment phone;
  phone.id = "sms" + std::to_string(number);
  phone.authenticator = kPhoneKey;
  phone.phone_number = phone_of(number);
  person.enrolments = {phone};
  REQUIRE(provider.org.people.add(person));
}

// A sign-in to the org with password and text, answered by the engine's one place.
bool signs_in(TestProvider& provider, int number) {
  TestExchange first(provider);
  const auto begun = begin_sign_in(first.exchange, std::nullopt);
  const auto& transaction = begun.transaction;
  TestExchange test(provider, {{"Cookie", "DT=" + transaction.device}});
  const auto answer = [&](const Input& input) {
    return answer_sign_in(test.exchange, transaction.state_token, transaction.csrf, input);
  };
  if (!answer(IdentifyInput{login_of(number)})) return false;
  if (!answer(PasscodeInput{std::string(kAlicePassword)})) return false;
  if (!answer(SendInput{"sms"})) return false;
  const auto texts = provider.org.messages.list(phone_of(number));
  if (texts.size() != 1) return false;
  const auto state = answer(PasscodeInput{texts.front().code});
  const auto* done = state ? std::get_if<Done>(&state->step.what) : nullptr;
  return done != nullptr && finish_sign_in(test.exchange, *state, *done).has_value();
}

}  // namespace

TEST_CASE("two hundred people sign in with password and text at the same time", "[hosted][race]") {
  TestProvider provider;
  ask_for_the_phone(provider);
  provider.change([](Directory& directory) {
    for (auto& rule : directory.session_policies.front().rules) rule.require_factor = true;
  });
  for (int i = 0; i < kPeople; ++i) add_person(provider, i);
  std::atomic<int> next{0}, signed_in{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([&] {
      for (int number = next++; number < kPeople; number = next++)
        signed_in += signs_in(provider, number) ? 1 : 0;
    });
  threads.clear();
  CHECK(signed_in == kPeople);
  for (int i = 0; i < kPeople; ++i) {
    const auto sessions = provider.org.sessions.list_of("00uperson" + std::to_string(i));
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].verified.size() == 2);
  }
}

TEST_CASE("of many who send the same right code, one goes on", "[hosted][race]") {
  TestProvider provider;
  ask_for_the_phone(provider);
  provider.change([](Directory& directory) {
    for (auto& rule : directory.session_policies.front().rules) rule.require_factor = true;
  });
  add_person(provider, 1);
  TestExchange first(provider);
  const auto transaction = begin_sign_in(first.exchange, std::nullopt).transaction;
  const http::Headers cookies{{"Cookie", "DT=" + transaction.device}};
  const auto answer = [&](const Input& input) {
    TestExchange test(provider, cookies);
    return answer_sign_in(test.exchange, transaction.state_token, transaction.csrf, input);
  };
  REQUIRE(answer(IdentifyInput{login_of(1)}));
  REQUIRE(answer(PasscodeInput{std::string(kAlicePassword)}));
  REQUIRE(answer(SendInput{"sms"}));
  const auto code = provider.org.messages.list(phone_of(1)).front().code;
  const int finished = race(kSameCode, [&](int) {
    TestExchange test(provider, cookies);
    const auto state =
        answer_sign_in(test.exchange, transaction.state_token, transaction.csrf, PasscodeInput{code});
    const auto* done = state ? std::get_if<Done>(&state->step.what) : nullptr;
    return done != nullptr && finish_sign_in(test.exchange, *state, *done);
  });
  CHECK(finished == 1);
  CHECK(provider.org.sessions.list_of("00uperson1").size() == 1);
}
