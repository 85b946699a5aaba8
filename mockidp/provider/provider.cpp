#include "mockidp/provider/provider.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "mockidp/directory/app_registration.h"
#include "mockidp/directory/org_document.h"
#include "mockidp/protocol/json.h"
#include "mockidp/server.h"

namespace mockidp {

namespace {

constexpr std::string_view kOrg = "default";

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error("mockidp: " + what); }

[[noreturn]] void refuse_document(const std::string& of_whom, const OrgProblems& problems) {
  std::string lines;
  for (const auto& problem : problems) lines += (lines.empty() ? "" : "\n") + to_string(problem);
  refuse(of_whom + ": " + lines);
}

std::string text_of_file(const std::string& file) {
  std::ifstream input(file, std::ios::binary);
  std::ostringstream text;
  text << input.rdbuf();
  if (!input) refuse("cannot read " + file);
  return text.str();
}

std::string document_text(const ProviderOptions& options) {
  if (!options.org_file.empty() && !options.org_document.empty())
    refuse("give org_file or org_document, not both");
  if (!options.org_file.empty()) return text_of_file(options.org_file);
  return options.org_document.empty() ? std::string(built_in_org_document()) : options.org_document;
}

protocol::Json document_of(const ProviderOptions& options) {
  auto document = read_org_document(document_text(options));
  if (!document)
    refuse_document(options.org_file.empty() ? "org document" : options.org_file, document.error());
  std::vector<AppRegistration> apps;
  for (const auto& app : options.apps)
    apps.push_back({.type = app.type,
                    .client_id = app.client_id,
                    .client_secret = app.client_secret,
                    .redirect_uris = app.redirect_uris,
                    .post_logout_redirect_uris = app.post_logout_redirect_uris,
                    .label = app.label});
  add_apps(*document, apps);
  return std::move(*document);
}

ServerOptions server_options(const ProviderOptions& options) {
  ServerOptions server;
  server.port = options.port;
  server.workbench_port = options.workbench_port;
  server.public_url = options.public_url;
  server.seed = options.seed;
  return server;
}

// The name that serve --app and apps create have for it.
std::string type_of(const AppIntegration& app) {
  return app.application_type == ApplicationType::browser ? "spa"
                                                          : std::string(to_string(app.application_type));
}

bool is_called(const AppIntegration& app, std::string_view name) {
  return app.client_id == name || app.label == name || type_of(app) == name;
}

ProviderApp settings_of(const AppIntegration& app) {
  return {.type = type_of(app),
          .label = app.label,
          .client_id = app.client_id,
          .client_secret = app.client_secrets.empty() ? "" : app.client_secrets.front().reveal(),
          .redirect_uris = app.redirect_uris,
          .post_logout_redirect_uris = app.post_logout_redirect_uris};
}

}  // namespace

struct Provider::Running {
  explicit Running(ServerOptions options) : server(std::move(options), clock, random) {}

  Org& org() const { return *server.find(kOrg); }  // the default org is never dropped

  protocol::SystemClock clock;
  protocol::SystemRandom random;
  Server server;
};

Provider::Provider(const ProviderOptions& options)
    : running_(std::make_unique<Running>(server_options(options))) {
  const auto started = running_->server.start(document_of(options));
  if (started) return;
  std::string lines;
  for (const auto& line : started.error().messages) lines += (lines.empty() ? "" : "\n") + line;
  refuse(lines);
}

Provider::~Provider() = default;

std::string Provider::org_url() const { return running_->org().directory()->org.url; }

std::string Provider::workbench_url() const { return running_->server.workbench_url(); }

std::string Provider::issuer(std::string_view authorization_server) const {
  const auto directory = running_->org().directory();
  std::string known = "org";
  for (const auto& server : directory->authorization_servers) {
    const std::string_view id = server.is_org_server() ? "org" : std::string_view(server.id);
    if (id == authorization_server) return server.issuer;
    if (!server.is_org_server()) known += ", " + server.id;
  }
  refuse("there is no authorization server \"" + std::string(authorization_server) + "\"; there is " + known);
}

ProviderApp Provider::app(std::string_view type_label_or_client_id) const {
  const auto directory = running_->org().directory();
  const auto found =
      std::find_if(directory->apps.begin(), directory->apps.end(),
                   [&](const AppIntegration& app) { return is_called(app, type_label_or_client_id); });
  if (found == directory->apps.end())
    refuse("no app has the type, label or client id \"" + std::string(type_label_or_client_id) + "\"");
  return settings_of(*found);
}

void Provider::advance_clock(std::chrono::seconds by) {
  auto& clock = running_->org().clock;
  clock.set_offset(clock.offset() + by);
}

void Provider::enable_fault(const ProviderFault& fault) {
  FaultOrder order;
  order.name = fault.name;
  order.client_id = fault.client_id;
  order.variant = fault.variant;
  if (fault.times > 0) order.times = fault.times;
  if (const auto enabled = running_->org().faults.enable(std::move(order)); !enabled) refuse(enabled.error());
}

void Provider::merge_into_org(std::string_view patch) {
  const auto json = protocol::parse_json(patch);
  if (!json) refuse("the patch is not JSON: " + json.error().message);
  if (const auto patched = running_->server.patch(kOrg, *json); !patched)
    refuse_document("the patched org", patched.error());
}

void Provider::reset() { running_->server.reset(kOrg); }

}  // namespace mockidp
