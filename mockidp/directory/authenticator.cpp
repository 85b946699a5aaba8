#include "mockidp/directory/authenticator.h"

#include <array>

namespace mockidp {
namespace {

struct KnownAuthenticator {
  std::string_view key;
  std::string_view name;
  std::array<std::string_view, 2> methods;
};
constexpr std::array kAuthenticators{
    KnownAuthenticator{kPasswordKey, "Password", {"password", ""}},
    KnownAuthenticator{kEmailKey, "Email", {"email", ""}},
    KnownAuthenticator{kPhoneKey, "Phone", {"sms", "voice"}},
    KnownAuthenticator{kGoogleOtpKey, "Google Authenticator", {"otp", ""}},
    KnownAuthenticator{kQuestionKey, "Security Question", {"security_question", ""}},
};

struct KnownMethod {
  std::string_view method;
  std::string_view amr;
};
constexpr std::array kMethods{KnownMethod{"password", "pwd"}, KnownMethod{"email", "email"},
                              KnownMethod{"sms", "sms"},      KnownMethod{"voice", "tel"},
                              KnownMethod{"otp", "otp"},      KnownMethod{"security_question", "kba"}};

// In the order of the enumerators.
constexpr std::array<std::string_view, 4> kAllowedFor = {"any", "sso", "recovery", "none"};

const KnownAuthenticator* known(std::string_view key) {
  for (const auto& one : kAuthenticators)
    if (one.key == key) return &one;
  return nullptr;
}

}  // namespace

std::string_view to_string(AllowedFor allowed_for) {
  return kAllowedFor.at(static_cast<std::size_t>(allowed_for));
}

std::string_view amr_of(std::string_view method) {
  for (const auto& one : kMethods)
    if (one.method == method) return one.amr;
  return {};
}

std::string_view authenticator_name(std::string_view key) {
  const auto* found = known(key);
  return found == nullptr ? std::string_view() : found->name;
}

std::vector<std::string> methods_of(std::string_view key) {
  std::vector<std::string> methods;
  if (const auto* found = known(key))
    for (const auto method : found->methods)
      if (!method.empty()) methods.emplace_back(method);
  return methods;
}

}  // namespace mockidp
