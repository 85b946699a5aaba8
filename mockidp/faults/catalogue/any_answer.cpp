#include "mockidp/faults/catalogue/subjects.h"

namespace mockidp {

std::span<const FaultInfo> faults_of_any_answer() {
  static constexpr FaultInfo kFaults[] = {
      {.name = "endpoint_status",
       .title = "An endpoint, or any, answers the given status in place of its own.",
       .clause = "RFC 9110, 15",
       .parameters = "endpoint status"},
      {.name = "endpoint_slow",
       .title = "An endpoint, or any, answers rightly but only after the given time.",
       .clause = "RFC 6749, 4.1.3",
       .parameters = "endpoint milliseconds"},
      {.name = "endpoint_drip",
       .title = "An endpoint, or any, sends its answer in bites of the given size, pausing before each.",
       .clause = "RFC 9110, 15.6.5",
       .parameters = "endpoint milliseconds bytes",
       .bytes = 1},
      {.name = "endpoint_cut",
       .title = "An endpoint, or any, closes the connection after so many bytes of its answer, or at once.",
       .clause = "RFC 9112, 8",
       .parameters = "endpoint bytes"},
      {.name = "endpoint_flood",
       .title = "An endpoint, or any, appends so many blanks to its answer that nobody should read it whole.",
       .clause = "CWE-770",
       .parameters = "endpoint bytes",
       .bytes = 200'000'000},
      {.name = "discovery_503",
       .title = "The provider's metadata answers 503.",
       .clause = "OpenID Connect Discovery 1.0, 4.2",
       .endpoints = "discovery",
       .status = 503},
  };
  return kFaults;
}

}  // namespace mockidp
