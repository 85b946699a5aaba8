// Each policy against each state that it looks at, with both sides of each boundary. What is about the
// session alone is in session_sufficiency_test.cpp, about one person in next_step_test.cpp.

#include "mockidp/directory/expression/expression.h"
#include "mockidp/signin/factors_scene_test.h"

namespace mockidp {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct FactorsCase {
  const char* title;
  std::function<void(FactorsScene&)> arrange;
  std::string step;
  std::string constraint;
};

void check_factor_steps(const std::vector<FactorsCase>& cases) {
  for (const auto& one : cases) {
    CAPTURE(one.title);
    FactorsScene scene;
    scene.only_email_recovers().with_phone(scene.ann());
    one.arrange(scene);
    const Step step = scene.next();
    CHECK(name_of(step) == one.step);
    CHECK(step.why.constraint == one.constraint);
  }
}

// A session with the password proved so long ago, and a text so long ago.
FactorsScene& with_two_factors(FactorsScene& s, seconds password, seconds text) {
  s.session_of("00uann", password).session->last_used_at = s.now;
  s.session->verified.push_back({std::string(kPhoneKey), "sms", s.now - text});
  return s;
}

MethodChain chain_of(std::vector<MethodRef> methods) {
  MethodChain chain;
  for (auto& method : methods) chain.steps.push_back({{std::move(method)}, {}});
  return chain;
}
const MethodRef kPasswordMethod{"okta_password", "password"};
const MethodRef kTextMethod{"phone_number", "sms"};

// A rule with these conditions in front of the catch-all, which asks for two factors.
SignOnRule& rule_in_front(Scene& s) {
  auto& rules = s.directory.sign_on_policies.front().rules;
  SignOnRule rule;
  rule.id = "0pr0";
  rule.name = "In front";
  rule.verification.factor_mode = FactorMode::two_factors;
  rules.insert(rules.begin(), rule);
  return rules.front();
}

Scene& ann_verified(Scene& s) { return s.identified_as("00uann").verified(); }

}  // namespace

TEST_CASE("of two factors each lapses for itself, at the second the rule says", "[signin]") {
  check_factor_steps({
      {"both fresh",
       [](FactorsScene& s) { with_two_factors(s.mandatory_mfa(), seconds(7199), seconds(7199)); }, "done",
       "session"},
      {"the text lapsed",
       [](FactorsScene& s) { with_two_factors(s.mandatory_mfa(), seconds(7199), seconds(7200)); },
       "send code phone_number", "reauthenticateIn=PT2H"},
      {"the password lapsed",
       [](FactorsScene& s) { with_two_factors(s.mandatory_mfa(), seconds(7200), seconds(7199)); },
       "challenge okta_password", "reauthenticateIn=PT2H"},
      {"one factor only", [](FactorsScene& s) { s.mandatory_mfa().session_of("00uann", seconds(0)); },
       "send code phone_number", "2FA"},
      {"the possession's own interval, kept",
       [](FactorsScene& s) {
         s.rule().verification.constraints = {
             {{}, FactorConstraint{.required = true, .reauthenticate_in = seconds(60)}}};
         with_two_factors(s, seconds(0), seconds(59));
       },
       "done", "session"},
      {"the possession's own interval, over",
       [](FactorsScene& s) {
         s.rule().verification.constraints = {
             {{}, FactorConstraint{.required = true, .reauthenticate_in = seconds(60)}}};
         with_two_factors(s, seconds(0), seconds(60));
       },
       "send code phone_number", "constraints"},
      {"phone and e-mail are excluded, and nothing else is there",
       [](FactorsScene& s) {
         s.rule().verification.constraints = {{{}, FactorConstraint{.device_bound = true}}};
         with_two_factors(s, seconds(0), seconds(0));
       },
       "stop", "unsatisfiable: constraints"},
  });
}

