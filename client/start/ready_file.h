#pragma once
// How the programs of a sign-in find each other: what `mockidp serve --ready-file` wrote, and what a client
// writes.

#include <string>

#include "mockidp/protocol/result.h"

namespace start {

struct Provider {
  std::string default_issuer;  // of the custom authorization server "default"; "" if there is none
  std::string org_issuer;
};
struct RegisteredApp {
  Provider provider;
  std::string client_id;
  std::string client_secret;  // "" for a public client
};
// An error is one line that names the file.
protocol::Result<Provider, std::string> read_provider(const std::string& file);
// The app whose application type, client id or label is `name`.
protocol::Result<RegisteredApp, std::string> read_app(const std::string& file, const std::string& name);

// {"base_url","pid"}, beside and renamed, so that a reader never sees half of it. False if it cannot be
// written.
bool write_ready_file(const std::string& file, const std::string& base_url);

}  // namespace start
