#pragma once
// A plain client for a provider on this machine: what `mockidp apps` and `mockidp healthcheck` speak to its
// ports with. Not for judging anything: clients and the conformance runner use libcurl.

#include <chrono>
#include <string>

#include "mockidp/protocol/result.h"

namespace http {

struct LocalCall {
  std::string base_url;  // "http://localhost:7071"
  std::string method = "GET";
  std::string path = "/";
  std::string json_body{};       // sent with Content-Type: application/json unless empty
  std::string bearer_token{};    // sent unless empty
  std::string authority_file{};  // PEM, for https: trusted in place of the system's authorities; "": those
  std::chrono::seconds timeout{5};
};
struct LocalAnswer {
  int status = 0;
  std::string body;
};
// The error is one line for a person: "nothing answers at http://localhost:7071".
protocol::Result<LocalAnswer, std::string> call_local(const LocalCall& call);

}  // namespace http
