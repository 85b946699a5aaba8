#include "mockidp/signin/authenticators/google_otp.h"

#include <algorithm>
#include <array>

#include "mockidp/protocol/one_time_password.h"

namespace mockidp {
namespace {

constexpr std::size_t kKeyBytes = 20;  // RFC 4226 4, R6

class GoogleOtpAuthenticator final : public Authenticator {
 public:
  std::string_view key() const override { return kGoogleOtpKey; }

  std::vector<Offer> offers(const AuthenticatorSetting&, const Person* person,
                            std::string_view) const override {
    if (person == nullptr || person->enrolment(kGoogleOtpKey) == nullptr) return {};
    return {{{std::string(kGoogleOtpKey), "otp"}, {}}};
  }

  StepKind page(const Offer& offer, const Challenge*, const PageFacts& facts) const override {
    return EnterCode{.offer = offer, .has_others = facts.has_others};
  }

  Verification verify(const Situation& situation, const Person* person, const Challenge*,
                      std::string_view passcode) const override {
    if (passcode.empty()) return {.cause = Problem::passcode_missing, .changed = {}, .attempted = false};
    const auto* enrolment = person == nullptr ? nullptr : person->enrolment(kGoogleOtpKey);
    if (enrolment == nullptr) return {.cause = Problem::wrong_code, .changed = {}};
    if (is_blocked(*person, kGoogleOtpKey, situation.now))
      return {.cause = Problem::authenticator_blocked, .changed = {}};
    const auto counter = protocol::matching_totp_counter(enrolment->secret, passcode, situation.now);
    // A code that was accepted, and any before it, is not accepted again (RFC 6238 5.2).
    if (!counter || *counter <= enrolment->last_counter)
      return {.cause = Problem::wrong_code,
              .changed = after_wrong_code(*person, kGoogleOtpKey, situation.now)};
    Person changed = after_right_code(*person, kGoogleOtpKey).value_or(*person);
    for (auto& one : changed.enrolments)
      if (one.id == enrolment->id) one.last_counter = *counter;
    return {.cause = {}, .changed = std::move(changed)};
  }

  void begin_enrolment(Challenge& challenge, protocol::Random& random) const override {
    std::array<unsigned char, kKeyBytes> bytes{};
    random.fill(bytes);
    challenge.secret.assign(bytes.begin(), bytes.end());
  }

  // "Next" on the page with the QR code is a sending of nothing.
  StepKind enrol_page(const Situation& situation, const Challenge& challenge) const override {
    if (challenge.sent_at != protocol::TimePoint{})
      return EnterCode{.offer = {challenge.method, {}}, .enrolling = true};
    const Person* person = person_in_question(situation);
    const std::string account = person == nullptr ? std::string() : person->login;
    return EnrolOtp{protocol::base32_encode(challenge.secret),
                    protocol::totp_key_uri(situation.directory.org.name, account, challenge.secret)};
  }

  Verification verify_enrolment(const Situation& situation, const Person& person, const Challenge& challenge,
                                std::string_view passcode) const override {
    if (passcode.empty()) return {.cause = Problem::passcode_missing, .changed = {}, .attempted = false};
    if (is_blocked(person, kGoogleOtpKey, situation.now))
      return {.cause = Problem::authenticator_blocked, .changed = {}};
    if (protocol::matching_totp_counter(challenge.secret, passcode, situation.now)) return {};
    return {.cause = Problem::wrong_code, .changed = after_wrong_code(person, kGoogleOtpKey, situation.now)};
  }

  Person enrolled(const Situation& situation, Person person, const Challenge& challenge,
                  protocol::Random& random) const override {
    std::erase_if(person.enrolments, [](const Enrolment& one) { return one.authenticator == kGoogleOtpKey; });
    Enrolment app;
    app.id = new_enrolment_id("uft", random);
    app.authenticator = kGoogleOtpKey;
    app.secret = challenge.secret;
    app.created_at = situation.now;
    // The code that set it up, and the one of a clock that runs fast, are spent.
    app.last_counter = protocol::totp_counter(situation.now) + 1;
    person.enrolments.push_back(std::move(app));
    return person;
  }
};

}  // namespace

const Authenticator& google_otp_authenticator() {
  static const GoogleOtpAuthenticator google_otp;
  return google_otp;
}

}  // namespace mockidp
