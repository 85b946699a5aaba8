#include "mockidp/signin/factors_scene_test.h"

namespace mockidp {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto kNewPassword = "Entirely-new-5";

NewPasswordInput new_password(std::string password = kNewPassword) { return {password, password, false}; }

FactorsScene recovering(std::string login = "ann@example.com") {
  FactorsScene scene;
  scene.only_email_recovers();
  scene.say(RecoverInput{});
  scene.identify(std::move(login));
  return scene;
}

}  // namespace

TEST_CASE("a forgotten password is reset by mail, and the sign-in goes on", "[signin]") {
  auto scene = recovering();
  CHECK(scene.step() == "send code okta_email");
  scene.say(SendInput{""});
  REQUIRE(scene.sent.size() == 1);
  CHECK(scene.sent[0].kind == MessageKind::ForgotPassword);
  CHECK(scene.sent[0].link_token.starts_with("ft"));
  CHECK(scene.sent[0].link_token.size() == 34);
  CHECK(code_of_link(scene.sent[0].link_token) == scene.last_code());
  CHECK(scene.passcode(scene.last_code()) == "reset okta_password");
  CHECK(scene.say(new_password("short")).problem == Problem::password_requirements_not_met);
  CHECK(scene.say(NewPasswordInput{kNewPassword, "Another-one-5", false}).problem ==
        Problem::passwords_differ);
  CHECK(scene.say(NewPasswordInput{kNewPassword, kNewPassword, true}).effects.size() == 3);
  CHECK(scene.sessions_ended_of == "00uann");
  CHECK(scene.sent.back().kind == MessageKind::PasswordChanged);
  CHECK(scene.step() == "done");
  CHECK(amr_values(done_of(scene.next()).verified) == std::vector<std::string>{"pwd"});
}

TEST_CASE("a recovery that no app waits for ends with a new password and nobody signed in", "[signin]") {
  FactorsScene scene;
  scene.only_email_recovers().transaction.request.reset();
  scene.say(RecoverInput{});
  scene.identify();
  scene.say(SendInput{""});
  scene.passcode(scene.last_code());
  scene.say(new_password());
  CHECK(scene.step() == "recovery completed");
  CHECK(scene.next().why.constraint == "selfServicePasswordReset");
  scene.say(IdentifyInput{"bob@example.com"});
  CHECK(scene.step() == "recovery completed");
  scene.say(StartOverInput{});
  CHECK(scene.identify() == "challenge okta_password");
  CHECK(scene.passcode(kNewPassword) == "done");
}

TEST_CASE("after a recovery the app's policy still asks for its second factor", "[signin]") {
  auto scene = recovering();
  scene.mandatory_mfa().with_phone(scene.ann());
  scene.say(SendInput{""});
  scene.passcode(scene.last_code());
  scene.say(new_password());
  CHECK(scene.step() == "send code phone_number");
}

TEST_CASE("the mail's link says as much as its code, once", "[signin]") {
  auto scene = recovering();
  scene.say(SendInput{""});
  const auto link = scene.sent.back().link_token;
  CHECK(scene.say(LinkInput{"ft0000000000000000000000000000000"}).problem == Problem::link_stale);
  auto late = scene;
  late.now += minutes(5);
  CHECK(late.say(LinkInput{link}).problem == Problem::link_expired);
  scene.now += minutes(5) - seconds(1);
  CHECK_FALSE(scene.say(LinkInput{link}).problem);
  CHECK(scene.step() == "reset okta_password");
  CHECK(scene.say(LinkInput{link}).problem == Problem::link_stale);
}

TEST_CASE("unknown and closed accounts see the pages of everybody, and no code fits", "[signin]") {
  const auto walk = [](FactorsScene scene) {
    std::vector<std::string> steps{scene.step()};
    scene.say(SendInput{""});
    steps.push_back(scene.step());
    steps.push_back(std::string(problem_row(*scene.say(PasscodeInput{"123456"}).problem).name));
    steps.push_back(scene.step());
    return steps;
  };
  const auto expected = walk(recovering());
  CHECK(walk(recovering("nobody@example.com")) == expected);
  for (const auto status : {PersonStatus::SUSPENDED, PersonStatus::DEPROVISIONED, PersonStatus::STAGED}) {
    auto scene = recovering();
    scene.ann().status = status;
    CHECK(walk(scene) == expected);
  }
}

TEST_CASE("who may not reset the password gets a mail that says so", "[signin]") {
  auto scene = recovering();
  scene.ann().status = PersonStatus::LOCKED_OUT;
  scene.say(SendInput{""});
  REQUIRE(scene.sent.size() == 1);
  CHECK(scene.sent[0].kind == MessageKind::ForgotPasswordDenied);
  CHECK(scene.sent[0].code.empty());
  CHECK(scene.step() == "challenge okta_email");
}

TEST_CASE("where the policy denies it, there is no reset", "[signin]") {
  FactorsScene scene;
  scene.password_policy().password_reset = false;
  CHECK_FALSE(std::get<Identify>(scene.next().what).can_recover);
  CHECK(scene.say(RecoverInput{}).problem == Problem::reset_not_allowed);
  CHECK(scene.step() == "identify");
}

TEST_CASE("additional verification comes before the new password", "[signin]") {
  auto scene = recovering();
  scene.password_policy().step_up = StepUp::any_authenticator;
  scene.with_phone(scene.ann());
  scene.say(SendInput{""});
  CHECK(scene.passcode(scene.last_code()) == "send code phone_number");
  scene.say(SendInput{""});
  CHECK(scene.sent.back().kind == MessageKind::sms);
  CHECK(scene.passcode(scene.last_code()) == "reset okta_password");
}

TEST_CASE("a lock is opened by its owner where the policy lets them", "[signin]") {
  FactorsScene scene;
  scene.only_email_recovers();
  CHECK(scene.say(UnlockInput{}).problem == Problem::unlock_not_allowed);
  scene.password_policy().unlock = true;
  scene.ann().status = PersonStatus::LOCKED_OUT;
  scene.ann().failed_attempts = 10;
  scene.say(UnlockInput{});
  CHECK(scene.identify() == "send code okta_email");
  scene.say(SendInput{""});
  CHECK(scene.sent.back().kind == MessageKind::SelfServiceUnlock);
  CHECK(scene.passcode(scene.last_code()) == "unlocked");
  CHECK(scene.ann().status == PersonStatus::ACTIVE);
  CHECK(scene.ann().failed_attempts == 0);
  scene.say(StartOverInput{});
  CHECK(scene.step() == "identify");
}

TEST_CASE("an expired password is changed as soon as it was proved", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers().with_phone(scene.ann());
  scene.ann().status = PersonStatus::PASSWORD_EXPIRED;
  scene.identify();
  CHECK(scene.passcode(kAnnsPassword) == "password expired");
  CHECK(scene.say(new_password(kAnnsPassword)).problem == Problem::password_requirements_not_met);
  scene.say(new_password());
  CHECK(scene.ann().status == PersonStatus::ACTIVE);
  CHECK(scene.step() == "send code phone_number");
}

TEST_CASE("a password that is about to expire can be changed later", "[signin]") {
  FactorsScene scene;
  scene.password_policy().max_age_days = 30;
  scene.password_policy().expire_warn_days = 5;
  scene.ann().password_changed_at = scene.now - std::chrono::hours(24 * 27);
  scene.identify();
  CHECK(scene.passcode(kAnnsPassword) == "password expiring");
  CHECK(std::get<SetPassword>(scene.next().what).days_left == 2);
  scene.say(SkipInput{});
  CHECK(scene.step() == "done");
}

}  // namespace mockidp
