#include <cstdio>
#include <filesystem>

#include "mockidp/commands/authority_store.h"
#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/commands/files.h"
#include "mockidp/commands/tls_setup.h"

namespace mockidp {
namespace {

int complain(const std::string& line) {
  std::fprintf(stderr, "mockidp: %s\n", line.c_str());
  return kFailed;
}

// What each of them needs to take a certificate of this CA for good. In single quotes for a shell, for
// folders have spaces.
void print_instructions(const std::string& pem, const std::string& p12, const std::string& password) {
  const char* const text = pem.c_str();
  std::printf("\nNode         export NODE_EXTRA_CA_CERTS='%s'\n", text);
  std::printf(
      "Java         java -Djavax.net.ssl.trustStore='%s' -Djavax.net.ssl.trustStorePassword='%s' ...\n",
      p12.c_str(), password.c_str());
  std::printf("Python       export SSL_CERT_FILE='%s' REQUESTS_CA_BUNDLE='%s'\n", text, text);
  std::printf("Go, .NET     export SSL_CERT_FILE='%s'\n", text);
  std::printf("curl         curl --cacert '%s' https://localhost:7443/...\n", text);
  std::printf("Chromium     certutil -d sql:\"$HOME/.pki/nssdb\" -A -t C,, -n mockidp -i '%s'\n", text);
  std::printf("Firefox      certutil -d sql:\"$PROFILE\" -A -t C,, -n mockidp -i '%s'\n", text);
  std::printf("Debian       cp '%s' /usr/local/share/ca-certificates/mockidp.crt && update-ca-certificates\n",
              text);
  std::printf(
      "\nWhoever has the key of this CA can pass for any https site towards those who trust it: keep the\n"
      "folder of the CA to yourself, and trust it on development machines only.\n");
}

}  // namespace

int trust(const TrustFlags& flags) {
  const auto now = protocol::SystemClock().now();
  const auto authority = load_or_make_authority(authority_folder(flags.authority_folder), now);
  if (!authority) return complain(authority.error());
  const auto store = as_trust_store(authority->certificate_pem, flags.password);
  if (!store) return complain(store.error());

  std::error_code error;
  const auto folder = std::filesystem::absolute(flags.out, error).lexically_normal();
  std::filesystem::create_directories(folder, error);
  const std::string pem = folder / "mockidp-ca.pem";
  const std::string p12 = folder / "mockidp-ca.p12";
  if (auto written = write_public_file(pem, authority->certificate_pem); !written)
    return complain(written.error());
  if (auto written = write_public_file(p12, *store); !written) return complain(written.error());
  std::printf("Wrote %s\nWrote %s (password: %s)\n", pem.c_str(), p12.c_str(), flags.password.c_str());
  print_instructions(pem, p12, flags.password);
  return kSuccess;
}

}  // namespace mockidp
