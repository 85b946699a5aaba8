#include "mockidp/signin/authenticators/email.h"

namespace mockidp {
namespace {

// Everybody's whose primary address is verified. Of an unknown identifier that looks like an address we say
// the same.
class EmailAuthenticator final : public Authenticator {
 public:
  std::string_view key() const override { return kEmailKey; }

  std::vector<Offer> offers(const AuthenticatorSetting&, const Person* person,
                            std::string_view identifier) const override {
    const auto to = address(person, identifier);
    if (to.empty()) return {};
    return {{{std::string(kEmailKey), "email"}, masked_email(to)}};
  }

  std::string address(const Person* person, std::string_view identifier) const override {
    if (person == nullptr)
      return identifier.find('@') == std::string_view::npos ? std::string() : std::string(identifier);
    return person->email_verified ? std::string(person->attribute("email")) : std::string();
  }

  StepKind page(const Offer& offer, const Challenge* challenge, const PageFacts& facts) const override {
    if (challenge == nullptr || challenge->code_digest.empty()) return SendCode{offer, {}, facts.has_others};
    return EnterCode{
        .offer = offer, .has_link = true, .sent_at = challenge->sent_at, .has_others = facts.has_others};
  }

  Verification verify(const Situation& situation, const Person* person, const Challenge* challenge,
                      std::string_view passcode) const override {
    return verify_sent_code(situation, person, challenge, passcode);
  }

  StepKind enrol_page(const Situation&, const Challenge& challenge) const override {
    const Offer offer{challenge.method, masked_email(challenge.address)};
    if (challenge.code_digest.empty()) return SendCode{offer, {}, false};
    return EnterCode{.offer = offer, .enrolling = true, .has_link = true, .sent_at = challenge.sent_at};
  }

  Person enrolled(const Situation&, Person person, const Challenge&, protocol::Random&) const override {
    person.email_verified = true;
    return person;
  }
};

}  // namespace

const Authenticator& email_authenticator() {
  static const EmailAuthenticator email;
  return email;
}

std::string masked_email(std::string_view address) {
  const auto at = address.find('@');
  if (at == std::string_view::npos || at == 0) return "***";
  const auto name = address.substr(0, at);
  std::string masked(name.substr(0, 1));
  masked += "***";
  if (name.size() > 1) masked += name.back();
  return masked + std::string(address.substr(at));
}

}  // namespace mockidp
