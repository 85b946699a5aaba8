#include <vector>

#include "mockidp/signin/next_step_case_test.h"

namespace mockidp {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

}  // namespace

TEST_CASE("an app's rule that denies refuses whoever is identified, known or not", "[signin]") {
  Scene scene;
  scene.rule().allow = false;
  SECTION("nobody yet") { CHECK(name_of(scene.next()) == "identify"); }
  SECTION("somebody known") {
    scene.identified_as("00uann");
    CHECK(refusal_of(scene.next()) == OktaError::access_denied);
  }
  SECTION("nobody we know") {
    scene.identified_as_nobody();
    CHECK(refusal_of(scene.next()) == OktaError::access_denied);
  }
  SECTION("somebody with a session") {
    scene.session_of("00uann", seconds(0));
    const Step step = scene.next();
    CHECK(refusal_of(step) == OktaError::access_denied);
    CHECK(step.why.policy == "One factor access");
    CHECK(step.why.rule == "Catch-all Rule");
    CHECK(step.why.constraint == "access=DENY");
  }
}

TEST_CASE("whoever is identified proves it, unless the browser's session is theirs and suffices",
          "[signin]") {
  check_next_steps({
      {"known", [](Scene& s) { s.identified_as("00uann"); }, "challenge okta_password", "no session"},
      {"unknown", [](Scene& s) { s.identified_as_nobody(); }, "challenge okta_password", "no session"},
      {"another than the session's",
       [](Scene& s) { s.session_of("00ubob", seconds(0)).identified_as("00uann"); },
       "challenge okta_password", "session of somebody else"},
      {"unknown, with somebody's session",
       [](Scene& s) { s.session_of("00ubob", seconds(0)).identified_as_nobody(); }, "challenge okta_password",
       "session of somebody else"},
      {"the session's own", [](Scene& s) { s.session_of("00uann", seconds(0)).identified_as("00uann"); },
       "done", "session"},
      {"the session's own, after starting over",
       [](Scene& s) {
         s.session_of("00uann", seconds(0)).identified_as("00uann").transaction.started_over = true;
       },
       "challenge okta_password", "back to sign in"},
      {"the session's own, with prompt=login",
       [](Scene& s) {
         s.session_of("00uann", seconds(0)).identified_as("00uann").request().prompt_login = true;
       },
       "challenge okta_password", "prompt=login"},
      {"verified", [](Scene& s) { s.identified_as("00uann").verified(); }, "done", "verified"},
      {"verified, with prompt=login",
       [](Scene& s) { s.identified_as("00uann").verified().request().prompt_login = true; }, "done",
       "verified"},
      {"verified, though the app wants it at every sign-in",
       [](Scene& s) {
         s.identified_as("00uann").verified();
         s.rule().verification.reauthenticate_in = seconds(0);
       },
       "done", "verified"},
      {"verified, and the person is gone since",
       [](Scene& s) {
         s.identified_as("00uann").verified();
         s.people.clear();
       },
       "challenge okta_password", "no session"},
      {"the session's person is gone",
       [](Scene& s) {
         s.session_of("00uann", seconds(0));
         s.people.clear();
       },
       "identify", "session of somebody else"},
  });
}

TEST_CASE("a person loaded by mistake is not taken for the transaction's", "[signin]") {
  Scene scene;
  scene.session_of("00ubob", seconds(0)).identified_as_nobody();
  const Situation mistaken{scene.directory, scene.transaction, scene.people.at("00ubob"), scene.session,
                           scene.now};
  CHECK(name_of(decide_next_step(mistaken)) == "challenge okta_password");
  CHECK(person_in_question(mistaken) == nullptr);
}

TEST_CASE("what became of a person decides whether their session goes on", "[signin]") {
  const std::vector<std::pair<PersonStatus, std::string>> expected{
      {PersonStatus::ACTIVE, "done"},          {PersonStatus::LOCKED_OUT, "done"},
      {PersonStatus::RECOVERY, "done"},        {PersonStatus::PASSWORD_EXPIRED, "done"},
      {PersonStatus::SUSPENDED, "identify"},   {PersonStatus::STAGED, "identify"},
      {PersonStatus::PROVISIONED, "identify"}, {PersonStatus::DEPROVISIONED, "identify"},
  };
  for (const auto& [status, step] : expected) {
    CAPTURE(to_string(status));
    Scene scene;
    scene.session_of("00uann", seconds(0)).ann().status = status;
    CHECK(name_of(scene.next()) == step);
  }
}

