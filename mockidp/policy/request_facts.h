#pragma once
#include <string>

namespace mockidp {

// What policies may ask about the request that brings a person.
struct RequestFacts {
  std::string ip;          // "127.0.0.1", "::1"
  std::string user_agent;  // as sent, cut to 512 characters
};

}  // namespace mockidp
