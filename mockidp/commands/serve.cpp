#include <signal.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "mockidp/commands/authority_store.h"
#include "mockidp/commands/commands.h"
#include "mockidp/commands/exit_code.h"
#include "mockidp/commands/files.h"
#include "mockidp/commands/org_source.h"
#include "mockidp/commands/startup_pages.h"
#include "mockidp/commands/tls_setup.h"
#include "mockidp/outbox/smtp_relay.h"
#include "mockidp/pages/page.h"
#include "mockidp/protocol/uri.h"
#include "mockidp/protocol/whole_file.h"
#include "mockidp/server.h"
#include "mockidp/version.h"

namespace mockidp {

namespace {

using protocol::Json;

protocol::Result<Json, std::vector<std::string>> read_document(const ServeFlags& flags) {
  std::string text(built_in_org_document());
  if (!flags.org_file.empty()) {
    auto content = read_org_text(flags.org_file);
    if (!content) return protocol::fail(std::vector<std::string>{content.error()});
    text = std::move(*content);
  }
  auto document = read_org_document(text);
  if (!document) {
    std::vector<std::string> lines;
    for (const auto& problem : document.error()) lines.push_back(flags.org_file + ": " + to_string(problem));
    return protocol::fail(std::move(lines));
  }
  add_apps(*document, flags.apps);
  return std::move(*document);
}

Json readiness(const Server& server, const ServeFlags& flags) {
  const auto org = server.find("default");
  const auto directory = org->directory();
  Json issuers = Json::object();
  for (const auto& as : directory->authorization_servers)
    if (as.active) issuers[as.is_org_server() ? "org" : as.id] = as.issuer;
  Json apps = Json::array();
  for (const auto& app : directory->apps) {
    Json entry{{"label", app.label},
               {"application_type", to_string(app.application_type)},
               {"client_id", app.client_id}};
    if (!app.client_secrets.empty()) entry["client_secret"] = app.client_secrets.front().reveal();
    apps.push_back(std::move(entry));
  }
  Json ready{{"org_url", directory->org.url},
             {"http_url", server.http_url_of_default()},
             {"issuers", std::move(issuers)},
             {"workbench_url", server.workbench_url()},
             {"pid", getpid()}};
  if (!server.control_token().empty()) ready["control_token"] = server.control_token();
  if (flags.tls.on && flags.tls.certificate_file.empty())
    ready["tls_authority_file"] = authority_certificate_file(authority_folder(flags.tls.authority_folder));
  ready["apps"] = std::move(apps);
  return ready;
}

void print_banner(const Server& server) {
  const auto directory = server.find("default")->directory();
  std::printf("mockidp %s: a mock Okta org for development and tests. Not for production.\n\n",
              MOCKIDP_VERSION);
  std::printf("  Org        %s\n", directory->org.url.c_str());
  for (const auto& as : directory->authorization_servers)
    if (as.active) std::printf("  Issuer     %s\n", as.issuer.c_str());
  if (directory->org.url.starts_with("https:"))
    std::printf("  In clear   %s\n", server.http_url_of_default().c_str());
  std::printf("  Workbench  %s\n", server.workbench_url().c_str());
  if (!server.control_token().empty())
    std::printf("\n  Listening beyond loopback: the control API asks for this bearer token\n  %s\n",
                server.control_token().c_str());
  std::printf("\nCtrl-C stops it.\n");
  std::fflush(stdout);
}

// Applies the org document again whenever its file changes; a bad one is reported and the present one stays.
class DocumentWatcher {
 public:
  DocumentWatcher(Server& server, const ServeFlags& flags)
      : server_(server),
        flags_(flags),
        seen_(stamp()),
        thread_([this](std::stop_token stop) { watch(stop); }) {}

 private:
  using Stamp = std::pair<std::pair<std::int64_t, std::int64_t>, ino_t>;

  Stamp stamp() const {
    struct stat facts {};
    if (stat(flags_.org_file.c_str(), &facts) != 0) return {};
    return {{facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec}, facts.st_ino};
  }

  void watch(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (
        !wake.wait_for(lock, stop, std::chrono::milliseconds(300), [&] { return stop.stop_requested(); })) {
      const auto now = stamp();
      if (now == seen_ || now == Stamp{}) continue;
      seen_ = now;
      apply();
    }
  }