TEST_CASE("a chain is asked for in its order, and one of several suffices", "[signin]") {
  const auto by_chain = [](FactorsScene& s, std::vector<MethodChain> chains) -> FactorsScene& {
    s.rule().verification.chains = std::move(chains);
    return s;
  };
  const auto text_first = chain_of({kTextMethod, kPasswordMethod});
  check_factor_steps({
      {"the first step comes first",
       [&](FactorsScene& s) { by_chain(s, {text_first}).identified_as("00uann"); }, "send code phone_number",
       "no session"},
      {"the first step is done",
       [&](FactorsScene& s) {
         by_chain(s, {text_first}).identified_as("00uann");
         s.transaction.verified = {{std::string(kPhoneKey), "sms", s.now}};
       },
       "challenge okta_password", "AUTH_METHOD_CHAIN"},
      {"both steps in order",
       [&](FactorsScene& s) {
         by_chain(s, {text_first}).identified_as("00uann");
         s.transaction.verified = {{std::string(kPhoneKey), "sms", s.now}, password_at(s.now)};
       },
       "done", "verified"},
      {"both steps in the wrong order",
       [&](FactorsScene& s) {
         by_chain(s, {text_first}).identified_as("00uann");
         s.transaction.verified = {password_at(s.now), {std::string(kPhoneKey), "sms", s.now}};
       },
       "challenge okta_password", "AUTH_METHOD_CHAIN"},
      {"another chain suffices",
       [&](FactorsScene& s) {
         by_chain(s, {text_first, chain_of({kPasswordMethod})}).identified_as("00uann").verified();
       },
       "done", "verified"},
  });
}

TEST_CASE("the first rule whose conditions hold decides, up to the last one", "[signin]") {
  const auto with_expression = [](Scene& s, const char* text) {
    rule_in_front(s).conditions.expression = std::make_shared<const expression::Expression>(
        *expression::Expression::parse(text, expression::Use::condition));
  };
  const auto from = [](Scene& s, const char* address) {
    s.directory.network_zones = {{"nzo1", "Office", {"10.0.0.0/8"}, true}};
    auto& network = rule_in_front(s).conditions.network;
    network.anywhere = false;
    network.include_zone_ids = {"nzo1"};
    s.facts.ip = address;
  };
  const auto on = [](Scene& s, const char* user_agent) {
    rule_in_front(s).conditions.include_platforms = {{PlatformType::MOBILE, OperatingSystem::ANY}};
    s.facts.user_agent = user_agent;
  };
  const auto typed = [](Scene& s, const char* user_type) {
    rule_in_front(s).conditions.include_user_types = {"Employee"};
    s.ann().profile["userType"] = user_type;
  };
  struct Case {
    const char* title;
    std::function<void(Scene&)> arrange;
    bool in_front;
  };
  const Case cases[] = {
      {"no condition", [](Scene& s) { rule_in_front(s); }, true},
      {"the person", [](Scene& s) { rule_in_front(s).conditions.people.include_person_ids = {"00uann"}; },
       true},
      {"somebody else", [](Scene& s) { rule_in_front(s).conditions.people.include_person_ids = {"00ubob"}; },
       false},
      {"a group", [](Scene& s) { rule_in_front(s).conditions.people.exclude_group_ids = {"00geveryone"}; },
       false},
      {"the last address of the zone", [&](Scene& s) { from(s, "10.255.255.255"); }, true},
      {"the first address outside", [&](Scene& s) { from(s, "11.0.0.0"); }, false},
      {"the platform", [&](Scene& s) { on(s, "Mozilla/5.0 (Linux; Android 14)"); }, true},
      {"another platform", [&](Scene& s) { on(s, "Mozilla/5.0 (X11; Linux x86_64)"); }, false},
      {"the user type", [&](Scene& s) { typed(s, "Employee"); }, true},
      {"another user type", [&](Scene& s) { typed(s, "Guest"); }, false},
      {"an expression that is true", [&](Scene& s) { with_expression(s, "user.login == 'ann@example.com'"); },
       true},
      {"an expression that is not", [&](Scene& s) { with_expression(s, "user.login == 'bob@example.com'"); },
       false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.title);
    FactorsScene scene;
    scene.only_email_recovers().with_phone(scene.ann());
    ann_verified(scene);
    one.arrange(scene);
    const auto step = scene.next();
    CHECK(name_of(step) == (one.in_front ? "send code phone_number" : "done"));
    CHECK(step.why.rule == (one.in_front ? "In front" : "Catch-all Rule"));
  }
}