TEST_CASE("what became of a person since they proved themselves stops the sign-in", "[signin]") {
  const std::vector<std::pair<PersonStatus, Problem>> expected{
      {PersonStatus::LOCKED_OUT, Problem::locked_out}, {PersonStatus::SUSPENDED, Problem::suspended},
      {PersonStatus::STAGED, Problem::not_active},     {PersonStatus::PROVISIONED, Problem::not_active},
      {PersonStatus::RECOVERY, Problem::not_active},   {PersonStatus::DEPROVISIONED, Problem::not_active},
  };
  for (const auto& [status, problem] : expected) {
    CAPTURE(to_string(status));
    Scene scene;
    scene.identified_as("00uann").verified().ann().status = status;
    const Step step = scene.next();
    REQUIRE(name_of(step) == "stop");
    CHECK(std::get<Stop>(step.what).problem == problem);
    CHECK(step.why.constraint == "status=" + std::string(to_string(status)));
  }
}

TEST_CASE("an app is closed to whoever is not assigned, and only they hear of it", "[signin]") {
  Scene scene;
  scene.app().assignment.group_ids.clear();
  scene.identified_as("00uann");
  SECTION("before they proved who they are") { CHECK(name_of(scene.next()) == "challenge okta_password"); }
  SECTION("after it") {
    const Step step = scene.verified().next();
    CHECK(refusal_of(step) == OktaError::user_not_assigned);
    CHECK(step.why.rule == "My Web App");
  }
  SECTION("an assignment of their own opens it") {
    scene.verified().ann().app_ids = {"0oaapp"};
    CHECK(name_of(scene.next()) == "done");
  }
}

TEST_CASE("a refusal at the end of a sign-in leaves a session of the org behind", "[signin]") {
  Scene scene;
  scene.identified_as("00uann").verified();
  SECTION("who is not assigned") { scene.app().assignment.group_ids.clear(); }
  SECTION("whom the app's rule denies") { scene.rule().allow = false; }
  SECTION("who cannot do what acr_values wants") {
    scene.request().acr_values = {"urn:okta:loa:2fa:any"};
    CHECK(refusal_of(scene.next()) == OktaError::unmet_authentication_requirements);
  }
  const auto signed_in = std::get<Refuse>(scene.next().what).signed_in;
  REQUIRE(signed_in);
  CHECK(signed_in->person_id == "00uann");
  CHECK(amr_values(signed_in->verified) == std::vector<std::string>{"pwd"});
  CHECK_FALSE(signed_in->session_sufficed);
}

TEST_CASE("a refusal signs nobody in who could not have a session of the org", "[signin]") {
  Scene scene;
  scene.rule().allow = false;
  scene.identified_as("00uann").verified();
  REQUIRE(std::get<Refuse>(scene.next().what).signed_in);
  SECTION("nothing was proved") { scene.transaction.verified.clear(); }
  SECTION("the session policy wants a second factor") { scene.session_rule().require_factor = true; }
  SECTION("the session policy wants a password") {
    scene.session_rule().primary_factor = PrimaryFactor::password_idp;
    scene.transaction.verified = {{"okta_email", "email", scene.now}};
  }
  SECTION("suspended since") { scene.ann().status = PersonStatus::SUSPENDED; }
  SECTION("the password has expired") { scene.ann().status = PersonStatus::PASSWORD_EXPIRED; }
  SECTION("something has to be set up first") {
    scene.authenticator(kPhoneKey);
    scene.enrolment_policy().authenticators.push_back({std::string(kPhoneKey), SelfEnrolment::REQUIRED});
    REQUIRE(scene.rule().verification.factor_mode == FactorMode::one_factor);
  }
  SECTION("a session alone is refused") {
    scene.transaction.identified = false;
    scene.transaction.verified.clear();
    scene.session_of("00uann", seconds(0));
  }
  const Step step = scene.next();
  REQUIRE(name_of(step) == "refuse");
  CHECK_FALSE(std::get<Refuse>(step.what).signed_in);
}

