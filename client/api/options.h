#pragma once
// How the API was started. Plain values.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace api {

struct Options {
  std::string host = "localhost";
  std::uint16_t port = 8000;
  std::string issuer;
  std::string audience = "api://default";
  // As clients know this API, without a slash at the end: proofs of possession name it, and without it none
  // are taken.
  std::string public_url{};
  std::vector<std::string> client_ids;  // whose tokens are taken; empty: every client of the issuer
  std::vector<std::string> allowed_origins = {"http://localhost:8080", "http://localhost:9000"};
  // What the sign-in behind a token has to be for /invoices; neither: there are no invoices.
  std::string step_up_acr{};
  std::optional<std::chrono::seconds> step_up_max_age{};
  std::chrono::seconds provider_timeout{10};  // for metadata or keys, however slowly they drip
  std::chrono::seconds clock_offset{0};       // added to this machine's time: for tests of skew
  bool quiet = false;
};

}  // namespace api
