#include <cstdio>

#include "mockidp/commands/authority_store.h"
#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/commands/files.h"
#include "mockidp/commands/tls_setup.h"
#include "mockidp/http/local_client.h"

namespace mockidp {

int healthcheck(const HealthcheckFlags& flags) {
  const std::string authority = authority_certificate_file(authority_folder(flags.authority_folder));
  const auto answer = http::call_local({.base_url = flags.url,
                                        .path = "/.well-known/openid-configuration",
                                        .authority_file = file_exists(authority) ? authority : ""});
  if (!answer) {
    std::fprintf(stderr, "mockidp: %s\n", answer.error().c_str());
    return kNotReachable;
  }
  if (answer->status != 200) {
    std::fprintf(stderr, "mockidp: %s answers discovery with status %d\n", flags.url.c_str(), answer->status);
    return kFailed;
  }
  std::printf("%s answers\n", flags.url.c_str());
  return kSuccess;
}

}  // namespace mockidp
