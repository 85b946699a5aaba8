#include <vector>

#include "mockidp/protocol/random.h"
#include "mockidp/signin/scene_test.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

std::string name_of_next(const Scene& scene) { return std::string(name_of(scene.next())); }

Scene scene_at_the_password_of(const std::string& identifier) {
  Scene scene;
  REQUIRE_FALSE(scene.answer(IdentifyInput{identifier}).problem);
  REQUIRE(name_of_next(scene) == "challenge okta_password");
  return scene;
}

const PasscodeInput kRight{kAnnsPassword};
const PasscodeInput kWrong{"not her password"};

}  // namespace

TEST_CASE("an identifier leads to the password, a right password to the end", "[signin]") {
  Scene scene;
  CHECK_FALSE(scene.answer(IdentifyInput{" \tann@example.com  ", true}).problem);
  CHECK(scene.transaction.identifier == "ann@example.com");
  CHECK(scene.transaction.keep_signed_in);
  REQUIRE(name_of_next(scene) == "challenge okta_password");

  const Outcome outcome = scene.answer(kRight);
  CHECK_FALSE(outcome.problem);
  CHECK(outcome.effects.empty());  // nothing about the person changed
  REQUIRE(scene.transaction.verified.size() == 1);
  CHECK(scene.transaction.verified[0].authenticator == "okta_password");
  CHECK(scene.transaction.verified[0].method == "pwd");
  CHECK(scene.transaction.verified[0].at == scene.now);
  const Step end = scene.next();
  REQUIRE(name_of(end) == "done");
  CHECK(std::get<Done>(end.what).person_id == "00uann");
}

TEST_CASE("an empty field is a problem of its own and costs no attempt", "[signin]") {
  Scene scene;
  for (const auto* blank : {"", "   ", "\t\n"}) {
    CHECK(scene.answer(IdentifyInput{blank}).problem == Problem::identifier_missing);
    CHECK(name_of_next(scene) == "identify");
  }
  scene.answer(IdentifyInput{"ann@example.com"});
  const Outcome outcome = scene.answer(PasscodeInput{""});
  CHECK(outcome.problem == Problem::passcode_missing);
  CHECK(outcome.effects.empty());
  CHECK(scene.transaction.failures == 0);
  CHECK(scene.ann().failed_attempts == 0);
}

TEST_CASE("an unknown username gets the password page, or is told where the org allows it", "[signin]") {
  Scene scene;
  SECTION("with user-enumeration prevention") {
    CHECK_FALSE(scene.answer(IdentifyInput{"nobody@example.com"}).problem);
    CHECK(name_of_next(scene) == "challenge okta_password");
    CHECK(scene.transaction.person_id.empty());
    const Outcome outcome = scene.answer(kRight);
    CHECK(outcome.problem == Problem::wrong_password);
    CHECK(outcome.cause == Problem::unknown_identifier);
  }
  SECTION("without") {
    scene.directory.org.switches.prevent_user_enumeration = false;
    CHECK(scene.answer(IdentifyInput{"nobody@example.com"}).problem == Problem::unknown_identifier);
    const Step step = scene.next();
    REQUIRE(name_of(step) == "identify");
    CHECK(std::get<Identify>(step.what).prefill == "nobody@example.com");
  }
}

TEST_CASE("a wrong password is counted, a right one forgets the count", "[signin]") {
  Scene scene = scene_at_the_password_of("ann@example.com");
  const Outcome wrong = scene.answer(kWrong);
  CHECK(wrong.problem == Problem::wrong_password);
  CHECK(wrong.cause == Problem::wrong_password);
  CHECK(scene.transaction.failures == 1);
  CHECK(scene.ann().failed_attempts == 1);
  CHECK(name_of_next(scene) == "challenge okta_password");

  scene.answer(kRight);
  CHECK(scene.ann().failed_attempts == 0);
  CHECK(name_of_next(scene) == "done");
}

