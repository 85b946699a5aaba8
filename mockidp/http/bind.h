#pragma once
// From a host and a port to listening sockets.

#include <cstdint>
#include <string>
#include <vector>

#include "mockidp/http/channel.h"
#include "mockidp/http/front.h"

namespace http {

struct BoundSockets {
  std::uint16_t port = 0;  // the same for all
  std::vector<Descriptor> sockets;
};

protocol::Result<BoundSockets, BindError> bind_sockets(const std::string& host, std::uint16_t port);

}  // namespace http
