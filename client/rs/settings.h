#pragma once
// What an API knows about itself and about whom it trusts. Plain values; read once at start.

#include <string>
#include <vector>

#include "mockidp/protocol/clock.h"

namespace rs {

struct Settings {
  std::string issuer{};                   // exactly as the authorization server names itself
  std::string audience{};                 // as its tokens name this API: "api://default"
  std::vector<std::string> client_ids{};  // whose tokens are taken; empty: every client of the issuer

  protocol::Seconds clock_skew{60};  // how far the issuer's clock may differ from ours
};

}  // namespace rs
