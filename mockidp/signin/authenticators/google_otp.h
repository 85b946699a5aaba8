#pragma once
#include "mockidp/signin/authenticators/authenticator.h"

namespace mockidp {

const Authenticator& google_otp_authenticator();

}  // namespace mockidp
