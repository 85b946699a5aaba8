#include "client/spa/program.h"

#include <CLI/CLI.hpp>

#include "client/start/ready_file.h"
#include "client/start/serving.h"
#include "mockidp/protocol/uri.h"

namespace spa {

namespace {

constexpr unsigned kWorkers = 2;  // it only hands out files

int serve(Options options, const std::string& ready_file, const MakeApp& make_app) {
  return start::serve({.program = "spa",
                       .host = options.host,
                       .port = options.port,
                       .workers = kWorkers,
                       .base_url = options.base_url,
                       .what_for = options.quiet ? "" : "signing in with " + options.issuer,
                       .ready_file = ready_file},
                      [&](const std::string& base_url) {
                        options.base_url = base_url;
                        return make_app(options);
                      });
}

void take_registration(const std::string& provider_file, const std::string& name, Options& options) {
  const auto app = start::read_app(provider_file, name);
  if (!app) throw CLI::ValidationError("--provider-ready-file", app.error());
  if (!app->client_secret.empty())
    throw CLI::ValidationError("--app", name + " has a secret, which no page can keep");
  options.issuer =
      app->provider.default_issuer.empty() ? app->provider.org_issuer : app->provider.default_issuer;
  options.client_id = app->client_id;
}

void check(const Options& options) {
  if (options.issuer.empty()) throw CLI::RequiredError("--issuer");
  if (options.client_id.empty()) throw CLI::RequiredError("--client-id");
  if (protocol::origin_of(options.issuer).empty())
    throw CLI::ValidationError("--issuer", "is not an absolute URL");
  if (!options.base_url.empty() && protocol::origin_of(options.base_url) != options.base_url)
    throw CLI::ValidationError("--base-url", "is no origin, such as http://localhost:9000");
}

}  // namespace

int run_program(int argc, char** argv, const MakeApp& make_app) {
  Options options;
  std::string provider_file, provider_app = "browser", ready_file;
  long patience = options.frame_timeout.count();
  CLI::App program(
      "spa: a page that signs people in by itself, without a server's help; the reference single-page app of "
      "mockidp.");
  program.footer("Exit codes: 0 success; 1 failed at run time; 2 wrong use; 3 the port cannot be had.");
  program.add_option("--issuer", options.issuer, "The provider, as it names itself")->envname("ISSUER");
  program.add_option("--client-id", options.client_id, "Client id of an app without a secret")
      ->envname("CLIENT_ID");
  program.add_option("--provider-ready-file", provider_file,
                     "Take issuer and client from the file that mockidp serve --ready-file wrote");
  program
      .add_option("--app", provider_app, "  which of its apps: an application type, a label or a client id")
      ->capture_default_str();
  program.add_option("--host", options.host, "Address to listen on")->capture_default_str();
  program.add_option("--port", options.port, "Port; 0 picks a free one")
      ->envname("PORT")
      ->capture_default_str();
  program.add_option("--base-url", options.base_url, "The app as browsers know it  [http://localhost:PORT]")
      ->envname("BASE_URL");
  program.add_option("--scopes", options.scopes, "Scopes to ask for")
      ->envname("SCOPES")
      ->capture_default_str();
  program
      .add_option("--frame-timeout", patience,
                  "Seconds that the provider may take to answer in the hidden frame that renews tokens")
      ->envname("FRAME_TIMEOUT_SECONDS")
      ->check(CLI::Range(1L, 600L))
      ->capture_default_str();
  program.add_option("--ready-file", ready_file,
                     "Write base_url and pid to this file once requests are answered");
  program.add_flag("--quiet", options.quiet, "Print nothing but errors");
  try {
    program.parse(argc, argv);
    if (!provider_file.empty()) take_registration(provider_file, provider_app, options);
    check(options);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : start::kWrongUse;
  }
  options.frame_timeout = std::chrono::seconds(patience);
  return serve(std::move(options), ready_file, make_app);
}

}  // namespace spa
