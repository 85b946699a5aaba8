#pragma once
// The seams of finished answers: one in place of the endpoint's own, or the endpoint's own, bent or late.

#include <functional>
#include <string>

#include "mockidp/endpoints/exchange.h"

namespace mockidp {

class ResponseFaults {
 public:
  ResponseFaults(Exchange& exchange, std::string_view endpoint) : exchange_(exchange), endpoint_(endpoint) {}

  // Runs `handler` unless a fault answers in its place. Who the client is may be seen at the door, from the
  // request, or only while it is handled (a token, a code); a fault for one person always acts after the
  // handler has done its work.
  http::Response answer(const std::function<http::Response()>& handler);

 private:
  std::optional<http::Response> replacement(const ActiveFaults& faults);
  void bend(const ActiveFaults& faults, http::Response& response);

  Exchange& exchange_;
  std::string_view endpoint_;
};

}  // namespace mockidp
