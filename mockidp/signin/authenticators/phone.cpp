#include "mockidp/signin/authenticators/phone.h"

#include <algorithm>

namespace mockidp {
namespace {

constexpr std::size_t kFewestDigits = 8;
constexpr std::size_t kMostDigits = 15;  // E.164

class PhoneAuthenticator final : public Authenticator {
 public:
  std::string_view key() const override { return kPhoneKey; }

  // Nobody knows of an unknown identifier which phone it has: none is offered.
  std::vector<Offer> offers(const AuthenticatorSetting& setting, const Person* person,
                            std::string_view) const override {
    std::vector<Offer> all;
    const auto* enrolment = person == nullptr ? nullptr : person->enrolment(kPhoneKey);
    if (enrolment == nullptr) return all;
    for (const auto& method : setting.methods)
      all.push_back({{std::string(kPhoneKey), method}, masked_phone(enrolment->phone_number)});
    return all;
  }

  std::string address(const Person* person, std::string_view) const override {
    const auto* enrolment = person == nullptr ? nullptr : person->enrolment(kPhoneKey);
    return enrolment == nullptr ? std::string() : enrolment->phone_number;
  }

  StepKind page(const Offer& offer, const Challenge* challenge, const PageFacts& facts) const override {
    if (challenge == nullptr || challenge->code_digest.empty()) return SendCode{offer, {}, facts.has_others};
    return EnterCode{.offer = offer, .sent_at = challenge->sent_at, .has_others = facts.has_others};
  }

  Verification verify(const Situation& situation, const Person* person, const Challenge* challenge,
                      std::string_view passcode) const override {
    return verify_sent_code(situation, person, challenge, passcode);
  }

  StepKind enrol_page(const Situation& situation, const Challenge& challenge) const override {
    if (challenge.code_digest.empty()) {
      const auto* setting = situation.directory.authenticator(kPhoneKey);
      return EnrolPhone{setting == nullptr ? std::vector<std::string>{} : setting->methods, challenge.address,
                        challenge.method.method};
    }
    const Offer offer{challenge.method, masked_phone(challenge.address)};
    return EnterCode{.offer = offer, .enrolling = true, .sent_at = challenge.sent_at};
  }

  Person enrolled(const Situation& situation, Person person, const Challenge& challenge,
                  protocol::Random& random) const override {
    std::erase_if(person.enrolments, [](const Enrolment& one) { return one.authenticator == kPhoneKey; });
    Enrolment phone;
    phone.id = new_enrolment_id("sms", random);
    phone.authenticator = kPhoneKey;
    phone.phone_number = challenge.address;
    phone.created_at = situation.now;
    person.enrolments.push_back(std::move(phone));
    return person;
  }
};

}  // namespace

const Authenticator& phone_authenticator() {
  static const PhoneAuthenticator phone;
  return phone;
}

std::string masked_phone(std::string_view number) {
  const auto last = number.substr(number.size() - std::min<std::size_t>(number.size(), 4));
  const auto country =
      number.size() > 11 && number.starts_with("+1") ? number.substr(0, 2) : number.substr(0, 3);
  return std::string(country) + " XXX-XXX-" + std::string(last);
}

std::optional<std::string> parse_phone_number(std::string_view typed) {
  std::string number = "+";
  bool international = false;
  for (const char c : typed) {
    if (c >= '0' && c <= '9') {
      number += c;
    } else if (c == '+' && !international && number.size() == 1) {
      international = true;
    } else if (std::string_view(" -.()/").find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  const auto digits = number.size() - 1;
  if (!international || digits < kFewestDigits || digits > kMostDigits || number[1] == '0')
    return std::nullopt;
  return number;
}

}  // namespace mockidp
