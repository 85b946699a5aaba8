#include <functional>
#include <vector>

#include "mockidp/signin/engine.h"
#include "mockidp/signin/scene_test.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct NextStepCase {
  const char* title;
  std::function<void(Scene&)> arrange;
  std::string step;
  std::string constraint;
};

void check_next_steps(const std::vector<NextStepCase>& cases) {
  for (const auto& one : cases) {
    CAPTURE(one.title);
    Scene scene;
    one.arrange(scene);
    const Step step = scene.next();
    CHECK(name_of(step) == one.step);
    CHECK(step.why.constraint == one.constraint);
  }
}

OktaError refusal_of(const Step& step) {
  const auto* refuse = std::get_if<Refuse>(&step.what);
  REQUIRE(refuse != nullptr);
  CHECK_FALSE(refuse->refusal.decided_by.empty());
  return refuse->refusal.error;
}

Done done_of(const Step& step) {
  const auto* done = std::get_if<Done>(&step.what);
  REQUIRE(done != nullptr);
  return *done;
}

}  // namespace

TEST_CASE("a session suffices up to the limits of request and policies, and not a second longer",
          "[signin]") {
  check_next_steps({
      {"nobody is known", [](Scene&) {}, "identify", "no session"},
      {"signed in just now", [](Scene& s) { s.session_of("00uann", seconds(0)); }, "done", "session"},
      {"a second before the app wants the password again",
       [](Scene& s) { s.session_of("00uann", seconds(7199)).session->last_used_at = s.now; }, "done",
       "session"},
      {"the app wants the password again",
       [](Scene& s) { s.session_of("00uann", seconds(7200)).session->last_used_at = s.now; },
       "challenge okta_password", "reauthenticateIn=PT2H"},
      {"the app wants it at every sign-in",
       [](Scene& s) {
         s.rule().reauthenticate_in = seconds(0);
         s.session_of("00uann", seconds(0));
       },
       "challenge okta_password", "reauthenticateIn=PT0S"},
      {"at every sign-in, and the clock was moved back",
       [](Scene& s) {
         s.rule().reauthenticate_in = seconds(0);
         s.session_of("00uann", seconds(-5));
       },
       "challenge okta_password", "reauthenticateIn=PT0S"},
      {"an odd interval",
       [](Scene& s) {
         s.rule().reauthenticate_in = minutes(90) + seconds(7);
         s.session_of("00uann", minutes(91));
       },
       "challenge okta_password", "reauthenticateIn=PT1H30M7S"},
      {"max_age is just kept",
       [](Scene& s) {
         s.request().max_age = seconds(300);
         s.session_of("00uann", seconds(300));
       },
       "done", "session"},
      {"max_age is exceeded",
       [](Scene& s) {
         s.request().max_age = seconds(300);
         s.session_of("00uann", seconds(301));
       },
       "challenge okta_password", "max_age=300"},
      {"max_age=0 equals prompt=login",
       [](Scene& s) {
         s.request().max_age = seconds(0);
         s.session_of("00uann", seconds(0));
       },
       "identify", "max_age=0"},
      {"prompt=login",
       [](Scene& s) {
         s.request().prompt_login = true;
         s.session_of("00uann", seconds(0));
       },
       "identify", "prompt=login"},
      {"back to sign in",
       [](Scene& s) {
         s.transaction.started_over = true;
         s.session_of("00uann", seconds(0));
       },
       "identify", "back to sign in"},
      {"a second before the session has idled too long",
       [](Scene& s) {
         s.rule().reauthenticate_in = hours(1000);
         s.session_of("00uann", minutes(120) - seconds(1));
       },
       "done", "session"},
      {"the session has idled too long",
       [](Scene& s) {
         s.rule().reauthenticate_in = hours(1000);
         s.session_of("00uann", minutes(120));
       },
       "identify", "maxSessionIdleMinutes=120"},
      {"a second before the session has lived too long",
       [](Scene& s) {
         s.directory.session_policy.max_lifetime = minutes(60);
         s.session_of("00uann", minutes(60) - seconds(1));
       },
       "done", "session"},
      {"the session has lived too long",
       [](Scene& s) {
         s.directory.session_policy.max_lifetime = minutes(60);
         s.session_of("00uann", minutes(60)).session->last_used_at = s.now;
       },
       "identify", "maxSessionLifetimeMinutes=60"},
      {"signing in to the org itself, no app asks",
       [](Scene& s) {
         s.transaction.request.reset();
         s.session_of("00uann", hours(30)).session->last_used_at = s.now;
       },
       "done", "session"},
      {"a session without any verification",
       [](Scene& s) { s.session_of("00uann", seconds(0)).session->verified.clear(); },
       "challenge okta_password", "reauthenticateIn=PT2H"},
  });
}

TEST_CASE("prompt=none asks nobody", "[signin]") {
  Scene scene;
  scene.request().prompt_none = true;

  SECTION("without a session") { CHECK(refusal_of(scene.next()) == OktaError::login_required); }
  SECTION("with a session that is over") {
    scene.session_of("00uann", minutes(120));
    CHECK(refusal_of(scene.next()) == OktaError::login_required);
  }
  SECTION("with a session of somebody who is suspended") {
    scene.session_of("00uann", seconds(0)).ann().status = PersonStatus::SUSPENDED;
    CHECK(refusal_of(scene.next()) == OktaError::login_required);
  }
  SECTION("with a session that the app's rule finds too old") {
    scene.session_of("00uann", seconds(7200)).session->last_used_at = scene.now;
    CHECK(refusal_of(scene.next()) == OktaError::app_sign_on_required);
  }
  SECTION("with a session that max_age finds too old") {
    scene.request().max_age = seconds(10);
    scene.session_of("00uann", seconds(11));
    CHECK(refusal_of(scene.next()) == OktaError::app_sign_on_required);
  }
  SECTION("with an identifier from a form that nobody was shown") {
    scene.identified_as("00uann");
    CHECK(refusal_of(scene.next()) == OktaError::login_required);
  }
  SECTION("with a session that suffices") {
    scene.session_of("00uann", seconds(0));
    CHECK(done_of(scene.next()).session_sufficed);
  }
  SECTION("with a session of somebody who is not assigned") {
    scene.app().assignment.group_ids.clear();
    scene.session_of("00uann", seconds(0));
    CHECK(refusal_of(scene.next()) == OktaError::user_not_assigned);
  }
}

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
         s.rule().reauthenticate_in = seconds(0);
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
      {PersonStatus::LOCKED_OUT, Problem::locked_out},
      {PersonStatus::SUSPENDED, Problem::suspended},
      {PersonStatus::STAGED, Problem::not_active},
      {PersonStatus::PROVISIONED, Problem::not_active},
      {PersonStatus::RECOVERY, Problem::not_active},
      {PersonStatus::DEPROVISIONED, Problem::not_active},
      {PersonStatus::PASSWORD_EXPIRED, Problem::not_active},
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
