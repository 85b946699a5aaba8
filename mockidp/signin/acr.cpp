#include "mockidp/signin/acr.h"

#include <algorithm>
#include <array>
#include <string>

namespace mockidp {
namespace {

constexpr std::string_view kTwoIfPossible = "urn:okta:loa:2fa:any:ifpossible";
constexpr std::array<std::string_view, 6> kKnown = {
    "urn:okta:loa:1fa:any", "urn:okta:loa:1fa:pwd", "urn:okta:loa:2fa:any", kTwoIfPossible, "phr", "phrh"};

}  // namespace

std::span<const std::string_view> known_acrs() { return kKnown; }

bool is_known_acr(std::string_view value) {
  return std::find(kKnown.begin(), kKnown.end(), value) != kKnown.end();
}

bool is_if_possible(std::string_view value) { return value == kTwoIfPossible; }

std::optional<Requirement> acr_requirement(std::string_view value) {
  Requirement wanted{"request", "", {}, std::string(value)};
  wanted.rule = "acr_values=" + std::string(value);
  VerificationMethod& verification = wanted.verification;
  verification.reauthenticate_in = std::chrono::seconds::max();
  if (value == "urn:okta:loa:1fa:any") return std::nullopt;
  if (value == "urn:okta:loa:1fa:pwd") {
    verification.constraints = {
        {.knowledge = FactorConstraint{.required = true, .types = {"password"}}, .possession = {}}};
  } else if (value == "urn:okta:loa:2fa:any" || is_if_possible(value)) {
    verification.factor_mode = FactorMode::two_factors;
  } else {
    FactorConstraint strong{.required = true, .phishing_resistant = true};
    strong.hardware_protection = value == "phrh";
    verification.constraints = {{.knowledge = {}, .possession = strong}};
  }
  return wanted;
}

}  // namespace mockidp