TEST_CASE("the session policy asks for its second factor as often as its mode says", "[signin]") {
  const auto asking = [](FactorsScene& s, FactorPromptMode mode) -> FactorsScene& {
    s.session_rule().require_factor = true;
    s.session_rule().factor_prompt_mode = mode;
    return s;
  };
  check_factor_steps({
      {"ALWAYS, for a session that is to be made",
       [&](FactorsScene& s) { ann_verified(asking(s, FactorPromptMode::always)); }, "send code phone_number",
       "2FA"},
      {"ALWAYS, in a session that has met it",
       [&](FactorsScene& s) {
         with_two_factors(asking(s, FactorPromptMode::always), seconds(7000), seconds(7000));
       },
       "done", "session"},
      {"SESSION, a second before it lapses",
       [&](FactorsScene& s) {
         with_two_factors(asking(s, FactorPromptMode::session), seconds(0), minutes(15) - seconds(1));
       },
       "done", "session"},
      {"SESSION, lapsed",
       [&](FactorsScene& s) {
         with_two_factors(asking(s, FactorPromptMode::session), seconds(0), minutes(15));
       },
       "send code phone_number", "constraints"},
  });
}

TEST_CASE("the session policy's primary factor is asked for on the first page, or not", "[signin]") {
  for (const auto primary : {PrimaryFactor::password_idp, PrimaryFactor::password_idp_any_factor}) {
    CAPTURE(to_string(primary));
    Scene scene;
    scene.session_rule().primary_factor = primary;
    CHECK(std::get<Identify>(scene.next().what).with_password == (primary == PrimaryFactor::password_idp));
  }
  check_factor_steps({
      {"PASSWORD_IDP wants the password beside what the app wants",
       [](FactorsScene& s) {
         s.session_rule().primary_factor = PrimaryFactor::password_idp;
         s.identified_as("00uann").transaction.verified = {{std::string(kPhoneKey), "sms", s.now}};
       },
       "challenge okta_password", "constraints"},
      {"PASSWORD_IDP_ANY_FACTOR takes any",
       [](FactorsScene& s) {
         s.identified_as("00uann").transaction.verified = {{std::string(kPhoneKey), "sms", s.now}};
       },
       "done", "verified"},
  });
}

TEST_CASE("a session policy that denies is the page's to tell, in every state", "[signin]") {
  for (const bool in_session : {false, true}) {
    Scene scene;
    scene.session_rule().allow = false;
    if (in_session) scene.session_of("00uann", seconds(0));
    if (!in_session) ann_verified(scene);
    const auto step = scene.next();
    REQUIRE(name_of(step) == "stop");
    CHECK(std::get<Stop>(step.what).problem == Problem::denied_by_policy);
  }
}

