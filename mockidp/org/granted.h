#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "mockidp/people/person.h"
#include "mockidp/protocol/clock.h"

namespace mockidp {

// What tokens will say.
struct Granted {
  std::string grant_id;  // 16 raw bytes
  std::vector<std::string> scopes;
  std::chrono::seconds access_token_lifetime{3600};
  std::optional<Person> person;  // nobody: client_credentials
  std::vector<std::string> amr;
  std::string acr;  // which of acr_values was met; empty: none was asked for
  protocol::TimePoint auth_time{};
  std::string nonce;
};

}  // namespace mockidp
