#include "mockidp/signin/authenticators/authenticator.h"

#include <array>

#include "mockidp/signin/authenticators/password.h"

namespace mockidp {

const Authenticator* find_authenticator(std::string_view key) {
  static const std::array all{
      &password_authenticator(),
  };
  for (const Authenticator* one : all) {
    if (one->key() == key) return one;
  }
  return nullptr;
}

}  // namespace mockidp