TEST_CASE("what an enrollment policy requires is asked for at its moment, of those who lack it", "[signin]") {
  const auto wanted = [](FactorsScene& s, EnrolmentMoment moment) -> FactorsScene& {
    s.enrolment_policy().authenticators.push_back({std::string(kGoogleOtpKey), SelfEnrolment::REQUIRED});
    s.enrolment_policy().moment = moment;
    return s;
  };
  check_factor_steps({
      {"CHALLENGE", [&](FactorsScene& s) { ann_verified(wanted(s, EnrolmentMoment::CHALLENGE)); },
       "select enrollment", "google_otp=REQUIRED"},
      {"CHALLENGE, though not in a silent sign-in",
       [&](FactorsScene& s) { wanted(s, EnrolmentMoment::CHALLENGE).session_of("00uann", seconds(0)); },
       "done", "session"},
      {"LOGIN, of somebody who has set up something",
       [&](FactorsScene& s) { ann_verified(wanted(s, EnrolmentMoment::LOGIN)); }, "done", "verified"},
      {"LOGIN, of somebody who never has",
       [&](FactorsScene& s) {
         ann_verified(wanted(s, EnrolmentMoment::LOGIN));
         s.ann().enrolments.clear();
       },
       "select enrollment", "google_otp=REQUIRED"},
      {"NEVER", [&](FactorsScene& s) { ann_verified(wanted(s, EnrolmentMoment::NEVER)); }, "done",
       "verified"},
      {"an authenticator that the org has made inactive",
       [&](FactorsScene& s) {
         ann_verified(wanted(s, EnrolmentMoment::CHALLENGE));
         s.authenticator(kGoogleOtpKey).active = false;
       },
       "done", "verified"},
  });
}

TEST_CASE("a password expires, and warns, at the second its policy says", "[signin]") {
  const auto aged = [](FactorsScene& s, seconds age) -> FactorsScene& {
    s.password_policy().max_age_days = 30;
    s.password_policy().expire_warn_days = 5;
    ann_verified(s);
    s.ann().password_changed_at = s.now - age;
    return s;
  };
  const seconds day = hours(24);
  check_factor_steps({
      {"before the warning", [&](FactorsScene& s) { aged(s, 25 * day - seconds(1)); }, "done", "verified"},
      {"warned", [&](FactorsScene& s) { aged(s, 25 * day); }, "password expiring", "expireWarnDays=5"},
      {"the warning was put off",
       [&](FactorsScene& s) { aged(s, 25 * day).transaction.warning_skipped = true; }, "done", "verified"},
      {"on its last second", [&](FactorsScene& s) { aged(s, 30 * day - seconds(1)); }, "password expiring",
       "expireWarnDays=5"},
      {"expired", [&](FactorsScene& s) { aged(s, 30 * day); }, "password expired", "maxAgeDays=30"},
      {"expired, and the warning was put off",
       [&](FactorsScene& s) { aged(s, 30 * day).transaction.warning_skipped = true; }, "password expired",
       "maxAgeDays=30"},
      {"expired, in a session",
       [&](FactorsScene& s) {
         aged(s, 30 * day).transaction = Transaction{};
         s.transaction.request = scene_request();
         s.session_of("00uann", seconds(0));
       },
       "done", "session"},
      {"by status",
       [&](FactorsScene& s) { aged(s, seconds(0)).ann().status = PersonStatus::PASSWORD_EXPIRED; },
       "password expired", "status=PASSWORD_EXPIRED"},
  });
}

TEST_CASE("a lock opens by itself at the second its policy says", "[signin]") {
  for (const auto& [ago, step] :
       {std::pair(minutes(10) - seconds(1), "stop"), std::pair(seconds(minutes(10)), "done")}) {
    Scene scene;
    scene.password_policy().auto_unlock = minutes(10);
    ann_verified(scene).ann().status = PersonStatus::LOCKED_OUT;
    scene.ann().locked_at = scene.now - ago;
    CHECK(name_of(scene.next()) == step);
  }
}

TEST_CASE("the first page offers what the policies let people do by themselves", "[signin]") {
  const auto page = [](bool reset, bool unlock, bool sign_up) {
    Scene scene;
    scene.password_policy().password_reset = reset;
    scene.password_policy().unlock = unlock;
    scene.profile_policy().self_service_registration = sign_up;
    return std::get<Identify>(scene.next().what);
  };
  CHECK(page(true, false, false).can_recover);
  CHECK_FALSE(page(false, true, true).can_recover);
  CHECK(page(false, true, false).can_unlock);
  CHECK_FALSE(page(true, false, true).can_unlock);
  CHECK(page(false, false, true).can_sign_up);
  CHECK_FALSE(page(true, true, false).can_sign_up);
}

}  // namespace mockidp
