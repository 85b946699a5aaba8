#include <chrono>

#include "mockidp/protocol/one_time_password.h"
#include "mockidp/signin/authenticators/phone.h"
#include "mockidp/signin/factors_scene_test.h"

namespace mockidp {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const SelectInput kSelectPhone{{"phone_number", ""}};

std::vector<std::string> amr_of_done(const Scene& scene) {
  return amr_values(done_of(scene.next()).verified);
}

}  // namespace

TEST_CASE("who has no phone sets it up before the first code is due", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers();
  CHECK(scene.identify() == "challenge okta_password");
  CHECK(scene.passcode(kAnnsPassword) == "select enrollment");
  CHECK_FALSE(std::get<SelectEnrolment>(scene.next().what).can_skip);
  scene.say(SkipInput{});
  CHECK(scene.step() == "select enrollment");
  scene.say(kSelectPhone);
  CHECK(scene.step() == "enroll phone_number");
  CHECK(scene.say(EnrolPhoneInput{"12", "sms"}).problem == Problem::phone_number_invalid);
  scene.say(EnrolPhoneInput{"+1 (555) 666-7777", "sms"});
  REQUIRE(scene.sent.size() == 1);
  CHECK(scene.sent[0].kind == MessageKind::sms);
  CHECK(scene.sent[0].to == "+15556667777");
  CHECK(scene.say(PasscodeInput{"000000x"}).problem == Problem::wrong_code);
  CHECK(scene.passcode(scene.last_code()) == "done");
  REQUIRE(scene.sent.size() == 2);
  CHECK(scene.sent[1].kind == MessageKind::AuthenticatorEnrolled);
  CHECK(scene.sent[1].to == "ann@example.com");
  CHECK(scene.sent[1].detail == "Phone");
  CHECK(scene.sent[1].code.empty());
  CHECK(amr_of_done(scene) == std::vector<std::string>{"mfa", "pwd", "sms"});
  REQUIRE(scene.ann().enrolment(kPhoneKey) != nullptr);
  CHECK(scene.ann().enrolment(kPhoneKey)->phone_number == "+15556667777");
}

TEST_CASE("what was chosen stays after a mistake", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers();
  scene.enrolment_policy().authenticators.push_back({std::string(kQuestionKey), SelfEnrolment::OPTIONAL});
  scene.enrolment_policy().authenticators.push_back({std::string(kPhoneKey), SelfEnrolment::REQUIRED});
  scene.authenticator(kPhoneKey).methods = {"sms", "voice"};
  scene.identify();
  scene.passcode(kAnnsPassword);
  scene.say(kSelectPhone);
  CHECK(std::get<EnrolPhone>(scene.next().what).method == "sms");
  scene.say(EnrolPhoneInput{"12", "voice"});
  CHECK(std::get<EnrolPhone>(scene.next().what).method == "voice");
  CHECK(std::get<EnrolPhone>(scene.next().what).number == "12");
  scene.say(EnrolPhoneInput{"12", "pigeon"});
  CHECK(std::get<EnrolPhone>(scene.next().what).method == "voice");

  scene.enrolment_policy().authenticators = {{std::string(kQuestionKey), SelfEnrolment::REQUIRED}};
  scene.rule().verification = {};
  scene.say(SelectInput{{"security_question", ""}});
  scene.say(EnrolQuestionInput{"custom", " What is it? ", "no"});
  CHECK(std::get<EnrolQuestion>(scene.next().what).key == "custom");
  CHECK(std::get<EnrolQuestion>(scene.next().what).words == "What is it?");
  scene.say(EnrolQuestionInput{"disliked_food", "", "no"});
  CHECK(std::get<EnrolQuestion>(scene.next().what).key == "disliked_food");
  CHECK(std::get<EnrolQuestion>(scene.next().what).words.empty());
}

TEST_CASE("who has a phone is asked for its code after the password", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers().with_phone(scene.ann());
  scene.identify();
  CHECK(scene.passcode(kAnnsPassword) == "send code phone_number");
  CHECK(std::get<SendCode>(scene.next().what).offer.profile == "+1 XXX-XXX-7777");
  scene.say(SendInput{"voice"});
  CHECK(scene.sent.back().kind == MessageKind::voice);
  CHECK(scene.step() == "challenge phone_number");
  CHECK(scene.passcode(scene.last_code()) == "done");
  CHECK(amr_of_done(scene) == std::vector<std::string>{"mfa", "pwd", "tel"});
}

