// Random people at random pages of orgs with random policies: nobody arrives without what the deciding rule
// demands, and what is said of the arrival is what really happened.

#include <map>

#include "mockidp/protocol/one_time_password.h"
#include "mockidp/signin/demand_oracle_test.h"
#include "mockidp/signin/random_org_test.h"

namespace mockidp {
namespace {

using std::chrono::seconds;

std::vector<std::string> sorted(std::vector<std::string> values) {
  std::sort(values.begin(), values.end());
  return values;
}

class PolicyWalk {
 public:
  explicit PolicyWalk(unsigned seed) : dice_(seed) { draw_org(dice_, scene_); }

  void run() {
    for (unsigned steps = 0; steps < 50; ++steps) {
      const Step step = scene_.next();
      judge(step);
      judge_without_a_page();
      take_a_step(step);
    }
  }
  unsigned arrivals() const { return arrivals_; }
  unsigned with_two_classes() const { return with_two_classes_; }
  unsigned refused_with_session() const { return refused_with_session_; }

 private:
  void take_a_step(const Step& step) {
    if (dice_.one_in(12)) return begin_anew(StartOverInput{});
    if (dice_.one_in(25)) return recover();
    if (dice_.one_in(12)) {
      scene_.now += seconds(dice_.below(400));
      return;
    }
    std::visit([&](const auto& page) { answer_page(page); }, step.what);
  }

  // ---- pages
  void answer_page(const Identify& page) { identify(page.with_password); }
  void answer_page(const RecoverIdentify&) { identify(false); }
  void answer_page(const ChallengePassword& page) {
    if (dice_.one_in(6)) return say(ReselectInput{});
    answer_secret({"okta_password", "password"}, password_of(page.identifier));
  }
  void answer_page(const SelectAuthenticator& page) {
    say(SelectInput{page.offers[dice_.below(static_cast<unsigned>(page.offers.size()))].method});
  }
  void answer_page(const SendCode&) { dice_.one_in(6) ? say(ReselectInput{}) : say(SendInput{""}); }
  void answer_page(const EnterCode& page) {
    if (dice_.one_in(8)) return say(ReselectInput{});
    answer_secret(page.offer.method, code_for(page));
  }
  void answer_page(const AnswerQuestion& page) {
    if (dice_.one_in(6)) return say(ReselectInput{});
    answer_secret(page.offer.method, whose() == "00uann" ? answer_of_ann_ : std::string("none"));
  }
  void answer_page(const SelectEnrolment& page) {
    if (page.can_skip && dice_.one_in(2)) return say(SkipInput{});
    auto keys = page.required;
    keys.insert(keys.end(), page.optional.begin(), page.optional.end());
    say(SelectInput{{keys[dice_.below(static_cast<unsigned>(keys.size()))], ""}});
  }
  void answer_page(const EnrolPhone&) { say(EnrolPhoneInput{"+15550001111", "sms"}); }
  void answer_page(const EnrolOtp& page) {
    enrolled_otp_key_ = protocol::base32_decode(page.secret).value();
    say(SendInput{""});
  }
  void answer_page(const EnrolQuestion&) {
    const auto answer = "another answer";
    const auto before = scene_.transaction.verified.size();
    say(EnrolQuestionInput{"disliked_food", "", answer});
    if (scene_.transaction.verified.size() == before) return;
    if (whose() == "00uann") answer_of_ann_ = answer;
    note({"security_question", "security_question"});
  }
  void answer_page(const SetPassword& page) {
    const auto fresh = "Fresh-password-" + std::to_string(++passwords_);
    const auto who = whose();
    CHECK((page.reason != SetPassword::Reason::reset || recovered_.contains(who)));
    if (scene_.answer(NewPasswordInput{fresh, fresh, false}).problem) return;
    passwords_of_[who] = fresh;
    std::erase_if(proofs_[who], [](const TrueProof& one) { return one.key == "okta_password"; });
    note({"okta_password", "password"});
    for (const auto& proof : recovered_[who])
      if (scene_.authenticator(proof.key).allowed_for != AllowedFor::recovery) proofs_[who].push_back(proof);
    recovered_.clear();
  }
  template <class Page>
  void answer_page(const Page&) {  // nothing that a walk answers: it goes on by starting over
    if (dice_.one_in(3)) begin_anew(StartOverInput{});
  }

  // ---- answers
  void identify(bool with_password) {
    const auto login =
        dice_.one_of<std::string>({"ann@example.com", "ann@example.com", "bob@example.com", "nobody"});
    const bool right = !dice_.one_in(3);
    const auto password = with_password ? (right ? password_of(login) : std::string("wrong")) : std::string();
    const auto before = scene_.transaction.verified.size();
    scene_.answer(IdentifyInput{login, false, password});
    if (scene_.transaction.verified.size() == before) return;
    CHECK((with_password && right && login != "nobody"));
    note({"okta_password", "password"});
  }

