#include "mockidp/org/seeding.h"

#include "mockidp/signin/engine.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

const auto kThen = protocol::TimePoint(protocol::Seconds(1000));
const auto kNow = protocol::TimePoint(protocol::Seconds(2000));

PersonSeed ann() {
  PersonSeed seed;
  seed.person.id = "00uann00000000000001";
  seed.person.login = "ann@example.com";
  seed.person.profile["firstName"] = "Ann";
  seed.password = protocol::Secret("first-password");
  return seed;
}

void enrol(PersonSeed& seed, std::string_view authenticator, const std::string& value) {
  auto& enrolment = seed.person.enrolments.emplace_back();
  enrolment.id = "enrolment00000000001";
  enrolment.authenticator = authenticator;
  if (authenticator == kPhoneKey) enrolment.phone_number = value;
  if (authenticator == kGoogleOtpKey) enrolment.secret = value;
  if (authenticator == kQuestionKey) enrolment.question = value;
}

PersonSeed with_everything() {
  auto seed = ann();
  enrol(seed, kPhoneKey, "+15556667777");
  enrol(seed, kGoogleOtpKey, "a-key-of-20-raw-byte");
  enrol(seed, kQuestionKey, "disliked_food");
  seed.security_answer = protocol::Secret("Brussels sprouts");
  return seed;
}

void enrol_phone_of_her_own(Person& person) {
  auto& phone = person.enrolments.emplace_back();
  phone.authenticator = kPhoneKey;
  phone.phone_number = "+15550001111";
}

Person started_from(const PersonSeed& seed) {
  protocol::SeededRandom random(1);
  return seeded_person(seed, OrgSettings{}, kThen, random);
}

void change_to(Person& person, const PersonSeed& before, const PersonSeed& after) {
  protocol::SeededRandom random(2);
  apply_change(person, before, after, OrgSettings{}, kNow, random);
}

}  // namespace

TEST_CASE("a seeded person has password and enrolments, and no secret in clear", "[seeding]") {
  const auto person = started_from(with_everything());
  CHECK(person.has_password());
  CHECK(person.password_changed_at == kThen);
  REQUIRE(person.enrolments.size() == 3);
  for (const auto& enrolment : person.enrolments) {
    CHECK(enrolment.created_at == kThen);
    CHECK(enrolment.id == "enrolment00000000001");
  }
  const auto* question = person.enrolment(kQuestionKey);
  REQUIRE(question);
  CHECK(question->question == "disliked_food");
  CHECK(question->answer_hash.size() == 32);
  CHECK(question->answer_hash.find("sprouts") == std::string::npos);
  CHECK_FALSE(started_from(PersonSeed{}).has_password());
}

TEST_CASE("any difference between seeds is one", "[seeding]") {
  const auto seed = with_everything();
  CHECK(same_seed(seed, with_everything()));
  const std::vector<void (*)(PersonSeed&)> changes{
      [](PersonSeed& s) { s.person.login = "anne@example.com"; },
      [](PersonSeed& s) { s.person.status = PersonStatus::SUSPENDED; },
      [](PersonSeed& s) { s.person.profile["firstName"] = "Anne"; },
      [](PersonSeed& s) { s.person.group_ids = {"g"}; },
      [](PersonSeed& s) { s.person.app_ids = {"a"}; },
      [](PersonSeed& s) { s.person.email_verified = false; },
      [](PersonSeed& s) { s.password = protocol::Secret("other"); },
      [](PersonSeed& s) { s.person.enrolments[0].phone_number = "+15556660000"; },
      [](PersonSeed& s) { s.person.enrolments[1].secret = "another-key-of-bytes"; },
      [](PersonSeed& s) { s.person.enrolments[2].question = "first_award"; },
      [](PersonSeed& s) { s.security_answer = protocol::Secret("cabbage"); },
      [](PersonSeed& s) { s.person.enrolments.pop_back(); },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    auto other = with_everything();
    changes[i](other);
    CHECK_FALSE(same_seed(seed, other));
    CHECK_FALSE(same_seed(other, seed));
  }
}

TEST_CASE("a change of the document leaves alone what it does not speak of", "[seeding]") {
  const auto before = ann();
  auto person = started_from(before);
  person.status = PersonStatus::LOCKED_OUT;
  person.failed_attempts = 10;
  person.password.hash = "of a password of her own";
  enrol_phone_of_her_own(person);

  auto after = ann();
  after.person.profile["firstName"] = "Anne";
  change_to(person, before, after);
  CHECK(person.profile.at("firstName") == "Anne");
  CHECK(person.updated_at == kNow);
  CHECK(person.status == PersonStatus::LOCKED_OUT);
  CHECK(person.failed_attempts == 10);
  CHECK(person.password.hash == "of a password of her own");
  REQUIRE(person.enrolment(kPhoneKey));
  CHECK(person.enrolment(kPhoneKey)->phone_number == "+15550001111");
}

TEST_CASE("what the document changes it changes, over what a person has done since", "[seeding]") {
  const auto before = ann();
  auto person = started_from(before);
  enrol_phone_of_her_own(person);
  auto after = with_everything();
  after.person.status = PersonStatus::SUSPENDED;
  after.password = protocol::Secret("second-password");
  const auto old_hash = person.password.hash;
  change_to(person, before, after);
  CHECK(person.status == PersonStatus::SUSPENDED);
  CHECK(person.password.hash != old_hash);
  CHECK(person.password_changed_at == kNow);
  REQUIRE(person.enrolments.size() == 3);
  CHECK(person.enrolment(kPhoneKey)->phone_number == "+15556667777");
  CHECK(person.enrolment(kQuestionKey)->answer_hash.size() == 32);

  change_to(person, after, before);
  CHECK(person.enrolments.empty());
  auto without_password = ann();
  without_password.password = protocol::Secret();
  change_to(person, before, without_password);
  CHECK_FALSE(person.has_password());
}