TEST_CASE("with several second factors one is chosen, and another can be", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().with_phone(scene.ann());
  scene.identify();
  CHECK(scene.passcode(kAnnsPassword) == "select authenticator");
  scene.say(SelectInput{{"okta_email", "email"}});
  CHECK(scene.step() == "send code okta_email");
  scene.say(ReselectInput{});
  CHECK(scene.step() == "select authenticator");
  scene.say(SelectInput{{"google_otp", "otp"}});  // which she does not have
  CHECK(scene.step() == "select authenticator");
  scene.say(kSelectPhone);
  CHECK(scene.step() == "send code phone_number");
}

TEST_CASE("nobody sets anything up before they have proved who they are", "[signin]") {
  FactorsScene scene;
  scene.rule().verification.factor_mode = FactorMode::two_factors;
  scene.only_email_recovers();
  scene.identify();
  scene.say(kSelectPhone);
  scene.say(EnrolPhoneInput{"+15556667777", "sms"});
  CHECK(scene.step() == "challenge okta_password");
  CHECK(scene.sent.empty());
}

TEST_CASE("what nobody can meet is told only to who has proved who they are", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers();
  scene.enrolment_policy().authenticators = {{std::string(kPasswordKey), SelfEnrolment::REQUIRED}};
  CHECK(scene.identify() == "challenge okta_password");
  CHECK(scene.passcode(kAnnsPassword) == "stop");
  CHECK(std::get<Stop>(scene.next().what).problem == Problem::assurance_unsatisfiable);
}

TEST_CASE("a sent code lives for as long as its authenticator says", "[signin]") {
  for (const auto& [ago, right] :
       {std::pair(minutes(5) - seconds(1), true), std::pair(seconds(minutes(5)), false)}) {
    FactorsScene scene;
    scene.mandatory_mfa().only_email_recovers().with_phone(scene.ann());
    scene.identify();
    scene.passcode(kAnnsPassword);
    scene.say(SendInput{""});
    scene.now += ago;
    CHECK((scene.passcode(scene.last_code()) == "done") == right);
  }
}

TEST_CASE("a new code ends the one before it, and comes no sooner than allowed", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers().with_phone(scene.ann());
  scene.identify();
  scene.passcode(kAnnsPassword);
  scene.say(SendInput{""});
  const auto first = scene.last_code();
  scene.now += seconds(29);
  CHECK(scene.say(SendInput{""}).problem == Problem::sent_too_soon_sms);
  CHECK(scene.sent.size() == 1);
  scene.now += seconds(1);
  CHECK_FALSE(scene.say(SendInput{""}).problem);
  CHECK(scene.passcode(first) == "challenge phone_number");
  CHECK(scene.passcode(scene.last_code()) == "done");
}

TEST_CASE("five wrong codes within five minutes block the authenticator for five", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers().with_phone(scene.ann());
  scene.authenticator(kPhoneKey).token_lifetime = minutes(30);
  scene.identify();
  scene.passcode(kAnnsPassword);
  scene.say(SendInput{""});
  for (int i = 0; i < 5; ++i) CHECK(scene.say(PasscodeInput{"wrong"}).problem == Problem::wrong_code);
  CHECK(scene.say(PasscodeInput{scene.last_code()}).problem == Problem::authenticator_blocked);
  scene.now += minutes(5) - seconds(1);
  CHECK(scene.say(PasscodeInput{scene.last_code()}).problem == Problem::authenticator_blocked);
  scene.now += seconds(1);
  CHECK(scene.passcode(scene.last_code()) == "done");
  CHECK(scene.ann().status == PersonStatus::ACTIVE);
}

TEST_CASE("four wrong codes are forgotten with the window", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers().with_phone(scene.ann());
  scene.authenticator(kPhoneKey).token_lifetime = minutes(30);
  scene.identify();
  scene.passcode(kAnnsPassword);
  scene.say(SendInput{""});
  for (int i = 0; i < 4; ++i) scene.say(PasscodeInput{"wrong"});
  scene.now += minutes(5);
  CHECK(scene.say(PasscodeInput{"wrong"}).problem == Problem::wrong_code);
  CHECK(scene.passcode(scene.last_code()) == "done");
}

TEST_CASE("a code of an authenticator app works once, also across its step", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers();
  Enrolment app;
  app.id = "uft1";
  app.authenticator = kGoogleOtpKey;
  app.secret = "12345678901234567890";
  scene.ann().enrolments.push_back(app);
  const auto code = protocol::hotp(app.secret, static_cast<std::uint64_t>(protocol::totp_counter(scene.now)));
  scene.identify();
  CHECK(scene.passcode(kAnnsPassword) == "challenge google_otp");
  CHECK(scene.passcode(code) == "done");

  FactorsScene again;
  again.mandatory_mfa().only_email_recovers();
  again.people = scene.people;
  again.identify();
  again.passcode(kAnnsPassword);
  CHECK(again.say(PasscodeInput{code}).problem == Problem::wrong_code);
  again.now += seconds(30);
  CHECK(again.say(PasscodeInput{code}).problem == Problem::wrong_code);
}

