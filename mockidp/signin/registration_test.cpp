#include "mockidp/signin/factors_scene_test.h"

namespace mockidp {
namespace {

constexpr auto kFirstPassword = "Entirely-new-5";

FactorsScene open_to_all() {
  FactorsScene scene;
  scene.only_email_recovers();
  auto& policy = scene.profile_policy();
  policy.self_service_registration = true;
  policy.email_verification = false;
  policy.fields = {
      {"firstName", "First name", true}, {"lastName", "Last name", true}, {"email", "Email", true}};
  return scene;
}

ProfileInput zoe() {
  return {{{"firstName", " Zoe "}, {"lastName", "Zander"}, {"email", "zoe@example.com"}}, {}};
}

Person& newcomer(Scene& scene) { return scene.people.at(scene.transaction.person_id); }

}  // namespace

TEST_CASE("nobody signs up where the policy denies it", "[signin]") {
  FactorsScene scene;
  CHECK_FALSE(std::get<Identify>(scene.next().what).can_sign_up);
  CHECK(scene.say(SignUpInput{}).problem == Problem::registration_unavailable);
  scene.say(zoe());
  CHECK(scene.people.size() == 2);
}

TEST_CASE("a sign-up without verification ends signed in, and a welcome is sent", "[signin]") {
  auto scene = open_to_all();
  CHECK(std::get<Identify>(scene.next().what).can_sign_up);
  scene.say(SignUpInput{});
  CHECK(scene.step() == "sign up");
  scene.say(zoe());
  CHECK(newcomer(scene).attribute("firstName") == "Zoe");
  CHECK(newcomer(scene).status == PersonStatus::PROVISIONED);
  REQUIRE(scene.sent.size() == 1);
  CHECK(scene.sent[0].kind == MessageKind::RegistrationEmailVerification);
  CHECK(scene.step() == "select enrollment");
  CHECK(std::get<SelectEnrolment>(scene.next().what).required == std::vector<std::string>{"okta_password"});
  scene.say(SelectInput{{"okta_password", "password"}});
  CHECK(scene.step() == "enroll okta_password");
  scene.say(NewPasswordInput{kFirstPassword, kFirstPassword, false});
  CHECK(newcomer(scene).status == PersonStatus::ACTIVE);
  CHECK(scene.step() == "select enrollment");
  CHECK(std::get<SelectEnrolment>(scene.next().what).can_skip);
  scene.say(SkipInput{});
  CHECK(scene.step() == "done");
}

TEST_CASE("each mistake of the form is told by its field, and what was typed stays", "[signin]") {
  auto scene = open_to_all();
  scene.say(SignUpInput{});
  auto input = zoe();
  input.values.erase("firstName");
  CHECK(scene.say(input).problem == Problem::field_missing);
  CHECK(std::get<EnrolProfile>(scene.next().what).values.at("lastName") == "Zander");
  input = zoe();
  input.values["email"] = "no address";
  CHECK(scene.say(input).problem == Problem::not_an_email_address);
  input = zoe();
  input.values["firstName"] = std::string(101, 'x');
  CHECK(scene.say(input).problem == Problem::field_too_long);
  input = zoe();
  input.values["email"] = "ann@example.com";
  CHECK(scene.say(input).problem == Problem::not_unique);
  input = zoe();
  input.values["department"] = "not asked for";
  scene.say(input);
  CHECK(newcomer(scene).attribute("department").empty());
}

TEST_CASE("with verification the sign-up waits for the mail", "[signin]") {
  auto scene = open_to_all();
  scene.profile_policy().email_verification = true;
  scene.say(SignUpInput{});
  scene.say(zoe());
  CHECK(scene.sent.back().kind == MessageKind::RegistrationActivation);
  CHECK(scene.step() == "check email");
  CHECK(newcomer(scene).status == PersonStatus::STAGED);
  CHECK(scene.say(PasscodeInput{"wrong"}).problem == Problem::wrong_code);
  scene.say(LinkInput{scene.sent.back().link_token});
  CHECK(newcomer(scene).email_verified);
  CHECK(scene.step() == "select enrollment");
}

TEST_CASE("who signs up for an app without being assigned is not let in", "[signin]") {
  auto scene = open_to_all();
  scene.app().assignment.group_ids = {"00gstaff"};
  scene.say(SignUpInput{});
  scene.say(zoe());
  CHECK(scene.step() == "select enrollment");
  scene.say(SelectInput{{"okta_password", "password"}});
  scene.say(NewPasswordInput{kFirstPassword, kFirstPassword, false});
  CHECK(refusal_of(scene.next()) == OktaError::user_not_assigned);
  CHECK(std::get<Refuse>(scene.next().what).signed_in);  // to the org, which is theirs
}

TEST_CASE("a profile that lacks what the policy requires is completed at a later sign-in", "[signin]") {
  auto scene = open_to_all();
  scene.profile_policy().progressive_profiling = true;
  scene.identify();
  CHECK(scene.passcode(kAnnsPassword) == "complete profile");
  CHECK(std::get<EnrolProfile>(scene.next().what).fields.size() == 2);  // she has an e-mail address
  scene.say(ProfileInput{{{"firstName", "Ann"}, {"lastName", "Archer"}}, {}});
  CHECK(scene.step() == "done");
  CHECK(scene.ann().attribute("lastName") == "Archer");
}

TEST_CASE("staying signed in is asked once in a while", "[signin]") {
  FactorsScene scene;
  scene.rule().keep_me_signed_in = true;
  scene.rule().keep_me_signed_in_every = std::chrono::hours(1);
  scene.identify();
  CHECK(scene.passcode(kAnnsPassword) == "keep me signed in");
  scene.say(StayInput{true});
  CHECK(scene.step() == "done");
  CHECK(scene.transaction.keep_signed_in);
  FactorsScene later;
  later.people = scene.people;
  later.rule() = scene.rule();
  later.now += std::chrono::seconds(3599);
  later.identify();
  CHECK(later.passcode(kAnnsPassword) == "done");
  later.now += std::chrono::seconds(1);
  CHECK(later.step() == "keep me signed in");
}

TEST_CASE("an app that signs in by itself goes through every policy", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers().with_phone(scene.ann());
  scene.identify();
  scene.say(AutomaticInput{});
  CHECK(scene.step() == "challenge okta_password");  // the app is not one of those
  scene.app().auto_sign_in = "ann@example.com";
  scene.say(AutomaticInput{});
  CHECK(scene.step() == "send code phone_number");
  scene.say(AutomaticInput{});
  CHECK(amr_values(done_of(scene.next()).verified) == std::vector<std::string>{"mfa", "pwd", "sms"});
  FactorsScene suspended;
  suspended.app().auto_sign_in = "ann@example.com";
  suspended.ann().status = PersonStatus::SUSPENDED;
  suspended.identify();
  suspended.say(AutomaticInput{});
  CHECK(suspended.step() == "challenge okta_password");
}

TEST_CASE("known and unknown people cost one password hash each", "[signin]") {
  for (const auto* login : {"ann@example.com", "nobody@example.com"}) {
    FactorsScene scene;
    scene.identify(login);
    CHECK(scene.say(PasscodeInput{"not the password"}).password_hashes == 1);
    CHECK(scene.say(PasscodeInput{""}).password_hashes == 0);
  }
}

TEST_CASE("identifier and password on one page are judged together", "[signin]") {
  FactorsScene scene;
  scene.session_rule().primary_factor = PrimaryFactor::password_idp;
  CHECK(std::get<Identify>(scene.next().what).with_password);
  for (const auto* login : {"ann@example.com", "nobody@example.com"}) {
    const auto wrong = scene.say(IdentifyInput{login, false, "not the password"});
    CHECK(wrong.problem == Problem::authentication_failed);
    CHECK(wrong.password_hashes == 1);
    CHECK(scene.step() == "identify");
  }
  CHECK(scene.ann().failed_attempts == 1);
  scene.say(IdentifyInput{"ann@example.com", false, kAnnsPassword});
  CHECK(scene.step() == "done");
}

TEST_CASE("who is denied by group learns it only once they have proved who they are", "[signin]") {
  FactorsScene scene;
  SignOnRule denied;
  denied.name = "Keep out";
  denied.allow = false;
  denied.conditions.people.include_person_ids = {"00uann"};
  auto& rules = scene.directory.sign_on_policies.front().rules;
  rules.insert(rules.begin(), denied);
  CHECK(scene.identify() == "challenge okta_password");
  scene.passcode(kAnnsPassword);
  CHECK(refusal_of(scene.next()) == OktaError::access_denied);
  scene.say(StartOverInput{});
  scene.identify("bob@example.com");
  CHECK(scene.passcode(kBobsPassword) == "done");
}

}  // namespace mockidp