TEST_CASE("the policy's number of wrong passwords locks, and then the right one does not help", "[signin]") {
  Scene scene = scene_at_the_password_of("ann@example.com");
  scene.directory.password_policies.front().max_attempts = 3;
  for (int attempt = 1; attempt <= 2; ++attempt) {
    scene.answer(kWrong);
    CHECK(scene.ann().status == PersonStatus::ACTIVE);
  }
  SECTION("one before the limit it does") {
    scene.answer(kRight);
    CHECK(name_of_next(scene) == "done");
  }
  SECTION("at the limit it does not") {
    CHECK(scene.answer(kWrong).cause == Problem::wrong_password);
    CHECK(scene.ann().status == PersonStatus::LOCKED_OUT);
    const Outcome outcome = scene.answer(kRight);
    CHECK(outcome.cause == Problem::locked_out);
    CHECK(outcome.problem == Problem::wrong_password);
    CHECK(outcome.effects.empty());
    CHECK(name_of_next(scene) == "challenge okta_password");
  }
  SECTION("and says so where the org may tell who has an account") {
    scene.answer(kWrong);
    scene.directory.org.switches.prevent_user_enumeration = false;
    CHECK(scene.answer(kRight).problem == Problem::locked_out);
  }
  SECTION("until the policy unlocks by itself") {
    scene.answer(kWrong);
    scene.directory.password_policies.front().auto_unlock = std::chrono::minutes(10);
    scene.now += std::chrono::seconds(599);
    CHECK(scene.answer(kRight).cause == Problem::locked_out);
    scene.now += std::chrono::seconds(1);
    CHECK_FALSE(scene.answer(kRight).problem);
    CHECK(scene.ann().status == PersonStatus::ACTIVE);
    CHECK(name_of_next(scene) == "done");
  }
}

TEST_CASE("whoever may not sign in reads what a wrong password reads, and leaves no mark", "[signin]") {
  const std::vector<std::pair<PersonStatus, Problem>> closed{
      {PersonStatus::SUSPENDED, Problem::suspended},      {PersonStatus::STAGED, Problem::not_active},
      {PersonStatus::PROVISIONED, Problem::not_active},   {PersonStatus::RECOVERY, Problem::not_active},
      {PersonStatus::DEPROVISIONED, Problem::not_active},
  };
  for (const auto& [status, cause] : closed) {
    CAPTURE(to_string(status));
    Scene scene = scene_at_the_password_of("ann@example.com");
    scene.ann().status = status;

    const Outcome right = scene.answer(kRight);
    CHECK(right.problem == Problem::wrong_password);
    CHECK(right.cause == cause);
    CHECK(right.effects.empty());

    scene.directory.org.switches.prevent_user_enumeration = false;
    CHECK(scene.answer(kRight).problem == cause);
    const Outcome wrong = scene.answer(kWrong);
    CHECK(wrong.problem == Problem::wrong_password);
    CHECK(wrong.effects.empty());
    CHECK(scene.ann().status == status);
    CHECK(name_of_next(scene) == "challenge okta_password");
  }
}

TEST_CASE("known and unknown people cannot be told apart, however often one tries", "[signin]") {
  Scene known = scene_at_the_password_of("ann@example.com");
  Scene unknown = scene_at_the_password_of("nobody@example.com");
  for (int attempt = 1; attempt <= 25; ++attempt) {
    CAPTURE(attempt);
    const Outcome ours = known.answer(kWrong);
    const Outcome nobodys = unknown.answer(kWrong);
    CHECK(ours.problem == nobodys.problem);
    CHECK(ours.transaction.failures == nobodys.transaction.failures);
    CHECK((ours.cause == Problem::locked_out) == (nobodys.cause == Problem::locked_out));
    CHECK(name_of_next(known) == name_of_next(unknown));
  }
}

TEST_CASE("no password opens an account that has none", "[signin]") {
  Scene scene = scene_at_the_password_of("ann@example.com");
  scene.ann().password = {};
  for (const auto* guess : {kAnnsPassword, " ", "\0"}) {
    scene.answer(PasscodeInput{guess});
    CHECK(name_of_next(scene) == "challenge okta_password");
  }
}

