#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "mockidp/commands/command_parts.h"
#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/commands/limits.h"
#include "mockidp/commands/org_source.h"
#include "mockidp/directory/org_document.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/oauth.h"
#include "mockidp/protocol/uri.h"
#include "mockidp/version.h"

namespace mockidp {

namespace {

const std::vector<std::string> kAppTypes{"web", "spa", "native", "service"};

const char* const kExitCodes =
    "Exit codes: 0 success; 1 failed at run time, or doctor has found something; 2 wrong use, a missing\n"
    "file or a bad document; 3 the port cannot be had; 4 no provider answers.";

// --app starts an app, and the flags after it belong to it: the order on the command line decides.
std::vector<AppRegistration> read_app_flags(const CLI::App& command) {
  std::vector<AppRegistration> apps;
  std::map<const CLI::Option*, std::size_t> used;
  for (const CLI::Option* option : command.parse_order()) {
    const auto name = option->get_single_name();
    if (name != "app" && name != "client-id" && name != "client-secret" && name != "redirect-uri" &&
        name != "post-logout-redirect-uri")
      continue;
    const auto& value = option->results().at(used[option]++);
    if (name == "app") {
      apps.emplace_back().type = value;
      continue;
    }
    if (apps.empty()) throw CLI::ValidationError("--" + name, "comes after the --app that it belongs to");
    auto& app = apps.back();
    if (name == "client-id") app.client_id = value;
    if (name == "client-secret") app.client_secret = value;
    if (name == "redirect-uri") app.redirect_uris.push_back(value);
    if (name == "post-logout-redirect-uri") app.post_logout_redirect_uris.push_back(value);
  }
  return apps;
}

CLI::Option* repeatable(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                        const std::string& help) {
  return command.add_option(name, values, help)->take_all()->allow_extra_args(false);
}

void add_authority_folder(CLI::App& command, std::string& folder) {
  command.add_option("--tls-ca", folder, "Folder of the development CA  [~/.local/share/mockidp/ca]");
}

// Issuers are made of it, and compared character by character: what is no such URL, or ends in a slash that
// no issuer has, would make every token of another issuer than the one that the app was given.
std::string check_public_url(const std::string& url) {
  const auto uri = protocol::parse_uri(url);
  const bool is_web = uri && (uri->scheme == "http" || uri->scheme == "https") && !uri->host.empty();
  if (!is_web) return url + " is not an absolute http or https URL";
  if (uri->query || uri->fragment || !uri->path.empty() || url.find('@') != std::string::npos)
    return url + " must end with the host or the port, as https://id.example.com:8443 does";
  return "";
}

bool is_address_and_port(const std::string& text) {
  const auto uri = protocol::parse_uri("http://" + text);
  return uri && !uri->port.empty() && uri->path.empty() && !uri->query && !uri->fragment &&
         uri->authority == text && text.find('@') == std::string::npos;
}

std::string check_listen(const std::string& text) {
  return is_address_and_port(text) ? "" : text + " is no ADDRESS:PORT, as 0.0.0.0:8070 is";
}

std::string check_smtp(const std::string& text) {
  return is_address_and_port(text) ? "" : text + " is no HOST:PORT, as localhost:1025 is";
}

// CLI11 says that something was not expected; this says what it may have been meant for.
void suggest_command(const CLI::App& program, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands({})) names.push_back(command->get_name());
  const std::string meant = protocol::likely_meant(names, word);
  std::fprintf(stderr, "mockidp: there is no command \"%s\"; %s\n", word.c_str(),
               meant.empty() ? ("there are " + protocol::join_words(names, ", ")).c_str()
                             : ("did you mean \"" + meant + "\"?").c_str());
}

void suggest_flags(const CLI::App& program, const std::vector<std::string>& words) {
  for (const CLI::App* command : program.get_subcommands()) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command->get_options()) names.push_back(option->get_single_name());
    for (const std::string& word : words) {
      if (!word.starts_with("--")) continue;
      const std::string flag = word.substr(2, word.find('=') - 2);
      const std::string* meant = protocol::nearest_of(names, flag);
      const auto away = meant ? protocol::edit_distance(*meant, flag) : 0;
      if (away == 1 || away == 2)  // two letters changed places
        std::fprintf(stderr, "mockidp: did you mean \"--%s\" for \"%s\"?\n", meant->c_str(), word.c_str());
    }
  }
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  CLI::App program("mockidp: a mock Okta org for development and tests. Not for production.");
  program.set_version_flag("--version", MOCKIDP_VERSION);
  program.footer(kExitCodes);
  program.require_subcommand(1);

  ServeFlags serve_flags;
  std::vector<std::string> apps, client_ids, client_secrets, redirect_uris, post_logout_uris;
  auto& serve_command = *program.add_subcommand("serve", "Run an org and its workbench");
  serve_command.add_option("--host", serve_flags.host, "Address to listen on; localhost is both loopbacks")
      ->capture_default_str();
  serve_command.add_option("--port", serve_flags.port, "Org port; 0 picks a free one")->capture_default_str();
  serve_command
      .add_option("--workbench-port", serve_flags.workbench_port, "Workbench port; 0 picks a free one")
      ->capture_default_str();
  serve_command
      .add_option("--public-url", serve_flags.public_url,
                  "The org's URL as browsers and apps know it  [http://localhost:PORT]")
      ->check(check_public_url);
  serve_command.add_flag("--issuer-follows-host", serve_flags.issuer_follows_host,
                         "Issuers and URLs are those of the host that each request came by");
  repeatable(serve_command, "--listen", serve_flags.listen,
             "A further ADDRESS:PORT for the org, as 0.0.0.0:8070; repeatable")
      ->check(check_listen);
  serve_command.add_option("--org", serve_flags.org_file,
                           "Org document (FILE) to serve, or one that is built in by its NAME: " +
                               protocol::join_words(built_in_org_names(), ", "));
  serve_command.add_flag("--watch", serve_flags.watch, "Apply the org document again whenever it changes");
  serve_command.add_option(
      "--ready-file", serve_flags.ready_file,
      "Write URLs, issuers, pid and apps to this file as JSON once requests are answered");
  serve_command.add_option("--seed", serve_flags.seed, "Which of the embedded test keys sign")
      ->capture_default_str();
  serve_command.add_option("--pages-dir", serve_flags.pages_dir,
                           "Read page templates from here, for designing them");
  serve_command.add_flag("--quiet", serve_flags.quiet, "Print nothing but errors");
  repeatable(serve_command, "--app", apps,
             "Register an app that you already have: web, spa, native or service")
      ->check(CLI::IsMember(kAppTypes));
  repeatable(serve_command, "--client-id", client_ids, "  its client id");
  repeatable(serve_command, "--client-secret", client_secrets, "  its client secret");
  repeatable(serve_command, "--redirect-uri", redirect_uris, "  a sign-in redirect URI of it; repeatable");
  repeatable(serve_command, "--post-logout-redirect-uri", post_logout_uris,
             "  a sign-out redirect URI; repeatable");

  serve_command.add_flag("--tls", serve_flags.tls.on,
                         "Serve https too: with a development CA, see \"mockidp trust\"");
  serve_command.add_option("--tls-port", serve_flags.tls.port, "Org port for https; 0 picks a free one")
      ->capture_default_str();
  repeatable(serve_command, "--tls-name", serve_flags.tls.names,
             "A further host name or address of this machine in the certificate; repeatable");
  auto* certificate = serve_command.add_option("--tls-certificate", serve_flags.tls.certificate_file,
                                               "Your own certificate chain (PEM) in place of that");
  auto* key =
      serve_command.add_option("--tls-key", serve_flags.tls.private_key_file, "  its private key (PEM)");
  certificate->needs(key);
  key->needs(certificate);
  serve_command.add_flag("--tls-client-certificates", serve_flags.tls.ask_for_client_certificate,
                         "Ask clients for a certificate; those without are served all the same");
  add_authority_folder(serve_command, serve_flags.tls.authority_folder);
  std::vector<std::string> limits;
  repeatable(serve_command, "--limit", limits,
             "NAME=VALUE: a limit of the server, see docs/limits.md; repeatable");
  serve_command
      .add_option("--smtp", serve_flags.smtp,
                  "HOST:PORT of a local mail catcher that gets every mail too: no login, no TLS")
      ->check(check_smtp);
  serve_command.add_flag("--log-requests", serve_flags.log_requests,
                         "Log each request, without its parameters");
  std::string log_format = "text";
  serve_command.add_option("--log-format", log_format, "text, or json: an object a line")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();

  OrgsFlags orgs_flags;
  auto& orgs_command = *program.add_subcommand("orgs", "List the orgs that are built in, or print one");
  orgs_command.add_option("NAME", orgs_flags.name, "Print the document of this one");

  CheckFlags check_flags;
  auto& check_command =
      *program.add_subcommand("check", "Read an org document and report every mistake in it");
  auto* file = check_command.add_option("FILE", check_flags.file,
                                        "Org document (JSON), or the name of a built-in one");
  check_command.add_flag("--schema", check_flags.print_schema, "Print the JSON Schema of org documents")
      ->excludes(file);

  CreateAppFlags create_flags;
  auto& apps_command = *program.add_subcommand("apps", "App integrations of a running org");
  apps_command.require_subcommand(1);
  auto& create_command = *apps_command.add_subcommand(
      "create", "Register an app and print its client id, secret, issuer and .env");
  create_command.add_option("TYPE", create_flags.app.type, "web, spa, native or service")
      ->required()
      ->check(CLI::IsMember(kAppTypes));
  create_command.add_option("--label", create_flags.app.label, "Name of the app");
  create_command.add_option("--client-id", create_flags.app.client_id, "Client id  [a new one]");
  create_command.add_option("--client-secret", create_flags.app.client_secret, "Client secret  [a new one]");
  repeatable(create_command, "--redirect-uri", create_flags.app.redirect_uris,
             "Sign-in redirect URI; repeatable");
  repeatable(create_command, "--post-logout-redirect-uri", create_flags.app.post_logout_redirect_uris,
             "Sign-out redirect URI; repeatable");
  create_command.add_flag("--json", create_flags.json, "Print JSON");
  add_provider_flags(create_command, create_flags.provider, create_flags.org);

  TokenFlags token_flags;
  const auto& token_command = add_token_command(program, token_flags);

  DoctorFlags doctor_flags;
  const auto& doctor_command = add_doctor_command(program, doctor_flags);

  HealthcheckFlags health_flags;
  auto& health_command = *program.add_subcommand("healthcheck", "Exit 0 if an org answers");
  health_command.add_option("--url", health_flags.url, "The org's URL")
      ->capture_default_str()
      ->check(check_public_url);
  add_authority_folder(health_command, health_flags.authority_folder);

  TrustFlags trust_flags;
  auto& trust_command = *program.add_subcommand(
      "trust", "Write the development CA for those who are to trust it, and say how they do");
  trust_command.add_option("--out", trust_flags.out, "Folder for mockidp-ca.pem and mockidp-ca.p12")
      ->capture_default_str();
  trust_command.add_option("--password", trust_flags.password, "Password of the .p12")->capture_default_str();
  add_authority_folder(trust_command, trust_flags.authority_folder);

  try {
    program.parse(argc, argv);
    serve_flags.apps = read_app_flags(serve_command);
    if (serve_flags.watch && (serve_flags.org_file.empty() || names_built_in_org(serve_flags.org_file)))
      throw CLI::ValidationError("--watch", "needs --org FILE: a built-in org does not change");
    serve_flags.log_format = log_format == "json" ? LogFormat::json : LogFormat::text;
    for (const auto& limit : limits)
      if (const auto problem = set_limit(serve_flags.limits, limit); !problem.empty())
        throw CLI::ValidationError("--limit", problem);
    if (serve_flags.issuer_follows_host && !serve_flags.public_url.empty())
      throw CLI::ValidationError("--issuer-follows-host", "and --public-url exclude each other");
    const auto& tls = serve_flags.tls;
    if (!tls.on && (!tls.names.empty() || !tls.certificate_file.empty() || tls.ask_for_client_certificate ||
                    serve_command.count("--tls-port") > 0))
      throw CLI::ValidationError("--tls", "is missing: the other --tls-… flags say how, not that");
    if (check_command.parsed() && check_flags.file.empty() && !check_flags.print_schema)
      throw CLI::RequiredError("FILE");
  } catch (const CLI::ParseError& error) {
    const bool names_command = argc > 1 && argv[1][0] != '-';
    if (names_command && program.get_subcommands().empty()) {
      suggest_command(program, argv[1]);
      return kWrongUse;
    }
    if (names_command && error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError))
      suggest_flags(program, std::vector<std::string>(argv + 2, argv + argc));
    return program.exit(error) == 0 ? kSuccess : kWrongUse;
  }
  if (serve_command.parsed()) return serve(serve_flags);
  if (orgs_command.parsed()) return orgs(orgs_flags);
  if (check_command.parsed()) return check(check_flags);
  if (create_command.parsed()) return create_app(create_flags);
  if (doctor_command.parsed()) return doctor(doctor_flags);
  if (token_command.parsed()) return mint_token(token_flags);
  if (trust_command.parsed()) return trust(trust_flags);
  return healthcheck(health_flags);
}

}  // namespace mockidp
