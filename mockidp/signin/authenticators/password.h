#pragma once
#include "mockidp/signin/authenticators/authenticator.h"

namespace mockidp {

inline constexpr std::string_view kPasswordKey = "okta_password";

const Authenticator& password_authenticator();

}  // namespace mockidp
