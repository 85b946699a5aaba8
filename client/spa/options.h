#pragma once
// How the single-page app was started. Plain values.

#include <chrono>
#include <cstdint>
#include <string>

namespace spa {

struct Options {
  std::string host = "localhost";
  std::uint16_t port = 9000;
  std::string base_url{};             // as browsers know the app; empty: http://localhost:PORT
  std::string issuer{}, client_id{};  // and no secret: whatever a page is given, everybody can read
  std::string scopes = "openid profile email";
  std::chrono::seconds frame_timeout{10};  // for the provider's answer in the hidden frame
  bool quiet = false;
};

}  // namespace spa