TEST_CASE("the session's person proves themselves anew without typing their name", "[signin]") {
  Scene scene;
  scene.session_of("00uann", std::chrono::seconds(7200)).session->last_used_at = scene.now;
  REQUIRE(name_of_next(scene) == "challenge okta_password");

  SECTION("with the right password") {
    scene.answer(kRight);
    CHECK(scene.transaction.identified);
    CHECK(scene.transaction.identifier == "ann@example.com");
    CHECK(scene.transaction.person_id == "00uann");
    CHECK(name_of_next(scene) == "done");
  }
  SECTION("a wrong one counts") {
    scene.answer(kWrong);
    CHECK(scene.ann().failed_attempts == 1);
    CHECK(name_of_next(scene) == "challenge okta_password");
  }
  SECTION("somebody else may take their place") {
    scene.answer(IdentifyInput{"bob@example.com"});
    scene.answer(PasscodeInput{kBobsPassword});
    const Step end = scene.next();
    REQUIRE(name_of(end) == "done");
    CHECK(std::get<Done>(end.what).person_id == "00ubob");
  }
  SECTION("or go back to the sign-in page, where the session names nobody any more") {
    scene.answer(StartOverInput{});
    CHECK(name_of_next(scene) == "identify");
    scene.answer(IdentifyInput{"ann@example.com"});
    CHECK(name_of_next(scene) == "challenge okta_password");
  }
}

TEST_CASE("starting over forgets the person and keeps the request", "[signin]") {
  Scene scene = scene_at_the_password_of("ann@example.com");
  scene.transaction.device = "device";
  scene.answer(kRight);
  scene.answer(StartOverInput{});
  CHECK_FALSE(scene.transaction.identified);
  CHECK(scene.transaction.identifier.empty());
  CHECK(scene.transaction.person_id.empty());
  CHECK(scene.transaction.verified.empty());
  CHECK(scene.transaction.device == "device");
  REQUIRE(scene.transaction.request);
  CHECK(scene.transaction.request->client_id == "0oaapp");
  CHECK(name_of_next(scene) == "identify");
}

TEST_CASE("another name may be given until something was verified", "[signin]") {
  Scene scene = scene_at_the_password_of("ann@example.com");
  scene.answer(IdentifyInput{"bob@example.com"});
  CHECK(scene.transaction.person_id == "00ubob");
  scene.answer(IdentifyInput{""});
  CHECK_FALSE(scene.transaction.identified);
  CHECK(scene.transaction.person_id.empty());

  scene.answer(IdentifyInput{"bob@example.com"});
  scene.answer(PasscodeInput{kBobsPassword});
  scene.answer(IdentifyInput{"ann@example.com"});
  CHECK(scene.transaction.person_id == "00ubob");
  CHECK(scene.transaction.identifier == "bob@example.com");
}

TEST_CASE("a password that nobody asked for changes nothing", "[signin]") {
  Scene scene;
  SECTION("before anybody was identified") {}
  SECTION("after everything was verified") { scene.identified_as("00uann").verified(); }
  const std::size_t verified = scene.transaction.verified.size();
  for (const PasscodeInput& input : {kRight, kWrong}) {
    const Outcome outcome = scene.answer(input);
    CHECK_FALSE(outcome.problem);
    CHECK(outcome.effects.empty());
    CHECK(outcome.transaction.failures == 0);
    CHECK(outcome.transaction.verified.size() == verified);
  }
}

TEST_CASE("a new password is salted and remembers its number of rounds", "[signin]") {
  protocol::SeededRandom random(1);
  const PasswordHash first = hash_password("secret", 7, random);
  const PasswordHash second = hash_password("secret", 7, random);
  CHECK(first.iterations == 7);
  CHECK(first.salt.size() == 16);
  CHECK(first.hash.size() == 32);
  CHECK(first.salt != second.salt);
  CHECK(first.hash != second.hash);
  CHECK(first.hash == protocol::pbkdf2_sha256("secret", first.salt, 7));
}

TEST_CASE("every problem has a name, a text, a message key and a code", "[signin]") {
  for (int i = 0; i <= static_cast<int>(Problem::foreign_browser); ++i) {
    const ProblemRow& row = problem_row(static_cast<Problem>(i));
    CAPTURE(row.name);
    CHECK_FALSE(row.name.empty());
    CHECK_FALSE(row.page_text.empty());
    CHECK_FALSE(row.i18n_key.empty());
    CHECK(row.error_code.size() == std::string_view("E0000004").size());
  }
  CHECK(problem_row(Problem::wrong_password).page_text == "Password is incorrect");
  CHECK(problem_row(Problem::wrong_password).i18n_key == "incorrectPassword");
  CHECK(problem_row(Problem::locked_out).page_text == problem_row(Problem::suspended).page_text);
}

}  // namespace mockidp
