#pragma once
// What a person allowed an app, scope by scope: plain values, kept with the person.

#include <string>

#include "mockidp/protocol/clock.h"

namespace mockidp {

// Outlives every token that was issued on it, until it is revoked.
struct ConsentGrant {
  std::string id;  // "oag" and 17 characters
  std::string client_id;
  std::string server_id;
  std::string scope;
  protocol::TimePoint granted_at{};
};

}  // namespace mockidp
