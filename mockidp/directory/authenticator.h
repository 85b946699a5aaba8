#pragma once
// What the org lets people prove themselves with, by the keys of Okta's Authenticators API.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace mockidp {

inline constexpr std::string_view kPasswordKey = "okta_password";
inline constexpr std::string_view kEmailKey = "okta_email";
inline constexpr std::string_view kPhoneKey = "phone_number";
inline constexpr std::string_view kGoogleOtpKey = "google_otp";
inline constexpr std::string_view kQuestionKey = "security_question";

inline constexpr std::string_view kAuthenticatorKeys[] = {kPasswordKey, kEmailKey, kPhoneKey, kGoogleOtpKey,
                                                          kQuestionKey};

// "This authenticator can be used for": authentication and recovery, authentication, recovery, nothing.
enum class AllowedFor { any, sso, recovery, none };
std::string_view to_string(AllowedFor allowed_for);

struct AuthenticatorSetting {
  std::string id;  // aut…
  std::string key;
  std::string name;  // as the pages show it: "Phone"
  bool active = true;
  AllowedFor allowed_for = AllowedFor::any;
  std::vector<std::string> methods;        // "password"; "email"; "sms", "voice"; "otp"; "security_question"
  std::chrono::minutes token_lifetime{5};  // of codes and links: e-mail 5 … 30 in steps of 5; phone 5

  bool for_sign_in() const {
    return active && (allowed_for == AllowedFor::any || allowed_for == AllowedFor::sso);
  }
  bool for_recovery() const {
    return active && (allowed_for == AllowedFor::any || allowed_for == AllowedFor::recovery);
  }
};

// One way of one authenticator: {"okta_email", "email"}.
struct MethodRef {
  std::string key;
  std::string method;
  bool operator==(const MethodRef&) const = default;
};

// The amr value (RFC 8176, and Okta's own) that a proof by this method leaves in tokens: "pwd", "sms", "tel",
// "email", "otp", "kba". Empty: no such method.
std::string_view amr_of(std::string_view method);
// "Password", "Email", "Phone", "Google Authenticator", "Security Question"; "" for a key that there is not.
std::string_view authenticator_name(std::string_view key);
// The methods an authenticator can have at all, the default one first; empty for a key that there is not.
std::vector<std::string> methods_of(std::string_view key);

}  // namespace mockidp