TEST_CASE("an authenticator app is set up with a key of its own", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().only_email_recovers();
  scene.enrolment_policy().authenticators.push_back({std::string(kGoogleOtpKey), SelfEnrolment::OPTIONAL});
  scene.identify();
  scene.passcode(kAnnsPassword);
  scene.say(SelectInput{{"google_otp", "otp"}});
  const auto page = std::get<EnrolOtp>(scene.next().what);
  CHECK_THAT(page.uri, ContainsSubstring("otpauth://totp/") && ContainsSubstring(page.secret));
  const auto key = protocol::base32_decode(page.secret);
  REQUIRE(key);
  scene.say(SendInput{""});  // "Next"
  CHECK(scene.step() == "enroll google_otp");
  const auto counter = static_cast<std::uint64_t>(protocol::totp_counter(scene.now));
  CHECK(scene.passcode(protocol::hotp(*key, counter)) == "done");
}

TEST_CASE("acr_values ask for more than the policies do, and only for what is missing", "[signin]") {
  FactorsScene scene;
  scene.only_email_recovers().with_phone(scene.ann());
  scene.session_of("00uann", minutes(1));
  CHECK(scene.step() == "done");
  scene.request().acr_values = {"urn:unknown", "urn:okta:loa:2fa:any"};
  CHECK(scene.step() == "send code phone_number");
  CHECK(scene.next().why.rule == "acr_values=urn:okta:loa:2fa:any");
  scene.say(SendInput{""});
  CHECK(scene.passcode(scene.last_code()) == "done");
  CHECK(done_of(scene.next()).acr == "urn:okta:loa:2fa:any");

  FactorsScene out_of_reach;
  out_of_reach.session_of("00uann", minutes(1));
  out_of_reach.request().acr_values = {"phr"};
  CHECK(refusal_of(out_of_reach.next()) == OktaError::unmet_authentication_requirements);

  FactorsScene if_possible;
  if_possible.only_email_recovers().session_of("00uann", minutes(1));
  if_possible.enrolment_policy().authenticators = {{std::string(kPasswordKey), SelfEnrolment::REQUIRED}};
  if_possible.request().acr_values = {"urn:okta:loa:2fa:any:ifpossible"};
  CHECK(if_possible.step() == "done");
}

TEST_CASE("with prompt=none a missing factor is the client's to hear", "[signin]") {
  FactorsScene scene;
  scene.mandatory_mfa().with_phone(scene.ann());
  scene.session_of("00uann", minutes(1));
  scene.request().prompt_none = true;
  CHECK(refusal_of(scene.next()) == OktaError::app_sign_on_required);
}

TEST_CASE("a session policy that wants a second factor asks for it, and remembers the device if so set",
          "[signin]") {
  FactorsScene scene;
  scene.only_email_recovers().with_phone(scene.ann());
  scene.session_rule().require_factor = true;
  scene.session_rule().factor_prompt_mode = FactorPromptMode::device;
  scene.transaction.device = "DI1abc";
  scene.answer(IdentifyInput{"ann@example.com", true});
  CHECK(scene.passcode(kAnnsPassword) == "send code phone_number");
  scene.say(SendInput{""});
  scene.passcode(scene.last_code());
  CHECK(done_of(scene.next()).remember_device);

  const std::string digest(protocol::as_view(protocol::sha256(std::string("DI1abc"))));
  for (const auto& [ago, done] :
       {std::pair(minutes(15) - seconds(1), true), std::pair(seconds(minutes(15)), false)}) {
    FactorsScene later;
    later.only_email_recovers().with_phone(later.ann());
    later.session_rule() = scene.session_rule();
    later.transaction.device = "DI1abc";
    later.ann().remembered_devices = {{digest, later.now - ago}};
    later.identify();
    CHECK((later.passcode(kAnnsPassword) == "done") == done);
  }
}

TEST_CASE("phone numbers are E.164, however they are typed", "[signin]") {
  CHECK(parse_phone_number("+1 (555) 666-7777") == "+15556667777");
  CHECK(parse_phone_number("+49.170.1234567") == "+491701234567");
  for (const auto* wrong :
       {"", "5556667777", "+0123456789", "+1234567", "+1234567890123456", "+1555x6667777", "++15556667777"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_phone_number(wrong));
  }
}

}  // namespace mockidp
