#include "mockidp/directory/policies.h"

#include <array>

namespace mockidp {
namespace {

// Each in the order of its enumerators.
constexpr std::array<std::string_view, 2> kFactorModes = {"1FA", "2FA"};
constexpr std::array<std::string_view, 2> kPrimaryFactors = {"PASSWORD_IDP", "PASSWORD_IDP_ANY_FACTOR"};
constexpr std::array<std::string_view, 3> kPromptModes = {"ALWAYS", "DEVICE", "SESSION"};
constexpr std::array<std::string_view, 3> kSelfEnrolments = {"NOT_ALLOWED", "OPTIONAL", "REQUIRED"};
constexpr std::array<std::string_view, 3> kMoments = {"CHALLENGE", "LOGIN", "NEVER"};
constexpr std::array<std::string_view, 3> kStepUps = {"not required", "any authenticator",
                                                      "security question"};

}  // namespace

std::string_view to_string(FactorMode mode) { return kFactorModes.at(static_cast<std::size_t>(mode)); }
std::string_view to_string(PrimaryFactor factor) {
  return kPrimaryFactors.at(static_cast<std::size_t>(factor));
}
std::string_view to_string(FactorPromptMode mode) { return kPromptModes.at(static_cast<std::size_t>(mode)); }
std::string_view to_string(SelfEnrolment enrolment) {
  return kSelfEnrolments.at(static_cast<std::size_t>(enrolment));
}
std::string_view to_string(EnrolmentMoment moment) { return kMoments.at(static_cast<std::size_t>(moment)); }
std::string_view to_string(StepUp step_up) { return kStepUps.at(static_cast<std::size_t>(step_up)); }

SelfEnrolment EnrolmentPolicy::self(std::string_view key) const {
  for (const auto& item : authenticators)
    if (item.key == key) return item.self;
  return SelfEnrolment::NOT_ALLOWED;
}

}  // namespace mockidp