  // The right secret half of the time. Whatever is accepted must have been right.
  void answer_secret(const MethodRef& method, const std::string& secret) {
    const bool right = !secret.empty() && !dice_.one_in(3);
    const auto verified = scene_.transaction.verified.size();
    const auto recovered = scene_.transaction.recovered_by.size();
    say(PasscodeInput{right ? secret : "wrong1"});
    const bool signs_in = scene_.transaction.verified.size() > verified;
    const bool recovers = scene_.transaction.recovered_by.size() > recovered;
    CHECK((right || (!signs_in && !recovers)));
    if (signs_in) note(method);
    if (recovers) recovered_[whose()].push_back({method.key, method.method, scene_.now, false});
  }
  void recover() {
    say(RecoverInput{});
    if (scene_.transaction.purpose == Purpose::recovery) recovered_.clear();
  }
  void begin_anew(const Input& input) {
    say(input);
    proofs_.clear();
    recovered_.clear();
    started_over_ = true;
  }
  void say(const Input& input) { scene_.answer(input); }

  // ---- what the walk knows
  std::string whose() const {
    if (scene_.transaction.identified) return scene_.transaction.person_id;
    return scene_.session ? scene_.session->person_id : std::string();
  }
  std::string password_of(const std::string& login) {
    for (const auto& [id, person] : scene_.people)
      if (person.login == login) return passwords_of_.at(id);
    return "none";
  }
  std::string code_for(const EnterCode& page) {
    if (page.offer.method.key != kGoogleOtpKey) return scene_.sent.empty() ? "" : scene_.sent.back().code;
    const auto counter = static_cast<std::uint64_t>(protocol::totp_counter(scene_.now));
    if (page.enrolling) return protocol::hotp(enrolled_otp_key_, counter);
    const auto person = scene_.people.find(whose());
    const auto* app = person == scene_.people.end() ? nullptr : person->second.enrolment(kGoogleOtpKey);
    return app == nullptr ? "" : protocol::hotp(app->secret, counter);
  }
  void note(const MethodRef& method) {
    proofs_[whose()].push_back({method.key, method.method, scene_.now, false});
  }

  // ---- judging an arrival
  bool session_is_theirs(const std::string& person) const {
    return scene_.session && scene_.session->person_id == person &&
           scene_.now - scene_.session->last_used_at < seconds(7200);
  }
  bool session_counts_for(const std::string& person) const {
    const auto& request = *scene_.transaction.request;
    return session_is_theirs(person) && !started_over_ && !request.prompt_login &&
           (!request.max_age ||
            (*request.max_age > seconds(0) && scene_.now - scene_.session->auth_time() <= *request.max_age));
  }
  std::vector<TrueProof> proofs_of_session() const {
    std::vector<TrueProof> proofs;
    for (const auto& one : scene_.session->verified)
      for (const auto& method : methods_of_walks())
        if (method.key == one.authenticator) proofs.push_back({method.key, method.method, one.at, true});
    return proofs;
  }

  // OpenID Connect Core 3.1.2.1: whatever was answered so far, prompt=none shows nothing.
  void judge_without_a_page() const {
    Situation situation = scene_.situation();
    situation.transaction.request->prompt_none = true;
    const Step step = decide_next_step(situation);
    CAPTURE(name_of(step), step.why.constraint);
    CHECK((std::holds_alternative<Refuse>(step.what) || std::holds_alternative<Done>(step.what)));
  }

  void judge(const Step& step) {
    if (const auto* refuse = std::get_if<Refuse>(&step.what)) return judge_refusal(*refuse);
    const auto* done = std::get_if<Done>(&step.what);
    if (done == nullptr) return;
    ++arrivals_;
    const auto& person = scene_.people.at(done->person_id);
    const DemandOracle oracle(scene_.directory, person, scene_.facts, scene_.now);
    const auto& given = proofs_[person.id];
    const bool by_session = session_counts_for(person.id);
    auto proofs = by_session ? proofs_of_session() : std::vector<TrueProof>();
    proofs.insert(proofs.end(), given.begin(), given.end());

    const auto& rule = oracle.deciding_rule();
    CAPTURE(rule.name, person.login, by_session);
    CHECK(step.why.rule == rule.name);
    CHECK(rule.allow);
    CHECK(oracle.satisfied(rule.verification, proofs));
    judge_session_rule(oracle, by_session, proofs);
    judge_acr(oracle, *done, proofs);
    judge_record(*done, given);
    if (oracle.enough_classes(FactorMode::two_factors, seconds::max(), proofs)) ++with_two_classes_;
  }

