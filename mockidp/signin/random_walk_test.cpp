#include <random>

#include "mockidp/signin/scene_test.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

using std::chrono::seconds;

// Keeps its own books, by the rules as a reader of the policies would state them, and holds the engine
// against them.
class RandomWalk {
 public:
  explicit RandomWalk(unsigned seed) : dice_(seed) {
    if (one_in(2)) scene_.session_of(any_person(), seconds(below(10000)));
    if (one_in(3)) scene_.request().prompt_login = true;
    if (one_in(3)) scene_.request().max_age = seconds(below(4) * 1000);
    if (one_in(3)) scene_.rule().verification.reauthenticate_in = seconds(below(4) * 3000);
    if (one_in(4)) scene_.directory.org.switches.prevent_user_enumeration = false;
    scene_.directory.password_policies.front().max_attempts = below(4);
  }

  void run() {
    for (unsigned steps = 0; steps < 40; ++steps) {
      judge(scene_.next());
      take_a_step();
    }
  }
  unsigned arrivals() const { return arrivals_; }

 private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(dice_() % limit); }
  bool one_in(unsigned n) { return below(n) == 0; }
  std::string any_person() { return one_in(2) ? "00uann" : "00ubob"; }

  void take_a_step() {
    switch (below(8)) {
      case 0:
        return started_over();
      case 1:
      case 2:
        return identified(one_in(3) ? "nobody@example.com" : scene_.people.at(any_person()).login);
      case 3:
        scene_.now += seconds(below(2000));
        return;
      case 4:
        scene_.people.at(any_person()).status = one_in(2) ? PersonStatus::ACTIVE : PersonStatus::SUSPENDED;
        return;
      default:
        return tried(one_in(2) ? kAnnsPassword : (one_in(2) ? kBobsPassword : "a guess"));
    }
  }

  void started_over() {
    scene_.answer(StartOverInput{});
    proved_.clear();
    started_over_ = true;
  }
  void identified(const std::string& login) { scene_.answer(IdentifyInput{login}); }

  // Whose password is the one given, is the only thing that counts as proof.
  void tried(const std::string& password) {
    const std::string asked_about = whom_the_page_names();
    scene_.answer(PasscodeInput{password});
    if (asked_about == "ann@example.com" && password == kAnnsPassword) proved_ = "00uann";
    if (asked_about == "bob@example.com" && password == kBobsPassword) proved_ = "00ubob";
  }
  std::string whom_the_page_names() const {
    const Step step = scene_.next();
    const auto* challenge = std::get_if<ChallengePassword>(&step.what);
    return challenge == nullptr ? "" : challenge->identifier;
  }

  bool session_suffices_for(const std::string& person) const {
    if (!scene_.session || scene_.session->person_id != person || started_over_) return false;
    const auto& request = *scene_.transaction.request;
    const seconds age = scene_.now - scene_.session->verified.front().at;
    return !request.prompt_login && age < seconds(120 * 60) &&
           age < scene_.directory.sign_on_policies.front().rules.front().verification.reauthenticate_in &&
           (!request.max_age || (*request.max_age > seconds(0) && age <= *request.max_age));
  }

  void judge(const Step& step) {
    const auto* done = std::get_if<Done>(&step.what);
    if (done == nullptr) return;
    ++arrivals_;
    CHECK(scene_.people.at(done->person_id).status != PersonStatus::SUSPENDED);
    CHECK((done->person_id == proved_ || session_suffices_for(done->person_id)));
    CHECK(done->session_sufficed == scene_.transaction.verified.empty());
  }

  std::minstd_rand dice_;
  Scene scene_;
  std::string proved_;  // whose right password was given where it was asked for
  bool started_over_ = false;
  unsigned arrivals_ = 0;
};

}  // namespace

TEST_CASE("no way through the engine ends without a right password or a session that suffices", "[signin]") {
  unsigned arrivals = 0;
  for (unsigned seed = 1; seed <= 3000; ++seed) {
    CAPTURE(seed);
    RandomWalk walk(seed);
    walk.run();
    arrivals += walk.arrivals();
  }
  CHECK(arrivals > 1000);  // or the walks would have shown nothing
}

}  // namespace mockidp