  void apply() {
    auto document = read_document(flags_);
    if (!document) return report(document.error());
    const auto replaced = server_.replace("default", std::move(*document));
    if (replaced) return spdlog::info("{} was applied", flags_.org_file);
    std::vector<std::string> lines;
    for (const auto& problem : replaced.error()) lines.push_back(to_string(problem));
    report(lines);
  }

  void report(const std::vector<std::string>& lines) const {
    for (const auto& line : lines) spdlog::error("{}", line);
    spdlog::error("{} was not applied; the org stays as it is", flags_.org_file);
  }

  Server& server_;
  const ServeFlags& flags_;
  Stamp seen_;
  std::jthread thread_;
};

// Null without --smtp: then there is no thread for it either.
std::unique_ptr<SmtpRelay> smtp_relay(const std::string& address) {
  if (address.empty()) return nullptr;
  const auto uri = protocol::parse_uri("http://" + address);  // checked with the flags
  const auto& host = uri->host;
  const bool bracketed = host.size() > 2 && host.front() == '[';
  return std::make_unique<SmtpRelay>(SmtpAddress{bracketed ? host.substr(1, host.size() - 2) : host,
                                                 static_cast<std::uint16_t>(std::stoi(uri->port))},
                                     [](const std::string& line) { spdlog::warn("{}", line); });
}

int print_errors(const std::vector<std::string>& lines, int exit_code) {
  for (const auto& line : lines) std::fprintf(stderr, "mockidp: %s\n", line.c_str());
  return exit_code;
}

}  // namespace

int serve(const ServeFlags& flags) {
  // Signals are waited for here; no thread may be interrupted by one. Set before any thread starts.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  if (!flags.ready_file.empty()) protocol::remove_stale_file(flags.ready_file);
  set_up_log(flags.log_format);
  auto document = read_document(flags);
  if (!document) return print_errors(document.error(), kWrongUse);

  if (!flags.pages_dir.empty() && !std::filesystem::is_directory(flags.pages_dir))
    return print_errors({"--pages-dir " + flags.pages_dir + " is no folder"}, kWrongUse);
  if (!flags.pages_dir.empty()) read_pages_from(flags.pages_dir);
  const protocol::SystemClock clock;
  protocol::SystemRandom random;
  ServerOptions options;
  options.host = flags.host;
  options.port = flags.port;
  options.workbench_port = flags.workbench_port;
  options.public_url = flags.public_url;
  options.seed = flags.seed;
  options.limits = flags.limits;
  options.issuer_follows_host = flags.issuer_follows_host;
  for (const auto& text : flags.listen) {
    const auto address = protocol::parse_uri("http://" + text);  // checked with the flags
    options.further_addresses.push_back(
        {address->host, static_cast<std::uint16_t>(std::stoi(address->port))});
  }
  if (flags.log_requests)
    options.on_request = [format = flags.log_format](const std::string& org, const std::string& entry) {
      log_request(format, org, entry);
    };
  if (flags.tls.on) {
    const auto tls = set_up_tls(flags.tls, clock.now());
    if (!tls) return print_errors({tls.error()}, kWrongUse);
    options.tls = *tls;
    options.tls_port = flags.tls.port;
  }
  const auto relay = smtp_relay(flags.smtp);
  if (relay) options.on_message = [&relay](const Message& message) { relay->hand_over(message); };
  Server server(std::move(options), clock, random);
  if (const auto started = server.start(std::move(*document)); !started)
    return print_errors(started.error().messages,
                        started.error().kind == StartError::Kind::listen ? kCannotListen : kWrongUse);

  if (!flags.ready_file.empty()) {
    const auto written =
        write_private_file(flags.ready_file, protocol::to_pretty_text(readiness(server, flags)) + "\n");
    if (!written) return print_errors({written.error()}, kFailed);
  }
  if (!flags.quiet) print_banner(server);
  std::unique_ptr<DocumentWatcher> watcher;
  if (flags.watch) watcher = std::make_unique<DocumentWatcher>(server, flags);

#ifdef NDEBUG  // a debugger's breakpoints are written into the code, and would be given back too
  give_back_startup_pages();
#endif
  int signal = 0;
  sigwait(&signals, &signal);
  watcher.reset();
  server.stop();
  if (!flags.quiet) std::printf("Stopped.\n");
  return kSuccess;
}

}  // namespace mockidp
