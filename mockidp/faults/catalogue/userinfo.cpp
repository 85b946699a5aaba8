#include "mockidp/faults/catalogue/subjects.h"

namespace mockidp {

std::span<const FaultInfo> faults_of_userinfo() {
  static constexpr FaultInfo kFaults[] = {
      {.name = "userinfo_503",
       .title = "The userinfo endpoint answers 503.",
       .clause = "OpenID Connect Core 1.0, 5.3.2",
       .endpoints = "userinfo",
       .status = 503},
      {.name = "userinfo_of_another_person",
       .seam = Seam::userinfo,
       .title =
           "Userinfo answers with the claims of another person: with that one's sub, without, or with both.",
       .clause = "OpenID Connect Core 1.0, 5.3.2",
       .parameters = "person",
       .variants = "other_sub without_sub both_subs",
       .endpoints = "userinfo"},
      {.name = "userinfo_wrong_subject",
       .seam = Seam::userinfo,
       .title = "Userinfo answers rightly but for its sub.",
       .clause = "OpenID Connect Core 1.0, 5.3.2",
       .variants = "one_more_character missing empty null array number",
       .endpoints = "userinfo"},
      {.name = "userinfo_unguarded",
       .seam = Seam::userinfo,
       .title = "Userinfo answers with the given person's claims whoever asks, without looking at the token.",
       .clause = "OpenID Connect Core 1.0, 5.3.1",
       .parameters = "person",
       .endpoints = "userinfo"},
      {.name = "userinfo_not_json",
       .title = "Userinfo answers 200 with something else than claims in JSON.",
       .clause = "OpenID Connect Core 1.0, 5.3.2",
       .variants = "html truncated empty array text",
       .endpoints = "userinfo"},
  };
  return kFaults;
}

}  // namespace mockidp