  // Who is refused by the app has a session of the org only by what the session policy demands.
  void judge_refusal(const Refuse& refuse) {
    if (!refuse.signed_in) return;
    ++refused_with_session_;
    const auto& person = scene_.people.at(refuse.signed_in->person_id);
    const DemandOracle oracle(scene_.directory, person, scene_.facts, scene_.now);
    const auto& given = proofs_[person.id];
    CHECK(!given.empty());
    CHECK(person.status == PersonStatus::ACTIVE);
    const bool by_session = session_counts_for(person.id);
    auto proofs = by_session ? proofs_of_session() : std::vector<TrueProof>();
    proofs.insert(proofs.end(), given.begin(), given.end());
    judge_session_rule(oracle, by_session, proofs);
    judge_record(*refuse.signed_in, given);
  }

  void judge_session_rule(const DemandOracle& oracle, bool by_session, const std::vector<TrueProof>& proofs) {
    const auto& rule = scene_.session_rule();
    if (by_session) {
      if (rule.require_factor && rule.factor_prompt_mode == FactorPromptMode::session)
        CHECK(oracle.has_young_possession(proofs, rule.factor_lifetime));
      return;
    }
    CHECK(!proofs.empty());
    if (rule.primary_factor == PrimaryFactor::password_idp) CHECK(DemandOracle::has_password(proofs));
    if (rule.require_factor) CHECK(oracle.enough_classes(FactorMode::two_factors, seconds::max(), proofs));
  }

  void judge_acr(const DemandOracle& oracle, const Done& done, const std::vector<TrueProof>& proofs) {
    const auto& wanted = scene_.request().acr_values;
    const auto acr = wanted.empty() || wanted.front() == "unknown" ? std::string() : wanted.front();
    CHECK(done.acr == acr);
    if (acr == "urn:okta:loa:1fa:pwd") CHECK(DemandOracle::has_password(proofs));
    if (acr == "urn:okta:loa:2fa:any")
      CHECK(oracle.enough_classes(FactorMode::two_factors, seconds::max(), proofs));
  }

  // The latest proof of each authenticator, and nothing else: amr and auth_time are made of these.
  void judge_record(const Done& done, const std::vector<TrueProof>& given) {
    std::map<std::string, VerifiedMethod> latest;
    const auto keep = [&](const VerifiedMethod& one) {
      auto& kept = latest[one.authenticator];
      if (kept.authenticator.empty() || kept.at <= one.at) kept = one;
    };
    if (session_is_theirs(done.person_id))
      for (const auto& one : scene_.session->verified) keep(one);
    for (const auto& proof : given) keep({proof.key, std::string(amr_of(proof.method)), proof.at});
    std::vector<VerifiedMethod> expected;
    for (const auto& [key, one] : latest) expected.push_back(one);
    CHECK(sorted(amr_values(done.verified)) == sorted(amr_values(expected)));
    Session said, true_one;
    said.verified = done.verified;
    true_one.verified = expected;
    CHECK(said.auth_time() == true_one.auth_time());
    CHECK(done.verified.size() == expected.size());
    CHECK(done.session_sufficed == given.empty());
  }

  Dice dice_;
  FactorsScene scene_;
  std::map<std::string, std::string> passwords_of_{{"00uann", kAnnsPassword}, {"00ubob", kBobsPassword}};
  std::map<std::string, std::vector<TrueProof>> proofs_;     // by person, of this sign-in
  std::map<std::string, std::vector<TrueProof>> recovered_;  // by person, of this recovery
  std::string answer_of_ann_ = kAnnsAnswer;
  std::string enrolled_otp_key_;
  bool started_over_ = false;
  unsigned passwords_ = 0;
  unsigned arrivals_ = 0;
  unsigned with_two_classes_ = 0;
  unsigned refused_with_session_ = 0;
};

}  // namespace

TEST_CASE("whatever the policies, nobody arrives without the factors that the deciding rule demands",
          "[signin]") {
  unsigned arrivals = 0;
  unsigned with_two_classes = 0;
  unsigned refused_with_session = 0;
  for (unsigned seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    PolicyWalk walk(seed);
    walk.run();
    arrivals += walk.arrivals();
    with_two_classes += walk.with_two_classes();
    refused_with_session += walk.refused_with_session();
  }
  CHECK(arrivals > 500);  // or the walks would have shown nothing
  CHECK(with_two_classes > 150);
  CHECK(refused_with_session > 50);
}

}  // namespace mockidp
