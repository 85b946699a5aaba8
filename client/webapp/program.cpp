#include "client/webapp/program.h"

#include <CLI/CLI.hpp>

#include "client/start/ready_file.h"
#include "client/start/serving.h"
#include "mockidp/protocol/uri.h"

namespace webapp {

namespace {

constexpr unsigned kWorkers = 8;  // a sign-in waits for the provider's answers

int serve(Options options, const std::string& ready_file, const MakeApp& make_app) {
  return start::serve({.program = "webapp",
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

// Without TLS anybody on the way reads access tokens; on one's own machine nobody is on the way.
void check_api_url(const std::string& option, const std::string& url) {
  const auto uri = protocol::parse_uri(url);
  const bool confidential =
      uri && (uri->scheme == "https" || (uri->scheme == "http" && protocol::is_loopback_host(uri->host)));
  if (!confidential || uri->query || uri->fragment || url.ends_with('/'))
    throw CLI::ValidationError(option, "is no https URL, or one of this machine, without a slash at the end");
}

void take_registration(const std::string& provider_file, const std::string& name, Options& options) {
  const auto app = start::read_app(provider_file, name);
  if (!app) throw CLI::ValidationError("--provider-ready-file", app.error());
  options.issuer =
      app->provider.default_issuer.empty() ? app->provider.org_issuer : app->provider.default_issuer;
  options.client_id = app->client_id;
  options.client_secret = app->client_secret;
}

}  // namespace

int run_program(int argc, char** argv, const MakeApp& make_app) {
  Options options;
  std::string provider_file, provider_app = "web", ready_file;
  long idle = options.idle_limit.count(), limit = options.session_limit.count(), offset = 0;
  long patience = options.provider_timeout.count(), recent = 0, margin = 0;
  CLI::App program("webapp: a small shop that signs people in by redirect; the reference client of mockidp.");
  program.footer("Exit codes: 0 success; 1 failed at run time; 2 wrong use; 3 the port cannot be had.");
  program.add_option("--issuer", options.issuer, "The provider, as it names itself")->envname("ISSUER");
  program.add_option("--client-id", options.client_id, "Client id")->envname("CLIENT_ID");
  program.add_option("--client-secret", options.client_secret, "Client secret; none: a public client")
      ->envname("CLIENT_SECRET");
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
  program.add_option("--callback-path", options.callback_path, "Path of the redirect URI")
      ->capture_default_str();
  program.add_option("--signed-out-path", options.signed_out_path, "Path of the post-logout redirect URI")
      ->capture_default_str();
  program.add_option("--scopes", options.scopes, "Scopes to ask for")
      ->envname("SCOPES")
      ->capture_default_str();
  program
      .add_option(
          "--api", options.api_url,
          "The orders API, such as http://localhost:8000: adds the page /orders and the scope api.read")
      ->envname("API_URL");
  program
      .add_option("--invoices", options.invoices_url,
                  "An API's invoices, such as http://localhost:8000/invoices: adds the page /invoices, for "
                  "which the API may want a better sign-in (RFC 9470)")
      ->envname("INVOICES_URL");
  program
      .add_option("--staff", options.staff,
                  "Subject (sub) of a person who may open /staff; everybody else is refused (repeatable)")
      ->envname("STAFF");
  program
      .add_option("--recent-sign-in", recent,
                  "Adds /safe, which asks who it is again after so many seconds, and /confirm, which asks "
                  "every time")
      ->envname("RECENT_SIGN_IN_SECONDS")
      ->check(CLI::Range(1L, 31536000L));
  program
      .add_option("--step-up-acr", options.step_up_acr,
                  "Adds /vault, for sign-ins with this acr, such as urn:okta:loa:2fa:any")
      ->envname("STEP_UP_ACR");
  program
      .add_option("--step-up-amr", options.step_up_amr, "  and with this method among their amr, such as mfa")
      ->envname("STEP_UP_AMR");
  program.add_flag("--everything-needs-sign-in", options.everything_needs_sign_in, "Guard the shop too");
  program.add_option("--idle-limit", idle, "Seconds without a request until a session ends")
      ->check(CLI::Range(1L, 31536000L))
      ->capture_default_str();
  program.add_option("--session-limit", limit, "Seconds after which a session ends however busy it is")
      ->check(CLI::Range(1L, 31536000L))
      ->capture_default_str();
  program.add_option("--provider-timeout", patience, "Seconds that one answer of the provider may take")
      ->envname("PROVIDER_TIMEOUT_SECONDS")
      ->check(CLI::Range(1L, 3600L))
      ->capture_default_str();
  program
      .add_option("--renewal-margin", margin, "Seconds before an access token runs out that it is renewed")
      ->envname("RENEWAL_MARGIN_SECONDS")
      ->check(CLI::Range(0L, 3600L))
      ->capture_default_str();
  program.add_option("--clock-offset", offset, "Seconds added to this machine's clock, to try skew")
      ->envname("CLOCK_OFFSET_SECONDS");
  program.add_option("--ready-file", ready_file,
                     "Write base_url and pid to this file once requests are answered");
  program.add_flag("--quiet", options.quiet, "Print nothing but errors");
  try {
    program.parse(argc, argv);
    if (!provider_file.empty()) take_registration(provider_file, provider_app, options);
    if (options.issuer.empty()) throw CLI::RequiredError("--issuer");
    if (options.client_id.empty()) throw CLI::RequiredError("--client-id");
    if (!protocol::parse_uri(options.issuer))
      throw CLI::ValidationError("--issuer", "is not an absolute URL");
    if (!options.api_url.empty()) check_api_url("--api", options.api_url);
    if (!options.invoices_url.empty()) check_api_url("--invoices", options.invoices_url);
    for (const auto& path : {options.callback_path, options.signed_out_path})
      if (path.empty() || path.front() != '/') throw CLI::ValidationError(path, "a path begins with /");
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : start::kWrongUse;
  }
  options.idle_limit = std::chrono::seconds(idle);
  options.session_limit = std::chrono::seconds(limit);
  options.recent_sign_in = std::chrono::seconds(recent);
  options.provider_timeout = std::chrono::seconds(patience);
  options.renewal_margin = std::chrono::seconds(margin);
  options.clock_offset = std::chrono::seconds(offset);
  return serve(std::move(options), ready_file, make_app);
}

}  // namespace webapp
