#pragma once
// One way to prove who one is. A new one is a file beside password.cpp, and its line in authenticator.cpp.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "mockidp/signin/engine.h"

namespace mockidp {

// What an authenticator makes of an answer.
struct Verification {
  std::optional<Problem> cause;   // absent: verified
  std::optional<Person> changed;  // the person after the attempt, where it left a mark
  bool attempted = true;          // false: there was nothing to check, as with an empty field
};

class Authenticator {
 public:
  virtual ~Authenticator() = default;
  virtual std::string_view key() const = 0;     // "okta_password"
  virtual std::string_view method() const = 0;  // its amr value (RFC 8176)
  virtual Step challenge(std::string identifier, Why why) const = 0;
  // `person` is null for an unknown identifier, which must cost and look the same. nullopt: not an answer to
  // this authenticator's challenge.
  virtual std::optional<Verification> verify(const Situation& situation, const Person* person,
                                             const Input& answer) const = 0;
};

const Authenticator* find_authenticator(std::string_view key);

}  // namespace mockidp
