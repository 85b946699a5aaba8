#pragma once
// One way to prove who one is. A new one is a file beside password.cpp, and its line in authenticator.cpp.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/signin/engine.h"

namespace mockidp {

// What an authenticator makes of an answer.
struct Verification {
  std::optional<Problem> cause;   // absent: verified
  std::optional<Person> changed;  // the person after the attempt, where it left a mark
  bool attempted = true;          // false: there was nothing to check, as with an empty field
  unsigned password_hashes = 0;
};

// What stands around the page of one authenticator.
struct PageFacts {
  std::string identifier;  // as typed, or the session's login
  bool has_others = false;
  bool can_recover = false;
};

class Authenticator {
 public:
  virtual ~Authenticator() = default;
  virtual std::string_view key() const = 0;  // "okta_password"

  // What the person has of it, masked; for an unknown identifier what somebody would have. None: not
  // enrolled.
  virtual std::vector<Offer> offers(const AuthenticatorSetting& setting, const Person* person,
                                    std::string_view identifier) const = 0;
  // The page that verifies. `challenge` is what was chosen and maybe sent; null: nothing was.
  virtual StepKind page(const Offer& offer, const Challenge* challenge, const PageFacts& facts) const = 0;
  // The address a code for `method` goes to; "" where nothing is sent.
  virtual std::string address(const Person* person, std::string_view identifier) const;
  // `person` is null for an unknown identifier, which must cost and look the same.
  virtual Verification verify(const Situation& situation, const Person* person, const Challenge* challenge,
                              std::string_view passcode) const = 0;

  // Setting it up: the page, by what was done of it, and the person who has it once it was verified.
  virtual StepKind enrol_page(const Situation& situation, const Challenge& challenge) const = 0;
  virtual Verification verify_enrolment(const Situation& situation, const Person& person,
                                        const Challenge& challenge, std::string_view passcode) const;
  virtual Person enrolled(const Situation& situation, Person person, const Challenge& challenge,
                          protocol::Random& random) const;
  // What choosing to set it up draws: the shared key of an authenticator app.
  virtual void begin_enrolment(Challenge& challenge, protocol::Random& random) const;
};

const Authenticator* find_authenticator(std::string_view key);
const std::vector<const Authenticator*>& all_authenticators();  // in the order in which pages list them

// Five wrong codes within five minutes block an authenticator for five (docs/okta-behaviour.md, Codes).
bool is_blocked(const Person& person, std::string_view authenticator, protocol::TimePoint now);
Person after_wrong_code(Person person, std::string_view authenticator, protocol::TimePoint now);
// nullopt: nothing was counted, so there is nothing to forget.
std::optional<Person> after_right_code(const Person& person, std::string_view authenticator);

// The code that was sent, judged: what e-mail and phone share.
Verification verify_sent_code(const Situation& situation, const Person* person, const Challenge* challenge,
                              std::string_view passcode);

std::string new_enrolment_id(std::string_view prefix, protocol::Random& random);

}  // namespace mockidp
