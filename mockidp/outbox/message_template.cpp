#include "mockidp/outbox/message_template.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace mockidp {
namespace {

constexpr std::string_view kVerify = "/email/verify/{client_id}?token={token}";
constexpr std::string_view kActivate = "/tokens/{token}/verify";
constexpr std::string_view kReset = "/reset_password/{token}";

using enum MessageKind;

constexpr std::array kTemplates = {
    MessageTemplate{
        .kind = UserActivation,
        .subject = "Welcome to Okta!",
        .heading = "{org} - Welcome",
        .paragraph = "An account was made for you at {org}; your username is {detail}. Activate it to choose "
                     "what you sign in with.",
        .link_id = "email-activation-button",
        .link_text = "Activate",
        .link_path = kActivate},
    MessageTemplate{.kind = PasswordResetByAdmin,
                    .subject = "Account Password Reset",
                    .heading = "{org} - Password Reset",
                    .paragraph = "An administrator has reset the password of your account. Choose a new one "
                                 "to sign in again.",
                    .link_id = "reset-password-link",
                    .link_text = "Reset Password",
                    .link_path = kReset},
    MessageTemplate{.kind = ForgotPassword,
                    .subject = "Account password reset",
                    .heading = "{org} - Password Reset Requested",
                    .paragraph = "Somebody, you we hope, asked to reset the password of your account. If it "
                                 "was not you, nothing needs to be done.",
                    .link_id = "reset-password-link",
                    .link_text = "Reset Password",
                    .link_path = kVerify,
                    .code = CodePhrase::instead_of_link},
    MessageTemplate{.kind = ForgotPasswordDenied,
                    .subject = "Account Password Reset",
                    .heading = "{org} - Password Reset Requested",
                    .paragraph =
                        "Somebody asked to reset the password of your account, which is not possible "
                        "for it. Ask your administrator."},
    MessageTemplate{.kind = PasswordChanged,
                    .subject = "Password Changed",
                    .heading = "{org} - Password Changed",
                    .paragraph = "The password of your account was changed. If it was not you who did it, "
                                 "tell your administrator at once."},
    MessageTemplate{.kind = SelfServiceUnlock,
                    .subject = "Unlock Account",
                    .heading = "{org} - Unlock Account",
                    .paragraph = "Your account is locked, and somebody, you we hope, asked to unlock it.",
                    .link_id = "unlock-account-link",
                    .link_text = "Unlock Account",
                    .link_path = kVerify,
                    .code = CodePhrase::instead_of_link},
    MessageTemplate{.kind = SelfServiceUnlockOnUnlockedAccount,
                    .subject = "Unlock Account",
                    .heading = "{org} - Unlock Account",
                    .paragraph = "Somebody asked to unlock your account. It is not locked: sign in as usual, "
                                 "or reset the password if you have forgotten it."},
    MessageTemplate{.kind = AccountLockout,
                    .subject = "Account Lockout",
                    .heading = "{org} - Account Locked",
                    .paragraph = "Your account was locked after too many wrong passwords."},
    MessageTemplate{.kind = EmailChallenge,
                    .subject = "One-time Email Authentication Link",
                    .heading = "{org} - Sign In",
                    .paragraph = "Follow the link in the browser in which you are signing in.",
                    .link_id = "email-authentication-button",
                    .link_text = "Sign In",
                    .link_path = kVerify,
                    .code = CodePhrase::instead_of_link},
    MessageTemplate{.kind = EmailFactorVerification,
                    .subject = "Confirm your email address",
                    .heading = "{org} - Confirm Your Email Address",
                    .paragraph = "{to} is about to be used for signing in to your account.",
                    .link_id = "email-activation-button",
                    .link_text = "Verify Email Address",
                    .link_path = kVerify,
                    .code = CodePhrase::to_be_entered},
    MessageTemplate{.kind = RegistrationActivation,
                    .subject = "Activate Account",
                    .heading = "{org} - Activate Your Account",
                    .paragraph = "You have signed up at {org}. Confirm your address to finish.",
                    .link_id = "registration-activation-link",
                    .link_text = "Activate Account",
                    .link_path = kVerify,
                    .code = CodePhrase::instead_of_link},
    MessageTemplate{.kind = RegistrationEmailVerification,
                    .subject = "Welcome to {org}!",
                    .heading = "Welcome to {org}!",
                    .paragraph = "Your account is there. Confirm that this address is yours.",
                    .link_id = "registration-activation-link",
                    .link_text = "Activate",
                    .link_path = kVerify},
    MessageTemplate{.kind = AuthenticatorEnrolled,
                    .subject = "Security method enrolled",
                    .heading = "{org} - Security Method Enrolled",
                    .paragraph = "{detail} was set up for your account. If it was not you who did it, tell "
                                 "your administrator at once."},
};

}  // namespace

const MessageTemplate& template_of(MessageKind mail) {
  const auto found = std::find_if(kTemplates.begin(), kTemplates.end(),
                                  [&](const MessageTemplate& one) { return one.kind == mail; });
  assert(found != kTemplates.end());
  return *found;
}

}  // namespace mockidp
