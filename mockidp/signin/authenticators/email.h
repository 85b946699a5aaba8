#pragma once
#include "mockidp/signin/authenticators/authenticator.h"

namespace mockidp {

const Authenticator& email_authenticator();
std::string masked_email(std::string_view address);  // "a***e@example.com"

}  // namespace mockidp