TEST_CASE("whether a person is assigned is asked when they have authenticated, and not before", "[signin]") {
  Scene scene;
  scene.app().assignment.group_ids.clear();
  scene.authenticator(kPhoneKey);
  scene.enrolment_policy().authenticators.push_back({std::string(kPhoneKey), SelfEnrolment::OPTIONAL});
  scene.identified_as("00uann").verified();
  SECTION("the app wants two factors") {
    scene.rule().verification.factor_mode = FactorMode::two_factors;
    CHECK(name_of(scene.next()) == "select enrollment");
  }
  SECTION("the session policy wants two factors") {
    scene.session_rule().require_factor = true;
    CHECK(name_of(scene.next()) == "select enrollment");
  }
  SECTION("something has to be set up") {
    scene.enrolment_policy().authenticators.back().self = SelfEnrolment::REQUIRED;
    CHECK(name_of(scene.next()) == "select enrollment");
  }
  scene.transaction.verified.push_back({std::string(kPhoneKey), "sms", scene.now});
  scene.enrolment_policy().authenticators.pop_back();
  CHECK(refusal_of(scene.next()) == OktaError::user_not_assigned);
  CHECK(std::get<Refuse>(scene.next().what).signed_in->verified.size() == 2);
}

TEST_CASE("an app that was closed or taken away in the middle of a sign-in stops it", "[signin]") {
  Scene scene;
  scene.identified_as("00uann").verified();
  SECTION("closed") { scene.app().active = false; }
  SECTION("taken away") {
    scene.directory.apps.clear();
    scene.directory.index();
  }
  const Step step = scene.next();
  REQUIRE(name_of(step) == "stop");
  CHECK(std::get<Stop>(step.what).problem == Problem::denied_by_policy);
}

TEST_CASE("done carries the latest verification of each authenticator", "[signin]") {
  Scene scene;
  scene.session_of("00uann", hours(3)).session->last_used_at = scene.now;
  scene.session->verified.push_back({"okta_email", "otp", scene.now - hours(3)});

  SECTION("of session and transaction together") {
    scene.identified_as("00uann").verified();
    const Done done = done_of(scene.next());
    CHECK(done.person_id == "00uann");
    CHECK_FALSE(done.session_sufficed);
    REQUIRE(done.verified.size() == 2);
    CHECK(done.verified[0].authenticator == "okta_password");
    CHECK(done.verified[0].at == scene.now);
    CHECK(done.verified[1].authenticator == "okta_email");
    CHECK(done.verified[1].at == scene.now - hours(3));
  }
  SECTION("but nothing of a session of somebody else") {
    scene.session->person_id = "00ubob";
    scene.identified_as("00uann").verified();
    const Done done = done_of(scene.next());
    CHECK(done.person_id == "00uann");
    CHECK(done.verified.size() == 1);
  }
  SECTION("nor of a session that is over") {
    scene.session->last_used_at = scene.now - minutes(120);
    scene.identified_as("00uann").verified();
    CHECK(done_of(scene.next()).verified.size() == 1);
  }
}

TEST_CASE("the first page is filled with what was typed, or with login_hint", "[signin]") {
  Scene scene;
  CHECK(std::get<Identify>(scene.next().what).prefill.empty());
  scene.request().login_hint = "hint@example.com";
  CHECK(std::get<Identify>(scene.next().what).prefill == "hint@example.com");
  scene.transaction.identifier = "typed@example.com";
  CHECK(std::get<Identify>(scene.next().what).prefill == "typed@example.com");
}

TEST_CASE("the password page names the person, typed or of the session", "[signin]") {
  Scene scene;
  SECTION("of the session") {
    scene.session_of("00uann", seconds(7200)).session->last_used_at = scene.now;
    CHECK(std::get<ChallengePassword>(scene.next().what).identifier == "ann@example.com");
  }
  SECTION("typed") {
    scene.identified_as_nobody();
    CHECK(std::get<ChallengePassword>(scene.next().what).identifier == "nobody@example.com");
  }
}

TEST_CASE("a transaction lives for an hour", "[signin]") {
  Transaction transaction;
  transaction.created_at = kSceneNow;
  CHECK_FALSE(is_expired(transaction, kSceneNow + seconds(3599)));
  CHECK(is_expired(transaction, kSceneNow + seconds(3600)));
}

}  // namespace mockidp
