// STEP: pages that ask for more than a sign-in.
#include "client/breakable/defect.h"
#include "client/breakable/leave_out.h"

namespace breakable::defects {

namespace {

// The page does not look at one thing of those that it asks for.
BreakWebApp forgetting(void (*forget)(rp::Assurance&), std::initializer_list<std::string_view> rules = {}) {
  return [forget, rules = std::vector<std::string_view>(rules)](WebAppParts& parts) {
    parts.safeguards.is_assured = [forget](const protocol::Json& claims, rp::Assurance wanted,
                                           protocol::Seconds skew, protocol::TimePoint now) {
      forget(wanted);
      return rp::is_assured(claims, wanted, skew, now);
    };
    for (const auto rule : rules) leave_out(parts.safeguards.sign_in.id_token, {rule});
  };
}

std::string any_acr(const protocol::VerifiedJwt& token, const rp::IdTokenExpectations& expected) {
  if (expected.acr_values.empty() || protocol::json_string(token.claims(), "acr") != nullptr) return "";
  return "there is no acr";
}

BreakWebApp leaving_out(std::string_view rule) {
  return [rule](WebAppParts& parts) { leave_out(parts.safeguards.sign_in.id_token, {rule}); };
}

}  // namespace

std::vector<Defect> step_up() {
  return {
      {"age_of_sign_in_unchecked",
       "the page for a recent sign-in opens to any",
       {"STEP-01", "STEP-02"},
       {},
       forgetting([](rp::Assurance& wanted) { wanted.max_age.reset(); }, {"auth_time"})},
      {"answer_to_max_age_unchecked",
       "max_age is sent, and the auth_time that comes back is not compared with it",
       {"STEP-02"},
       {},
       leaving_out("auth_time")},
      {"acr_of_session_unchecked",
       "the page for two factors opens whatever the acr is",
       {"STEP-03", "STEP-04"},
       {},
       forgetting([](rp::Assurance& wanted) { wanted.acr_values.clear(); }, {"acr"})},
      {"answer_to_acr_values_unchecked",
       "acr_values are sent, and the acr that comes back is not compared with them",
       {"STEP-03", "STEP-04"},
       {},
       leaving_out("acr")},
      {"any_acr_enough",
       "whatever acr comes back counts as what was asked for",
       {"STEP-03"},
       {},
       [](WebAppParts& parts) { weaken(parts.safeguards.sign_in.id_token, "acr", &any_acr); }},
      {"methods_unchecked",
       "nobody looks by which methods the person signed in",
       {"STEP-05"},
       {},
       forgetting([](rp::Assurance& wanted) { wanted.amr.clear(); }, {"amr"})},
      {"wishes_of_api_ignored",
       "an API that wants a better sign-in is an error like any other",
       {"STEP-06"},
       {},
       [](WebAppParts& parts) {
         parts.safeguards.wanted_by_api = [](auto) { return std::optional<rp::Assurance>(); };
       }},
      {"api_asked_for_ever",
       "an API that is never content has the person sign in again and again",
       {"STEP-06-loop"},
       {},
       [](WebAppParts& parts) {
         parts.safeguards.was_just_asked_for = [](const auto&, const auto&, auto) { return false; };
       }},
      {"unchanged_sign_in_counts_as_new",
       "prompt=login is sent, and the auth_time that comes back is not compared with the one before",
       {"STEP-07"},
       {},
       leaving_out("auth_time_unchanged")},
  };
}

}  // namespace breakable::defects
