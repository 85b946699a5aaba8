#include <functional>

#include "mockidp/signin/next_step_case_test.h"

namespace mockidp {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

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
         s.rule().verification.reauthenticate_in = seconds(0);
         s.session_of("00uann", seconds(0));
       },
       "challenge okta_password", "reauthenticateIn=PT0S"},
      {"at every sign-in, and the clock was moved back",
       [](Scene& s) {
         s.rule().verification.reauthenticate_in = seconds(0);
         s.session_of("00uann", seconds(-5));
       },
       "challenge okta_password", "reauthenticateIn=PT0S"},
      {"an odd interval",
       [](Scene& s) {
         s.rule().verification.reauthenticate_in = minutes(90) + seconds(7);
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
         s.rule().verification.reauthenticate_in = hours(1000);
         s.session_of("00uann", minutes(120) - seconds(1));
       },
       "done", "session"},
      {"the session has idled too long",
       [](Scene& s) {
         s.rule().verification.reauthenticate_in = hours(1000);
         s.session_of("00uann", minutes(120));
       },
       "identify", "maxSessionIdleMinutes=120"},
      {"a second before the session has lived too long",
       [](Scene& s) {
         s.directory.session_policies.front().rules.front().max_lifetime = minutes(60);
         s.session_of("00uann", minutes(60) - seconds(1));
       },
       "done", "session"},
      {"the session has lived too long",
       [](Scene& s) {
         s.directory.session_policies.front().rules.front().max_lifetime = minutes(60);
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
       "challenge okta_password", "1FA"},
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

TEST_CASE("what would stop a person on a page is the client's to hear with prompt=none", "[signin]") {
  struct Case {
    const char* title;
    std::function<void(Scene&)> arrange;
    OktaError heard;
    const char* decided_by;
  };
  const Case cases[] = {
      {"the app asks for what nobody can do",
       [](Scene& s) {
         FactorConstraint hardware{.required = true, .hardware_protection = true};
         s.rule().verification.constraints = {{.knowledge = {}, .possession = hardware}};
       },
       OktaError::app_sign_on_required, "prompt=none, and unsatisfiable: constraints"},
      {"the global session policy denies", [](Scene& s) { s.session_rule().allow = false; },
       OktaError::access_denied, "global session policy Default Policy, rule Default Rule: access DENY"},
      {"not assigned, which the page tells",
       [](Scene& s) {
         s.app().assignment.group_ids.clear();
         s.directory.org.switches.not_assigned_as_page = true;
       },
       OktaError::user_not_assigned, "assignment of My Web App"},
      {"the app is closed", [](Scene& s) { s.app().active = false; }, OktaError::access_denied,
       "status of app My Web App"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.title);
    Scene scene;
    one.arrange(scene.session_of("00uann", seconds(0)));
    const Step shown = scene.next();
    CHECK(name_of(shown) == "stop");
    scene.request().prompt_none = true;
    const Step told = scene.next();
    CHECK(refusal_of(told) == one.heard);
    CHECK(std::get<Refuse>(told.what).refusal.decided_by == one.decided_by);
    CHECK(told.why.constraint == shown.why.constraint);
  }
}

}  // namespace mockidp
