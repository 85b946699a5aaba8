#pragma once
#include "mockidp/signin/authenticators/authenticator.h"

namespace mockidp {

const Authenticator& password_authenticator();

}  // namespace mockidp
