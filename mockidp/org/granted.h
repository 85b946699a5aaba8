#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "mockidp/people/person.h"
#include "mockidp/people/refresh_family.h"
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
  std::string dpop_jkt{};  // thumbprint of the key that the access token is bound to; empty: to none
};

struct RefreshLifetimes {
  std::chrono::minutes lifetime{0};  // 0: unlimited
  std::chrono::minutes window{0};    // how long one may lie unused
};

// The family of refresh tokens that begins with what was granted to a person.
RefreshFamily begin_refresh_family(const Granted& granted, std::string server_id, std::string client_id,
                                   RefreshLifetimes lifetimes, protocol::TimePoint now);

}  // namespace mockidp
