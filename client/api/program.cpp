#include "client/api/program.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "client/start/ready_file.h"
#include "client/start/serving.h"
#include "mockidp/protocol/uri.h"

namespace api {

namespace {

constexpr unsigned kWorkers = 4;

int serve(const Options& options, const std::string& ready_file, const MakeApp& make_app) {
  const auto what_for = "for tokens of " + options.issuer + " with the audience " + options.audience;
  return start::serve({.program = "api",
                       .host = options.host,
                       .port = options.port,
                       .workers = kWorkers,
                       .base_url = {},
                       .what_for = options.quiet ? "" : what_for,
                       .ready_file = ready_file},
                      [&](const std::string&) { return make_app(options); });
}

void check_origins(const std::vector<std::string>& origins) {
  for (const auto& origin : origins)
    if (origin.empty() || protocol::origin_of(origin) != origin)
      throw CLI::ValidationError("--allowed-origin", origin + " is no origin, such as http://localhost:9000");
}

// Nobody but Okta can check a token of the org server, so only a custom one will do.
std::string issuer_in(const std::string& provider_file) {
  const auto provider = start::read_provider(provider_file);
  if (!provider) throw CLI::ValidationError("--provider-ready-file", provider.error());
  if (provider->default_issuer.empty())
    throw CLI::ValidationError("--provider-ready-file",
                               provider_file + " names no custom authorization server \"default\"");
  return provider->default_issuer;
}

}  // namespace

int run_program(int argc, char** argv, const MakeApp& make_app) {
  Options options;
  std::string provider_file, ready_file;
  long offset = 0, patience = options.provider_timeout.count(), max_age = -1;
  CLI::App program("api: orders for bearers of access tokens; the reference API of mockidp.");
  program.footer("Exit codes: 0 success; 1 failed at run time; 2 wrong use; 3 the port cannot be had.");
  program.add_option("--issuer", options.issuer, "The authorization server, as it names itself")
      ->envname("ISSUER");
  program.add_option("--audience", options.audience, "This API, as tokens name it")
      ->envname("AUDIENCE")
      ->capture_default_str();
  program
      .add_option("--public-url", options.public_url,
                  "This API, as clients know it: takes tokens that are bound to a key (DPoP) too")
      ->envname("PUBLIC_URL");
  program.add_option("--client-id", options.client_ids, "Take only this client's tokens (repeatable)");
  program.add_option("--provider-ready-file", provider_file,
                     "Take the issuer from the file that mockidp serve --ready-file wrote");
  program.add_option("--host", options.host, "Address to listen on")->capture_default_str();
  program.add_option("--port", options.port, "Port; 0 picks a free one")
      ->envname("PORT")
      ->capture_default_str();
  program
      .add_option("--allowed-origin", options.allowed_origins,
                  "Origin whose pages may read the answers (repeatable)")
      ->envname("ALLOWED_ORIGINS")
      ->capture_default_str();
  program
      .add_option("--provider-timeout", patience,
                  "Seconds that one answer of the authorization server may take")
      ->envname("PROVIDER_TIMEOUT_SECONDS")
      ->check(CLI::Range(1L, 3600L))
      ->capture_default_str();
  program
      .add_option("--step-up-acr", options.step_up_acr,
                  "Adds /invoices, for tokens of a sign-in with this acr, such as urn:okta:loa:2fa:any")
      ->envname("STEP_UP_ACR");
  program
      .add_option("--step-up-max-age", max_age,
                  "Adds /invoices, for tokens of a sign-in that is at most so many seconds old")
      ->envname("STEP_UP_MAX_AGE_SECONDS")
      ->check(CLI::Range(0L, 31536000L));
  program.add_option("--clock-offset", offset, "Seconds added to this machine's clock, to try skew")
      ->envname("CLOCK_OFFSET_SECONDS");
  program.add_option("--ready-file", ready_file,
                     "Write base_url and pid to this file once requests are answered");
  program.add_flag("--quiet", options.quiet, "Print nothing but errors");
  try {
    program.parse(argc, argv);
    if (!provider_file.empty()) options.issuer = issuer_in(provider_file);
    if (options.issuer.empty()) throw CLI::RequiredError("--issuer");
    if (!protocol::parse_uri(options.issuer))
      throw CLI::ValidationError("--issuer", "is not an absolute URL");
    if (!options.public_url.empty() && protocol::origin_of(options.public_url) != options.public_url)
      throw CLI::ValidationError("--public-url",
                                 options.public_url + " is no origin, such as http://localhost:8000");
    check_origins(options.allowed_origins);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : start::kWrongUse;
  }
  options.provider_timeout = std::chrono::seconds(patience);
  if (max_age >= 0) options.step_up_max_age = std::chrono::seconds(max_age);
  options.clock_offset = std::chrono::seconds(offset);
  return serve(options, ready_file, make_app);
}

}  // namespace api
